/**
 * What the map is given, what it hears and tells, and what every map offers: types for readers and for tsc.
 * Nothing of this file travels to a user.
 */

declare namespace Atlas {
  /** A calendar day as text, YYYY-MM-DD. In the player a day is a whole number, see calendar.js. */
  type Iso = string;

  /** A ring or line in whole units of its last decimal: `[x, y, dx, dy, dx, dy, ...]`. */
  type Packed = number[];

  // ---- the payload, made by payload.py; what is absent is left out

  interface Payload {
    dataset: {
      id: string;
      title: string;
      version: string;
      licence: string;
      disclaimer: string;
      ends?: string;
    };
    /** The first day shown. */
    day: Iso;
    /** The two days of a comparison. */
    days?: [earlier: Iso, later: Iso];
    /** In a comparison: the events by which land passes without fighting, each with the number of its agreement or null. */
    agreed?: [event: number, agreement: number | null][];
    /** The names of agreements. */
    agreements?: string[];
    /** What a page that was taken away shows first. */
    start?: Part[];
    /** First and last day that the dataset describes. */
    span: [Iso, Iso];
    bounds: Bounds;
    /** Decimals of packed coordinates: of places and lines, and of what is coarser. */
    decimals: [fine: number, coarse: number];
    /** BCP 47. */
    language: string;
    ui: Texts;
    layers: string[];
    lenses: string[];
    /** Whether all is as a mapper draws it, so that there are no claims to read in two ways. */
    allDrawn?: 1;
    standings: string[];
    bases: string[];
    stances: string[];
    actors: Actor[];
    kinds: Kind[];
    /** The mark of each family of kinds, a path in a square of 12. */
    families: Record<string, string>;
    sides: Side[];
    ranges: Span[];
    periods: Period[];
    /** Each distinct sequence of periods once, by their indexes. */
    histories: number[][];
    positions: Said[];
    /** Kinds of settlement, of equal rank the earlier first. */
    settlementKinds: string[];
    /** The kinds of what is called a settlement. */
    peopled: string[];
    /** Kinds of settlements of the dataset's own; `sign` is one of the signs of the table of marks, else a dot. */
    placeKinds?: Record<string, { name: string; sign?: string }>;
    places: Place[];
    groups: Group[];
    events: Incident[];
    sources: Source[];
    lines: Line[];
    /** The looks of dated lines by their kind; that of "" is for any other. */
    lineKinds: Record<string, LineKind>;
    marks: Marks;
    districts: District[];
    /** Between whose land a front runs, from which day to before which; without it, between that of all actors. */
    fronts?: [one: number, other: number, start: string | null, end: string | null][];
    context: {
      countries: Shape[];
      lakes: Shape[];
      rivers: Shape[];
      relief?: { src: string; bounds: Bounds };
    };
    credits: { layer: string; text: string; licence?: string; url?: string }[];
  }

  /** The texts of the page; one that depends on a number is an object of its forms by plural category. */
  interface Texts {
    months: string;
    monthsAlone: string;
    [key: string]: string | Record<string, string>;
  }

  /** `1` at the end if only the date is uncertain. */
  type Period = [start: Iso, actor: number, standing: number, basis: number, event: number, uncertain?: 1];

  interface Actor {
    id: string;
    name: string;
    /** The name inside a sentence, if it is another than alone. */
    inside?: string;
    pattern?: string;
    /** What it was called at another time: first day, first day after it, name; `null` is open. */
    dated?: [string | null, string | null, string][];
  }

  /** How a kind of dated line looks, in pixels; `dash` as SVG writes it, `casing` the width of the paper under it. */
  interface LineKind {
    width: number;
    dash?: string;
    casing?: number;
    opacity?: number;
  }

  /** The table of looks that pictures share, `style/marks.py`; records are by rank. */
  interface Marks {
    dotRadius: Record<string, number>;
    /** The corners of signs of settlements, in radii of their dots. */
    signs: Record<string, [number, number][]>;
    dotZoom: Record<string, number>;
    /** How far outside its dot the ring of a settlement runs whose land nothing outlines, in pixels. */
    ringGap: number;
    dotGrowth: { least: number; from: number; step: number; most: number };
    nameZoom: Record<string, number>;
    bothNamesZoom: Record<string, number>;
    nameSize: Record<string, number>;
    strongNameRank: number;
    softNameRank: number;
    largeRank: number;
    longName: number;
    longNameZoom: number;
    areaNames: Record<string, [size: number, spacing: number]>;
    countryNameUntil: number;
    districtNameZoom: number;
    hatch: [step: number, width: number];
    texture: [step: number, dot: number, line: number];
    unsure: [across: number, down: number, dot: number];
    casingOpacity: number;
  }

