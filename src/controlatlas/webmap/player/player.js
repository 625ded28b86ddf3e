// @ts-check
/* The player: one day, one selection, a range, and the parts of the page that show them. */

/** @implements {Atlas.MapPage} */
class Player {
  /**
   * @param {HTMLElement} root @param {Atlas.Payload} payload
   * @param {string | null} day ISO day to begin with @param {L.Map} map the Leaflet map that folium made
   */
  constructor(root, payload, day, map) {
    this.root = root;
    this.payload = payload;
    this.map = map;
    this.words = new Phrasebook(payload.ui, payload.language);
    this.lookup = new Lookup(payload);
    this.readings = new Map();
    this.reading = this.readingOf(payload.lenses[0]);
    this.span = daysOf(payload.span);
    /** @type {[number, number]} */
    this.range = [...this.span];
    /** @type {{type: "event" | "place", index: number} | null} */
    this.selection = null;
    /** @type {Set<string>} */
    this.hidden = new Set();
    /** The places that the last step changed, and those of all steps since the last frame. @type {number[]} */
    this.touched = [];
    /** @type {number[]} */
    this.fresh = [];
    /** The day shown, as a number and as text; none before the first step. @type {number} */
    this.day;
    /** @type {Atlas.Iso} */
    this.iso;
    this.slowWait = 0;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.playback = new Playback(this);
    this.host = new HostWindow(this);
    this.trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    this.live = h("p", { class: "sr-only", "aria-live": "polite" });
    this.dateText = h("span", { class: "date-words" });
    this.isoText = h("span", { class: "date-iso" });
    this.countText = h("button", {
      class: "date-count",
      title: this.say("showChanges"),
      onclick: () => this.away.show(),
    });
    this.countText.hidden = true;
    this.stage = h("section", { class: "stage" });
    this.deck = h("section", { class: "deck", "aria-label": this.say("controls") });
    this.choices = h("div", { class: "deck-more", id: "ca-choices" });
    // The parts of the page; one that fails while it is built is not there, and the others do without it.
    /** @type {Scene} */
    this.scene;
    /** @type {Viewport} */
    this.viewport;
    /** @type {Away} */
    this.away;
    /** @type {Pointer} */
    this.pointer;
    /** @type {Panel} */
    this.panel;
    /** @type {Labels | undefined} */
    this.labels;
    /** @type {Timeline | undefined} */
    this.timeline;
    /** @type {Controls | undefined} */
    this.controls;
    /** @type {Legend | undefined} */
    this.legend;
    /** @type {Folds} */
    this.folds;
    this.greeting = new Greeting(this);
    if (!this.host.window) root.style.setProperty("--room", "100svh");
    this.build();
    this.refreshPanel = perFrame(() => this.part("panel", () => this.panel.render()));
    this.afterStep = perFrame(() => this.part("map", () => this.settle()));
    this.step(dayOf(day || payload.day));
    this.part("controls", () => new Keyboard(this));
    this.part("timeline", () => this.listenToTimeline());
    this.part("host", () => (payload.start || []).forEach((part) => this.host.hear(part)));
    this.part("host", () => this.host.open());
    whenIdle(() => this.part("map", () => this.scene.findFront()));
  }

  /**
   * Run one part of the page; if it fails, say so and go on.
   * @template Result @param {string} name @param {() => Result} work @returns {Result | undefined}
   */
  part(name, work) {
    try {
      return work();
    } catch (error) {
      console.error(error);
      this.trouble.textContent = this.words.say("broken", { part: name });
      this.trouble.hidden = false;
      return undefined;
    }
  }

  say(key, values) {
    return this.words.say(key, values);
  }

  // ---- building the page

