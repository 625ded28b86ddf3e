// @ts-check
/* The strip under the map: events as ticks, an axis, the day, and the whole span with the chosen range. */

/** @type {[count: number, unit: "day" | "month" | "year"][]} */
const STEPS = [
  [1, "day"],
  [2, "day"],
  [5, "day"],
  [10, "day"],
  [1, "month"],
  [2, "month"],
  [3, "month"],
  [6, "month"],
  [1, "year"],
  [2, "year"],
  [5, "year"],
  [10, "year"],
];
const LENGTH = { day: 1, month: 30.4, year: 365.25 };

/** The days that an axis marks: round ones, at least so many pixels apart. @returns {{day: number, kind: string}[]} */
function axisDays(first, last, width, apart) {
  const perDay = width / Math.max(1, last - first);
  const [n, kind] =
    STEPS.find(([count, unit]) => count * LENGTH[unit] * perDay >= apart) || STEPS[STEPS.length - 1];
  const out = [];
  const [y0, m0] = civil(first);
  if (kind === "year") {
    for (let y = Math.ceil(y0 / n) * n; dayFrom(y, 1, 1) <= last; y += n)
      out.push({ day: dayFrom(y, 1, 1), kind });
  } else if (kind === "month") {
    for (let k = Math.ceil((y0 * 12 + m0 - 1) / n) * n; ; k += n) {
      const day = dayFrom(Math.floor(k / 12), (k % 12) + 1, 1);
      if (day > last) break;
      out.push({ day, kind });
    }
  } else {
    for (let day = first; day <= last; day++) {
      const d = civil(day)[2];
      if (n === 1 || ((d - 1) % n === 0 && (d < 31 || n < 5))) out.push({ day, kind });
    }
  }
  return out.filter(({ day }) => day >= first);
}

/** Height of the lane for events that change no control, in pixels, and on a slim strip. */
const LANE = 17;
const SLIM_LANE = 8;

/** A strip that is lower than this is slim. */
const SLIM = 70;

/** The smallest size, in pixels, at which marks can be told apart. */
const LEAST_MARK = 4.5;

class Timeline {
  /**
   * @param {Atlas.Payload} payload @param {Phrasebook} words
   * @param {{go: (day: number) => void, event: (index: number) => void,
   *   range: (first: number, last: number) => void, commit: () => void}} ask
   */
  constructor(payload, words, ask) {
    this.payload = payload;
    this.words = words;
    this.ask = ask;
    this.span = daysOf(payload.span);
    [this.first, this.last] = this.span;
    this.day = this.first;
    /** The families that are switched off. @type {Set<string>} */
    this.off = new Set();
    /** @type {Atlas.Tick[]} */
    this.ticks = [];
    /** The axis in pixels: where it begins, how wide and how high it is; nothing before the page has a size. */
    this.left = 0;
    this.width = 0;
    this.height = 0;
    /** The kinds whose ticks stand on the lane at the top, because their events change no control. */
    this.lane = payload.kinds.map(({ lane }) => Boolean(lane));
    this.hasLane = payload.events.some(({ kind }) => this.lane[kind]);
    this.laneHeight = 0;
    this.canvas = h("canvas", { "aria-hidden": "true" });
    this.marker = h("div", { class: "marker", "aria-hidden": "true" });
    this.tip = h("div", { class: "tip strip-tip", hidden: true });
    const slider = {
      role: "slider",
      tabindex: "0",
      "aria-label": words.say("timeline"),
      "aria-orientation": "horizontal",
    };
    this.strip = h(
      "div",
      { class: this.hasLane ? "strip with-lane" : "strip", ...slider },
      this.canvas,
      this.marker
    );
    this.overview = h("canvas", { "aria-hidden": "true" });
    this.window = h("div", { class: "window", "aria-hidden": "true" });
    this.handles = [this.handle("rangeStart", 0), this.handle("rangeEnd", 1)];
    this.brush = h("div", { class: "brush" }, this.overview, this.window, ...this.handles);
    this.element = h("div", { class: "timeline" }, this.strip, this.brush, this.tip);
    this.listen();
    new ResizeObserver(() => this.resize()).observe(this.element);
  }

