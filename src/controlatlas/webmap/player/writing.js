// @ts-check
/* Capitals, numbers and lengths as the language of the page writes them; in Python: language/capitals.py, Translator.number. */

/** What becomes of a letter before the rule of Unicode, which knows no language. @type {Record<string, [string, string]>} */
const BEFORE_CAPITALS = { az: ["i", "İ"], hy: ["և", "եվ"] };

/** A text in capitals: İDDİA, ՍԵՎԱՆԱ. @param {string} text @param {string} language BCP 47 */
function capitals(text, language) {
  const [small, large] = BEFORE_CAPITALS[language.slice(0, 2)] || ["", ""];
  return (small ? text.replaceAll(small, large) : text).toUpperCase();
}

/** A text with a capital at its beginning. @param {string} text @param {string} [language] of the page, if not told */
function capital(text, language = document.documentElement.lang) {
  const first = capitals(text.charAt(0), language);
  return first.charAt(0) + first.slice(1).toLowerCase() + text.slice(1);
}

/** The bar that says how long a kilometre is, in the words of the page. @param {Phrasebook} words */
function scaleBar(words) {
  /** @type {any} */
  const bar = L.control.scale({ position: "bottomright", imperial: false, maxWidth: 110 });
  bar._updateMetric = (/** @type {number} */ most) => {
    const metres = bar._getRoundNum(most);
    const text =
      metres < 1000
        ? words.say("metres", { n: words.number(metres) })
        : words.say("kilometres", { n: words.number(metres / 1000) });
    bar._updateScale(bar._mScale, text, metres / most);
  };
  return bar;
}
