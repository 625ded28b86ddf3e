// @ts-check
/**
 * Shows the still of the first map as soon as the page begins, where that map will be and as large, until the map is there.
 *
 * This is no module: it stands in the body of the page that the server sends, beside the element that names the pixels of a web
 * map at zoom 0 which the bounds of the dataset take, and which the picture takes.
 */
(() => {
  const OTHER = /[?&](dataset|day|layers|lens|select|view)=/;
  const HEADER = 48,
    DECK = 61,
    WIDE = 900,
    STEPS = 4; // px, and steps of the map to a zoom
  const page = location.pathname.split("/").pop();
  const still = document.getElementById("controlatlas-still");
  if (!still || page || OTHER.test(location.search) || innerWidth < WIDE) return;
  const [bounds, whole] = JSON.parse(still.dataset.sizes || "");
  const wide = innerWidth - Math.min(420, Math.max(300, innerWidth / 4)),
    high = innerHeight - HEADER - DECK;
  const zoom = Math.floor(STEPS * Math.log2(Math.min(wide / bounds[0], high / bounds[1]))) / STEPS;
  const scale = 2 ** zoom;
  const look = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const size = whole.map((it) => `${Math.round(it * scale)}px`).join(" ");
  still.style.cssText = `position:fixed;z-index:99;pointer-events:none;left:0;top:${HEADER}px;width:${wide}px;height:${high}px;
    opacity:0.62;background:url("./_atlas/still/${look}") center / ${size} no-repeat`;
  still.hidden = false;
  setTimeout(() => still.remove(), 20000);
})();