  build() {
    const { payload, words } = this;
    const head = this.dateline();
    const frame = this.map.getContainer();
    frame.setAttribute("aria-label", this.say("mapLabel", { title: payload.dataset.title }));
    frame.setAttribute("role", "region");
    this.stage.append(frame, head, creditOf(payload, words), this.trouble);
    this.root.classList.add("atlas");
    this.root.dataset.lens = this.lens;
    // The controls come before the map's many places for whoever goes by keyboard; the eye finds them under it.
    this.root.replaceChildren(this.deck, this.stage, this.live);
    this.scene = new Scene(this.map, payload, this.reading, (name, work) => this.part(name, work));
    this.scene.setHidden(this.hidden);
    this.part("settlements", () => {
      this.roving = new Roving(this.scene, this.say("places"));
    });
    this.part("labels", () => {
      this.labels = new Labels(this.scene, payload);
    });
    this.part("panel", () => {
      this.panel = new Panel(this);
      this.root.append(this.panel.element);
    });
    this.folds = new Folds(this);
    this.stage.append(this.folds.panelButton);
    this.part("timeline", () => this.buildTimeline());
    this.part("controls", () => {
      this.controls = new Controls(this);
      this.deck.prepend(this.controls.transport);
      this.choices.prepend(this.controls.choices);
    });
    this.deck.append(this.folds.deckButton, this.wayBelow(), this.choices);
    this.part("legend", () => {
      this.legend = new Legend(this, true);
      if (!this.folds.hasRoomForLegend()) this.legend.toggle(false);
      this.legend.button.addEventListener("click", () => this.folds.tellHabits());
      this.stage.append(this.legend.element);
    });
    const over = () => [
      head,
      ...(this.legend ? [this.legend.front] : []),
      ...this.stage.querySelectorAll(".leaflet-control, .credit > summary"),
    ];
    if (this.labels) this.labels.clearOf(over);
    this.viewport = new Viewport(this);
    this.away = new Away(
      this,
      () => [...over(), this.folds.panelButton],
      () => this.labels?.root.children ?? []
    );
    const update = () => this.away.update();
    if (this.labels) this.labels.placed = update;
    else this.map.on("moveend", perFrame(update)); // names are placed anew after each move
    this.scene.redraw();
    this.pointer = new Pointer(this);
    this.trouble.before(this.pointer.tip);
  }

  /** The title, and the day that the map shows. */
  dateline() {
    return h(
      "header",
      { class: "dateline" },
      h("h1", {}, this.payload.dataset.title),
      h("p", { class: "date" }, this.dateText),
      h("p", { class: "date-sub" }, this.isoText, this.countText)
    );
  }

  buildTimeline() {
    const { payload, words } = this;
    this.timeline = new Timeline(payload, words, {
      go: (day) => {
        this.used();
        this.playback.pause(true);
        this.step(day);
        this.host.commitSoon();
      },
      event: (index) => this.select(payload.events[index].id),
      range: (first, last) => this.setRange(first, last),
      commit: () => this.host.commitSoon(),
    });
    this.deck.append(this.timeline.element);
    this.choices.append(familyToggles(payload, this.timeline, (key) => this.say(key)));
  }

  /** The way to what stands under the map, on a page that has something there. */
  wayBelow() {
    const go = () => this.host.tell({ type: "below" });
    const label = this.say("below");
    const attributes = { class: "below", "aria-label": label, title: label, onclick: go };
    return h("button", attributes, h("span", {}, label), icon("chevron"));
  }

  listenToTimeline() {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
    const { timeline } = this;
    if (!timeline) return;
    timeline.strip.addEventListener("focus", () => timeline.say(this.valueText()));
    timeline.say(this.valueText());
  }

  // ---- the day

  /** Move to a day: only what changed is restyled; the rest of the page follows at the next frame. */
  step(day) {
    day = Math.min(Math.max(day, this.span[0]), this.span[1]);
    if (day === this.day) return;
    const forward = this.day !== undefined;
    this.day = day;
    this.iso = isoOf(day);
    this.reading.history.go(day, this.touched);
    this.scene.restyle(this.touched);
    this.scene.date(day);
    this.dateText.textContent = this.words.day(day);
    this.isoText.textContent = this.iso;
    document.documentElement.dataset.day = this.root.dataset.day = this.iso;
    if (this.timeline) this.timeline.setDay(day);
    if (forward) for (let i = 0; i < this.touched.length; i++) this.fresh.push(this.touched[i]);
    this.afterStep();
  }

  /** What follows a step in the next frame. */
  settle() {
    const changes = this.reading.changesOn(this.day);
    this.countText.textContent = changes ? this.words.changes(changes) : "";
    this.countText.hidden = !changes;
    this.scene.drawFront();
    if (this.fresh.length && !this.calm.matches && changes) this.scene.flashOf([...new Set(this.fresh)]);
    this.fresh.length = 0;
    if (!this.slowWait) this.slowWait = setTimeout(() => this.catchUp(), this.playback.playing ? 160 : 80);
  }

  /** The parts of the page that may lag behind while the map plays. */
  catchUp() {
    clearTimeout(this.slowWait);
    this.slowWait = 0;
    this.part("panel", () => this.panel.render());
    this.part("map", () => this.away.update());
    this.part("legend", () => {
      this.legend?.update(this.hidden, this.present());
      this.legend?.list(sharesInView(this.scene));
    });
    if (this.timeline && document.activeElement === this.timeline.strip) this.timeline.say(this.valueText());
    this.pointer.refresh();
  }

  /** For each actor whether it controls something that is drawn. */
  present() {
    const found = this.payload.actors.map(() => false);
    for (const item of this.scene.items)
      if (item.node && item.code >= 0) found[this.scene.actorOf(item.code)] = true;
    return found;
  }

