// @ts-check
/* Names on the map: no two overlap; places of higher rank come first; redone when the view changes. */

/** How far names stay from the edge of the map at its sides, in pixels. */
const EDGE_OF_NAMES = 3;

class Labels {
  /** @param {Scene} scene */
  constructor(scene, payload) {
    this.scene = scene;
    this.map = scene.map;
    this.payload = payload;
    this.pane = this.map.createPane("names");
    this.pane.style.zIndex = "450";
    this.root = svg("svg", {
      class: "sheet sheet-names leaflet-zoom-hide",
      width: 1,
      height: 1,
      "aria-hidden": "true",
    });
    this.pane.append(this.root);
    this.pen = penOf(document.createElement("canvas"));
    /** What lies over the map and stays free of names, see `clearOf`. @type {() => Element[]} */
    this.over = () => [];
    /** Who wants to know that the names stand elsewhere. */
    this.placed = () => {};
    /** Whether the reader wants no names. */
    this.off = false;
    this.widths = new Map();
    this.frame = [0, 0, 0, 0];
    const weight = (place) => payload.settlementKinds.indexOf(place.kind || "village");
    this.order = scene.dots.slice().sort((a, b) => {
      const p = scene.items[a].place,
        q = scene.items[b].place;
      return (p.rank || 5) - (q.rank || 5) || weight(p) - weight(q) || (p.name < q.name ? -1 : 1);
    });
    this.map.on(
      "moveend viewreset",
      perFrame(() => this.place())
    );
    document.addEventListener("controlatlas:faces", () => {
      this.widths.clear();
      this.place();
    });
    /** Names make room for what opens over the map, and come back when it closes. */
    this.covering = new ResizeObserver(perFrame(() => this.place()));
  }

  /** Keep the names clear of what lies over the map. @param {() => Element[]} over */
  clearOf(over) {
    this.over = over;
    for (const node of over()) this.covering.observe(node);
  }

  width(text, font) {
    const key = font + text;
    if (!this.widths.has(key)) {
      this.pen.font = font;
      this.widths.set(key, this.pen.measureText(text).width);
    }
    return this.widths.get(key);
  }

  /** Write the names anew, or none. */
  place() {
    this.root.replaceChildren(...(this.off ? [] : this.written()));
    this.placed();
  }

  /** The names that have room. */
  written() {
    const map = this.map,
      zoom = map.getZoom(),
      size = map.getSize();
    const corner = map.containerPointToLayerPoint([0, 0]);
    const view = [corner.x - 60, corner.y - 40, corner.x + size.x + 60, corner.y + size.y + 40];
    /** What is seen: no name is cut at its edge. */
    this.frame = [corner.x + EDGE_OF_NAMES, corner.y, corner.x + size.x - EDGE_OF_NAMES, corner.y + size.y];
    const style = getComputedStyle(this.root);
    const sans = style.getPropertyValue("--sans"),
      serif = style.getPropertyValue("--serif");
    const taken = new Boxes();
    this.keepClear(taken, corner);
    const out = [];
    const { countries, lakes } = this.payload.context;
    const { marks } = this.payload;
    if (zoom < marks.countryNameUntil) {
      for (const it of countries) this.wide(it, "country", serif, taken, out, view);
    }
    for (const it of lakes) this.wide(it, "lake", serif, taken, out, view);
    this.dotted(zoom, sans, taken, out, view);
    if (zoom >= marks.districtNameZoom && !this.scene.hidden.has("districts")) {
      for (const it of this.payload.districts) this.wide(it, "district", sans, taken, out, view);
    }
    return out;
  }

  /** Leave free what lies over the map. */
  keepClear(taken, corner) {
    const frame = this.map.getContainer().getBoundingClientRect();
    for (const node of this.over()) {
      const box = node.getBoundingClientRect();
      const x = box.left - frame.left + corner.x,
        y = box.top - frame.top + corner.y;
      if (box.width) taken.force([x - 4, y - 4, x + box.width + 8, y + box.height + 4]);
    }
  }

