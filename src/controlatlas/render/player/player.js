/* The player: one day, one selection, a range, and the parts of the page that show them. */

const SPEEDS = [0.5, 1, 2, 4, 8];
const WIDE = 900;

class Player {
  /**
   * @param {HTMLElement} root @param {object} payload see payload.py
   * @param {string | null} day ISO day to begin with @param {L.Map} map the Leaflet map that folium made
   */
  constructor(root, payload, day, map) {
    this.root = root;
    this.payload = payload;
    this.map = map;
    this.words = new Words(payload.ui);
    this.span = payload.span.map(dayOf);
    this.range = this.span.slice();
    this.speed = 1;
    this.even = false;
    this.loop = false;
    this.playing = false;
    this.selection = null;
    this.hidden = new Set();
    this.touched = [];
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.index();
    this.history = new History(payload.places.map((place) => (place.history === undefined ? [] : this.starts[place.history])));
    this.build();
    this.refreshPanel = perFrame(() => this.part("panel", () => this.panel.render()));
    this.afterStep = perFrame(() => this.part("map", () => this.settle()));
    this.fresh = [];
    this.step(dayOf(day || payload.day));
    this.part("controls", () => this.bind());
    this.commit(true);
    whenIdle(() => this.part("map", () => this.scene.findFront()));
  }

  /** Run one part of the page; if it fails, say so and go on. */
  part(name, work) {
    try {
      return work();
    } catch (error) {
      console.error(error);
      if (this.trouble) {
        this.trouble.textContent = this.words.say("broken", { part: name });
        this.trouble.hidden = false;
      }
      return undefined;
    }
  }

  say(key, values) {
    return this.words.say(key, values);
  }

  // ---- looking things up

  index() {
    const { payload } = this;
    const days = Int32Array.from(payload.periods, (period) => dayOf(period[0]));
    this.starts = payload.histories.map((list) => list.map((i) => days[i]));
    /** Events that open a control period, by day. */
    this.changing = new Map();
    const seen = new Set();
    for (const list of payload.histories) {
      for (let k = 1; k < list.length; k++) {
        if (seen.has(list[k])) continue;
        seen.add(list[k]);
        const day = days[list[k]];
        if (!this.changing.has(day)) this.changing.set(day, new Set());
        this.changing.get(day).add(payload.periods[list[k]][4]);
      }
    }
    this.changeDays = [...this.changing.keys()].sort((a, b) => a - b);
    this.dated = new Map();
    payload.events.forEach((event, i) => {
      for (const day of new Set([dayOf(event.first), dayOf(event.last || event.first)])) {
        if (!this.dated.has(day)) this.dated.set(day, []);
        this.dated.get(day).push(i);
      }
    });
    this.placeIds = new Map(payload.places.map((place, i) => [place.id, i]));
    this.eventIds = new Map(payload.events.map((event, i) => [event.id, i]));
    this.marks = { changes: new Set(this.changeDays), events: new Set(this.dated.keys()) };
  }

  changingOn(day) {
    return [...(this.changing.get(day) || [])].sort((a, b) => a - b);
  }

  changesOn(day) {
    const found = this.changing.get(day);
    return found ? found.size : 0;
  }

  eventsOn(day) {
    const changing = this.changingOn(day);
    return [...changing, ...(this.dated.get(day) || []).filter((index) => !changing.includes(index))];
  }

  historyOf(place) {
    const { places, histories, periods } = this.payload;
    const history = places[place].history;
    return history === undefined ? [] : histories[history].map((i) => periods[i]);
  }

  /** All places that an event concerns, those reached through groups included. */
  placesOf(index) {
    const event = this.payload.events[index];
    const found = new Set((event.places || []).filter((at) => at >= 0));
    for (const change of event.changes || []) for (const at of change.places) if (at >= 0) found.add(at);
    const { places, histories, periods } = this.payload;
    const opens = histories.map((list) => list.some((i) => periods[i][4] === index));
    places.forEach((place, i) => { if (place.history !== undefined && opens[place.history]) found.add(i); });
    return [...found];
  }

  // ---- building the page

