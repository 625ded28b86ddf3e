// @ts-check
/* Calendar days as whole numbers (0 is 1 January 1970) and in words. No clock, no time zone, no Date. */

/** @param {number} y @param {number} m 1 to 12 @param {number} d @returns {number} */
function dayFrom(y, m, d) {
  const shifted = m > 2 ? y : y - 1;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1;
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
}

/** @param {number} day @returns {[number, number, number]} year, month 1 to 12, day of the month */
function civil(day) {
  const z = day + 719468;
  const era = Math.floor(z / 146097);
  const ofEra = z - era * 146097;
  const years = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365
  );
  const ofYear = ofEra - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const m = month < 10 ? month + 3 : month - 9;
  return [years + era * 400 + (m <= 2 ? 1 : 0), m, ofYear - Math.floor((153 * month + 2) / 5) + 1];
}

/** @param {string} iso YYYY-MM-DD @returns {number} */
function dayOf(iso) {
  return dayFrom(+iso.slice(0, 4), +iso.slice(5, 7), +iso.slice(8, 10));
}

/**
 * From which day on, and up to before which; `null` or nothing is open.
 * @param {Atlas.Iso | null} [start] @param {Atlas.Iso | null} [end] @returns {{first: number, end: number}}
 */
function spanOf(start, end) {
  return { first: start ? dayOf(start) : -Infinity, end: end ? dayOf(end) : Infinity };
}

/** Two days at once. @param {[Atlas.Iso, Atlas.Iso]} days @returns {[number, number]} */
function daysOf([first, last]) {
  return [dayOf(first), dayOf(last)];
}

/** @param {number} day @returns {string} YYYY-MM-DD */
function isoOf(day) {
  const [y, m, d] = civil(day);
  return String(y).padStart(4, "0") + (m < 10 ? "-0" : "-") + m + (d < 10 ? "-0" : "-") + d;
}

/** The same day of another month, or that month's last day. @param {number} day @param {number} months @returns {number} */
function monthsOn(day, months) {
  const [y, m, d] = civil(day);
  const count = y * 12 + (m - 1) + months;
  const year = Math.floor(count / 12),
    month = count - year * 12 + 1;
  const first = dayFrom(year, month, 1);
  const next = month === 12 ? dayFrom(year + 1, 1, 1) : dayFrom(year, month + 1, 1);
  return Math.min(first + d - 1, next - 1);
}

/**
 * Fill the places marked {so} of a text; a full stop after a value that ends in one, such as an abbreviation, is not doubled.
 * @param {string} text @param {Record<string, any>} [values]
 */
function fill(text, values) {
  if (!values) return text;
  return text.replace(/\{(\w+)\}(\.(?!\.))?/g, (all, key, stop = "") => {
    if (!(key in values)) return all;
    const value = String(values[key]);
    return value.endsWith(".") ? value : value + stop;
  });
}

/** The texts of one language, and days in its words. */
class Phrasebook {
  /** @param {Atlas.Texts} ui @param {string} language BCP 47 */
  constructor(ui, language) {
    this.ui = ui;
    this.months = ui.months.split("|");
    this.monthsAlone = ui.monthsAlone.split("|");
    this.plural = new Intl.PluralRules(language);
    const [sign, from] = String(ui.groups || ",|4").split("|");
    this.groups = { sign, from: +from };
  }

  /**
   * A text with its values; of one that depends on the number `n`, the form that the number asks for.
   * @param {string} key @param {Record<string, any>} [values]
   */
  say(key, values) {
    const text = this.ui[key] === undefined ? key : this.ui[key];
    const form = typeof text === "string" ? text : text[this.plural.select(values?.n)] || text.other;
    return fill(form, typeof values?.n === "number" ? { ...values, n: this.number(values.n) } : values);
  }

  /** "1138" or "1,138": a whole number in groups of three, from as many digits as the language begins with. @param {number} n */
  number(n) {
    const { sign, from } = this.groups;
    const digits = String(n);
    return digits.length < from ? digits : digits.replace(/\B(?=(\d{3})+$)/g, sign);
  }

  /** "10 November 2020". @param {number} day */
  day(day) {
    const [y, m, d] = civil(day);
    return this.say("dayInWords", { d, month: this.months[m - 1], y });
  }

  /**
   * A date as a source gives it: a day, a month, a year or an interval.
   * @param {Atlas.When} when
   */
  when(when) {
    const text = this.span(when);
    return when.about ? this.say("about", { date: text }) : text;
  }

  span(when) {
    if (!when.last) return this.day(dayOf(when.first));
    const bare = (when.date || "").replace(/[~?%]/g, "");
    if (/^\d{4}$/.test(bare)) return bare;
    if (/^\d{4}-\d{2}$/.test(bare)) return this.month(bare);
    return this.between(dayOf(when.first), dayOf(when.last));
  }

  /** "between 8 and 9 August 1992": what both days share is said once. */
  between(first, last) {
    const [y1, m1, d1] = civil(first),
      [y2, m2, d2] = civil(last);
    if (y1 !== y2) return this.say("between", { a: this.day(first), b: this.day(last) });
    const values = { d1, d2, month1: this.months[m1 - 1], month2: this.months[m2 - 1], y: y2 };
    return this.say(m1 === m2 ? "betweenDays" : "betweenMonths", values);
  }

  /** "8–9 August 1992": the first and the last day, what both share said once; as `days_in_words` has it. @param {number} first @param {number} last */
  days(first, last) {
    const [y1, m1, d1] = civil(first),
      [y2, m2, d2] = civil(last);
    const [start, end] = [this.day(first), this.day(last)];
    if (first === last) return start;
    if (y1 !== y2) return `${start} – ${end}`;
    const yearFirst = String(this.ui.dayInWords).startsWith("{y}");
    if (m1 === m2) return yearFirst ? `${start}–${d2}` : `${d1}–${end}`;
    return yearFirst ? `${start} – ${this.months[m2 - 1]} ${d2}` : `${d1} ${this.months[m1 - 1]} – ${end}`;
  }

  /** The date of a publication, which may be a year or a month only. @param {string | undefined} issued */
  issued(issued) {
    if (!issued) return "";
    if (/^\d{4}-\d{2}-\d{2}/.test(issued)) return this.day(dayOf(issued));
    return /^\d{4}-\d{2}$/.test(issued) ? this.month(issued) : issued;
  }

  /** "November 2020". @param {string} iso YYYY-MM */
  month(iso) {
    return this.say("monthInWords", { month: this.monthsAlone[+iso.slice(5) - 1] || "", y: iso.slice(0, 4) });
  }

  /** "one", "one and two", "one, two and three". @param {string[]} items */
  list(items) {
    if (items.length < 2) return items.join("");
    return this.say("and", { a: items.slice(0, -1).join(", "), b: items[items.length - 1] });
  }

  /** Items that have commas in them, in a row. @param {string[]} items */
  listed(items) {
    return items.join(this.say("betweenItems"));
  }

  /** "no change", "1 event changes control", "12 events change control": events, not places. @param {number} n */
  changes(n) {
    return n === 0 ? this.say("noChange") : this.say("changes:n", { n });
  }
}
