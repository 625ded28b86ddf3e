// @ts-check
/* Two days on two maps that move as one, or what differs between them on one map. The days come from the host. */

const MODES = ["split", "swipe", "difference"];
/** How a place differs, and within that how its land looks; no place has two of a kind. */
const KINDS = ["handed", "restated", "same"];
const LOOKS = ["taken", "agreed", "quiet", "kept"];
const STEP = 5; // per cent: what an arrow key moves the divider

/** One of the two maps: its own readings of the histories, its drawing and its names. */
class ComparedMap {
  /** @param {Compare} compare @param {string} name "earlier" or "later" @param {object} options of the Leaflet map */
  constructor(compare, name, options) {
    this.compare = compare;
    this.name = name;
    const { payload, words } = compare;
    const title = `${words.say("mapLabel", { title: payload.dataset.title })}, ${words.say(name)}`;
    const frame = h("div", { class: "map", role: "region", "aria-label": title });
    this.dateText = h("span", { class: "date-words" });
    this.nameText = h("h2", {}, words.say(name));
    const head = h("header", { class: "dateline" }, this.nameText, h("p", { class: "date" }, this.dateText));
    this.tip = h("div", { class: "tip map-tip", role: "tooltip", hidden: true });
    this.element = h("section", { class: "stage " + name }, frame, head, this.tip);
    compare.stages.append(this.element);
    this.map = L.map(frame, { ...options, zoomAnimation: false, fadeAnimation: false });
    this.readings = new Map();
    this.reading = this.readingOf(payload.lenses[0]);
    this.scene = new Scene(this.map, payload, this.reading, (part, work) => compare.part(part, work));
    compare.part("settlements", () => {
      this.roving = new Roving(this.scene, words.say("places"));
    });
    this.scene.setHidden(compare.hidden);
    this.labels = new Labels(this.scene, payload);
    this.labels.clearOf(() => [
      head,
      ...this.element.querySelectorAll(".leaflet-control"),
      ...(compare.legend ? [compare.legend.element] : []),
      compare.meanings,
    ]);
    this.listen(frame);
  }

  readingOf(lens) {
    if (!this.readings.has(lens)) this.readings.set(lens, new Reading(this.compare.payload, lens));
    return this.readings.get(lens);
  }

  /** Show a day through a lens. */
  show(day, lens) {
    this.day = day;
    this.reading = this.readingOf(lens);
    this.reading.history.go(day);
    this.scene.read(this.reading);
    this.scene.date(day);
    this.scene.edged = false;
    this.scene.drawFront();
    this.dateText.textContent = this.compare.words.day(day);
  }

  // ---- the pointer and the keyboard

  listen(frame) {
    const { map, compare } = this;
    map.on("mousemove", (event) => this.hover(event));
    map.on("mouseout movestart zoomstart", () => this.hide());
    map.on("click", (event) => {
      const index = this.scene.placeAt(
        event.layerPoint,
        event.originalEvent.target,
        compare.coarse.matches ? 22 : 9
      );
      compare.select(index < 0 ? null : compare.payload.places[index].id);
    });
    frame.addEventListener("focusin", ({ target }) => this.focus(target));
    frame.addEventListener("focusout", () => this.hide());
    frame.addEventListener("keydown", (event) => {
      if (event.target.place === undefined || !["Enter", " "].includes(event.key)) return;
      event.preventDefault();
      compare.select(compare.payload.places[event.target.place].id);
    });
  }

  hover(event) {
    const { target } = event.originalEvent;
    const index = this.scene.placeAt(event.layerPoint, target, 8);
    if (index < 0 || target.closest(".leaflet-control")) return this.hide();
    this.tell(index, event.containerPoint);
  }

  focus(node) {
    if (node.place === undefined) return;
    const { compare } = this,
      item = this.scene.items[node.place];
    node.setAttribute(
      "aria-label",
      compare.words.listed([bothNames(item.place), ...compare.states(node.place)])
    );
    this.tell(node.place, this.map.layerPointToContainerPoint([item.x, item.y]));
  }

