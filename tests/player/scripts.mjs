// The plain scripts of the player, loaded as a page loads them: joined as text, inside one function.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const FOLDER = new URL("../../src/controlatlas/webmap/player/", import.meta.url);

/** Join scripts in this order and evaluate them; gives what they declare under these names. */
export function load(scripts, names, window = {}) {
  const text = scripts.map((name) => readFileSync(new URL(`${name}.js`, FOLDER), "utf8")).join("\n");
  const whole = `(window) => { "use strict"; ${text}\nreturn { ${names.join(", ")} }; }`;
  return vm.runInThisContext(whole, { filename: scripts.join("+") })(window);
}

const ANSWERS = process.env.CONTROLATLAS_ANSWERS;

/** What Python answers on a subject, written to files by test_player_in_node.py; null if node runs alone. */
export function askPython(subject) {
  return ANSWERS ? JSON.parse(readFileSync(`${ANSWERS}/${subject}.json`, "utf8")) : null;
}

/** Options of a test that compares with Python. */
export const withPython = { skip: ANSWERS ? false : "run by pytest, which writes down what Python answers" };
