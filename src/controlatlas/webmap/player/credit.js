// @ts-check
/* What the map is not, and whose work is in it: the line under the map that opens. */

/** @param {Atlas.Payload} payload @param {Phrasebook} words */
function creditOf({ credits, dataset }, words) {
  /** @param {Atlas.Payload["credits"][number]} credit */
  const item = ({ layer, url, text, licence }) =>
    h(
      "li",
      {},
      h("b", {}, layer),
      " ",
      url ? outward(url, text, text) : text,
      licence ? ` (${licence})` : ""
    );
  const version = [words.say("dataVersion", { version: dataset.version }), dataset.licence].filter(Boolean);
  const summary = h(
    "summary",
    {},
    h(
      "span",
      { class: "short" },
      [dataset.ends, firstSentence(dataset.disclaimer)].filter(Boolean).join(" ")
    ),
    h("span", { class: "more" }, words.say("credits"))
  );
  // The sentence is never cut; what lies above it makes room for as many lines as it needs.
  new ResizeObserver(() => {
    const around = summary.parentElement?.parentElement;
    around?.style.setProperty("--credit", `${summary.offsetHeight}px`);
  }).observe(summary);
  return h(
    "details",
    { class: "credit" },
    summary,
    h(
      "div",
      { class: "credit-body" },
      dataset.ends ? h("p", {}, dataset.ends) : null,
      h("p", {}, dataset.disclaimer),
      h("ul", {}, credits.map(item)),
      h("p", { class: "fine" }, version.join(" · "))
    )
  );
}

/** Up to the first full stop that ends a sentence. */
function firstSentence(text) {
  const end = text.search(/[.!?։](\s|$)/);
  return end < 0 ? text : text.slice(0, end + 1);
}