  /** A kind of event; `lane` if its events change no control and stand on a lane of their own. */
  interface Kind {
    id: string;
    name: string;
    /** One of the families of the payload. */
    family: string;
    lane?: 1;
  }

  interface Side {
    id: string;
    name: string;
    /** The name inside a sentence, if it is another than alone. */
    inside?: string;
    short: string;
  }

  interface Span {
    id: string;
    name: string;
    start: Iso;
    end: Iso;
  }

  /** A date as a source gives it: `first` to `last` if it is vague, `date` if it is more than one day in words. */
  interface When {
    first: Iso;
    last?: Iso;
    date?: string;
    about?: 1;
  }

  /** Drawn from `start` up to, not including, `end`. */
  interface Dated {
    start?: Iso;
    end?: Iso;
  }

  interface Place extends Dated {
    id: string;
    /** Absent: a settlement. */
    layer?: number;
    /** Absent: a village, if it is a settlement. */
    kind?: string;
    name: string;
    second?: string;
    names?: Record<string, string>;
    other?: string[];
    /** Absent: 5. */
    rank?: number;
    /** Within how many metres the position is known, if that is not good. */
    far?: number;
    /** 1: nothing outlines the land that goes with it. */
    extent?: number;
    note?: Said;
    position?: number;
    /** A point for a settlement, rings for an area. */
    shape?: Packed | Packed[];
    centreline?: Packed[];
    history?: number;
    /** The history under the lens of that name, if it is another. */
    held?: number;
  }

  interface Group {
    id: string;
    name: string;
    /** West, south, east, north. */
    box?: [number, number, number, number];
  }

  /** An event of the dataset; the browser has another `Event`. */
  interface Incident extends When {
    id: string;
    kind: number;
    /** How much it matters beside the others of its day. */
    weight: number;
    title: string;
    summary?: string;
    changes?: Change[];
    places?: PlaceOrGroup[];
    dispute?: string;
    alternatives?: Alternative[];
    confidence: string;
    evidence: Evidence;
    oneSided?: string;
    citations: Citation[];
  }

  /** The index of a place, or the complement of the index of a group: `-1` is the first. */
  type PlaceOrGroup = number;

  interface Change {
    places: PlaceOrGroup[];
    but?: PlaceOrGroup[];
    was?: number;
    to: number;
    standing: number;
  }

  interface Alternative {
    text?: string;
    when?: When;
    sources?: number[];
  }

  /** Sides by stance, those who speak for it, those who deny it, and how many works there are. */
  interface Evidence {
    reason: string;
    stances: number[][];
    voices?: number[];
    denied?: number[];
    works: number;
  }

  type Citation = [source: number, stance: number, supports: Said, locator?: string];

  /** A text; of one that is not in the language of the map also in which it is. */
  type Said = string | [text: string, language: string];

  interface Source {
    title: string;
    publisher?: string;
    issued?: string;
    side: number;
    url?: string;
    archive?: string;
    language?: string;
  }

  interface Line extends Dated {
    id: string;
    name: string;
    kind: string;
    note?: string;
    shape: Packed[];
  }

  interface Shape {
    name?: string;
    label?: Packed;
    shape: Packed[];
  }

  interface District extends Dated, Shape {
    id: string;
  }

  // ---- what is drawn

  /** A shape in the plane of the map, see geometry.js. */
  interface PlaneShape {
    parts: Float64Array[];
    closed: boolean;
    /** Left, top, right, bottom. */
    box: number[];
  }

  /** What is drawn of a place: an area has a shape, a settlement a point; a place without a position nothing. */
  interface Drawn {
    place: Place;
    node: SVGElement | null;
    shape: PlaneShape | null;
    /** In the plane of the map. */
    at: [number, number] | null;
    /** The number of the class it has. */
    code: number;
    layer: string;
    /** The classes that do not change. */
    prefix: string;
    /** Round a settlement whose land nothing outlines. */
    ring?: SVGElement;
    /** The corners of what it is drawn as, in radii, if it is no dot. */
    sign?: [number, number][];
    rank: number;
    /** In pixels of the map, at its zoom. */
    x: number;
    y: number;
    r: number;
    /** Whether a dot is seen at this zoom. */
    shown: boolean;
  }

  /** The mark of an event on the strip: the middle, the lower edge and the size, in pixels. */
  interface Tick {
    index: number;
    kind: number;
    day: number;
    x: number;
    y: number;
    w: number;
    h: number;
  }

  /** An edge that two areas share. */
  interface Run {
    a: number;
    b: number;
    points: number[];
    d?: string;
  }

  /** The paths of the front, and the edges it is made of once they are found. */
  interface Front {
    casing: SVGPathElement;
    recorded: SVGPathElement;
    inferred: SVGPathElement;
    runs: Run[] | null;
  }

