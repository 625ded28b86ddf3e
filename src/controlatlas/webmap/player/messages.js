// @ts-check
/* Messages to and from the window that holds the page, if one does. Nobody else is heard. */

/** How long, in milliseconds, the reader must rest before the host is told what is shown. */
const REST = 250;

class HostWindow {
  /** @param {Atlas.MapPage} page */
  constructor(page) {
    this.page = page;
    this.window = window.parent === window ? null : window.parent;
    /** The turn of the host that was obeyed last. @type {number | undefined} */
    this.turn = undefined;
    /** Whether what happens now is what the host has asked for. */
    this.hearing = false;
    this.wait = 0;
    /** Tell at the next frame what is shown by then, so that nothing is lost if the page is left before the reader rests. */
    this.draftSoon = perFrame(() => this.window && this.tell({ type: "draft", ...this.page.draft() }));
  }

  /** Begin to listen, and say so. */
  open() {
    if (!this.window) return;
    window.addEventListener("message", (event) => {
      if (event.source !== this.window) return;
      this.hearing = event.data?.type !== "key"; // a key is the reader's own
      this.page.part("host", () => this.hear(event.data));
      this.hearing = false;
    });
    new ResizeObserver(() => this.sendHeight()).observe(this.page.root);
    this.tell({ type: "ready" });
  }

  /** @param {Atlas.FromMap} message */
  tell(message) {
    if (message.type === "commit") this.count(message);
    if (this.window) this.window.postMessage(message, "*");
  }

  /** Note on the page, for who watches it, that once more all that is shown has been told. @param {Atlas.Shown} shown */
  count(shown) {
    const { dataset } = document.documentElement;
    delete dataset.untold;
    dataset.commit = String(Number(dataset.commit || 0) + 1);
    document.dispatchEvent(new CustomEvent("controlatlas:shown", { detail: shown }));
  }

  // ---- what the host asks

  /** Do what every map can do; what is about days is left to the page. @param {Atlas.ToMap} message */
  hear(message) {
    if (!message || typeof message !== "object") return;
    const page = this.page;
    if (message.type === "set" && Array.isArray(message.parts)) {
      for (const part of message.parts) this.hear(part);
      this.turn = message.turn;
      if (!message.parts.length) this.commit(); // nothing is asked but to follow, and to say what is shown
      // what is asked is drawn with the next frame, and can be seen in the one after it
      requestAnimationFrame(() => requestAnimationFrame(() => this.tell({ type: "obeyed" })));
    } else if (message.type === "lens") page.setLens(message.value || page.payload.lenses[0]);
    else if (message.type === "settle") this.settle();
    else if (message.type === "key") giveKey(message.key, message.shift);
    else if (message.type === "theme") page.setTheme(message.value);
    else if (message.type === "faces" && Array.isArray(message.value)) setFaces(message.value);
    else if (message.type === "fit" && isBounds(message.value)) page.fit(message.value);
    else if (message.type === "layers" && message.value === null) page.setLayers(LAYER_IDS);
    else if (message.type === "layers" && Array.isArray(message.value)) page.setLayers(message.value);
    else if (message.type === "view" && message.value === null && page.moved) page.fitAll();
    else if (message.type === "view" && isPosition(message.value)) page.setPosition(message.value);
    else page.hear(message);
  }

  // ---- what the host is told

  /** Tell what is shown once the reader rests. */
  commitSoon() {
    document.documentElement.dataset.untold = "";
    this.draftSoon();
    clearTimeout(this.wait);
    this.wait = setTimeout(() => this.commit(), REST);
  }

  /** Tell the host what is shown, if there is something to tell. */
  commit() {
    clearTimeout(this.wait);
    const shown = this.page.shown();
    if (shown) this.tell({ type: "commit", turn: this.turn, ...shown });
  }

  /** Tell at once what there is to tell, and that this was all. */
  settle() {
    if ("untold" in document.documentElement.dataset) this.commit();
    this.tell({ type: "settled" });
  }

  sendHeight() {
    if (window.innerWidth >= WIDE) return;
    this.tell({ type: "height", px: Math.ceil(this.page.root.getBoundingClientRect().height) });
  }
}

/**
 * Set the page in the faces of the window around it; it may load none itself. Names are measured and placed anew.
 * @param {{family: string, weight: string, data: ArrayBuffer}[]} faces
 */
async function setFaces(faces) {
  const made = faces.map(({ family, weight, data }) => new FontFace(family, data, { weight }));
  for (const face of await Promise.all(made.map((it) => it.load()))) document.fonts.add(face);
  document.dispatchEvent(new CustomEvent("controlatlas:faces"));
}

/** A key that was pressed on the page around: as if pressed here, where nothing has the focus. @param {string} key @param {boolean} shiftKey */
function giveKey(key, shiftKey) {
  document.body.dispatchEvent(
    new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true })
  );
}

/** @param {any} value @returns {value is Atlas.Iso} */
function isDay(value) {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** @param {any} value @returns {value is [Atlas.Iso, Atlas.Iso]} */
function isRange(value) {
  return Array.isArray(value) && value.length === 2 && value.every(isDay);
}

/** @param {any} value @returns {value is Atlas.Bounds} */
function isBounds(value) {
  return Array.isArray(value) && value.length === 4 && value.every(Number.isFinite);
}

/** @param {any} value @returns {value is Atlas.Position} */
function isPosition(value) {
  return Array.isArray(value) && value.length === 3 && value.every(Number.isFinite);
}
