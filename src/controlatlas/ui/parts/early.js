// @ts-check
/**
 * What a reader does is heard from the first moment of a page on. The scripts of components come later than what they are
 * for is seen, and go when Streamlit takes their component out and puts it in again elsewhere: so the two kinds of deeds
 * that must not be lost are listened to here, once for as long as the window is open, and kept until somebody hears them.
 *
 * - `keydown`: an arrow key beside a stop of a tour;
 * - `click`: a press of a button that takes something away, with that button and what it stands in.
 *
 * This is no module: it stands in the head of the page that the server sends.
 */
(() => {
  const before = window.controlAtlasEars || [];
  if (!Array.isArray(before)) return; // they are there

  const TAKERS = "[data-testid=stDownloadButton], .st-key-share";
  const FIELDS =
    "input, textarea, select, [contenteditable=true], [role=radiogroup], [role=slider], [role=listbox]";

  /** @type {{[type: string]: (event: any) => {[part: string]: any} | null}} */
  const wanted = {
    keydown(event) {
      if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return null;
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
      if (event.target instanceof Element && event.target.closest(FIELDS)) return null;
      return document.querySelector("article.stop") ? { by: event.key === "ArrowRight" ? 1 : -1 } : null;
    },
    click(event) {
      const path = event.composedPath();
      const button = path.find((it) => it instanceof HTMLButtonElement);
      const taker = path.find((it) => it instanceof Element && it.matches(TAKERS));
      return button && taker ? { button, taker } : null;
    },
  };

  /** Who hears a kind, and answers `false` to let it pass; and what is kept until somebody does. */
  const ears = {};
  for (const type of Object.keys(wanted)) {
    ears[type] = { hear: null, kept: [] };
    const listen = (event) => {
      const deed = wanted[type](event);
      if (!deed || ears[type].hear?.(deed) === false) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!ears[type].hear) ears[type].kept.push(deed);
    };
    addEventListener(type, listen, true);
  }

  // A script of a component can be quicker than this one, and has put itself into a list then.
  window.controlAtlasEars = {
    push({ type, hear }) {
      ears[type].hear = hear;
      ears[type].kept.splice(0).forEach(hear);
    },
  };
  for (const it of before) window.controlAtlasEars.push(it);
})();
