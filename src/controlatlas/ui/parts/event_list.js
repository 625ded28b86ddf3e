// @ts-check
/**
 * The events as a list of rows that wrap. It is one stop of the tab key; arrows, Home and End go from row to row. A row
 * chosen is told at once and marked at once, and the rows stay as they are, so that the focus stays where it was.
 *
 * In a narrow window the card, which stands beside the list, is laid under the chosen row: the row leaves room for it.
 */

/** The same width as in `changes_list.py`. */
const NARROW = matchMedia("(max-width: 799px)");

/** What each list shows, and how it is laid anew. @type {WeakMap<object, {rows: string, chosen: string, lay: () => void, watch: ResizeObserver}>} */
const lists = new WeakMap();

const buttons = (list) => /** @type {HTMLButtonElement[]} */ ([...list.querySelectorAll("button")]);

function element(tag, name, text) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** The mark of a family of kinds: its path in its colour. */
function sign(d, color) {
  const drawing = document.createElementNS(SVG, "svg"),
    path = document.createElementNS(SVG, "path");
  drawing.setAttribute("class", "mark");
  drawing.setAttribute("viewBox", "0 0 12 12");
  drawing.setAttribute("aria-hidden", "true");
  path.setAttribute("d", d);
  path.style.fill = color;
  drawing.append(path);
  return drawing;
}

function row({ id, date, title, mark, color, kind, facts }) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.event = id;
  const what = element("span", "what", "");
  const about = element("span", "facts", "");
  const first = element("span", "kind", kind);
  first.prepend(sign(mark, color));
  about.append(first, ...facts.map((fact) => element("span", "", fact)));
  what.append(element("b", "title", title), about);
  button.append(element("span", "date", date), what);
  const item = document.createElement("li");
  item.append(button);
  return item;
}

/** Mark one row as the one that is read, and make it the stop of the tab key. */
function mark(list, id) {
  const all = buttons(list);
  for (const it of all) it.setAttribute("aria-current", String(it.dataset.event === id));
  const focused = all.find((it) => it.matches(":focus"));
  stop(list, focused || all.find((it) => it.dataset.event === id) || all[0]);
}

function stop(list, one) {
  for (const it of buttons(list)) it.tabIndex = it === one ? 0 : -1;
}

function walk(list, event) {
  const all = buttons(list);
  const here = all.indexOf(event.target.closest("button"));
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const next = all[Math.min(Math.max(to, 0), all.length - 1)];
  stop(list, next);
  next.focus();
}

/** Lay the card under the chosen row if the window is narrow, else leave it beside the list. */
function lay(list, columns) {
  const [, card] = columns?.children || [];
  const chosen = list.querySelector("[aria-current=true]")?.parentElement;
  for (const it of list.children) if (it !== chosen || !NARROW.matches) it.style.marginBottom = "";
  if (!card) return;
  columns.toggleAttribute("data-under", NARROW.matches && Boolean(chosen));
  if (!NARROW.matches || !chosen) return;
  chosen.style.marginBottom = `${card.getBoundingClientRect().height + 8}px`;
  const under = chosen.getBoundingClientRect().bottom - columns.getBoundingClientRect().top;
  columns.style.setProperty("--under", `${under + 4}px`);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector("ol");
  const columns = parentElement.getRootNode().host?.closest("[data-testid=stHorizontalBlock]");
  let mine = lists.get(parentElement);
  if (!mine) {
    const again = () => lay(list, columns);
    mine = { rows: "", chosen: data.chosen, lay: again, watch: new ResizeObserver(again) };
    lists.set(parentElement, mine);
    for (const it of columns?.children || []) mine.watch.observe(it);
    NARROW.addEventListener("change", again);
  }
  const rows = JSON.stringify(data.rows);
  if (rows !== mine.rows) list.replaceChildren(...data.rows.map(row));
  if (data.chosen !== mine.chosen) columns?.children[1]?.scrollTo(0, 0);
  Object.assign(mine, { rows, chosen: data.chosen });
  list.setAttribute("aria-label", data.label);
  mark(list, data.chosen);
  mine.lay();
  list.onkeydown = (event) => walk(list, event);
  list.onclick = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const before = button.getBoundingClientRect().top;
    mark(list, button.dataset.event);
    mine.lay();
    // the room under the row before has gone: what the reader has pressed stays where it is
    columns?.closest("[data-testid=stMain]")?.scrollBy(0, button.getBoundingClientRect().top - before);
    setTriggerValue("chosen", button.dataset.event);
  };
  return () => {
    mine.watch.disconnect();
    NARROW.removeEventListener("change", mine.lay);
    lists.delete(parentElement);
  };
}
