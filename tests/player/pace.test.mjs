import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./scripts.mjs";

const { Timetable } = load(["history", "pace"], ["Timetable"]);
const marks = (changes, events = []) => ({ changes: new Set(changes), events: new Set(events) });
const lasts = (table, day) => table.msOf(day + 1) - table.msOf(day);

test("at even pace each day lasts a tenth of a second", () => {
  const table = new Timetable(100, 109, marks([103], [105]), true);
  assert.equal(table.total, 1000);
  assert.deepEqual(
    [0, 99, 100, 450, 999].map((ms) => table.dayAt(ms)),
    [100, 100, 101, 104, 109]
  );
  assert.equal(table.msOf(103), 300);
});

test("a change is seen longer than another event, and that longer than a quiet day of a long range", () => {
  const table = new Timetable(0, 20000, marks([100], [200]), false);
  assert.ok(lasts(table, 100) > lasts(table, 200));
  assert.ok(lasts(table, 200) > lasts(table, 300));
});

test("the quiet days of thirty-six years pass in little more than a minute", () => {
  const table = new Timetable(0, 13000, marks([]), false);
  assert.ok(table.total > 50_000);
  assert.ok(table.total < 70_000);
});

test("a quiet day of a short range is seen for less than a second", () => {
  const table = new Timetable(0, 6, marks([3]), false);
  assert.ok(lasts(table, 0) > 500);
  assert.ok(lasts(table, 0) < 1000);
});

test("the day that begins at a moment is the day shown at that moment", () => {
  const table = new Timetable(50, 450, marks([60, 61, 300], [70, 400]), false);
  for (let day = 50; day <= 450; day++) {
    assert.equal(table.dayAt(table.msOf(day)), day);
    if (day > 50) assert.equal(table.dayAt(table.msOf(day) - 0.01), day - 1);
  }
});

test("no moment lies outside the range", () => {
  const table = new Timetable(5, 8, marks([]), false);
  assert.equal(table.dayAt(-1), 5);
  assert.equal(table.dayAt(1e9), 8);
  assert.equal(table.msOf(-99), 0);
  assert.equal(table.msOf(99), table.msOf(8));
});

test("a range of one day can be played", () => {
  const table = new Timetable(7, 7, marks([7]), false);
  assert.ok(table.total > 0);
  assert.equal(table.dayAt(table.total), 7);
});
