// @ts-check
/* Small helpers for the page. Text of the dataset goes in as text, never as markup. */

/** From this width of the window on the page has two columns and the map keeps the wheel. */
const WIDE = 900;

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with attributes and children; strings become text, null and false are skipped.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, any>} [attributes] @param {any[]} children
 */
function h(tag, attributes, ...children) {
  return grow(document.createElement(tag), attributes, children);
}

/**
 * The same for a drawing.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, any>} attributes @param {any[]} children
 */
function svg(tag, attributes, ...children) {
  return grow(document.createElementNS(SVG, tag), attributes, children);
}

/** @template {Element} Grown @param {Grown} element @returns {Grown} */
function grow(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

/** A link to another site, or the bare content if the address is not an ordinary web address. */
function outward(address, content, label) {
  let ok = false;
  try {
    ok = /^https?:$/.test(new URL(address).protocol);
  } catch (error) {
    ok = false;
  }
  if (!ok) return h("span", {}, content);
  return h(
    "a",
    { href: address, target: "_blank", rel: "noopener noreferrer", "aria-label": label },
    content
  );
}

/** What draws on a canvas. @param {HTMLCanvasElement} canvas */
function penOf(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

const ICONS = {
  play: "M7 4.5v15l12.5-7.5z",
  pause: "M6.5 5h4v14h-4zM13.5 5h4v14h-4z",
  previousDay: "M15.5 5.5 9 12l6.5 6.5",
  nextDay: "M8.5 5.5 15 12l-6.5 6.5",
  previousChange: "M18 5.5 11.5 12 18 18.5M7 5v14",
  nextChange: "M6 5.5 12.5 12 6 18.5M17 5v14",
  close: "M6 6l12 12M18 6 6 18",
  loop: "M4.5 11a6 6 0 0 1 6-5.5h8M15.5 2.5l3 3-3 3M19.5 13a6 6 0 0 1-6 5.5h-8M8.5 21.5l-3-3 3-3",
  chevron: "M6 9.5l6 6 6-6",
  place: "M12 3.5a6 6 0 0 1 6 6c0 4.5-6 11-6 11s-6-6.5-6-11a6 6 0 0 1 6-6zM12 8v3",
  line: "M12 3v18M7 12H3l2.5-2.5M3 12l2.5 2.5M17 12h4l-2.5-2.5M21 12l-2.5 2.5",
  fold: "M9.5 6l6 6-6 6",
  home: "M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15",
};
const SOLID = new Set(["play", "pause"]);

function icon(name) {
  const cssClass = SOLID.has(name) ? "icon solid" : "icon";
  const path = svg("path", { d: ICONS[name] });
  return svg("svg", { viewBox: "0 0 24 24", class: cssClass, "aria-hidden": "true" }, path);
}

/** Run a function at the next frame, once however often it is asked for. */
function perFrame(work) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}

/** Run a function when the page has nothing more urgent to do. */
function whenIdle(work) {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: 600 });
  else setTimeout(work, 60);
}

/** The name of a place, and the other side's if it has one. */
function bothNames(place) {
  return place.second ? `${place.name} · ${place.second}` : place.name;
}

/** The same, as it stands inside a sentence. @param {Atlas.Actor} actor @param {string} iso */
function actorInside(actor, iso) {
  const name = actorName(actor, iso);
  return (name === actor.name && actor.inside) || name;
}

/** What an actor was called on a day. @param {Atlas.Actor} actor @param {string} iso */
function actorName(actor, iso) {
  const found = actor.dated?.find(([start, end]) => (!start || start <= iso) && (!end || iso < end));
  return found ? found[2] : actor.name;
}