  /** A spaced name of an area, centred; `what` is one of those of the table. */
  wide(it, what, family, taken, out, view) {
    if (!it.label || !it.name) return;
    const [px, spacing] = this.payload.marks.areaNames[what];
    const unit = 10 ** -this.payload.decimals[1];
    const scale = 2 ** this.map.getZoom(),
      origin = this.map.getPixelOrigin();
    const at = toPlane(it.label[0] * unit, it.label[1] * unit);
    let x = at[0] * scale - origin.x;
    const y = at[1] * scale - origin.y;
    const text = capitals(it.name, this.payload.language);
    const width = this.width(text, `${px}px ${family}`) + spacing * text.length;
    if (what === "country") x = Math.min(Math.max(x, view[0] + 76 + width / 2), view[2] - 76 - width / 2);
    const box = [x - width / 2, y - px * 0.7, x + width / 2, y + px * 0.5];
    if (!inside(box, view) || !within(box, this.frame) || !taken.add(box)) return;
    const base = { x: x.toFixed(1), y: (y + px * 0.35).toFixed(1) };
    out.push(
      svg("text", { ...base, class: `${what}-name`, "font-size": px, "letter-spacing": spacing }, text)
    );
  }

  /** The names of settlements, those of higher rank first, and of one rank the cities. */
  dotted(zoom, sans, taken, out, view) {
    const scene = this.scene;
    const { nameZoom, bothNamesZoom, longName, longNameZoom, largeRank } = this.payload.marks;
    const seen = this.order.filter((index) => {
      const { shown, x, y } = scene.items[index];
      return shown && x > view[0] && x < view[2] && y > view[1] && y < view[3];
    });
    for (const index of seen) {
      const it = scene.items[index];
      if (it.rank <= largeRank) taken.force([it.x - it.r, it.y - it.r, it.x + it.r, it.y + it.r]);
    }
    for (const index of seen) {
      const { rank, place } = scene.items[index];
      if (zoom < nameZoom[rank]) continue;
      if (rank > largeRank && place.name.length > longName && zoom < longNameZoom) continue;
      const both = place.second && zoom >= bothNamesZoom[rank];
      const text = this.named(scene.items[index], both ? ` · ${place.second}` : "", sans, taken);
      if (text) out.push(text);
    }
  }

  /** The name of a place, with a tail if there is room for it, or null if there is room for neither. */
  named(item, tail, family, taken) {
    const { rank, place } = item;
    const { nameSize, strongNameRank, softNameRank } = this.payload.marks;
    const px = nameSize[rank];
    const weight = rank <= strongNameRank ? 600 : 400;
    const font = `${weight} ${px}px ${family}`;
    const whole = tail ? this.spot(item, place.name + tail, font, px, taken) : null;
    const spot = whole || this.spot(item, place.name, font, px, taken);
    if (!spot) return null;
    const cssClass = `place-name n${rank}${rank >= softNameRank ? " soft" : ""}`;
    const [x, y] = spot.map((n) => n.toFixed(1));
    const text = svg("text", { x, y, class: cssClass, "font-size": px, "font-weight": weight }, place.name);
    if (whole) text.append(svg("tspan", { class: "second" }, tail));
    return text;
  }

  /** A free spot for a text at a dot, now taken: where it begins and its base line, or null. */
  spot(item, text, font, px, taken) {
    const width = this.width(text, font);
    for (const [x, y] of spotsAround(item, width, px)) {
      const box = [x - 2, y - px * 0.66, x + width + 3, y + px * 0.62];
      if (within(box, this.frame) && taken.add(box)) return [x, y + px * 0.34];
    }
    return null;
  }
}

/** Where a name may stand at a dot, best first: right, left, above, below, then the four corners. */
function spotsAround({ x, y, r }, width, px) {
  const gap = r + 3,
    shift = px * 0.55;
  const right = x + gap,
    left = x - gap - width,
    middle = x - width / 2;
  return [
    [right, y],
    [left, y],
    [middle, y - gap - px * 0.45],
    [middle, y + gap + px * 0.5],
    [right, y - shift],
    [right, y + shift],
    [left, y - shift],
    [left, y + shift],
  ];
}

/** Whether all of a box is seen. */
function within(box, frame) {
  return box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];
}

function inside(box, view) {
  return box[2] > view[0] && box[0] < view[2] && box[3] > view[1] && box[1] < view[3];
}

/** Boxes already taken, looked up by rough squares. */
class Boxes {
  constructor() {
    this.squares = new Map();
  }

  *near(box) {
    for (let i = Math.floor(box[0] / 64); i <= Math.floor(box[2] / 64); i++) {
      for (let j = Math.floor(box[1] / 64); j <= Math.floor(box[3] / 64); j++) yield i * 100003 + j;
    }
  }

  add(box) {
    for (const key of this.near(box)) {
      for (const other of this.squares.get(key) || []) if (inside(box, other)) return false;
    }
    this.force(box);
    return true;
  }

  force(box) {
    for (const key of this.near(box)) {
      if (!this.squares.has(key)) this.squares.set(key, []);
      this.squares.get(key).push(box);
    }
  }
}