  build() {
    const { payload } = this;
    this.trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    this.live = h("p", { class: "sr-only", "aria-live": "polite" });
    this.dateText = h("span", { class: "date-words" });
    this.isoText = h("span", { class: "date-iso" });
    this.countText = h("span", { class: "date-count" });
    this.tip = h("div", { class: "tip map-tip", role: "tooltip", hidden: true });
    const head = h("header", { class: "dateline" }, h("h1", {}, payload.dataset.title),
      h("p", { class: "date" }, this.dateText), h("p", { class: "date-sub" }, this.isoText, this.countText));
    const frame = this.map.getContainer();
    frame.setAttribute("aria-label", this.say("mapLabel", { title: payload.dataset.title }));
    frame.setAttribute("role", "region");
    this.head = head;
    this.stage = h("section", { class: "stage" }, frame, head, this.credit(), this.tip, this.trouble);
    this.deck = h("section", { class: "deck", "aria-label": this.say("controls") });
    this.root.classList.add("atlas");
    this.root.replaceChildren(this.stage, this.deck, this.live);
    this.scene = new Scene(this.map, payload, this.history, (name, work) => this.part(name, work));
    this.scene.setHidden(this.hidden);
    this.part("labels", () => { this.labels = new Labels(this.scene, payload); });
    this.part("panel", () => { this.panel = new Panel(this); this.root.append(this.panel.element); });
    this.part("timeline", () => this.buildTimeline());
    this.part("controls", () => this.deck.prepend(this.controls()));
    this.part("legend", () => { this.legend = new Legend(this); this.stage.append(this.legend.element); });
    if (this.labels) this.labels.over = [this.head, this.legend && this.legend.button].filter(Boolean);
    this.setUpMap();
  }

  buildTimeline() {
    this.timeline = new Timeline(this.payload, this.words, {
      go: (day) => { this.pause(true); this.step(day); this.commitSoon(); },
      event: (index) => this.select(this.payload.events[index].id),
      range: (first, last) => this.setRange(first, last),
      commit: () => this.commitSoon(),
    });
    this.deck.append(this.timeline.element, this.kindList());
  }

  kindList() {
    const used = new Set(this.payload.events.map((event) => event.kind));
    const toggles = this.payload.kinds.map((kind, index) => {
      if (!used.has(index)) return null;
      return h("button", { class: "kind", "aria-pressed": "true", onclick: (event) => {
        const off = this.timeline.off;
        off.has(index) ? off.delete(index) : off.add(index);
        event.currentTarget.setAttribute("aria-pressed", String(!off.has(index)));
        this.timeline.draw();
      } }, dot(kind.color), kind.name);
    });
    return h("div", { class: "kinds", role: "group", "aria-label": this.say("kinds") }, toggles);
  }

  credit() {
    const { credits, dataset } = this.payload;
    const list = h("ul", {}, credits.map((it) => h("li", {}, h("b", {}, it.layer), " ", it.url ? outward(it.url, it.text, it.text) : it.text, it.licence ? ` (${it.licence})` : "")));
    return h("details", { class: "credit" },
      h("summary", {}, h("span", { class: "short" }, firstSentence(dataset.disclaimer)), h("span", { class: "more" }, this.say("credits"))),
      h("div", { class: "credit-body" }, h("p", {}, dataset.disclaimer), list, h("p", { class: "fine" }, [this.say("dataVersion", { version: dataset.version }), dataset.licence].filter(Boolean).join(" · "))));
  }