  // ---- messages between the page around and the map

  /** South, west, north, east. */
  type Bounds = [number, number, number, number];

  /** Latitude, longitude, zoom. */
  type Position = [number, number, number];

  /** One thing that the page around asks for; `null` is the map's own choice. */
  type Part =
    | { type: "show"; day: Iso }
    | { type: "other"; day: Iso }
    | { type: "mode"; value: string | null }
    | { type: "range"; value: [Iso, Iso] | null }
    | { type: "lens"; value: string | null }
    | { type: "select"; id: string | null }
    | { type: "layers"; value: string[] | null }
    | { type: "view"; value: Position | null }
    | { type: "fit"; value: Bounds };

  type ToMap =
    | Part
    | { type: "set"; turn: number; parts: Part[] }
    | { type: "shape"; value: string }
    | { type: "room"; px: number }
    | { type: "habits"; value: Habits; tour?: string }
    | { type: "settle" }
    | { type: "key"; key: string; shift: boolean }
    | { type: "theme"; value: string }
    | { type: "faces"; value: { family: string; weight: string; data: ArrayBuffer }[] };

  /** What the reader has opened and closed in this session, and whether the newcomer has begun. */
  interface Habits {
    panel?: boolean;
    deck?: boolean;
    legend?: boolean;
    greeted?: boolean;
  }

  type FromMap =
    | { type: "ready" }
    | { type: "settled" }
    /** What the host asked is drawn: until the first time the host lets nobody see the map, which began with a view of its own. */
    | { type: "obeyed" }
    | { type: "height"; px: number }
    | { type: "below" }
    | { type: "tour" }
    | { type: "habits"; value: Habits }
    | ({ type: "commit"; turn: number | undefined } & Shown)
    /** What is shown by now, also while it plays: for the case that the page is left before it is told. */
    | ({ type: "draft" } & Shown);

  /** What is shown; `null` is the map's own choice. */
  interface Shown {
    day: Iso;
    other?: Iso;
    mode?: string;
    lens: string | null;
    range: [Iso, Iso] | null;
    selection: string | null;
    layers: string[] | null;
    view: Position | null;
  }

  /** What host.py hands to host.js in a run of the script; `html` if the browser may lack that document. */
  interface Asked extends Shown {
    fingerprint: string;
    /** The name of the page whose address has none. */
    first: string;
    title: string;
    /** The tour that a newcomer may begin with. */
    tour: string | null;
    turn: number;
    fit: Bounds | null;
    shape: "whole" | "alone" | "preview";
    /** Whether keys that are pressed while nothing on the page has the focus are for it. */
    plays: boolean;
    /** Which word of the map Python has heard last, as the frame of the map counts them. */
    heard: string | null;
    /** The name of the session that asks, and whether the map of a page that outlived its server shows this already. */
    session: string;
    restored: boolean;
    /** Where the document is, relative to the page; without it, `html` comes or has come. */
    address?: string;
    html?: string;
  }

  // ---- what the map of a day and the map of two days both are

  /** A page with a map on it, as its legend and the window around it know it: `Player` and `Compare`. */
  interface MapPage {
    readonly root: HTMLElement;
    readonly payload: Payload;
    readonly words: Phrasebook;
    readonly lens: string;
    /** The day shown, or the later of two, as ISO writes it. */
    readonly iso: string;
    readonly hidden: Set<string>;
    /** Whether the map shows something else than the whole. */
    readonly moved: boolean;
    /** Run one part of the page, so that its failure leaves the others. */
    part<Result>(name: string, work: () => Result): Result | undefined;
    setLens(lens: string): void;
    setLayers(shown: string[]): void;
    setTheme(theme: string): void;
    setPosition(position: Position): void;
    fit(bounds: Bounds): void;
    fitAll(): void;
    /** Do what the host asks, if it is about the days of this map. */
    hear(message: ToMap): void;
    /** What the host is told, or null if it is no time to tell. */
    shown(): Shown | null;
    /** What is shown by now. */
    draft(): Shown;
  }
}

interface Window {
  /** Where a script of the app says that it hears a kind of deeds: a list, until the listener is there (`early.js`). */
  controlAtlasEars?: { push(ear: { kind: "stop" | "day" | "take"; hear: (deed: never) => boolean }): void };
  /** First what puts the map into the page, then what a host or a test may call. */
  controlAtlas: { mount(root: HTMLElement, payload: Atlas.Payload, day: string | null, map: L.Map): unknown };
}

interface Element {
  /** The index of the place that is drawn by this element. */
  place?: number;
}

interface SVGElement {
  /** The path data it has. */
  drawn?: string;
}
