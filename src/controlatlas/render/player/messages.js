/* Messages to and from the window that holds the page, if one does. Nobody else is heard. */

/** How long, in milliseconds, the reader must rest before the host is told what is shown. */
const REST = 250;

class Host {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.window = window.parent === window ? null : window.parent;
  }

  /** Begin to listen, and say so. */
  open() {
    if (!this.window) return;
    window.addEventListener("message", (event) => {
      if (event.source === this.window) this.player.part("host", () => this.hear(event.data));
    });
    new ResizeObserver(() => this.sendHeight()).observe(this.player.root);
    this.tell({ type: "ready" });
  }

  tell(message) {
    if (message.type === "commit") this.count();
    if (this.window) this.window.postMessage(message, "*");
  }

  /** Note on the page, for who watches it, that once more all that is shown has been told. */
  count() {
    const { dataset } = document.documentElement;
    delete dataset.untold;
    dataset.commit = String(Number(dataset.commit || 0) + 1);
  }

  // ---- what the host asks

  hear(data) {
    if (!data || typeof data !== "object") return;
    const player = this.player;
    if (data.type === "wish" && Array.isArray(data.parts)) {
      for (const part of data.parts) this.hear(part);
      this.turn = data.turn;
    } else if (data.type === "show" && isDay(data.day)) player.show(data.day);
    else if (data.type === "lens") player.setLens(data.value || player.payload.lenses[0]);
    else if (data.type === "range" && data.value === null) player.setRange(...player.span);
    else if (data.type === "range" && isRange(data.value)) player.setRange(...data.value.map(dayOf));
    else if (data.type === "select") this.select(data.id);
    else if (data.type === "theme") player.setTheme(data.value);
    else if (data.type === "shape") player.root.dataset.shape = data.value;
    else if (data.type === "fit" && isBounds(data.value)) player.viewport.fit(data.value);
    else if (data.type === "layers" && data.value === null) player.setLayers(LAYER_IDS);
    else if (data.type === "layers" && Array.isArray(data.value)) player.setLayers(data.value);
    else if (data.type === "view" && data.value === null && player.viewport.moved) player.viewport.fitAll();
    else if (data.type === "view" && isPosition(data.value)) player.viewport.set(data.value);
  }

  /** Select what has this id; null clears; what is selected already, and an id that nothing has, is left alone. */
  select(id) {
    const { lookup } = this.player;
    if (id === undefined || id === this.player.selectedId()) return;
    if (id === null) this.player.select(null);
    else if (lookup.eventIds.has(id) || lookup.placeIds.has(id)) this.player.select(id);
  }

  // ---- what the host is told

  /** Tell what is shown once the reader rests. */
  commitSoon() {
    document.documentElement.dataset.untold = "";
    clearTimeout(this.wait);
    this.wait = setTimeout(() => this.commit(), REST);
  }

  /**
   * Tell the host and the screen reader what is shown; not while playing. What is the map's own choice is
   * null: the first lens, the whole span, the layers if all are on, the position if the map was not moved.
   */
  commit() {
    clearTimeout(this.wait);
    const player = this.player;
    if (player.playback.playing) return;
    player.announce();
    this.tell({
      type: "commit",
      turn: this.turn,
      day: player.iso,
      lens: player.reading.lens === player.payload.lenses[0] ? null : player.reading.lens,
      range: player.range.every((day, end) => day === player.span[end]) ? null : player.range.map(isoOf),
      selection: player.selectedId(),
      layers: player.hidden.size ? player.shownLayers() : null,
      view: player.viewport.position(),
    });
  }

  sendHeight() {
    if (window.innerWidth >= WIDE) return;
    this.tell({ type: "height", px: Math.ceil(this.player.root.getBoundingClientRect().height) });
  }
}

function isDay(value) {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function isRange(value) {
  return Array.isArray(value) && value.length === 2 && value.every(isDay);
}

function isBounds(value) {
  return Array.isArray(value) && value.length === 4 && value.every(Number.isFinite);
}

function isPosition(value) {
  return Array.isArray(value) && value.length === 3 && value.every(Number.isFinite);
}
