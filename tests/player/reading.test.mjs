import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./scripts.mjs";

const { Reading, Lookup, dayOf } = load(
  ["calendar", "history", "lookup", "reading"],
  ["Reading", "Lookup", "dayOf"]
);

// Actors A and B. The port goes from A to B by event 1 and is held by B from the same day. The mill is said to go
// to B by event 1, which is only held from event 2 on. Nothing is known of the well.
const PERIODS = [
  ["2000-01-01", 0, 0, 0, 0],
  ["2010-05-01", 1, 0, 0, 1],
  ["2012-07-01", 1, 0, 0, 2],
];
const PAYLOAD = {
  lenses: ["claimed", "held"],
  periods: PERIODS,
  histories: [
    [0, 1],
    [0, 2],
  ],
  places: [{ id: "port", history: 0 }, { id: "mill", history: 0, held: 1 }, { id: "well" }],
  groups: [{ id: "coast" }],
  events: [
    { id: "start", first: "2000-01-01", weight: 5 },
    { id: "landing", first: "2010-05-01", weight: 5, changes: [{ places: [-1], to: 1 }] },
    { id: "visit", first: "2012-06-30", last: "2012-07-01", weight: 2, places: [2, -1] },
    { id: "market", first: "2010-05-01", weight: 2 },
    { id: "treaty", first: "2010-05-01", weight: 103 },
    { id: "fair", first: "2010-05-01", weight: 5 },
  ],
};
const claimed = new Reading(PAYLOAD, "claimed");
const held = new Reading(PAYLOAD, "held");
const day = (iso) => dayOf(iso);

test("a place that a lens reads as the first lens does needs no history of its own", () => {
  assert.deepEqual(claimed.historyOf(0), [PERIODS[0], PERIODS[1]]);
  assert.deepEqual(held.historyOf(0), [PERIODS[0], PERIODS[1]]);
});

test("a claim moves a place under the lens of claims and not under that of what is held", () => {
  assert.equal(claimed.at(1, day("2011-01-01")), 1);
  assert.equal(held.at(1, day("2011-01-01")), 0);
  assert.equal(held.at(1, day("2012-07-01")), 2);
});

test("before its first period, and without a history, a place has no period", () => {
  assert.equal(claimed.at(0, day("1999-12-31")), -1);
  assert.equal(claimed.at(2, day("2020-01-01")), -1);
  claimed.history.go(day("2020-01-01"));
  assert.equal(claimed.period(2), null);
  assert.equal(claimed.period(0), PERIODS[1]);
});

test("the state in which a place begins is no change", () => {
  assert.deepEqual(claimed.changeDays, [day("2010-05-01")]);
  assert.deepEqual(held.changeDays, [day("2010-05-01"), day("2012-07-01")]);
  assert.equal(claimed.changesOn(day("2000-01-01")), 0);
});

test("an event that changes several places is one change of its day", () => {
  assert.equal(claimed.changesOn(day("2010-05-01")), 1);
  assert.deepEqual(claimed.changingOn(day("2010-05-01")), [1]);
  assert.deepEqual(claimed.changingOn(day("2010-05-02")), []);
});

test("the events of a day come with the weightiest first, each once, and equal ones in their order", () => {
  const lookup = new Lookup(PAYLOAD);
  assert.deepEqual(lookup.eventsOn(day("2010-05-01"), [1]), [4, 1, 5, 3]);
  assert.deepEqual(lookup.eventsOn(day("2010-05-01"), []), [4, 1, 5, 3]);
  assert.deepEqual(lookup.eventsOn(day("2010-05-02"), [3]), [3]);
  assert.deepEqual(lookup.eventsOn(day("2005-01-01"), []), []);
});

test("an event of vague date is found on its first and on its last day", () => {
  const lookup = new Lookup(PAYLOAD);
  assert.deepEqual(lookup.eventsOn(day("2012-06-30"), []), [2]);
  assert.deepEqual(lookup.eventsOn(day("2012-07-01"), []), [2]);
  assert.deepEqual(
    [...lookup.eventDays].sort(),
    ["2000-01-01", "2010-05-01", "2012-06-30", "2012-07-01"].map(day)
  );
});

test("an event concerns the places it names and those whose control it changes under any lens", () => {
  const lookup = new Lookup(PAYLOAD);
  assert.deepEqual(lookup.placesOf(1).sort(), [0, 1]); // by a group, which stands in the histories
  assert.deepEqual(lookup.placesOf(2).sort(), [1, 2]); // one is named, one changes under the second lens
  assert.deepEqual(lookup.placesOf(3), []);
});

test("events and places are found by their ids", () => {
  const lookup = new Lookup(PAYLOAD);
  assert.equal(lookup.eventIds.get("visit"), 2);
  assert.equal(lookup.placeIds.get("well"), 2);
  assert.equal(lookup.placeIds.get("visit"), undefined);
});

// Three events that each change the port, and nothing else. The second lies on one of the days from 5 to 9 June: the place
// is contested from the first of them on, and held from the last.
const VAGUE = {
  periods: [
    ["2000-01-01", 0, 0, 0, 0],
    ["2010-06-01", 1, 0, 0, 1],
    ["2010-06-05", 2, 1, 0, 2],
    ["2010-06-09", 2, 0, 0, 2],
    ["2010-06-20", 0, 0, 0, 3],
  ],
  histories: [[0, 1, 2, 3, 4]],
  places: [{ id: "port", history: 0 }],
  events: [
    { first: "2000-01-01" },
    { first: "2010-06-01" },
    { first: "2010-06-05", last: "2010-06-09" },
    { first: "2010-06-20" },
  ],
};

test("an event of uncertain date is neither the last nor the next change on a day on which it may have been", () => {
  const vague = new Reading(VAGUE, "claimed");
  for (const iso of ["2010-06-05", "2010-06-07", "2010-06-09"]) {
    assert.deepEqual(vague.around(day(iso)), [2], iso);
    assert.equal(vague.otherChange(day(iso), -1), day("2010-06-01"), iso);
    assert.equal(vague.otherChange(day(iso), 1), day("2010-06-20"), iso);
  }
});

test("outside the days of an event of uncertain date, that event is the next change, and then the last", () => {
  const vague = new Reading(VAGUE, "claimed");
  assert.deepEqual(vague.around(day("2010-06-04")), []);
  assert.equal(vague.otherChange(day("2010-06-04"), 1), day("2010-06-05"));
  assert.equal(vague.otherChange(day("2010-06-10"), -1), day("2010-06-09"));
  assert.equal(vague.otherChange(day("2010-06-25"), 1), null);
  assert.deepEqual(vague.othersOn(day("2010-06-09"), day("2010-06-10")), [2]);
  assert.deepEqual(vague.othersOn(day("2010-06-09"), day("2010-06-07")), []);
});
