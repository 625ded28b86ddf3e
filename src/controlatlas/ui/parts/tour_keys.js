// @ts-check
/**
 * The arrow keys of a tour. They are counted here: what Python is told is the stop that they have come to, so that none
 * is lost while it runs. `seq` numbers what is told; Python sends back the last that it has heard.
 */

/** @typedef {{tour: string, step: number, most: number, seq: number}} Stop */

/** @type {Stop | null} */
let here = null;
/** Where the component of this tour stands; out of the page once the reader has left it. @type {Element | null} */
let place = null;
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

export default function ({ data, parentElement, setStateValue }) {
  const anew = place !== parentElement;
  place = parentElement;
  // a number that was told is never told again, or Python would take it for one that it has heard
  if (!here || anew || here.tour !== data.tour || data.seq >= here.seq)
    here = { ...data, seq: Math.max(data.seq, here?.seq ?? 0) };
  tell = (at) => setStateValue("at", at);
  kept.splice(0).forEach(press);
  window.controlAtlasEars ??= [];
  window.controlAtlasEars.push({ type: "keydown", hear: press });
}
