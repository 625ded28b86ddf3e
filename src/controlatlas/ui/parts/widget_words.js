// @ts-check
/**
 * The words that Streamlit writes into its widgets by itself, in the language of the page.
 *
 * It knows no language but English, and writes a word anew whenever it draws: so what it writes is watched for. Only words that
 * are whole are taken, and only inside its widgets, so that a name in the dataset is never mistaken for one. The page that it
 * serves says that it is in English, too.
 */

const WIDGETS = [
  "stSelectbox",
  "stMultiSelect",
  "stFileUploader",
  "stTextInput",
  "stNumberInput",
  "stDataFrame",
  "stElementToolbar",
  "stTopNav",
  "stTopNavSection",
  "stTopNavDropdown",
  "stTopNavPopover",
  "stMainMenu",
  "stMainMenuPopover",
  "stMainMenuList",
  "stStatusWidget",
  "stSidebarCollapseButton",
  "stExpandSidebarButton",
  "stTooltipContent",
  "stFullScreenFrame",
  "stSkipToContent",
]
  .map((it) => `[data-testid=${it}]`)
  .concat("[role=listbox]", "[role=menu]")
  .join(", ");
const SPOKEN = ["aria-label", "placeholder", "title"];

/** What stands for what, whole words and patterns with gaps; of each node what was written there, and what was put there. */
let whole = new Map();
let gaps = [];
/** @type {WeakMap<Node, Map<string, {was: string, is: string}>>} */
const done = new WeakMap();

/** A word of Streamlit in the language of the page; null if it is none. @param {string} text */
function said(text) {
  const found = whole.get(text.trim());
  if (found !== undefined) return text.replace(text.trim(), () => found);
  for (const { from, to } of gaps) {
    const match = from.exec(text);
    if (match) return match.slice(1).reduce((so, it) => so.replace("{}", () => it), to);
  }
  return null;
}

/** Put the word of the page where one of Streamlit's stands. */
function put(node, part, text, write) {
  const before = done.get(node)?.get(part);
  const was = before && before.is === text ? before.was : text;
  const is = said(was) ?? was;
  if (is === was && !before) return;
  if (!done.has(node)) done.set(node, new Map());
  done.get(node)?.set(part, { was, is });
  if (is !== text) write(is);
}

function translate(/** @type {Node} */ root) {
  const element = root instanceof Element ? root : root.parentElement;
  if (!element) return;
  const inside = element.closest(WIDGETS) ? [element] : [...element.querySelectorAll(WIDGETS)];
  for (const widget of inside) {
    const walk = document.createTreeWalker(widget, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = /** @type {Text} */ (node);
      put(text, "", text.data, (is) => {
        text.data = is;
      });
    }
    for (const it of [widget, ...widget.querySelectorAll("[aria-label], [placeholder], [title]")]) {
      for (const name of SPOKEN) {
        const text = it.getAttribute(name);
        if (text) put(it, name, text, (is) => it.setAttribute(name, is));
      }
    }
  }
}

const watch = new MutationObserver((changes) => {
  for (const { type, target, addedNodes } of changes) {
    if (type === "childList") addedNodes.forEach(translate);
    else translate(target);
  }
});

export default function ({ data }) {
  document.documentElement.lang = data.language;
  whole = new Map(data.words.filter(([from]) => !from.includes("{}")));
  gaps = data.words
    .filter(([from]) => from.includes("{}"))
    .map(([from, to]) => ({
      from: new RegExp(`^${from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("\\{\\}", "(.+)")}$`),
      to,
    }));
  translate(document.body);
  watch.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: SPOKEN,
  });
}