  /** The day and its changes, for who hears the page. @param {string} [key] of the sentence */
  valueText(key = "valueText") {
    const changes = this.words.changes(this.reading.changesOn(this.day));
    return this.say(key, { date: this.words.day(this.day), changes });
  }

  announce() {
    this.part("timeline", () => this.timeline?.say(this.valueText()));
    this.live.textContent = this.valueText("announce");
  }

  /** Go to a day because the reader asked: stops playing, and is told to the host. */
  go(day) {
    this.used();
    this.playback.pause(true);
    this.step(day);
    if (this.day < this.range[0] || this.day > this.range[1]) this.setRange(...this.span);
    this.host.commitSoon();
  }

  /** The reader does something: whoever does needs no greeting. What the host asks does not count. */
  used() {
    if (!this.host.hearing) this.greeting.end();
  }

  /** @param {number | string} day as a number or in ISO text */
  show(day) {
    this.go(typeof day === "number" ? day : dayOf(day));
  }

  byDay(n) {
    this.go(this.day + n);
  }

  byMonth(n) {
    this.go(monthsOn(this.day, n));
  }

  byChange(n) {
    const { changeDays } = this.reading;
    const day = n > 0 ? dayAfter(changeDays, this.day) : dayBefore(changeDays, this.day);
    this.go(day === null ? this.span[n > 0 ? 1 : 0] : day);
  }

  // ---- the lens

  get lens() {
    return this.reading.lens;
  }

  /** The histories through a lens, worked out when first wanted. @param {string} lens */
  readingOf(lens) {
    if (!this.readings.has(lens)) this.readings.set(lens, new Reading(this.payload, lens));
    return this.readings.get(lens);
  }

  /** Look through another lens: everything that says who controls what follows. @param {string} lens */
  setLens(lens) {
    if (!this.payload.lenses.includes(lens) || lens === this.reading.lens) return;
    this.reading = this.readingOf(lens);
    this.reading.history.go(this.day);
    this.root.dataset.lens = lens;
    this.scene.read(this.reading);
    this.playback.forget();
    this.settle();
    this.catchUp();
    this.host.commitSoon();
  }

  // ---- range and speed

  setRange(first, last) {
    /** @type {[number, number]} */
    const range = [Math.max(first, this.span[0]), Math.min(last, this.span[1])];
    if (range[0] > range[1] || range.every((day, end) => day === this.range[end])) return;
    this.range = range;
    this.playback.forget();
    if (this.timeline) this.timeline.setRange(...this.range);
    this.step(Math.min(Math.max(this.day, this.range[0]), this.range[1]));
    if (this.controls) this.controls.showRange(this.range);
    this.host.commitSoon();
  }

  setSpeed(speed) {
    this.playback.speed = speed;
    if (this.controls) this.controls.showSpeed(speed);
  }

  showPlaying(playing) {
    if (playing) this.used();
    if (this.controls) this.controls.showPlaying(playing);
    this.root.classList.toggle("playing", playing);
  }

  // ---- selection

  /** Select an event or a place by its id; any other id, or none, selects nothing. @param {string | null} id */
  select(id) {
    this.used();
    const event = this.lookup.eventIds.get(id || ""),
      place = this.lookup.placeIds.get(id || "");
    if (event !== undefined) this.selectEvent(event);
    else if (place !== undefined) this.selectPlace(place);
    else {
      this.selection = null;
      this.scene.mark([]);
    }
    if (this.selection) this.folds.foldPanel(false);
    this.refreshPanel();
    this.host.commitSoon();
  }

  selectEvent(index) {
    const event = this.payload.events[index];
    this.selection = { type: "event", index };
    this.go(dayOf(event.last || event.first));
    const places = this.lookup.placesOf(index);
    this.scene.mark(places);
    let bounds = this.scene.boundsOf(places);
    for (const at of event.places || []) if (at < 0) bounds = this.viewport.withGroup(bounds, ~at);
    this.viewport.bring(bounds);
  }

  selectPlace(index) {
    this.playback.pause();
    this.selection = { type: "place", index };
    this.scene.mark([index]);
    this.viewport.bring(this.scene.boundsOf([index]));
  }

  fitGroup(group) {
    this.viewport.bring(this.viewport.withGroup(null, group), true);
  }

  /** @returns {string | null} */
  selectedId() {
    if (!this.selection) return null;
    const list = this.selection.type === "event" ? this.payload.events : this.payload.places;
    return list[this.selection.index].id;
  }

  // ---- layers and theme

