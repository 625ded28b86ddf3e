import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./scripts.mjs";

const { ControlHistory, firstAfter, dayAfter, dayBefore } = load(
  ["history"],
  ["ControlHistory", "firstAfter", "dayAfter", "dayBefore"]
);

// Three places: one changes on days 10 and 20, one has one period from day 10 on, one has none.
const STARTS = [[0, 10, 20], [10], []];

test("the last period that starts on or before a day is in force", () => {
  const history = new ControlHistory(STARTS);
  const on = (day) => {
    history.go(day);
    return [...history.current];
  };
  assert.deepEqual(on(-1), [-1, -1, -1]);
  assert.deepEqual(on(0), [0, -1, -1]);
  assert.deepEqual(on(9), [0, -1, -1]);
  assert.deepEqual(on(10), [1, 0, -1]);
  assert.deepEqual(on(19), [1, 0, -1]);
  assert.deepEqual(on(20), [2, 0, -1]);
  assert.deepEqual(on(1e6), [2, 0, -1]);
  assert.deepEqual(on(10), [1, 0, -1]);
});

test("any day can be asked about without going there", () => {
  const history = new ControlHistory(STARTS);
  history.go(20);
  assert.deepEqual(
    [-1, 0, 10, 20].map((day) => history.periodOn(0, day)),
    [-1, 0, 1, 2]
  );
  assert.deepEqual([...history.current], [2, 0, -1]);
});

test("a step names each place that changed, once, forwards and backwards", () => {
  const history = new ControlHistory(STARTS);
  assert.deepEqual(history.go(0), [0]);
  assert.deepEqual(history.go(10), [0, 1]);
  assert.deepEqual(history.go(15), []);
  assert.deepEqual(history.go(0).sort(), [0, 1]);
  const touched = [7, 7];
  assert.deepEqual(history.go(25, touched).sort(), [0, 1]);
  assert.deepEqual(touched.sort(), [0, 1]);
});

test("a place that changes twice on the way and back is not named", () => {
  const history = new ControlHistory([[0, 5], [0]]);
  history.go(0);
  history.go(6);
  assert.deepEqual(history.go(5), []);
});

test("a leap over many changes names what steps name", () => {
  const many = Array.from({ length: 40 }, (_, place) => [0, 1 + place, 100 + place, 200 + place]);
  const leaps = new ControlHistory(many);
  const steps = new ControlHistory(many);
  leaps.go(0);
  steps.go(0);
  for (const day of [250, 20, 130, 0, 239]) {
    const from = steps.day;
    const seen = new Set();
    const toward = Math.sign(day - from);
    for (let at = from + toward; at !== day + toward; at += toward)
      for (const place of steps.go(at)) seen.add(place);
    assert.deepEqual(leaps.go(day).sort(), [...seen].sort());
    assert.deepEqual([...leaps.current], [...steps.current]);
  }
});

test("the days before and after are found among sorted days, and the day itself is neither", () => {
  const days = [3, 7, 7, 12];
  assert.deepEqual(
    [2, 3, 7, 11, 12].map((day) => dayAfter(days, day)),
    [3, 7, 12, 12, null]
  );
  assert.deepEqual(
    [3, 4, 7, 12, 13].map((day) => dayBefore(days, day)),
    [null, 3, 3, 7, 12]
  );
  assert.deepEqual(
    [2, 3, 7, 12].map((day) => firstAfter(days, day)),
    [0, 1, 3, 4]
  );
});