  controls() {
    const button = (name, work, extra) => h("button", { class: "control " + (extra || ""), "aria-label": this.say(name), title: this.say(name), onclick: work }, icon(name));
    this.playButton = button("play", () => this.toggle(), "main");
    this.loopButton = button("loop", () => { this.loop = !this.loop; this.loopButton.setAttribute("aria-pressed", String(this.loop)); }, "toggle");
    this.loopButton.setAttribute("aria-pressed", "false");
    const select = (name, options, change) => {
      const node = h("select", { "aria-label": this.say(name), title: this.say(name), onchange: () => change(node.value) }, options.map(([value, text]) => h("option", { value }, text)));
      return node;
    };
    this.speedSelect = select("speed", SPEEDS.map((x) => [x, `${x}×`]), (value) => this.setSpeed(+value));
    this.speedSelect.value = "1";
    this.paceSelect = select("pace", [["adaptive", this.say("paceAdaptive")], ["even", this.say("paceEven")]], (value) => { this.even = value === "even"; this.timetable = null; });
    const ranges = this.payload.ranges.map((it, i) => [i, it.name]);
    this.rangeSelect = select("range", [...ranges, ["custom", this.say("rangeCustom")]], (value) => {
      const it = this.payload.ranges[+value];
      if (it) { this.setRange(dayOf(it.start), dayOf(it.end)); this.go(dayOf(it.start)); }
    });
    this.showRange();
    return h("div", { class: "controls", title: null },
      h("div", { class: "transport", role: "group" },
        button("previousChange", () => this.byChange(-1)), button("previousDay", () => this.byDay(-1)), this.playButton,
        button("nextDay", () => this.byDay(1)), button("nextChange", () => this.byChange(1))),
      h("div", { class: "choices" }, this.rangeSelect, this.speedSelect, this.paceSelect, this.loopButton));
  }

  setUpMap() {
    const { map } = this;
    const [south, west, north, east] = this.payload.bounds;
    this.bounds = L.latLngBounds([south, west], [north, east]);
    map.invalidateSize({ animate: false });
    this.fitAll(false);
    L.control.zoom({ position: "topright", zoomInTitle: this.say("zoomIn"), zoomOutTitle: this.say("zoomOut"), zoomInText: "+", zoomOutText: "−" }).addTo(map);
    L.control.scale({ position: "bottomright", imperial: false, maxWidth: 110 }).addTo(map);
    this.scene.redraw();
    this.twoFingers();
    map.on("mousemove", (event) => this.hover(event));
    map.on("mouseout", () => this.hideTip());
    map.on("click", (event) => this.pick(event));
    map.on("movestart zoomstart", () => this.hideTip());
    map.on("moveend", () => { this.scene.mark(this.scene.marked); if (this.moved) this.commitSoon(); });
    map.on("zoomstart", () => { if (this.settled) this.moved = true; });
    map.on("dragstart", () => { this.moved = true; });
    this.map.getContainer().addEventListener("focusin", (event) => this.focusPlace(event.target));
    this.map.getContainer().addEventListener("focusout", () => this.hideTip());
    new ResizeObserver(perFrame(() => this.resized())).observe(this.stage);
  }

  resized() {
    this.map.invalidateSize({ animate: false });
    const wide = window.innerWidth >= WIDE;
    this.map.scrollWheelZoom[wide ? "enable" : "disable"]();
    const touch = !wide && matchMedia("(pointer: coarse)").matches;
    this.map.dragging[touch ? "disable" : "enable"]();
    if (!this.moved) this.fitAll(false);
    this.sendHeight();
  }

  fitAll(animate) {
    this.settled = false;
    const floor = this.map.getBoundsZoom(this.bounds);
    this.map.setMinZoom(Math.max(4, floor - 0.75));
    this.map.fitBounds(this.bounds, { animate });
    this.moved = false;
    this.settled = true;
  }

  /** Where one finger scrolls the page, say that two move the map. */
  twoFingers() {
    const hint = h("p", { class: "hint", "aria-hidden": "true" }, this.say("narrowHint"));
    this.stage.append(hint);
    let from = null, gone = 0;
    const frame = this.map.getContainer();
    frame.addEventListener("touchstart", (event) => { from = event.touches.length === 1 ? event.touches[0].clientX : null; }, { passive: true });
    frame.addEventListener("touchmove", (event) => {
      if (from === null || event.touches.length > 1 || this.map.dragging.enabled() || Math.abs(event.touches[0].clientX - from) < 24) return;
      hint.classList.add("on");
      clearTimeout(gone);
      gone = setTimeout(() => hint.classList.remove("on"), 1400);
    }, { passive: true });
  }

  // ---- the day