  /** Say what a place is on both days. */
  tell(index, at) {
    const { compare } = this;
    this.tip.replaceChildren(
      h("b", { class: "tip-name" }, bothNames(compare.payload.places[index])),
      ...compare.states(index).map((line) => h("span", {}, line))
    );
    putBeside(this.tip, this.map, at);
  }

  hide() {
    this.tip.hidden = true;
  }
}

/** @implements {Atlas.MapPage} */
class Compare {
  /** @param {HTMLElement} root @param {Atlas.Payload} payload @param {L.Map} made the map that folium made */
  constructor(root, payload, made) {
    this.root = root;
    this.payload = payload;
    this.words = new Phrasebook(payload.ui, payload.language);
    this.span = daysOf(payload.span);
    this.placeIds = new Map(payload.places.map((place, index) => [place.id, index]));
    /** @type {Set<string>} */
    this.hidden = new Set();
    this.mode = MODES[0];
    this.lens = payload.lenses[0];
    /** The place that is selected. @type {number | null} */
    this.selection = null;
    /** The zoom at which the whole is seen. */
    this.whole = 0;
    this.divider = 50; // per cent of the width, from the left
    /** Whether the reader has moved the maps, and whether they stand and may be moved. */
    this.moved = false;
    this.settled = false;
    /** Whether one map is just following the other. */
    this.following = false;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.coarse = matchMedia("(pointer: coarse)");
    this.stages = h("div", { class: "stages" });
    this.status = h("p", { class: "compare-status", role: "status" });
    this.slider = this.handle();
    this.meanings = h("ul", { class: "meanings" });
    this.edge = svg("path", { class: "difference-edge" });
    const [south, west, north, east] = payload.bounds;
    this.bounds = L.latLngBounds([south, west], [north, east]);
    /** How each place differs between the days. @type {(string | null)[]} */
    this.kinds = [];
    /** The look of its land in the difference; without one it looks as on any map. @type {(string | null)[]} */
    this.looks = [];
    /** The events by which land passes without fighting, each with its agreement if that has a name. */
    this.agreed = new Map(payload.agreed);
    /** The standings that nobody disputes. */
    this.undisputed = new Set(["held", "drawn"].map((it) => payload.standings.indexOf(it)));
    // Made by what follows.
    /** @type {ComparedMap[]} */
    this.maps;
    /** @type {ComparedMap} */
    this.later;
    /** @type {HTMLButtonElement[]} */
    this.buttons;
    /** @type {Legend} */
    this.legend;
    /** @type {[number, number]} */
    this.days;
    /** @type {HostWindow} */
    this.host;
    this.build(made);
    this.setDays(...daysOf(payload.days || [payload.day, payload.day]));
    this.host = new HostWindow(this);
    (payload.start || []).forEach((part) => this.host.hear(part));
    this.host.open();
    whenIdle(() => {
      for (const side of this.maps) this.part("map", () => side.scene.findFront());
      this.drawEdge();
    });
  }

  say(key, values) {
    return this.words.say(key, values);
  }

  /** @template Result @param {string} _name @param {() => Result} work @returns {Result | undefined} */
  part(_name, work) {
    try {
      return work();
    } catch (error) {
      console.error(error);
      return undefined;
    }
  }

  // ---- building

