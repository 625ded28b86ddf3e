import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./scripts.mjs";

const { axisDays, dayOf, isoOf } = load(
  ["calendar", "history", "dom", "timeline"],
  ["axisDays", "dayOf", "isoOf"]
);
const marked = (first, last, width, apart = 46) => {
  const found = axisDays(dayOf(first), dayOf(last), width, apart);
  return { days: found.map(({ day }) => isoOf(day)), kinds: [...new Set(found.map(({ kind }) => kind))] };
};

test("an axis of decades marks the first of January of every fifth year", () => {
  const { days, kinds } = marked("1988-02-20", "2023-12-31", 400);
  assert.deepEqual(kinds, ["year"]);
  assert.deepEqual(
    days,
    ["1990", "1995", "2000", "2005", "2010", "2015", "2020"].map((y) => `${y}-01-01`)
  );
});

test("an axis of a year and a half marks quarters that begin with January", () => {
  const { days, kinds } = marked("2020-02-15", "2021-08-31", 400);
  assert.deepEqual(kinds, ["month"]);
  assert.deepEqual(days, [
    "2020-04-01",
    "2020-07-01",
    "2020-10-01",
    "2021-01-01",
    "2021-04-01",
    "2021-07-01",
  ]);
});

test("an axis of a week marks every day", () => {
  const { days, kinds } = marked("2020-02-26", "2020-03-02", 400);
  assert.deepEqual(kinds, ["day"]);
  assert.deepEqual(days, [
    "2020-02-26",
    "2020-02-27",
    "2020-02-28",
    "2020-02-29",
    "2020-03-01",
    "2020-03-02",
  ]);
});

test("an axis of two months marks the 1st, 11th and 21st, and never the 31st beside the next 1st", () => {
  const { days } = marked("2020-09-27", "2020-12-01", 400);
  assert.deepEqual(days, [
    "2020-10-01",
    "2020-10-11",
    "2020-10-21",
    "2020-11-01",
    "2020-11-11",
    "2020-11-21",
    "2020-12-01",
  ]);
});

test("marks lie within the axis, and only at the turn of a month closer than asked, by half at most", () => {
  for (const width of [200, 700, 1400]) {
    for (const span of [6, 40, 200, 900, 5000, 13000]) {
      const first = dayOf("1991-03-17"),
        last = first + span;
      const days = axisDays(first, last, width, 46).map(({ day }) => day);
      assert.ok(days.length > 0, `${width} ${span}`);
      for (const day of days) assert.ok(day >= first && day <= last);
      const gaps = days.slice(1).map((day, i) => ((day - days[i]) * width) / span);
      for (const gap of gaps) assert.ok(gap >= 46 * 0.5, `${width} ${span} ${gap}`);
    }
  }
});

test("an axis of one day has that day", () => {
  assert.deepEqual(marked("2020-11-10", "2020-11-10", 400).days, ["2020-11-10"]);
});
