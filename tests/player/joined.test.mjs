import assert from "node:assert/strict";
import test from "node:test";
import { askPython, load, withPython } from "./scripts.mjs";

test(
  "the scripts of each document, joined in its order, run and offer to put a map into a page",
  withPython,
  () => {
    const lists = askPython("scripts");
    assert.deepEqual(Object.keys(lists), ["player", "compare"]);
    for (const [name, scripts] of Object.entries(lists)) {
      const window = {};
      load(scripts, [], window);
      assert.equal(typeof window.controlAtlas.mount, "function", name);
      assert.ok(Object.isFrozen(window.controlAtlas));
    }
  }
);