  /** Show these layers. @param {string[]} shown */
  setLayers(shown) {
    const wanted = new Set(shown),
      hidden = LAYER_IDS.filter((id) => !wanted.has(id));
    if (hidden.length === this.hidden.size && hidden.every((id) => this.hidden.has(id))) return;
    this.hidden = new Set(hidden);
    this.scene.setHidden(this.hidden);
    if (this.labels) {
      this.labels.off = this.hidden.has("labels");
      this.labels.place();
    }
    if (this.legend) this.legend.update(this.hidden, this.present());
    this.host.commitSoon();
  }

  shownLayers() {
    return LAYER_IDS.filter((id) => !this.hidden.has(id));
  }

  setTheme(theme) {
    if (!["light", "dark", "auto"].includes(theme)) return;
    document.documentElement.dataset.theme = theme;
    this.repaint();
  }

  repaint() {
    if (this.timeline) this.timeline.draw();
  }

  // ---- the host

  /** What the host asks of a map that plays. @param {Atlas.ToMap} message */
  hear(message) {
    if (message.type === "show" && isDay(message.day)) this.show(message.day);
    else if (message.type === "range" && message.value === null) this.setRange(...this.span);
    else if (message.type === "range" && isRange(message.value)) {
      this.setRange(...daysOf(message.value));
    } else if (message.type === "select") this.choose(message.id);
    else if (message.type === "habits") {
      this.folds.follow(message.value);
      if (!message.value.greeted) this.greeting.show(message.tour);
    } else if (message.type === "room" && Number.isFinite(message.px)) {
      this.root.style.setProperty("--room", `${message.px}px`);
    } else if (message.type === "shape") {
      this.root.dataset.shape = message.value;
      if (message.value !== "whole") this.legend?.toggle(false);
      if (message.value === "preview" && !this.viewport.moved) this.viewport.fitAll();
    }
  }

  /** Select what has this id; null clears; what is selected already, and an id that nothing has, is left alone. */
  choose(id) {
    if (id === undefined || id === this.selectedId()) return;
    if (id === null) this.select(null);
    else if (this.lookup.eventIds.has(id) || this.lookup.placeIds.has(id)) this.select(id);
  }

  /**
   * What the host and the screen reader are told; nothing while playing. What is the map's own choice is
   * null: the first lens, the whole span, the layers if all are on, the position if the map was not moved.
   * @returns {Atlas.Shown | null}
   */
  shown() {
    if (this.playback.playing) return null;
    this.announce();
    return this.draft();
  }

  /** @returns {Atlas.Shown} */
  draft() {
    const [first, last] = this.range;
    return {
      day: this.iso,
      lens: this.lens === this.payload.lenses[0] ? null : this.lens,
      range: first === this.span[0] && last === this.span[1] ? null : [isoOf(first), isoOf(last)],
      selection: this.selectedId(),
      layers: this.hidden.size ? this.shownLayers() : null,
      view: this.viewport.position(),
    };
  }

  get moved() {
    return this.viewport.moved;
  }

  fitAll() {
    this.viewport.fitAll();
  }

  /** @param {Atlas.Bounds} bounds */
  fit(bounds) {
    this.viewport.fit(bounds);
  }

  /** @param {Atlas.Position} position */
  setPosition(position) {
    this.viewport.set(position);
  }

  // ---- what is shown

  /** Who holds what: on the day shown, or on any other. @param {string} [iso] */
  state(iso) {
    const day = iso ? dayOf(iso) : this.day;
    const { places, periods, actors, standings } = this.payload;
    const found = {};
    places.forEach((place, index) => {
      const at = this.reading.at(index, iso ? day : undefined);
      if (at < 0) return;
      const period = periods[at];
      found[place.id] = [actors[period[1]].id, standings[period[2]]];
    });
    return {
      day: isoOf(day),
      lens: this.lens,
      range: this.range.map(isoOf),
      selection: this.selectedId(),
      layers: this.shownLayers(),
      playing: this.playback.playing,
      places: found,
    };
  }
}

/** Put the player into an element. Returns what a host or a test may call. */
function mount(root, payload, day, map) {
  const player = new Player(root, unpacked(payload), day, map);
  return Object.freeze({
    show: (iso) => player.show(iso),
    play: () => player.playback.play(),
    pause: () => player.playback.pause(),
    select: (id) => player.select(id),
    state: (iso) => player.state(iso),
    lens: (name) => player.setLens(name),
    range: (first, last) => player.setRange(dayOf(first), dayOf(last)),
    speed: (times) => player.setSpeed(times),
    layers: (shown) => player.setLayers(shown),
    theme: (name) => player.setTheme(name),
    view: (lat, lon, zoom) => player.setPosition([lat, lon, zoom]),
    changeDays: () => player.reading.changeDays.map(isoOf),
    mount,
  });
}

window.controlAtlas = Object.freeze({ mount });
