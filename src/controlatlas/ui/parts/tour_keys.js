// @ts-check
/**
 * The arrow keys of a tour, and what does the same beside its text: a turn of the wheel where the text ends, a swipe across
 * it. They are counted here: what Python is told is the stop that they have come to, so that none is lost while it runs.
 * `seq` numbers what is told; Python sends back the last that it has heard.
 */

/** @typedef {{tour: string, step: number, most: number, seq: number}} Stop */

/** @type {Stop | null} */
let here = null;
/** Where the component of this tour stands; out of the page once the reader has left it. @type {Element | null} */
let place = null;
/** The stop whose text is beside the map. */
let shown = "";
/** Keys for a tour that the reader has come back to, before its component was there. @type {{by: number}[]} */
const kept = [];
/** @type {(at: {tour: string, step: number, seq: number}) => void} */
let tell = () => {};

/** @param {{by: number}} key */
function press(key) {
  if (!here || !place?.isConnected) return kept.push(key) > 0;
  const step = Math.min(Math.max(here.step + key.by, 1), here.most);
  if (step === here.step) return false;
  here.step = step;
  here.seq += 1;
  tell({ tour: here.tour, step, seq: here.seq });
  return true;
}

const TEXT = ".st-key-tour-text";
const APART = 350; // ms: a wheel that stands still for so long begins anew
const ACROSS = 56; // px: a finger that goes so far to a side, and less than half as far up or down, has swiped

/** Whether the text of a stop is beside the reader's pointer. @param {Event} event */
const beside = (event) =>
  place?.isConnected && event.target instanceof Element && event.target.closest(TEXT)
    ? /** @type {HTMLElement | null} */ (event.target.closest("[data-testid=stColumn]"))
    : null;

/** When the wheel turned last, and to which stop it may still lead: one turn, one stop. */
const wheel = { at: 0, by: 0 };

/** @param {WheelEvent} event */
function turn(event) {
  const column = beside(event);
  if (!column || event.ctrlKey || !event.deltaY) return;
  const by = Math.sign(event.deltaY);
  const rest = by > 0 ? column.scrollHeight - column.clientHeight - column.scrollTop : column.scrollTop;
  const begins = event.timeStamp - wheel.at > APART;
  wheel.at = event.timeStamp;
  if (getComputedStyle(column).overflowY !== "auto") return; // the whole page scrolls there
  if (begins) wheel.by = rest < 2 ? by : 0; // a turn that has come to the end of the text stops there
  if (wheel.by !== by) return;
  wheel.by = 0;
  press({ by });
}

/** Where a finger came down. @type {{x: number, y: number} | null} */
let finger = null;

/** @param {TouchEvent} event */
function touch(event) {
  const { clientX: x, clientY: y } = event.changedTouches[0];
  if (event.type === "touchstart") {
    finger = beside(event) && event.touches.length === 1 ? { x, y } : null;
    return;
  }
  if (finger && Math.abs(x - finger.x) > ACROSS && Math.abs(y - finger.y) * 2 < Math.abs(x - finger.x))
    press({ by: x < finger.x ? 1 : -1 });
  finger = null;
}

// should the browser read this script once more, the listeners of the first reading go
const page = /** @type {{controlAtlasGestures?: AbortController}} */ (window);
page.controlAtlasGestures?.abort();
page.controlAtlasGestures = new AbortController();
const heard = { passive: true, signal: page.controlAtlasGestures.signal };
addEventListener("wheel", turn, heard);
for (const type of ["touchstart", "touchend"])
  addEventListener(type, /** @type {(event: any) => void} */ (touch), heard);

export default function ({ data, parentElement, setStateValue }) {
  const anew = place !== parentElement;
  if (shown !== `${data.tour} ${data.step}`) {
    shown = `${data.tour} ${data.step}`;
    const column = document.querySelector(TEXT)?.closest("[data-testid=stColumn]");
    if (column) column.scrollTop = 0;
  }
  place = parentElement;
  // a number that was told is never told again, or Python would take it for one that it has heard
  if (!here || anew || here.tour !== data.tour || data.seq >= here.seq)
    here = { ...data, seq: Math.max(data.seq, here?.seq ?? 0) };
  tell = (at) => setStateValue("at", at);
  kept.splice(0).forEach(press);
  window.controlAtlasEars ??= [];
  window.controlAtlasEars.push({ kind: "stop", hear: press });
}