  build(made) {
    const options = made.options;
    made.remove();
    this.buttons = MODES.map((mode) =>
      h(
        "button",
        { class: "mode", "aria-pressed": "false", onclick: () => this.setMode(mode) },
        this.say("mode:" + mode)
      )
    );
    const bar = h(
      "div",
      { class: "compare-bar" },
      h("div", { class: "modes", role: "group", "aria-label": this.say("modes") }, this.buttons),
      this.status
    );
    this.root.classList.add("compare");
    this.root.replaceChildren(bar, this.stages);
    this.maps = ["earlier", "later"].map((name) => new ComparedMap(this, name, options));
    this.later = this.maps[1];
    this.stages.append(this.slider);
    this.legend = new Legend(this);
    for (const { labels } of this.maps) labels.clearOf(labels.over);
    this.stages.append(this.legend.element, this.meanings, creditOf(this.payload, this.words));
    addCorners(this.later.map, this.words, () => {
      this.fitAll();
      this.host.commitSoon();
    });
    this.maps.forEach((side, index) => this.follow(side, this.maps[1 - index]));
    this.later.scene.control.root.append(this.edge);
    this.later.map.on("viewreset zoomend", () => this.drawEdge());
    this.setMode(this.mode);
    new ResizeObserver(perFrame(() => this.resized())).observe(this.stages);
  }

  /** What the difference shows, in words: for each controller what it gained, and how, and what stayed. */
  explain() {
    const { actors, places } = this.payload;
    const areas = places.some((place) => place.layer);
    /** @type {Map<string, {order: number, cssClass: string}>} */
    const rows = new Map();
    places.forEach((place, index) => {
      const period = this.later.reading.period(index);
      if (!period || (areas && !place.layer)) return;
      const { order, key, cssClass, agreement } = this.meaningOf(index, period);
      const text = this.say(`difference:${key}`, {
        actor: actorName(actors[period[1]], this.iso),
        agreement,
      });
      rows.set(text, { order: order * actors.length + period[1], cssClass: `a${period[1]} ${cssClass}` });
    });
    const sign = (cssClass) =>
      svg(
        "svg",
        { class: "key", viewBox: "0 0 26 16", "aria-hidden": "true" },
        svg("rect", { x: 1.5, y: 1.5, width: 23, height: 13, class: `area cell ${cssClass}` })
      );
    this.meanings.replaceChildren(
      ...[...rows]
        .sort(([, a], [, b]) => a.order - b.order)
        .map(([text, { cssClass }]) => h("li", {}, sign(cssClass), h("span", {}, text)))
    );
  }

  /** What the land of a place means in the difference: its row among the others, its words and its sign. */
  meaningOf(index, [, , standing]) {
    const kind = this.kinds[index],
      look = this.looks[index];
    if (kind === "restated") return { order: 4, key: "restated", cssClass: "s0 b0 restated" };
    if (!this.undisputed.has(standing))
      return { order: 2, key: this.payload.standings[standing], cssClass: `s${standing} b0` };
    if (look === "agreed") {
      const agreement = this.payload.agreements?.[this.agreed.get(this.endOf(index) ?? -1) ?? -1];
      return { order: 1, key: agreement ? "agreedUnder" : "agreed", cssClass: "s0 b0 agreed", agreement };
    }
    if (kind === "same") return { order: 3, key: "kept", cssClass: `s0 b0 ${look || ""}` };
    return { order: 0, key: look ? "taken" : "under", cssClass: `s0 b0 ${look || ""}` };
  }

  /** The divider of the two maps, a slider for keyboard, mouse and finger. */
  handle() {
    const slider = h(
      "div",
      {
        class: "divider",
        role: "slider",
        tabindex: "0",
        "aria-label": this.say("divider"),
        "aria-valuemin": 0,
        "aria-valuemax": 100,
        "aria-orientation": "horizontal",
      },
      h("i", {}, "⇔")
    );
    slider.addEventListener("keydown", (event) => {
      const to = { ArrowLeft: this.divider - STEP, ArrowRight: this.divider + STEP, Home: 0, End: 100 }[
        event.key
      ];
      if (to === undefined) return;
      event.preventDefault();
      this.divide(to);
    });
    slider.addEventListener("pointerdown", (event) => {
      slider.setPointerCapture(event.pointerId);
      const move = ({ clientX }) => {
        const box = this.stages.getBoundingClientRect();
        this.divide((100 * (clientX - box.left)) / box.width);
      };
      slider.addEventListener("pointermove", move);
      slider.addEventListener("pointerup", () => slider.removeEventListener("pointermove", move), {
        once: true,
      });
    });
    return slider;
  }