  /** Move to a day: only what changed is restyled; the rest of the page follows at the next frame. */
  step(day) {
    day = Math.min(Math.max(day, this.span[0]), this.span[1]);
    if (day === this.day) return;
    const forward = this.day !== undefined;
    this.day = day;
    this.iso = isoOf(day);
    this.history.go(day, this.touched);
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
    const changes = this.changesOn(this.day);
    this.countText.textContent = changes ? this.words.changes(changes) : "";
    this.scene.drawFront();
    if (this.fresh.length && !this.calm.matches && this.changesOn(this.day)) this.scene.flashOf([...new Set(this.fresh)]);
    this.fresh.length = 0;
    if (!this.panelWait) this.panelWait = setTimeout(() => { this.panelWait = 0; this.slow(); }, this.playing ? 160 : 80);
  }

  /** The parts of the page that may lag behind while the map plays. */
  slow() {
    this.part("panel", () => this.panel.render());
    this.part("legend", () => this.legend && this.legend.update(this.hidden, this.present()));
    if (this.timeline && document.activeElement === this.timeline.strip) this.timeline.say(this.valueText());
    if (!this.tip.hidden && this.tipPlace !== undefined) this.tip.replaceChildren(...this.tipText(this.tipPlace));
  }

  /** For each actor whether it controls something that is drawn. */
  present() {
    const found = this.payload.actors.map(() => false);
    const per = this.payload.standings.length * this.payload.bases.length;
    for (const item of this.scene.items) if (item.node && item.code >= 0) found[Math.floor(item.code / per)] = true;
    return found;
  }

  valueText() {
    return this.say("valueText", { date: this.words.day(this.day), changes: this.words.changes(this.changesOn(this.day)) });
  }

  /** Go to a day because the reader asked: stops playing, and is told to the host. */
  go(day) {
    this.pause(true);
    this.step(day);
    if (this.day < this.range[0] || this.day > this.range[1]) this.setRange(...this.span);
    this.commitSoon();
  }

  show(day) { this.go(typeof day === "number" ? day : dayOf(day)); }

  byDay(n) { this.go(this.day + n); }

  byMonth(n) { this.go(monthsOn(this.day, n)); }

  byChange(n) {
    const day = n > 0 ? dayAfter(this.changeDays, this.day) : dayBefore(this.changeDays, this.day);
    this.go(day === null ? this.span[n > 0 ? 1 : 0] : day);
  }

  setRange(first, last) {
    if (first > last) return;
    this.range = [Math.max(first, this.span[0]), Math.min(last, this.span[1])];
    this.timetable = null;
    if (this.timeline) this.timeline.setRange(...this.range);
    if (this.day < this.range[0] || this.day > this.range[1]) this.step(Math.min(Math.max(this.day, this.range[0]), this.range[1]));
    this.showRange();
    this.commitSoon();
  }

  showRange() {
    if (!this.rangeSelect) return;
    const found = this.payload.ranges.findIndex((it) => dayOf(it.start) === this.range[0] && dayOf(it.end) === this.range[1]);
    this.rangeSelect.value = found < 0 ? "custom" : String(found);
  }

  // ---- playing

  toggle() { if (this.playing) this.pause(); else this.play(); }

  play() {
    if (this.playing) return;
    if (this.selection && this.selection.type === "event") this.select(null);
    if (this.day >= this.range[1] || this.day < this.range[0]) this.step(this.range[0]);
    this.playing = true;
    this.faceOfPlay();
    this.lastFrame = null;
    this.timetable = null;
    requestAnimationFrame((now) => this.frame(now));
  }

  /** @param {boolean} [quiet] without telling the host, because more follows */
  pause(quiet) {
    if (!this.playing) return;
    this.playing = false;
    clearTimeout(this.panelWait);
    this.panelWait = 0;
    this.faceOfPlay();
    this.slow();
    if (!quiet) this.commit();
  }

  faceOfPlay() {
    const name = this.playing ? "pause" : "play";
    this.playButton.replaceChildren(icon(name));
    this.playButton.setAttribute("aria-label", this.say(name));
    this.playButton.title = this.say(name);
    this.root.classList.toggle("playing", this.playing);
  }

