import assert from "node:assert/strict";
import test from "node:test";
import { askPython, load, withPython } from "./scripts.mjs";

const { dayOf, isoOf, daysOf, civil, monthsOn, fill, Phrasebook } = load(
  ["calendar"],
  ["dayOf", "isoOf", "daysOf", "civil", "monthsOn", "fill", "Phrasebook"]
);

const ENGLISH = {
  months: "January|February|March|April|May|June|July|August|September|October|November|December",
  monthsAlone: "January|February|March|April|May|June|July|August|September|October|November|December",
  dayInWords: "{d} {month} {y}",
  monthInWords: "{month} {y}",
  between: "between {a} and {b}",
  betweenDays: "between {d1} and {d2} {month1} {y}",
  betweenMonths: "between {d1} {month1} and {d2} {month2} {y}",
  about: "about {date}",
  and: "{a} and {b}",
  noChange: "no change",
  "changes:n": { one: "{n} event changes control", other: "{n} events change control" },
};
const python = askPython("calendar");
const english = new Phrasebook(ENGLISH, "en");

test("day 0 is the first of January 1970, and days are counted without gaps", () => {
  assert.equal(dayOf("1970-01-01"), 0);
  assert.equal(dayOf("1969-12-31"), -1);
  assert.equal(dayOf("2000-03-01"), 11017);
  assert.deepEqual(daysOf(["1970-01-02", "1970-02-01"]), [1, 31]);
});

test("29 February is in 2000 and 2020, and not in 1900 or 2023", () => {
  assert.equal(isoOf(dayOf("2000-02-28") + 1), "2000-02-29");
  assert.equal(isoOf(dayOf("2020-02-28") + 1), "2020-02-29");
  assert.equal(isoOf(dayOf("1900-02-28") + 1), "1900-03-01");
  assert.equal(isoOf(dayOf("2023-02-28") + 1), "2023-03-01");
});

test("a day is the same number in the player and in Python", withPython, () => {
  assert.ok(python.ordinals.length > 1000);
  for (const [iso, day] of python.ordinals) {
    assert.equal(dayOf(iso), day, iso);
    assert.equal(isoOf(day), iso);
    assert.equal(civil(day).join("-"), iso.split("-").map(Number).join("-"));
  }
});

test("a month on from the 31st is the last day of a shorter month", () => {
  const on = (iso, months) => isoOf(monthsOn(dayOf(iso), months));
  assert.equal(on("2020-01-31", 1), "2020-02-29");
  assert.equal(on("2021-01-31", 1), "2021-02-28");
  assert.equal(on("2020-03-31", -1), "2020-02-29");
  assert.equal(on("2020-12-15", 1), "2021-01-15");
  assert.equal(on("2020-01-15", -1), "2019-12-15");
  assert.equal(on("2020-02-29", 12), "2021-02-28");
});

test("a value takes the place of its name in a text, and an unknown name stays", () => {
  assert.equal(fill("{n} of {all}", { n: 0, all: "9" }), "0 of 9");
  assert.equal(fill("{n} of {all}", { n: 1 }), "1 of {all}");
  assert.equal(fill("{n}"), "{n}");
});

test("a text that depends on a number takes the form of that number", () => {
  assert.deepEqual(
    [0, 1, 2].map((n) => english.changes(n)),
    ["no change", "1 event changes control", "2 events change control"]
  );
  const forms = { one: "one", few: "few", many: "many", other: "other" };
  const russian = new Phrasebook({ ...ENGLISH, it: forms }, "ru");
  const found = [1, 2, 5, 11, 21, 22].map((n) => russian.say("it", { n }));
  assert.deepEqual(found, ["one", "few", "many", "many", "one", "few"]);
});

test("a text that is lacking is told by its key", () => {
  assert.equal(english.say("no such text"), "no such text");
});

test("a vague date is said as its source says it", () => {
  const said = (first, last, date, about) => english.when({ first, last, date, about });
  assert.equal(said("2020-11-10"), "10 November 2020");
  assert.equal(said("1992-08-08", "1992-08-09"), "between 8 and 9 August 1992");
  assert.equal(said("1992-05-30", "1992-06-02"), "between 30 May and 2 June 1992");
  assert.equal(said("1992-12-30", "1993-01-02"), "between 30 December 1992 and 2 January 1993");
  assert.equal(said("1992-08-01", "1992-08-31", "1992-08"), "August 1992");
  assert.equal(said("1992-01-01", "1992-12-31", "1992~", 1), "about 1992");
});

test("a work is dated by the day, the month or the year that is known", () => {
  assert.equal(english.issued("2020-11-10"), "10 November 2020");
  assert.equal(english.issued("2020-11"), "November 2020");
  assert.equal(english.issued("2020"), "2020");
  assert.equal(english.issued(undefined), "");
});

test("a list is joined by commas, and its last two by a word", () => {
  assert.deepEqual(
    [[], ["a"], ["a", "b"], ["a", "b", "c"]].map((all) => english.list(all)),
    ["", "a", "a and b", "a, b and c"]
  );
});

test("each language writes a day as Unicode's tables do", withPython, () => {
  assert.deepEqual(Object.keys(python.languages), ["en", "az", "hy", "ru"]);
  for (const [language, { ui, days }] of Object.entries(python.languages)) {
    const phrases = new Phrasebook(ui, language);
    for (const [iso, text] of days) assert.equal(phrases.day(dayOf(iso)), text, language);
  }
});

test("of two days what both share is said once, where the year ends a date and where it begins one", () => {
  const said = (phrases, first, last) => phrases.days(dayOf(first), dayOf(last));
  assert.equal(said(english, "1992-05-09", "1992-05-09"), "9 May 1992");
  assert.equal(said(english, "1992-05-08", "1992-05-09"), "8–9 May 1992");
  assert.equal(said(english, "2020-09-27", "2020-11-10"), "27 September – 10 November 2020");
  assert.equal(said(english, "1993-12-15", "1994-02-20"), "15 December 1993 – 20 February 1994");
  const yearFirst = new Phrasebook({ ...ENGLISH, dayInWords: "{y} {month} {d}" }, "en");
  assert.equal(said(yearFirst, "1992-05-08", "1992-05-09"), "1992 May 8–9");
  assert.equal(said(yearFirst, "2020-09-27", "2020-11-10"), "2020 September 27 – November 10");
});
