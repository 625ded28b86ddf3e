// @ts-check
/**
 * What a reader does is heard from the first moment of a page on. The scripts of components come later than what they are
 * for is seen, and go when Streamlit takes their component out and puts it in again elsewhere: so the kinds of deeds
 * that must not be lost are listened to here, once for as long as the window is open, and kept until somebody hears them.
 *
 * - `stop`: an arrow key beside a stop of a tour;
 * - `day`: a key that leads the map to another day, or plays it, while nothing on the page has the focus;
 * - `take`: a press of a button that takes something away, with that button and what it stands in.
 *
 * This is no module: it stands in the head of the page that the server sends.
 */
(() => {
  const before = window.controlAtlasEars || [];
  if (!Array.isArray(before)) return; // they are there

  const TAKERS = "[data-testid=stDownloadButton], .st-key-share";
  const FIELDS =
    "input, textarea, select, [contenteditable=true], [role=radiogroup], [role=slider], [role=listbox]";

  const NAVIGATION = "[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]";
  const DAYS = [" ", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"];

  /** Whether the map that plays is what the window shows in its middle, or is to come. */
  const mapInSight = () => {
    const map = document.querySelector(".st-key-map iframe")?.getBoundingClientRect();
    if (map) return map.top < innerHeight / 2 && map.bottom > innerHeight / 2;
    return document.querySelector("#controlatlas-still:not([hidden]), .st-key-map") !== null;
  };

  /** @type {{[kind: string]: (event: any) => {[part: string]: any} | null}} */
  const wanted = {
    stop(event) {
      if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return null;
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
      if (event.target instanceof Element && event.target.closest(FIELDS)) return null;
      return document.querySelector("article.stop") ? { by: event.key === "ArrowRight" ? 1 : -1 } : null;
    },
    day({ key, shiftKey, altKey, ctrlKey, metaKey, target }) {
      if (!DAYS.includes(key) || altKey || ctrlKey || metaKey) return null;
      if (target !== document.body && !target.closest?.(NAVIGATION)) return null;
      return mapInSight() ? { key, shift: shiftKey } : null;
    },
    take(event) {
      const path = event.composedPath();
      const button = path.find((it) => it instanceof HTMLButtonElement);
      const taker = path.find((it) => it instanceof Element && it.matches(TAKERS));
      return button && taker ? { button, taker } : null;
    },
  };

  /** Who hears a kind, and answers `false` to let it pass; and what is kept until somebody does. */
  const ears = {};
  for (const kind of Object.keys(wanted)) {
    ears[kind] = { hear: null, kept: [] };
    const listen = (event) => {
      const deed = wanted[kind](event);
      if (!deed || ears[kind].hear?.(deed) === false) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!ears[kind].hear) ears[kind].kept.push(deed);
    };
    addEventListener(kind === "take" ? "click" : "keydown", listen, true);
  }

  // A script of a component can be quicker than this one, and has put itself into a list then.
  window.controlAtlasEars = {
    push({ kind, hear }) {
      ears[kind].hear = hear;
      ears[kind].kept.splice(0).forEach(hear);
    },
  };
  for (const it of before) window.controlAtlasEars.push(it);
})();