  setSpeed(speed) {
    this.speed = speed;
    this.speedSelect.value = String(speed);
  }

  frame(now) {
    if (!this.playing) return;
    if (!this.timetable) {
      this.timetable = new Pace(this.range[0], this.range[1], this.marks, this.even);
      this.clock = this.timetable.msOf(this.day);
    }
    this.clock += this.lastFrame === null ? 0 : Math.min(now - this.lastFrame, 120) * this.speed;
    this.lastFrame = now;
    let day = this.timetable.dayAt(this.clock);
    const next = dayAfter(this.changeDays, this.day);
    if (next !== null && next < day) {
      day = next;
      this.clock = this.timetable.msOf(next);
    }
    if (day !== this.day) this.part("map", () => this.step(day));
    if (this.clock >= this.timetable.total) {
      if (!this.loop) return this.pause();
      this.step(this.range[0]);
      this.clock = 0;
    }
    requestAnimationFrame((then) => this.frame(then));
  }

  // ---- selection

  /** Select an event or a place by its id, or nothing. */
  select(id) {
    const event = id === null || id === undefined ? undefined : this.eventIds.get(id);
    const place = id === null || id === undefined ? undefined : this.placeIds.get(id);
    if (event !== undefined) this.selectEvent(event);
    else if (place !== undefined) this.selectPlace(place);
    else {
      this.selection = null;
      this.scene.mark([]);
    }
    this.root.classList.toggle("selecting", this.selection !== null);
    this.refreshPanel();
    this.commitSoon();
  }

  selectEvent(index) {
    const event = this.payload.events[index];
    this.selection = { type: "event", index };
    this.go(dayOf(event.last || event.first));
    const places = this.placesOf(index);
    this.scene.mark(places);
    let bounds = this.scene.boundsOf(places);
    for (const at of event.places || []) if (at < 0) bounds = this.grow(bounds, ~at);
    this.bring(bounds);
  }

  selectPlace(index) {
    this.pause();
    this.selection = { type: "place", index };
    this.scene.mark([index]);
    this.bring(this.scene.boundsOf([index]));
  }

  grow(bounds, group) {
    const box = this.payload.groups[group].box;
    if (!box) return bounds;
    const own = L.latLngBounds([box[1], box[0]], [box[3], box[2]]);
    return bounds ? bounds.extend(own) : own;
  }

  fitGroup(group) {
    this.bring(this.grow(null, group), true);
  }

  /** Move the map so that these bounds are seen, if they are not seen well already. */
  bring(bounds, always) {
    if (!bounds) return;
    const map = this.map, zoom = map.getZoom();
    const fits = map.getBoundsZoom(bounds.pad(0.25));
    const inner = map.getBounds().pad(-0.08);
    if (!always && inner.contains(bounds) && fits < zoom + 2.2) return;
    const target = Math.min(fits, Math.max(zoom, 10));
    this.moved = true;
    map.setView(bounds.getCenter(), target, { animate: !this.calm.matches });
  }

  // ---- pointing at the map

  hover(event) {
    if (this.map.dragging.moving && this.map.dragging.moving()) return;
    const target = event.originalEvent.target;
    const index = this.scene.placeAt(event.layerPoint, target, 8);
    if (index < 0 || (target.closest && target.closest(".leaflet-control"))) return this.hideTip();
    this.showTip(index, event.containerPoint);
  }

  showTip(index, at) {
    if (this.tipFor !== index + this.iso) {
      this.tipFor = index + this.iso;
      this.tipPlace = index;
      this.tip.replaceChildren(...this.tipText(index));
    }
    this.tip.hidden = false;
    this.map.getContainer().style.cursor = "pointer";
    const size = this.map.getSize(), width = this.tip.offsetWidth, height = this.tip.offsetHeight;
    const x = at.x + 16 + width > size.x ? at.x - width - 14 : at.x + 16;
    const y = Math.min(Math.max(at.y + 14, 6), size.y - height - 6);
    this.tip.style.transform = `translate(${Math.max(4, x)}px, ${y}px)`;
  }

