"""Whatever order things come in, the map is that of a page opened on the last state.

Sequences by chance, the same each time, are driven through what the map offers to its host. After each the whole page,
element by element, is compared with that of a page which was opened anew and told only what the first one shows.
"""

from __future__ import annotations

import difflib
import itertools
import random
from collections.abc import Callable, Iterator

import pytest
from days import days_that_matter
from drawn_at_random import TIMES
from kept import READY
from moving import STATE, UNTOLD, drawn, told, until
from waiting import wait_until

from controlatlas.records.model import Lens

pytestmark = pytest.mark.browser

Step = tuple[str, list]

SEQUENCES = 4 * TIMES
"""How many sequences there are of each kind."""

LOOK: dict[str, list[Step]] = {
    "karabakh": [("view", [39.7, 46.6, 10.5]), ("view", [39.7, 46.6, 9.5])],
    "two_islands": [("view", [-40.15, -120.2, 10.5]), ("view", [-40.15, -120.2, 9.5])],
}
"""Where both pages look when they are compared; another zoom comes first, for then the map counts its pixels anew."""

MODES = ["split", "swipe", "difference"]

DO = """(steps) => steps.reduce((before, [what, given]) => before.then(() => {
  if (what === "rest") return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  window.controlAtlas[what](...given);
}), Promise.resolve())"""
"""Do one thing after the other, without a rest but for those that are asked for."""

LOOKS = """() => {
  const short = (text) => {
    let sum = 0;
    for (let i = 0; i < text.length; i++) sum = (sum * 31 + text.charCodeAt(i)) | 0;
    return `${text.length} letters, ${sum}`;
  };
  const UNSEEN = ".sheet-glow, .leaflet-proxy"; // what lights up and fades again, and what Leaflet counts with
  const lines = [];
  const look = (node) => {
    if (node.nodeType === Node.TEXT_NODE && node.data.trim()) lines.push(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(UNSEEN)) return;
    const of = ({ name, value }) => {
      if (name === "class") value = value.split(" ").filter(Boolean).sort().join(" ");
      return `${name}=${value.length > 200 ? short(value) : value}`;
    };
    const parts = [...node.attributes].filter((it) => it.name !== "style" || it.value).map(of).sort();
    for (const key of ["value", "checked", "disabled", "hidden"]) if (key in node) parts.push(`${key}: ${node[key]}`);
    if (node.matches(".area, .dot, .front, .claim, .line, .district, .difference-edge")) {
      const { fill, stroke, strokeWidth, strokeDasharray, opacity, display } = getComputedStyle(node);
      parts.push(`${fill} ${stroke} ${strokeWidth} ${strokeDasharray} ${opacity} ${display}`);
    }
    lines.push(`<${node.tagName} ${parts.join(" ")}>`);
    node.childNodes.forEach(look);
  };
  look(document.querySelector(".atlas, .compare"));
  return lines;
}"""
"""Each element and each text of the page, with all attributes and with the colours that come out of them."""


def begun(chance: random.Random, what: dict[str, Callable[[], list]]) -> list[Step]:
    """Some things to do, one after the other, now and then with a rest."""
    steps: list[Step] = []
    for _ in range(chance.randint(3, 10)):
        kind = chance.choice([*what, "rest"])
        steps.append((kind, [] if kind == "rest" else what[kind]()))
    return steps


def some(chance: random.Random, items: list) -> list:
    """A part of them, sometimes all or none, in their order."""
    return (
        [it for it in items if chance.random() < share] if (share := chance.choice([0, 0.5, 0.8, 1])) else []
    )


def days_by_chance(chance: random.Random, dataset) -> Callable[[], str]:
    """A day that matters, which changes something."""
    days = [day.isoformat() for day in days_that_matter(dataset)]
    return lambda: chance.choice(days)


def selections(chance: random.Random, dataset, *, events: bool) -> Callable[[], list]:
    """Something that can be selected, or nothing."""
    ids = [[it.id for it in dataset.places.values()], [None]]
    if events:
        ids.append([it.id for it in dataset.events])
    return lambda: [chance.choice(chance.choice(ids))]


