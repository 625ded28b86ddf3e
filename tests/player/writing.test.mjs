import assert from "node:assert/strict";
import test from "node:test";
import { askPython, load, withPython } from "./scripts.mjs";

const { capital, capitals, Phrasebook } = load(
  ["calendar", "writing"],
  ["capital", "capitals", "Phrasebook"]
);
const python = askPython("writing");

test("capitals are those of the language, and only the first letter of a sentence changes", () => {
  assert.equal(capitals("Mingəçevir su anbarı", "az"), "MİNGƏÇEVİR SU ANBARI");
  assert.equal(capitals("Սևանա լիճ", "hy"), "ՍԵՎԱՆԱ ԼԻՃ");
  assert.equal(capitals("Lake Sevan", "en"), "LAKE SEVAN");
  assert.equal(capital("iddia", "az"), "İddia");
  assert.equal(capital("և այլն", "hy"), "Եվ այլն");
});

test("numbers, and numbers in texts, are written as Python writes them", withPython, () => {
  for (const [language, { ui, numbers }] of Object.entries(python)) {
    const words = new Phrasebook(ui, language);
    for (const [n, written] of numbers) {
      assert.equal(words.number(n), written);
      assert.equal(words.say("kilometres", { n }), ui.kilometres.replace("{n}", written));
    }
  }
});
