// @ts-check
/**
 * The arrow keys of a tour. They are counted here: what Python is told is the stop that they have come to, so that none
 * is lost while it runs. `seq` numbers what is told; Python sends back the last that it has heard.
 */

/** @type {{tour: string, step: number, most: number, seq: number} | null} */
let here = null;
/** @type {(at: {tour: string, step: number, seq: number}) => void} */
let tell = () => {};

const FIELDS =
  "input, textarea, select, [contenteditable=true], [role=radiogroup], [role=slider], [role=listbox]";

/** @param {KeyboardEvent} event */
function press(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!here || !by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target instanceof Element && event.target.closest(FIELDS)) return;
  const step = Math.min(Math.max(here.step + by, 1), here.most);
  if (step === here.step) return;
  event.preventDefault();
  here.step = step;
  here.seq += 1;
  tell({ tour: here.tour, step, seq: here.seq });
}

export default function ({ data, setStateValue }) {
  if (!here) addEventListener("keydown", press, true);
  if (!here || here.tour !== data.tour || data.seq >= here.seq) here = { ...data };
  tell = (at) => setStateValue("at", at);
  return () => {
    removeEventListener("keydown", press, true);
    here = null;
  };
}