  /** @param {number} at per cent of the width, from the left */
  divide(at) {
    this.divider = Math.min(100, Math.max(0, at));
    this.stages.style.setProperty("--divider", `${this.divider}%`);
    this.slider.setAttribute("aria-valuenow", String(Math.round(this.divider)));
    this.slider.setAttribute("aria-valuetext", this.say("dividerAt", { percent: Math.round(this.divider) }));
  }

  // ---- both maps move as one

  follow(side, other) {
    side.map.on("move", () => {
      if (this.following) return;
      this.following = true;
      other.map.setView(side.map.getCenter(), side.map.getZoom(), { animate: false });
      this.following = false;
    });
    side.map.on("moveend", () => {
      this.maps.forEach(({ scene }) => scene.mark(scene.marked));
      if (this.moved) this.host.commitSoon();
    });
    side.map.on("dragstart", () => {
      this.moved = true;
    });
    side.map.on("zoomstart", () => {
      if (this.settled) this.moved = true;
    });
  }

  fitAll() {
    this.settled = false;
    this.whole = fitWhole(
      this.maps.map(({ map }) => map),
      this.bounds
    );
    this.moved = false;
    this.settled = true;
  }

  /** Show these bounds. @param {Atlas.Bounds} bounds */
  fit([south, west, north, east]) {
    this.later.map.fitBounds(
      [
        [south, west],
        [north, east],
      ],
      { animate: false }
    );
    this.moved = true;
  }

  resized() {
    const center = this.later.map.getCenter(),
      zoom = this.later.map.getZoom();
    this.following = true;
    for (const { map } of this.maps) map.invalidateSize({ animate: false });
    this.following = false;
    for (const { map } of this.maps) {
      map.scrollWheelZoom[window.innerWidth >= WIDE ? "enable" : "disable"]();
      map.dragging[window.innerWidth < WIDE && this.coarse.matches ? "disable" : "enable"]();
    }
    if (!this.moved) this.fitAll();
    else this.later.map.setView(center, zoom, { animate: false });
    this.host.sendHeight();
  }

  /** @returns {Atlas.Position | null} */
  position() {
    if (!this.moved) return null;
    return positionShown(this.later.map, this.payload.decimals[0]);
  }

  /** @param {Atlas.Position} position */
  setPosition([lat, lon, zoom]) {
    this.moved = true;
    this.later.map.setView([lat, lon], zoom, { animate: false });
  }

  // ---- what is shown

  /** @param {number} earlier @param {number} later days */
  setDays(earlier, later) {
    const inside = (day) => Math.min(Math.max(day, this.span[0]), this.span[1]);
    this.days = [inside(earlier), inside(later)];
    this.draw();
    document.documentElement.dataset.day = isoOf(this.days[1]); // who waits for the map sees which day it shows
  }

  /** Say over each map which day it is; over the difference, with which day it is compared. */
  nameDays() {
    const date = this.words.day(this.days[0]);
    this.later.nameText.textContent =
      this.mode === "difference" ? this.say("comparedWith", { date }) : this.say("later");
  }

  setLens(lens) {
    if (!this.payload.lenses.includes(lens) || lens === this.lens) return;
    this.lens = lens;
    this.draw();
    this.host.commitSoon();
  }

  setLayers(shown) {
    const wanted = new Set(shown);
    this.hidden = new Set(LAYER_IDS.filter((id) => !wanted.has(id)));
    for (const { scene, labels } of this.maps) {
      scene.setHidden(this.hidden);
      labels.off = this.hidden.has("labels");
      labels.place();
    }
    this.legend.update(this.hidden, this.present());
    this.host.commitSoon();
  }

  setMode(mode) {
    if (!MODES.includes(mode)) return;
    this.mode = mode;
    this.stages.dataset.mode = mode;
    this.buttons.forEach((button, index) =>
      button.setAttribute("aria-pressed", String(MODES[index] === mode))
    );
    this.divide(this.divider);
    if (this.days) this.nameDays();
    if (!this.host) return;
    this.resized(); // the maps have another size now
    this.host.commitSoon();
  }

