// @ts-check
/* Which two days are compared: fields above the map of both. */
(() => {
  const fields = /** @type {HTMLElement | null} */ (document.querySelector(".days"));
  if (!fields) return;
  const [earlier, later] = /** @type {HTMLInputElement[]} */ ([...fields.querySelectorAll("input")]);
  const pair = /** @type {HTMLSelectElement | null} */ (fields.querySelector("select"));
  fields.hidden = false;

  function show() {
    const [a, b] = [earlier.value, later.value].sort();
    if (a) /** @type {any} */ (window).controlAtlas.days(a, b);
  }

  fields.addEventListener("change", ({ target }) => {
    if (target === pair && pair?.value) [earlier.value, later.value] = pair.value.split(" ");
    show();
  });
  document.addEventListener("controlatlas:shown", (event) => {
    const { day, other } = /** @type {CustomEvent<Atlas.Shown>} */ (event).detail;
    [earlier.value, later.value] = [day, other || day];
    if (pair)
      pair.value = [...pair.options].some(({ value }) => value === `${day} ${other}`)
        ? `${day} ${other}`
        : "";
  });
})();