  tipText(index) {
    const place = this.payload.places[index], period = this.scene.period(index);
    const out = [h("b", { class: "tip-name" }, bothNames(place))];
    if (period) {
      const [start, actor, standing, basis] = period;
      out.push(h("span", { class: "tip-state" }, this.panel.actor(actor), ` ${this.say(this.payload.standings[standing])}, ${this.say(this.payload.bases[basis])}`));
      out.push(h("span", { class: "tip-since" }, this.say("since", { date: this.words.day(dayOf(start)) })));
    } else out.push(h("span", { class: "tip-since" }, this.say("noState")));
    if (place.far) out.push(h("span", { class: "tip-since" }, this.say("approximate", { km: Math.round(place.far / 1000) })));
    return out;
  }

  hideTip() {
    this.tip.hidden = true;
    this.tipFor = null;
    this.map.getContainer().style.cursor = "";
  }

  pick(event) {
    const target = event.originalEvent.target;
    const touch = event.originalEvent.pointerType === "touch" || matchMedia("(pointer: coarse)").matches;
    const index = this.scene.placeAt(event.layerPoint, target, touch ? 22 : 9);
    this.select(index < 0 ? null : this.payload.places[index].id);
  }

  focusPlace(node) {
    if (node.place === undefined) return;
    const item = this.scene.items[node.place];
    const period = this.scene.period(node.place);
    const state = period ? this.say("stateOf", { actor: this.payload.actors[period[1]].name, standing: this.say(this.payload.standings[period[2]]) }) : this.say("noState");
    node.setAttribute("aria-label", this.say("placeSays", { name: bothNames(item.place), state }));
    this.showTip(node.place, this.map.layerPointToContainerPoint([item.x, item.y]));
  }

  // ---- layers and theme