  select(id) {
    const index = this.placeIds.get(id);
    this.selection = index === undefined ? null : index;
    for (const { scene } of this.maps) scene.mark(this.selection === null ? [] : [this.selection]);
    if (this.selection !== null) this.bring(this.selection);
    this.host.commitSoon();
  }

  /** Bring a place into view, if it is not there. */
  bring(index) {
    const { map, scene } = this.later,
      bounds = scene.boundsOf([index]);
    if (!bounds || map.getSize().x < 50 || map.getBounds().pad(-0.08).contains(bounds)) return;
    this.moved = true;
    map.setView(bounds.getCenter(), zoomFor(map, bounds, this.whole), { animate: false });
  }

  draw() {
    this.maps.forEach((side, index) => side.show(this.days[index], this.lens));
    this.kinds = this.payload.places.map((_, index) => this.kindOf(index));
    const gainers = new Set();
    this.kinds.forEach((kind, index) => {
      if (kind === "handed") gainers.add(this.later.reading.period(index)?.[1]);
    });
    this.looks = this.payload.places.map((_, index) => this.lookOf(index, gainers));
    this.later.scene.items.forEach(({ node }, index) => {
      if (!node) return;
      node.classList.remove(...KINDS, ...LOOKS);
      for (const it of [this.kinds[index], this.looks[index]]) if (it) node.classList.add(it);
    });
    this.explain();
    this.drawEdge();
    this.nameDays();
    this.legend.update(this.hidden, this.present());
    const handed = this.payload.places.filter((_, index) => this.kinds[index] === "handed");
    const areas = handed.filter((place) => place.layer).length;
    const count = (kind) => this.kinds.filter((it) => it === kind).length;
    this.status.textContent = this.say("differences", {
      days: this.words.days(this.days[0], this.days[1]),
      settlements: this.counted(handed.filter((place) => !place.layer)),
      areas: this.say("areas:n", { n: areas }),
      restated: this.say("restated:n", { n: count("restated") }),
    });
  }

  /** A number of settlements, called otherwise if some of them are no towns or villages, with how many no map shows. */
  counted(places) {
    const n = places.length,
      others = places.filter(({ kind = "village" }) => !this.payload.peopled.includes(kind)).length,
      unplaced = places.filter(({ shape }) => !shape).length;
    const settlements = this.say(!others ? "settlements:n" : others < n ? "mixed:n" : "other:n", { n });
    return unplaced ? this.say("unplaced:n", { n: unplaced, settlements }) : settlements;
  }

  /** The line round what differs: where an area that does meets one that does not, or not in that way. */
  drawEdge() {
    const { runs } = this.later.scene.front;
    if (!runs) return;
    redrawn(
      this.edge,
      runs
        .filter((run) => this.kinds[run.a] !== this.kinds[run.b] || this.looks[run.a] !== this.looks[run.b])
        .map((run) => run.d)
        .join("")
    );
  }

  /** How a place on the later day differs from the earlier: its controller, its standing only, or not; null: unknown. */
  kindOf(index) {
    const [before, after] = this.maps.map((side) => side.reading.period(index));
    if (!after) return null;
    if (!before || before[1] !== after[1]) return "handed";
    return before[2] !== after[2] ? "restated" : "same";
  }

  /**
   * How land that nobody disputes looks in the difference, as in a picture: taken in fighting or passed by agreement, else as
   * before; of a controller that gained land elsewhere what stayed is pale. @param {number} index @param {Set<unknown>} gainers
   */
  lookOf(index, gainers) {
    const period = this.later.reading.period(index);
    if (!period || !this.undisputed.has(period[2]) || this.payload.actors[period[1]].pattern) return null;
    if (this.kinds[index] === "same") return gainers.has(period[1]) ? "quiet" : "kept";
    if (this.kinds[index] !== "handed") return null;
    const end = this.endOf(index);
    return end !== null && this.agreed.has(end) ? "agreed" : "taken";
  }

