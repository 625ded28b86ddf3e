// @ts-check
/**
 * The host of the moving map inside a Streamlit page.
 *
 * The map is a whole HTML document in a sandboxed frame. It is put in once and never again: later runs of
 * the script only send it messages, so that neither picture nor viewport is lost. Python sends the document
 * itself only when asked; it is kept here, so coming back to the page needs no second copy.
 *
 * Messages to the document: set (with the parts layers, view, fit, lens, select, range, show), shape, room, habits, key, theme, faces and settle.
 * From it: ready, obeyed (what a set asks is drawn), commit (with the turn of the set that it follows), settled (nothing is left to tell),
 * height, below, tour, habits.
 */

/** @type {Map<string, string>} documents by fingerprint */
const documents = new Map();
/** @type {Map<string | null, Atlas.Shown & {turn: number | null}>} the last answer of each document, for when the reader comes back to it */
const answers = new Map();
/**
 * What a document showed when its page was left before Python had been told, and what Python took it to show: when it is asked for that
 * again, it shows what it showed.
 * @type {Map<string | null, {known: string, shown: Atlas.Shown}>}
 */
const left = new Map();
/** @type {WeakMap<Element, MapFrame>} */
const hosts = new WeakMap();
/** How many maps have been put in; with the number of what one has told, it is seen which word Python has heard last. */
let mounted = 0;

const NARROW = 900; // px: below this the document flows down the page and tells its own height
const PATIENCE = 3000; // ms after which a document that has come and does not speak is taken for none
const LEAST = 520; // px: a map lower than this is no use
const PAPER = 670; // px: the width of a page of A4 inside its margins; a wider map is made smaller for it
const BESIDE = 500; // px: a map above the text that it goes with, on a narrow page

/** Where the browser keeps, for this session, what the reader has opened and closed, and that the newcomer has begun. */
const HABITS = "controlatlas:habits";

const PLAIN_LENS = "claimed"; // Lens.CLAIMED, through which a reader looks who has chosen none
const APP = "[data-testid=stApp]";
const NAVIGATION = "[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]";
const AT_REST = "notRunning";
const PRINTS = ["beforeprint", "afterprint"];
const PRESSES = ["pointerdown", "click", "keydown"]; // what a reader does that can bring a run