  /** Show these layers. @param {string[]} shown */
  setLayers(shown) {
    const wanted = new Set(shown);
    this.hidden = new Set(LAYER_IDS.filter((id) => !wanted.has(id)));
    this.scene.setHidden(this.hidden);
    if (this.labels) { this.labels.off = this.hidden.has("labels"); this.labels.place(); }
    if (this.legend) this.legend.update(this.hidden, this.present());
    this.commitSoon();
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

  // ---- keyboard

  bind() {
    document.addEventListener("keydown", (event) => this.key(event));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
    this.timeline.strip.addEventListener("focus", () => this.timeline.say(this.valueText()));
    window.addEventListener("message", (event) => { if (event.source === window.parent && window.parent !== window) this.part("host", () => this.hear(event.data)); });
    new ResizeObserver(() => this.sendHeight()).observe(this.root);
    this.tell({ type: "ready" });
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const at = event.target;
    const tag = at.tagName;
    if (tag === "SELECT" || tag === "TEXTAREA" || (tag === "INPUT" && at.type !== "checkbox")) return;
    const pressable = tag === "BUTTON" || tag === "A" || tag === "SUMMARY" || tag === "INPUT";
    if (at.place !== undefined && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      return this.select(this.payload.places[at.place].id);
    }
    const act = this.actionOf(event.key, event.shiftKey, pressable, at);
    if (!act) return;
    event.preventDefault();
    act();
  }

  actionOf(key, shift, pressable, at) {
    const inPanel = this.panel && this.panel.element.contains(at);
    switch (key) {
      case " ": return pressable ? null : () => this.toggle();
      case "ArrowLeft": return shift ? () => this.byMonth(-1) : () => this.byDay(-1);
      case "ArrowRight": return shift ? () => this.byMonth(1) : () => this.byDay(1);
      case "PageUp": return inPanel ? null : () => this.byChange(-1);
      case "PageDown": return inPanel ? null : () => this.byChange(1);
      case "Home": return inPanel ? null : () => this.go(this.range[0]);
      case "End": return inPanel ? null : () => this.go(this.range[1]);
      case "Escape": return () => this.select(null);
      case "+": case "=": return () => this.map.zoomIn();
      case "-": return () => this.map.zoomOut();
      default: return null;
    }
  }

  // ---- the host

  hear(data) {
    if (!data || typeof data !== "object") return;
    const isDay = typeof data.day === "string" && /^\d{4}-\d{2}-\d{2}$/.test(data.day);
    if (data.type === "show" && isDay) this.show(data.day);
    else if (data.type === "select") this.select(typeof data.id === "string" ? data.id : null);
    else if (data.type === "theme") this.setTheme(data.value);
    else if (data.type === "layers" && Array.isArray(data.value)) this.setLayers(data.value);
    else if (data.type === "view" && Array.isArray(data.value) && data.value.length === 3 && data.value.every(Number.isFinite)) this.setView(data.value);
    else if (data.type === "wide") { this.root.classList.toggle("map-only", Boolean(data.value)); }
  }

  setView([lat, lon, zoom]) {
    this.moved = true;
    this.map.setView([lat, lon], zoom, { animate: false });
  }

  tell(message) {
    if (window.parent !== window) window.parent.postMessage(message, "*");
  }

  commitSoon() {
    clearTimeout(this.commitWait);
    this.commitWait = setTimeout(() => this.commit(), 250);
  }

  /** Tell the host and the screen reader what is shown. @param {boolean} [silent] at the start */
  commit(silent) {
    clearTimeout(this.commitWait);
    if (this.playing) return;
    const view = this.map.getCenter();
    const text = this.valueText();
    this.part("timeline", () => this.timeline.say(text));
    if (silent) return;
    this.live.textContent = this.say("announce", { date: this.words.day(this.day), changes: this.words.changes(this.changesOn(this.day)) });
    this.tell({ type: "commit", day: this.iso, selection: this.selectedId(), layers: this.shownLayers(), view: [round(view.lat, 4), round(view.lng, 4), round(this.map.getZoom(), 2)] });
  }

  selectedId() {
    if (!this.selection) return null;
    const list = this.selection.type === "event" ? this.payload.events : this.payload.places;
    return list[this.selection.index].id;
  }

  sendHeight() {
    if (window.innerWidth < WIDE) this.tell({ type: "height", px: Math.ceil(this.root.getBoundingClientRect().height) });
  }

  /** Who holds what: on the day shown, or on any other. @param {string} [iso] */
  state(iso) {
    const day = iso ? dayOf(iso) : this.day;
    const { places, histories, periods, actors, standings } = this.payload;
    const found = {};
    places.forEach((place, index) => {
      const position = iso ? this.history.periodOn(index, day) : this.history.current[index];
      if (place.history === undefined || position < 0) return;
      const period = periods[histories[place.history][position]];
      found[place.id] = [actors[period[1]].id, standings[period[2]]];
    });
    return { day: isoOf(day), selection: this.selectedId(), layers: this.shownLayers(), playing: this.playing, places: found };
  }
}

function round(x, digits) {
  return Math.round(x * 10 ** digits) / 10 ** digits;
}

/** Up to the first full stop that ends a sentence. */
function firstSentence(text) {
  const end = text.search(/[.!?։](\s|$)/);
  return end < 0 ? text : text.slice(0, end + 1);
}

function whenIdle(work) {
  if (window.requestIdleCallback) requestIdleCallback(work, { timeout: 600 });
  else setTimeout(work, 60);
}

/** Put the player into an element. Returns what a host or a test may call. */
function mount(root, payload, day, map) {
  const player = new Player(root, payload, day, map);
  return Object.freeze({
    show: (iso) => player.show(iso),
    play: () => player.play(),
    pause: () => player.pause(),
    select: (id) => player.select(id),
    state: (iso) => player.state(iso),
    range: (first, last) => player.setRange(dayOf(first), dayOf(last)),
    speed: (times) => player.setSpeed(times),
    layers: (shown) => player.setLayers(shown),
    theme: (name) => player.setTheme(name),
    view: (lat, lon, zoom) => player.setView([lat, lon, zoom]),
    changeDays: () => player.changeDays.map(isoOf),
    mount,
  });
}

window.controlAtlas = Object.freeze({ mount });