  /** The event that ended the control of who held a place on the earlier day; null if none is known. @param {number} index */
  endOf(index) {
    const before = this.maps[0].reading.period(index);
    if (!before) return null;
    let ended = null;
    for (const period of this.later.readingOf(this.payload.lenses[0]).historyOf(index).reverse()) {
      if (period[0] > this.iso) continue;
      if (period[1] === before[1]) break;
      ended = period[4];
    }
    return ended;
  }

  /** What a place is on each of the days, in words. */
  states(index) {
    const { actors, standings } = this.payload;
    return this.maps.map((side) => {
      const period = side.reading.period(index);
      const state = period
        ? this.say("stateOf", {
            actor: actorInside(actors[period[1]], isoOf(side.day)),
            standing: this.say(standings[period[2]]),
          })
        : this.say("noState");
      return this.say("says", { name: this.words.day(side.day), state });
    });
  }

  /** The later day, by which actors are called. */
  get iso() {
    return isoOf(this.days[1]);
  }

  /** Which actors hold something on one of the days. */
  present() {
    const found = this.payload.actors.map(() => false);
    for (const { reading } of this.maps) {
      this.payload.places.forEach((_, index) => {
        const period = reading.period(index);
        if (period) found[period[1]] = true;
      });
    }
    return found;
  }

  setTheme(theme) {
    if (["light", "dark", "auto"].includes(theme)) document.documentElement.dataset.theme = theme;
  }

  shownLayers() {
    return LAYER_IDS.filter((id) => !this.hidden.has(id));
  }

  // ---- the host

  /** What the host asks of a map of two days. @param {Atlas.ToMap} message */
  hear(message) {
    if (message.type === "show" && isDay(message.day)) this.setDays(dayOf(message.day), this.days[1]);
    else if (message.type === "other" && isDay(message.day)) this.setDays(this.days[0], dayOf(message.day));
    else if (message.type === "mode") this.setMode(message.value || MODES[0]);
    else if (message.type === "select") this.select(message.id);
  }

  shown() {
    return this.draft();
  }

  /** @returns {Atlas.Shown} */
  draft() {
    const [earlier, later] = this.days;
    return {
      day: isoOf(earlier),
      other: isoOf(later),
      mode: this.mode,
      lens: this.lens === this.payload.lenses[0] ? null : this.lens,
      range: null,
      selection: this.selectedId(),
      layers: this.hidden.size ? this.shownLayers() : null,
      view: this.position(),
    };
  }

  /** @returns {string | null} */
  selectedId() {
    return this.selection === null ? null : this.payload.places[this.selection].id;
  }

  state() {
    const of = (kind) =>
      this.payload.places.filter((_, index) => this.kinds[index] === kind).map((place) => place.id);
    return {
      days: this.days.map(isoOf),
      mode: this.mode,
      lens: this.lens,
      divider: this.divider,
      selection: this.selectedId(),
      centers: this.maps.map(({ map }) => [map.getCenter().lat, map.getCenter().lng, map.getZoom()]),
      handed: of("handed"),
      restated: of("restated"),
      agreed: this.payload.places.filter((_, index) => this.looks[index] === "agreed").map(({ id }) => id),
    };
  }
}

/** Put the comparison into an element. Returns what a host or a test may call. */
function mount(root, payload, _, map) {
  const compare = new Compare(root, unpacked(payload), map);
  return Object.freeze({
    days: (earlier, later) => compare.setDays(dayOf(earlier), dayOf(later)),
    mode: (name) => compare.setMode(name),
    lens: (name) => compare.setLens(name),
    select: (id) => compare.select(id),
    layers: (shown) => compare.setLayers(shown),
    theme: (name) => compare.setTheme(name),
    view: (lat, lon, zoom) => compare.setPosition([lat, lon, zoom]),
    state: () => compare.state(),
    mount,
  });
}

window.controlAtlas = Object.freeze({ mount });
