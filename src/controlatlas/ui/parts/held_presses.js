// @ts-check
/**
 * A press that takes something away (a download, the address) waits until the page shows all that was chosen before it.
 *
 * The maps are asked to tell what they show; then Python is told of the press, after all choices, and when the run that
 * has heard of it is at its end the press is given to the button as it stands then. Not before: until the end of a run
 * Streamlit leaves what the run before had written, so that there can be two of a button, and the one pressed is the old one.
 *
 * What a component tells while there is no connection is kept by Streamlit and not sent: once there is one again, a word
 * from here takes all of it along.
 */

/** @typedef {{button: HTMLButtonElement, key: string, label: string, seq: number}} Held */

/** The presses that wait; `seq` is 0 until Python has been told. @type {Held[]} */
let waiting = [];
/** The presses that Python has heard of, and that wait for the end of the run. @type {Held[]} */
const heard = [];
/** The button whose press is given on. @type {HTMLButtonElement | null} */
let through = null;
let seq = 0;
/** How often the connection has come back. */
let returned = 0;
let session = "";
/** @type {(pressed: {seq: number, session: string, returned: number}) => void} */
let tell = () => {};

/**
 * Keep a press, and see to it that it is given on; `false` lets it pass.
 * @param {{button: HTMLButtonElement, taker: Element}} press
 */
function hold({ button, taker }) {
  if (button === through) return false;
  if ([...waiting, ...heard].some((it) => it.button === button)) return true; // one file for one press, and for a double one
  const key = [...(taker.closest("[class*=st-key-]")?.classList || [])].find((it) =>
    it.startsWith("st-key-")
  );
  const held = { button, key: key || "", label: button.textContent || "", seq: 0 };
  waiting.push(held);
  button.setAttribute("aria-busy", "true");
  settled(held);
  return true;
}

/** Have the maps tell what they show, and then Python of the press. @param {Held} held */
async function settled(held) {
  /** @type {Promise<void>[]} */
  const maps = [];
  document.dispatchEvent(new CustomEvent("controlatlas:settle", { detail: maps }));
  await Promise.all(maps);
  held.seq = ++seq;
  tell({ seq, session, returned });
}

const APP = "[data-testid=stApp]";
const CONNECTION = "data-test-connection-state";
const RUNS = "data-test-script-state";

const watch = new MutationObserver((changes) => {
  giveOnSoon();
  const back = changes.some(({ target, attributeName, oldValue }) => {
    const now = /** @type {Element} */ (target).getAttribute(CONNECTION);
    return attributeName === CONNECTION && now === "CONNECTED" && oldValue !== now;
  });
  if (!back) return;
  returned += 1;
  tell({ seq, session, returned });
});

/** Give on what Python has heard of, once no run is under way and what it has brought is drawn. */
function giveOnSoon() {
  if (heard.length) requestAnimationFrame(() => requestAnimationFrame(giveOn));
}

function giveOn() {
  if (document.querySelector(APP)?.getAttribute(RUNS) === "notRunning") heard.splice(0).forEach(release);
}

/** Give a press to its button, as the page has it now; if it has none any more, there is nothing to take away. @param {Held} held */
function release(held) {
  held.button.removeAttribute("aria-busy");
  through = held.button.isConnected ? held.button : again(held);
  through?.click();
  through = null;
}

/** @param {Held} held @returns {HTMLButtonElement | null} */
function again({ key, label }) {
  const all = [...document.querySelectorAll("[data-testid=stDownloadButton] button")];
  const there = key ? all.filter((it) => it.closest(`.${CSS.escape(key)}`)) : all;
  const found = there.find((it) => it.textContent === label) || (key && there.length === 1 && there[0]);
  return /** @type {HTMLButtonElement | null} */ (found || null);
}

export default function ({ data, setStateValue }) {
  tell = (pressed) => setStateValue("pressed", pressed);
  if (session !== data.session) {
    session = data.session; // the server was started anew: it knows of no press
    if (waiting.some((it) => it.seq)) tell({ seq, session, returned });
  }
  heard.push(...waiting.filter((it) => it.seq && it.seq <= data.seq));
  waiting = waiting.filter((it) => !heard.includes(it));
  giveOnSoon();
  window.controlAtlasEars ??= [];
  window.controlAtlasEars.push({ kind: "take", hear: hold });
  const app = document.querySelector(APP);
  if (app) watch.observe(app, { attributeFilter: [CONNECTION, RUNS], attributeOldValue: true });
  // Nothing is taken back: this is for all pages, and a press or a connection that comes while Streamlit has the component
  // out must not be lost.
}