def moves_of_a_map(chance: random.Random, dataset, layers: list[str]) -> Iterator[list[Step]]:
    """Sequences for the moving map."""
    day = days_by_chance(chance, dataset)
    what = {
        "show": lambda: [day()],
        "lens": lambda: [chance.choice(list(Lens)).value],
        "layers": lambda: [some(chance, layers)],
        "select": selections(chance, dataset, events=True),
        "range": lambda: sorted([day(), day()]),
    }
    while True:
        yield begun(chance, what)


def moves_of_a_pair(chance: random.Random, dataset, layers: list[str]) -> Iterator[list[Step]]:
    """Sequences for the map of two days."""
    day = days_by_chance(chance, dataset)
    what = {
        "days": lambda: sorted([day(), day()], reverse=chance.random() < 0.2),
        "lens": lambda: [chance.choice(list(Lens)).value],
        "layers": lambda: [some(chance, layers)],
        "select": selections(chance, dataset, events=False),
        "mode": lambda: [chance.choice(MODES)],
    }
    while True:
        yield begun(chance, what)


def opening(state: dict, layers: list[str]) -> list[Step]:
    """What a page that has just been opened is told, so that it shows a state; in the order of the host."""
    steps: list[Step] = [
        ("layers", [layers]),
        ("lens", [state["lens"]]),
        ("select", [state["selection"]]),
    ]
    if "days" in state:
        return [*steps, ("days", state["days"]), ("mode", [state["mode"]])]
    return [*steps, ("range", state["range"]), ("show", [state["day"]])]


def looks(page) -> list[str]:
    """How a page looks once it has told all, whatever it has yet to draw."""
    until(page, f"!({UNTOLD})")
    drawn(page)
    return told(page, f"({LOOKS})()")


def equals_a_fresh_one(page, fresh, dataset, moves, look: list[Step], seed: int) -> None:
    """After each sequence a page looks as a page does that is opened anew and told the last state."""
    layers = page.evaluate("[...document.querySelectorAll('.layer-list input')].map((it) => it.value)")
    shown, done = layers, []
    for steps in itertools.islice(moves(random.Random(seed), dataset, layers), SEQUENCES):
        page.evaluate(DO, [*steps, *look])
        done += steps
        shown = next((given[0] for kind, given in reversed(steps) if kind == "layers"), shown)
        last = opening(told(page, STATE), shown)
        fresh.reload()
        until(fresh, READY)
        fresh.evaluate(DO, [*last, *look])
        found = [[], []]

        def alike(found=found) -> bool:
            found[:] = looks(page), looks(fresh)
            return found[0] == found[1]

        try:
            wait_until(alike, "the page as one that is opened on the last state")
        except AssertionError as error:
            differ = list(difflib.unified_diff(*found[::-1], "opened anew", "moved", n=0, lineterm=""))
            steps_taken = "\n".join(f"  {kind}({', '.join(map(repr, given))})" for kind, given in done)
            raise AssertionError(
                f"seed {seed}, after\n{steps_taken}\nthe page is not that of {last}:\n"
                + "\n".join(differ[:60])
            ) from error
    assert fresh.witness.errors == []


@pytest.mark.parametrize(("name", "seed"), [("karabakh", 1), ("two_islands", 2)])
def test_the_map_of_a_day_is_that_of_its_last_state(name, seed, request, map_of, map_files, open_page):
    """Days, lens, layers, selection and period, in whatever order."""
    dataset, look = request.getfixturevalue(name), LOOK[name]
    equals_a_fresh_one(
        map_of(name), open_page(map_files[name], offline=True), dataset, moves_of_a_map, look, seed
    )


@pytest.mark.parametrize(("name", "seed"), [("karabakh", 3), ("two_islands", 4)])
def test_the_map_of_two_days_is_that_of_its_last_state(name, seed, request, pair_of, pair_files, open_page):
    """Pairs of days, lens, layers, selection and mode, in whatever order: also side by side, divided, as a difference."""
    dataset, look = request.getfixturevalue(name), LOOK[name]
    equals_a_fresh_one(
        pair_of(name), open_page(pair_files[name], offline=True), dataset, moves_of_a_pair, look, seed
    )
