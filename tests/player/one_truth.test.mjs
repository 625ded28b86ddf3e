// The map never disagrees with itself: the player and Python say the same of every place on every day that matters.
import assert from "node:assert/strict";
import test from "node:test";
import { askPython, load, withPython } from "./scripts.mjs";

const { Reading, dayOf, isoOf } = load(
  ["calendar", "history", "lookup", "reading"],
  ["Reading", "dayOf", "isoOf"]
);

/** Who holds what, as Python writes it: `{place: "actor standing"}`. */
function placesOf(reading, { places, periods, actors, standings }, day) {
  const found = {};
  places.forEach(({ id }, index) => {
    const at = reading.at(index, day);
    if (at < 0) return;
    const [, actor, standing] = periods[at];
    found[id] = `${actors[actor].id} ${standings[standing]}`;
  });
  return found;
}

const unknown = { "each dataset": { payload: null, lenses: { "each lens": {} } } };

for (const [name, { payload, lenses }] of Object.entries(askPython("histories") ?? unknown)) {
  for (const [lens, { changes, days }] of Object.entries(lenses)) {
    const of = `of ${name} under ${lens}`;

    test(`control changes on the days on which Python says it does, ${of}`, withPython, () => {
      assert.deepEqual(new Reading(payload, lens).changeDays.map(isoOf), changes);
    });

    test(`the player and Python agree on the day before, of and after each change ${of}`, withPython, () => {
      const reading = new Reading(payload, lens);
      assert.ok(Object.keys(days).length > 50);
      for (const [iso, expected] of Object.entries(days)) {
        const day = dayOf(iso);
        reading.history.go(day);
        assert.equal(isoOf(reading.history.day), iso);
        assert.deepEqual(placesOf(reading, payload), expected, iso);
      }
    });

    test(`going backwards, leaping and asking without going there say the same ${of}`, withPython, () => {
      const isos = Object.keys(days);
      const orders = [
        isos.slice().reverse(),
        isos.filter((_, i) => i % 2),
        isos.filter((_, i) => i % 7 === 0).toReversed(),
      ];
      const walked = new Reading(payload, lens);
      const still = new Reading(payload, lens);
      for (const iso of orders.flat()) {
        walked.history.go(dayOf(iso));
        assert.deepEqual(placesOf(walked, payload), days[iso], iso);
        assert.deepEqual(placesOf(still, payload, dayOf(iso)), days[iso], iso);
      }
    });
  }
}