  handle(label, end) {
    const node = h("div", {
      class: "handle",
      role: "slider",
      tabindex: "0",
      "aria-label": this.words.say(label),
    });
    node.addEventListener("keydown", (event) => {
      const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1, Home: -2, End: 2 }[event.key];
      if (!move) return;
      event.preventDefault();
      event.stopPropagation();
      const day = end ? this.last : this.first;
      if (event.key === "Home") this.bound(end, this.span[0]);
      else if (event.key === "End") this.bound(end, this.span[1]);
      else if (event.key.startsWith("Page")) this.bound(end, monthsOn(day, 12 * move));
      else this.bound(end, event.shiftKey ? day + move : monthsOn(day, move));
    });
    drag(node, (x) => this.bound(end, this.dayIn(x, this.brush, this.span)));
    return node;
  }

  /** Move one end of the range; a range keeps at least a week. */
  bound(end, day) {
    const gap = Math.min(7, this.span[1] - this.span[0]);
    const first = end ? this.first : Math.max(this.span[0], Math.min(day, this.last - gap));
    const last = end ? Math.min(this.span[1], Math.max(day, this.first + gap)) : this.last;
    this.ask.range(first, last);
  }

  setRange(first, last) {
    this.first = first;
    this.last = last;
    this.draw();
    this.place();
  }

  setDay(day) {
    this.day = day;
    const share = (day - this.first) / Math.max(1, this.last - this.first);
    this.marker.style.transform = `translateX(${(this.left + share * this.width).toFixed(1)}px)`;
  }

  /** What a screen reader hears; set when a day is committed and while the strip has the focus. */
  say(text) {
    const s = this.strip;
    s.setAttribute("aria-valuemin", String(this.first));
    s.setAttribute("aria-valuemax", String(this.last));
    s.setAttribute("aria-valuenow", String(this.day));
    s.setAttribute("aria-valuetext", text);
  }

  resize() {
    const box = this.strip.getBoundingClientRect();
    if (!box.width) return;
    this.left = 14;
    this.width = box.width - 28;
    this.height = box.height;
    this.laneHeight = this.hasLane ? (this.slim ? SLIM_LANE : LANE) : 0;
    this.draw();
    this.place();
  }

  get slim() {
    return this.height < SLIM;
  }

  place() {
    if (!this.width) return;
    this.setDay(this.day);
    const at = (day) =>
      ((day - this.span[0]) / Math.max(1, this.span[1] - this.span[0])) * this.width + this.left;
    const a = at(this.first),
      b = at(this.last);
    this.window.style.left = a + "px";
    this.window.style.width = Math.max(2, b - a) + "px";
    [a, b].forEach((x, end) => {
      const node = this.handles[end],
        day = end ? this.last : this.first;
      node.style.transform = `translateX(${x}px)`;
      node.setAttribute("aria-valuemin", String(this.span[0]));
      node.setAttribute("aria-valuemax", String(this.span[1]));
      node.setAttribute("aria-valuenow", String(day));
      node.setAttribute("aria-valuetext", this.words.day(day));
    });
  }

  x(day) {
    return this.left + ((day - this.first) / Math.max(1, this.last - this.first)) * this.width;
  }

  dayIn(clientX, element, [first, last]) {
    const x = clientX - element.getBoundingClientRect().left - this.left;
    return Math.round(first + Math.min(1, Math.max(0, x / this.width)) * (last - first));
  }

  // ---- drawing

  draw() {
    if (!this.width) return;
    const style = getComputedStyle(this.element);
    const color = (name) => style.getPropertyValue("--" + name).trim();
    const pen = sized(this.canvas, this.width + 2 * this.left, this.height);
    this.drawAxis(pen, color);
    this.stack();
    this.drawLane(pen, color);
    for (const family of Object.keys(this.payload.families)) {
      pen.fillStyle = color(`family-${family}`);
      pen.globalAlpha = this.off.has(family) ? 0.12 : 1;
      for (const tick of this.ticks) if (this.familyOf(tick.kind) === family) this.drawTick(pen, tick);
    }
    pen.globalAlpha = 1;
    this.drawOverview(color);
  }

  familyOf(kind) {
    return this.payload.kinds[kind].family;
  }

  /** The mark of its family, or where there is no room for marks a bar in its colour. @param {any} pen @param {Atlas.Tick} tick */
  drawTick(pen, { kind, x, y, w, h }) {
    const size = Math.min(w, h - 0.5);
    if (size < LEAST_MARK) {
      pen.fillRect(x - w / 2, y - h, w, Math.max(0.8, h - (h > 2.5 ? 1 : 0)));
      return;
    }
    const mark = new Path2D();
    const place = new DOMMatrix([size / 12, 0, 0, size / 12, x - size / 2, y - h / 2 - size / 2]);
    mark.addPath(new Path2D(this.payload.families[this.familyOf(kind)]), place);
    pen.fill(mark, "evenodd");
  }

  drawAxis(pen, color) {
    const base = this.height - 21;
    pen.font = `11px ${color("sans")}`;
    pen.textBaseline = "alphabetic";
    pen.fillStyle = color("rule-strong");
    pen.fillRect(this.left, base, this.width, 1);
    let edge = -Infinity,
      year = null;
    for (const { day, kind } of axisDays(this.first, this.last, this.width, 46)) {
      const x = Math.round(this.x(day)),
        [y, m, d] = civil(day);
      const strong = kind === "year" || (m === 1 && d === 1) || (kind === "day" && d === 1);
      pen.fillStyle = color("rule");
      pen.fillRect(x, this.laneHeight + 6, 1, base - this.laneHeight - 6);
      pen.fillStyle = color("rule-strong");
      pen.fillRect(x, base, 1, strong ? 6 : 4);
      const month = this.words.months[m - 1].slice(0, 3);
      let text = String(y);
      if (kind === "month") text = m === 1 || y !== year ? `${month} ${y}` : month;
      else if (kind === "day")
        text = year === null ? `${d} ${month} ${y}` : d === 1 ? `${d} ${month}` : String(d);
      year = y;
      const width = pen.measureText(text).width;
      const from = Math.min(Math.max(x - width / 2, 2), this.left * 2 + this.width - width - 2);
      if (from < edge + 7) continue;
      pen.fillStyle = color(strong ? "ink" : "faint");
      pen.fillText(text, from, this.height - 4);
      edge = from + width;
    }
  }

  /** The name of the lane, where most room is between its ticks, and the line under it. */
  drawLane(pen, color) {
    if (!this.laneHeight) return;
    pen.fillStyle = color("rule");
    pen.fillRect(this.left, this.laneHeight, this.width, 1);
    if (this.slim) return;
    const names = this.payload.kinds
      .filter((_, kind) => this.lane[kind] && this.used(kind))
      .map(({ name }) => name);
    const text = names.join(" · "),
      end = this.left + this.width;
    const taken = this.ticks.filter(({ kind }) => this.lane[kind]).map(({ x, w }) => [x - w / 2, x + w / 2]);
    const edges = [[0, this.left - 4], ...taken.sort((a, b) => a[0] - b[0]), [end, end]];
    const gaps = edges.slice(1).map(([to], i) => ({ from: edges[i][1], room: to - edges[i][1] }));
    const wide = pen.measureText(text).width + 10;
    const gap = gaps.find(({ room }) => room >= wide) || gaps.reduce((a, b) => (b.room > a.room ? b : a));
    pen.fillStyle = color("soft");
    pen.fillText(text, gap.from + 5, this.laneHeight - 5, Math.max(30, gap.room - 10));
  }

  used(kind) {
    return this.payload.events.some((event) => event.kind === kind);
  }

  /** Where each event's tick stands: on its lane, those that fall on one column piled up, and thinned if there are many. */
  stack() {
    this.ticks = [
      ...this.pile(false, this.height - 21, this.laneHeight + (this.slim ? 4 : 8)),
      ...this.pile(true, this.laneHeight - 1, 1),
    ];
  }

  /** @param {boolean} lane which events @param {number} base of the lowest tick @param {number} top of the highest */
  pile(lane, base, top) {
    const room = base - top;
    const perDay = this.width / Math.max(1, this.last - this.first);
    const w = Math.min(8, Math.max(5, perDay * 0.6)),
      step = Math.max(w + 1, perDay);
    const columns = new Map(),
      families = Object.keys(this.payload.families);
    const order = (kind) => families.indexOf(this.familyOf(kind));
    this.payload.events.forEach((event, index) => {
      const day = dayOf(event.last || event.first);
      if (day < this.first || day > this.last || this.lane[event.kind] !== lane) return;
      const key = Math.round((this.x(day) - this.left) / step);
      if (!columns.has(key)) columns.set(key, []);
      columns.get(key).push({ index, kind: event.kind, day });
    });
    const ticks = [];
    for (const [key, list] of columns) {
      const h = Math.min(9, room / list.length);
      list.sort((a, b) => order(a.kind) - order(b.kind));
      const x = perDay >= w + 1 ? null : this.left + key * step;
      list.forEach((tick, i) =>
        ticks.push({ ...tick, x: x === null ? this.x(tick.day) : x, y: base - i * h, w, h })
      );
    }
    return ticks;
  }

  drawOverview(color) {
    const height = 12,
      pen = sized(this.overview, this.width + 2 * this.left, height);
    const [first, last] = this.span;
    const marks = new Map();
    for (const event of this.payload.events) {
      if (this.lane[event.kind]) continue;
      const x = Math.round(
        this.left + ((dayOf(event.last || event.first) - first) / Math.max(1, last - first)) * this.width
      );
      marks.set(x, (marks.get(x) || 0) + 1);
    }
    pen.fillStyle = color("faint");
    for (const [x, n] of marks) {
      const tall = Math.min(height, 3 + 2.2 * Math.log2(1 + n));
      pen.fillRect(x - 0.5, (height - tall) / 2, 1.5, tall);
    }
  }

  // ---- pointing

  listen() {
    const s = this.strip;
    let start = null;
    s.addEventListener("pointerdown", (event) => {
      if (event.button > 0) return;
      s.setPointerCapture(event.pointerId);
      start = { x: event.clientX, moved: false, ticks: this.near(event) };
      if (!start.ticks.length) this.scrub(event);
    });
    s.addEventListener("pointermove", (event) => {
      if (start) {
        if (Math.abs(event.clientX - start.x) > 3) start.moved = true;
        if (start.moved || !start.ticks.length) this.scrub(event);
      }
      this.hover(event);
    });
    s.addEventListener("pointerup", (event) => {
      if (start && !start.moved && start.ticks.length) this.ask.event(start.ticks[0].index);
      if (start) this.ask.commit();
      start = null;
      if (event.pointerType !== "mouse") this.tip.hidden = true;
    });
    s.addEventListener("pointercancel", () => {
      start = null;
      this.tip.hidden = true;
    });
    s.addEventListener("pointerleave", () => {
      this.tip.hidden = true;
    });
    let held = null;
    drag(this.window, (x, from) => {
      if (from) held = { x, first: this.first, last: this.last };
      const wide = held.last - held.first;
      const by = Math.round(((x - held.x) / this.width) * (this.span[1] - this.span[0]));
      const first = Math.min(Math.max(held.first + by, this.span[0]), this.span[1] - wide);
      if (first !== this.first) this.ask.range(first, first + wide);
    });
  }

  scrub(event) {
    this.ask.go(this.dayIn(event.clientX, this.strip, [this.first, this.last]));
  }

  /** The ticks under the pointer, the one nearest in height first. */
  near(event) {
    const box = this.strip.getBoundingClientRect();
    const x = event.clientX - box.left,
      y = event.clientY - box.top;
    const reach = event.pointerType === "touch" ? 9 : 4.5;
    const lane = y < this.laneHeight;
    const found = this.ticks.filter(
      (tick) =>
        Math.abs(tick.x - x) <= reach &&
        !this.off.has(this.familyOf(tick.kind)) &&
        this.lane[tick.kind] === lane
    );
    if (!found.length) return [];
    const top = Math.min(...found.map((tick) => tick.y - tick.h));
    if (y < top - 10 || y > this.height - 14) return [];
    const off = (tick) => Math.abs(tick.x - x) * 0.6 + Math.abs(tick.y - tick.h / 2 - y);
    return found.sort((a, b) => off(a) - off(b));
  }

  hover(event) {
    const ticks = this.near(event);
    const day = this.dayIn(event.clientX, this.strip, [this.first, this.last]);
    this.strip.style.cursor = ticks.length ? "pointer" : "";
    const rows = ticks.slice(0, 3).map(({ index, kind }) => {
      const it = this.payload.events[index];
      const text = h("span", {}, h("b", {}, this.words.when(it)), " ", it.title);
      return h("div", { class: "tip-row" }, familySign(this.payload, this.payload.kinds[kind].family), text);
    });
    if (ticks.length > 3)
      rows.push(h("div", { class: "tip-more" }, this.words.say("more", { n: ticks.length - 3 })));
    if (!rows.length) rows.push(h("div", { class: "tip-row" }, this.words.day(day)));
    this.tip.replaceChildren(...rows);
    this.tip.hidden = false;
    const outer = this.element.getBoundingClientRect(),
      width = this.tip.offsetWidth;
    this.tip.style.left =
      Math.min(Math.max(event.clientX - outer.left - width / 2, 4), outer.width - width - 4) + "px";
  }
}

/** The mark of the family of a kind. @param {Atlas.Payload} payload @param {string} family */
function familySign(payload, family) {
  const path = svg("path", { d: payload.families[family], class: `family-${family}` });
  return svg("svg", { viewBox: "0 0 12 12", class: "family", "aria-hidden": "true" }, path);
}

/** A canvas of a size in page pixels, sharp on every screen. */
function sized(canvas, width, height) {
  const ratio = Math.max(1, window.devicePixelRatio || 1);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = width + "px";
  canvas.style.height = height + "px";
  const pen = penOf(canvas);
  pen.scale(ratio, ratio);
  pen.clearRect(0, 0, width, height);
  return pen;
}

/** Report where a pressed pointer goes; the first report says so. */
function drag(node, report) {
  let on = false;
  node.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    on = true;
    node.setPointerCapture(event.pointerId);
    event.preventDefault();
    node.focus();
    report(event.clientX, true);
  });
  node.addEventListener("pointermove", (event) => {
    if (on) report(event.clientX, false);
  });
  for (const end of ["pointerup", "pointercancel"])
    node.addEventListener(end, () => {
      on = false;
    });
}