class MapFrame {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.parent = parent;
    /** @type {HTMLIFrameElement | null} */
    this.frame = null;
    /** @type {string | null} */
    this.fingerprint = null;
    /** @type {number | null} */
    this.turn = null;
    /** Whose requests it follows. */
    this.session = "";
    this.ready = false;
    /** @type {Atlas.ToMap[]} */
    this.waiting = [];
    this.natural = 0;
    this.printing = false;
    /** The height of the window under what stands above the map, as the map was told it. */
    this.room = 0;
    /** Which of the maps that were put in this is, and how often it has told what it shows. */
    this.number = 0;
    this.told = 0;
    this.beside = false;
    /** The theme that the map was told. @type {string | null} */
    this.look = null;
    /** @type {(answer: Atlas.Shown & {turn: number | null}) => void} */
    this.emit = () => {};
    /** Turns to the page with the tours. */
    this.begin = () => {};
    /** What the map shows and Python has not been told yet. @type {(Atlas.Shown & {turn: number | null}) | null} */
    this.unsaid = null;
    /** What it shows by now, if it has changed since it told so. @type {Atlas.Shown | null} */
    this.draft = null;
    /** What Python takes it to show. */
    this.known = "";
    this.hushed = 0;
    /** Who waits until the map has told all. @type {(() => void)[]} */
    this.asking = [];
    /** Who waits until Python has been told it. @type {(() => void)[]} */
    this.ending = [];
    /** The run before whose end nothing is told: the reader has asked for another page. */
    this.until = 0;
    this.onMessage = (event) => this.receive(event);
    this.onPress = (event) => this.hush(event);
    this.onResize = () => this.resize();
    this.onSettle = (event) => event.detail.push(this.settle());
    /** The page that the map stands on, and the name of that whose address has none. */
    this.page = this.first = "";
    this.onPop = () => this.here() !== this.page && this.hushUntilTurned();
    window.addEventListener("popstate", this.onPop);
    document.addEventListener("controlatlas:settle", this.onSettle);
    window.addEventListener("message", this.onMessage);
    window.addEventListener("resize", this.onResize);
    this.onPrint = (event) => this.print(event.type === "beforeprint");
    for (const type of PRINTS) window.addEventListener(type, this.onPrint);
    for (const type of PRESSES) document.addEventListener(type, this.onPress, true);
    this.rest = new MutationObserver(() => this.speak());
    const app = document.querySelector(APP);
    if (app) this.rest.observe(app, { attributeFilter: ["data-test-script-state"] });
    this.above = new ResizeObserver(this.onResize);
    this.above.observe(
      parent.closest("[data-testid=stMainBlockContainer], .stMainBlockContainer") || document.body
    );
    this.watch = new MutationObserver(() => this.theme());
    this.watch.observe(document.head, { childList: true, subtree: true });
    this.watch.observe(document.documentElement, { attributes: true });
    this.watch.observe(document.body, { attributes: true });
  }

  stop() {
    window.removeEventListener("message", this.onMessage);
    window.removeEventListener("resize", this.onResize);
    window.removeEventListener("popstate", this.onPop);
    for (const type of PRINTS) window.removeEventListener(type, this.onPrint);
    document.removeEventListener("controlatlas:settle", this.onSettle);
    for (const done of [...this.asking, ...this.ending]) done();
    for (const type of PRESSES) document.removeEventListener(type, this.onPress, true);
    this.rest.disconnect();
    this.watch.disconnect();
    this.above.disconnect();
    const shown = this.draft || this.unsaid;
    if (shown && this.frame) left.set(this.fingerprint, { known: this.known, shown });
    this.frame?.remove();
  }

  /**
   * One run of the script. `data.turn` counts what Python asked of the map; a run that asks nothing new
   * (because it only took note of what the reader did) changes nothing here.
   * @param {Atlas.Asked} data
   */
  update(data, emit, ask, begin) {
    this.emit = emit;
    this.begin = begin;
    if (data.html) documents.set(data.fingerprint, data.html);
    const late = data.html && this.frame?.src && !this.ready; // it was not to be had at its address
    if (this.fingerprint !== data.fingerprint || late) {
      if (!data.address && !documents.has(data.fingerprint)) return ask(data.fingerprint);
      this.mount(data, ask);
    }
    if (this.frame) this.frame.dataset.heard = data.heard || "";
    // A map that outlived its server knows more than the new session does: it goes on as it is, and tells what it shows.
    const outlived = this.session !== "" && this.session !== data.session;
    this.session = data.session;
    if (this.turn === data.turn && !outlived) return;
    this.known = daysOf(data);
    if (this.turn !== null && (outlived || data.restored)) {
      this.turn = data.turn;
      return this.post({ type: "set", turn: data.turn, parts: [] });
    }
    const fresh = this.turn === null; // shows its own choice of layers and position already
    this.turn = data.turn;
    const last = answers.get(data.fingerprint);
    const before = fresh ? left.get(data.fingerprint) : undefined;
    left.delete(data.fingerprint);
    const resumed = before?.known === this.known ? before.shown : undefined;
    const wanted = resumed || (last?.turn === data.turn ? last : data);
    /** @type {Atlas.Part[]} */
    const parts = [];
    if (wanted.layers || !fresh) parts.push({ type: "layers", value: wanted.layers });
    if (!wanted.view && !fresh) parts.push({ type: "view", value: null });
    parts.push({ type: "lens", value: wanted.lens });
    // A selection moves the map and, of an event, the day, which can undo the range: so they come after it.
    parts.push({ type: "select", id: wanted.selection });
    parts.push({ type: "range", value: wanted.range });
    parts.push({ type: "show", day: wanted.day });
    if (wanted.other)
      parts.push({ type: "other", day: wanted.other }, { type: "mode", value: wanted.mode ?? null });
    if (wanted.view) parts.push({ type: "view", value: wanted.view });
    else if (data.fit) parts.push({ type: "fit", value: data.fit });
    this.post({ type: "set", turn: data.turn, parts }); // as one, so that nothing is told of the way there
    if (resumed) this.post({ type: "set", turn: data.turn, parts: [] }); // which Python has not been told
  }

  /** Put the document in: from its address, where it may be in the cache of the browser, else as Python has sent it. */
  mount(data, ask) {
    this.frame?.remove();
    this.ready = false;
    this.turn = null;
    this.fingerprint = data.fingerprint;
    this.first = data.first;
    this.page = this.here();
    this.waiting = [{ type: "shape", value: data.shape }];
    if (data.shape === "whole")
      this.waiting.push({ type: "habits", value: habits(), tour: data.tour ?? undefined });
    this.room = 0;
    this.beside = data.shape === "alone"; // keys are for the text beside the map
    const frame = document.createElement("iframe");
    frame.title = data.title;
    frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
    // not seen before it shows what is asked; drawn all the same, which what is hidden is not
    frame.style.cssText = "display:block;width:100%;border:0;background:transparent;opacity:0";
    frame.addEventListener("load", () => setTimeout(() => this.reveal(frame), PATIENCE)); // if it never says so
    const html = documents.get(data.fingerprint);
    if (html) frame.srcdoc = html;
    else {
      frame.src = new URL(data.address, document.baseURI).href;
      frame.addEventListener("load", () => setTimeout(() => this.ready || ask(data.fingerprint), PATIENCE));
    }
    this.number = ++mounted;
    this.told = 0;
    frame.dataset.told = "0";
    this.frame = frame;
    this.parent.replaceChildren(frame);
    this.resize();
  }

  /** A key that is for the map that plays, while nothing on the page has the focus. @param {{key: string, shift: boolean}} deed */
  press({ key, shift }) {
    if (!this.frame?.isConnected) return false;
    this.post({ type: "key", key, shift });
    return true;
  }

  /** @param {Atlas.ToMap} message */
  post(message) {
    if (this.ready)
      this.frame?.contentWindow?.postMessage(message, "*"); // gone while the page is left
    else this.waiting.push(message);
  }

  receive(event) {
    if (!this.frame || event.source !== this.frame.contentWindow || !event.data) return;
    const { type } = event.data;
    if (type === "ready") {
      this.ready = true;
      this.look = null;
      facesOfPage().then((value) => value.length && this.post({ type: "faces", value }));
      this.theme();
      this.waiting.splice(0).forEach((message) => this.post(message));
    } else if (type === "draft") this.draft = event.data;
    else if (type === "commit") {
      const { turn = this.turn, day, other, mode, lens, range, selection, layers, view } = event.data;
      this.told += 1;
      const told = `${this.number}:${this.told}`;
      const answer = { turn, day, other, mode, lens, range, selection, layers, view, told };
      answers.set(this.fingerprint, answer);
      this.frame.dataset.told = told;
      this.unsaid = answer;
      this.draft = null;
      this.speak();
    } else if (type === "obeyed") this.reveal(this.frame);
    else if (type === "settled") {
      this.ending.push(...this.asking.splice(0));
      this.speak();
    } else if (type === "height") {
      this.natural = event.data.px;
      this.resize();
    } else if (type === "below") this.scrollPast();
    else if (type === "tour") {
      keepHabits({ greeted: true });
      this.begin();
    } else if (type === "habits") keepHabits(event.data.value);
  }

  /** Let the map be seen, in place of its still. @param {HTMLIFrameElement} frame */
  reveal(frame) {
    frame.style.opacity = "";
    document.getElementById("controlatlas-still")?.remove();
  }

  /** Be silent until what the reader has just pressed is on its way, should it bring a run. */
  hush(event) {
    const link = event.type === "click" && event.target.closest?.(NAVIGATION);
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.hushUntilTurned();
    this.hushed += 1;
    const over = () => {
      this.hushed -= 1;
      this.speak();
    };
    requestAnimationFrame(() => requestAnimationFrame(over));
  }

  /** The page that the reader is on. */
  here() {
    return location.pathname.split("/").pop() || this.first;
  }

  /** Say nothing more before the page has turned, by a link, Back or Forward: a word would bring this page back. */
  hushUntilTurned() {
    this.until = lastRun() + (isRunning() ? 2 : 1); // a run that is under way is not the one that turns the page
  }

  /**
   * Tell Python what the map shows, once the app is at rest. A word in the middle of a run would end it, and with it
   * a press that the run was about to obey; sent after a press that turns the page it would turn back.
   */
  speak() {
    if (!this.unsaid) for (const done of this.ending.splice(0)) done();
    if (!this.unsaid || this.hushed || isRunning() || lastRun() < this.until) return;
    const answer = this.unsaid;
    this.unsaid = null;
    this.known = daysOf(answer);
    this.emit(answer);
    for (const done of this.ending.splice(0)) done();
  }

  /** Have the map tell all that it shows; kept once Python has been told. @returns {Promise<void>} */
  settle() {
    if (!this.ready) return Promise.resolve();
    return new Promise((done) => {
      this.asking.push(done);
      this.post({ type: "settle" });
    });
  }

  /** Show what stands under the map. */
  scrollPast() {
    const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    const box = scroller(this.parent);
    const below = this.parent.getBoundingClientRect().bottom - this.top();
    box.scrollBy({ top: below, behavior: smooth ? "smooth" : "auto" });
  }

  /** Where the frame begins when the page is not scrolled, in px. */
  top() {
    return this.frame ? this.frame.getBoundingClientRect().top + scrolled(this.frame) : 0;
  }

  /** Tell a map on a narrow page how high the window is under what stands above it. */
  tellRoom() {
    const px = Math.round(window.innerHeight - this.top());
    if (px === this.room) return;
    this.room = px;
    this.post({ type: "room", px });
  }

  /** Whether the document is laid out for a narrow page: it goes by the width of its own frame, as style sheets do. */
  narrow() {
    return !!this.frame && Math.min(window.innerWidth, this.frame.clientWidth || NARROW) < NARROW;
  }

  /** For as long as it is printed, the map stays as it was drawn for the window, as small as the page wants it. */
  print(begins) {
    if (!this.frame) return;
    const { width, height } = this.frame.getBoundingClientRect();
    const part = Math.min(1, PAPER / width);
    this.printing = begins;
    Object.assign(this.frame.style, {
      width: begins ? `${width}px` : "100%",
      transform: begins ? `scale(${part})` : "",
      transformOrigin: "0 0",
      margin: begins ? `0 ${(part - 1) * width}px ${(part - 1) * height}px 0` : "",
    });
    this.resize();
  }

  resize() {
    if (!this.frame || this.printing) return;
    if (this.narrow()) this.tellRoom();
    if (this.narrow() && this.beside) {
      this.frame.style.height = `${BESIDE}px`;
      return;
    }
    if (this.narrow() && this.natural > 0) {
      this.frame.style.height = `${Math.ceil(this.natural)}px`;
      return;
    }
    this.frame.style.height = `${Math.max(LEAST, window.innerHeight - this.top())}px`;
  }

  theme() {
    if (!this.ready) return;
    const value = isDark(this.parent) ? "dark" : "light";
    if (value === this.look) return;
    this.look = value;
    this.post({ type: "theme", value });
  }
}

