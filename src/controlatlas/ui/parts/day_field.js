// @ts-check
/**
 * A field for a day: typed, or taken from the calendar of the browser. What is typed is told on Enter and on leaving the
 * field; whether it is a day is for Python to say. `seq` numbers what is told, so that an answer to an earlier word does
 * not overwrite a later one; what is being typed is never overwritten.
 */

/** @type {WeakMap<object, {session: string, seq: number, shown: string}>} */
const fields = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  const typed = /** @type {HTMLInputElement} */ (parentElement.querySelector("#day"));
  const calendar = /** @type {HTMLInputElement} */ (parentElement.querySelector(".calendar"));
  const button = parentElement.querySelector("button");
  const wrong = parentElement.querySelector("#wrong");
  const anew = !fields.has(parentElement);
  const mine = fields.get(parentElement) || { session: "", seq: 0, shown: "" };
  fields.set(parentElement, mine);
  if (mine.session !== data.session) Object.assign(mine, { session: data.session, seq: data.seq });

  parentElement.querySelector("label").textContent = data.label;
  button.title = data.calendar;
  button.setAttribute("aria-label", `${data.calendar}: ${data.label}`);
  Object.assign(calendar, { min: data.first, max: data.last });
  if (data.seq >= mine.seq) {
    mine.seq = data.seq;
    if (typed.value === mine.shown) typed.value = data.text;
    mine.shown = data.text;
    calendar.value = data.day;
    if (wrong.textContent !== data.wrong) wrong.textContent = data.wrong;
    typed.setAttribute("aria-invalid", String(Boolean(data.wrong)));
  }

  const tell = () => {
    if (typed.value === mine.shown) return;
    mine.shown = typed.value;
    mine.seq += 1;
    setStateValue("typed", { text: typed.value, seq: mine.seq });
  };
  typed.onblur = tell;
  typed.onkeydown = (event) => {
    if (event.key === "Enter" && !event.isComposing) tell();
    else if (event.key === "Escape") typed.value = mine.shown;
    else if (event.key === "ArrowDown" && event.altKey) button.click();
  };
  calendar.onchange = () => {
    if (!calendar.value) return;
    typed.value = calendar.value;
    tell();
  };
  button.onclick = () => calendar.showPicker();
  if (anew && data.focus) typed.select(); // which brings the cursor along
}