/** What the style sheet of the map calls the faces in which the page around it is set. */
const FACES = new Map([
  ["Source Sans", "Source Sans 3"],
  ["Source Serif", "Source Serif 4"],
]);
/** @type {Promise<{family: string, weight: string, data: ArrayBuffer}[]> | undefined} */
let faces;

/** The upright faces of the page, for a map that may load nothing: one type on all of the page. They are in the cache. */
function facesOfPage() {
  faces ??= Promise.all(
    [...document.styleSheets]
      .filter((sheet) => sheet.href?.startsWith(location.origin))
      .flatMap((sheet) => [...sheet.cssRules].map((rule) => faceOf(rule, sheet.href)))
      .filter((face) => face !== null)
      .map(async ({ address, ...face }) => ({ ...face, data: await (await fetch(address)).arrayBuffer() }))
  ).catch(() => []);
  return faces;
}

/** What a rule of a style sheet says of an upright face that the map uses as well. */
function faceOf(rule, base) {
  if (!(rule instanceof CSSFontFaceRule)) return null;
  const said = (/** @type {string} */ name) => rule.style.getPropertyValue(name).replaceAll('"', "");
  const family = FACES.get(said("font-family"));
  const address = /url\(["']?([^"')]+)/.exec(rule.style.getPropertyValue("src"))?.[1];
  if (!family || !address || said("font-style") === "italic") return null;
  return { family, weight: said("font-weight"), address: new URL(address, base).href };
}

/** What is kept of the reader's habits; nothing where the browser keeps nothing. @returns {Atlas.Habits} */
function habits() {
  try {
    return JSON.parse(sessionStorage.getItem(HABITS) || "{}");
  } catch {
    return {};
  }
}

/** Keep these habits, and those of before. @param {Atlas.Habits} more */
function keepHabits(more) {
  try {
    sessionStorage.setItem(HABITS, JSON.stringify({ ...habits(), ...more }));
  } catch {
    // a browser that keeps nothing greets again
  }
}

/** What days a map shows of what, as one text: an address rounds where the map lies. @param {Atlas.Shown} shown */
function daysOf({ day, other, mode, lens, range, selection }) {
  const chosen = lens === PLAIN_LENS ? null : lens; // a map does not name it
  return JSON.stringify([day, other || null, mode || null, chosen || null, range || null, selection || null]);
}

/** Whether a run of the script is under way or asked for. */
function isRunning() {
  const app = /** @type {HTMLElement | null} */ (document.querySelector(APP));
  return app !== null && (app.dataset.testScriptState || AT_REST) !== AT_REST;
}

/** The number of the last run that is complete. */
function lastRun() {
  return Math.max(
    0,
    ...[...document.querySelectorAll("[data-run]")].map((it) => Number(it.getAttribute("data-run")))
  );
}

/** How far the page around the frame is scrolled, in px. */
function scrolled(element) {
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (box.scrollTop > 0) return box.scrollTop;
  }
  return window.scrollY;
}

/** What scrolls the page around an element. */
function scroller(element) {
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY))
      return box;
  }
  return window;
}

/** Whether the page around the map has a dark background. */
function isDark(element) {
  for (let box = element; box; box = box.parentElement) {
    const parts = getComputedStyle(box).backgroundColor.match(/[\d.]+/g);
    if (parts && (parts.length < 4 || Number(parts[3]) > 0.5)) {
      const [r, g, b] = parts.map(Number);
      return 0.299 * r + 0.587 * g + 0.114 * b < 128;
    }
  }
  return false;
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  let host = hosts.get(parentElement);
  if (!host) {
    host = new MapFrame(parentElement);
    hosts.set(parentElement, host);
  }
  host.update(
    data,
    (answer) => setStateValue("view", answer),
    (fingerprint) => setTriggerValue("need", fingerprint),
    () => setTriggerValue("tour", true)
  );
  const plays = host;
  if (data.plays && plays.frame) {
    window.controlAtlasEars ??= [];
    window.controlAtlasEars.push({ kind: "day", hear: (key) => plays.press(key) });
  }
  return () => {
    // Streamlit also takes back what a later call of this function has taken over, if the script was long in coming
    if (parentElement.isConnected) return;
    hosts.get(parentElement)?.stop();
    hosts.delete(parentElement);
  };
}
