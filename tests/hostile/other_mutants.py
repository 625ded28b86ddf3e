"""Datasets spoiled in other ways than values put elsewhere: records swapped, files broken, shapes bent, letters alike."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pathlib
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Files = dict[str, Any]
"""The content of each file by its name: what JSON says, or bytes that are none."""

_LIKE = str.maketrans("aceopxyABEHK", "асеорхуАВЕНК")
"""Latin letters as Cyrillic ones that look the same."""

_DIGITS = str.maketrans("0123456789-", "٠١٢٣٤٥٦٧٨٩−")


@dataclass(frozen=True)
class Spoiled:
    """A dataset with one thing wrong: what was done, and the content of all files."""

    what: str
    files: Files

    def written(self, folder: pathlib.Path) -> None:
        """Write it over a copy of the good one."""
        for name, content in self.files.items():
            path = folder / name
            if content is None:
                path.unlink()
            elif content is FOLDER:
                path.unlink()
                path.mkdir()
            elif isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


FOLDER = object()
"""A folder in place of a file."""


def spoiled(good: pathlib.Path, number: int, seed: int) -> Iterator[Spoiled]:
    """So many datasets, each with one thing wrong, of each kind about as many."""
    rng = random.Random(seed)
    names = sorted(path.relative_to(good).as_posix() for path in good.rglob("*json"))
    content = {name: json.loads((good / name).read_text(encoding="utf-8")) for name in names}
    for turn in range(number):
        kind = KINDS[turn % len(KINDS)]
        name = rng.choice(names)
        if kind in _OF_SHAPES:
            name = rng.choice([it for it in names if it.endswith(".geojson")])
        whole = copy.deepcopy(content[name])
        yield Spoiled(f"{kind.__name__} in {name}", {name: kind(whole, rng)})


# ---------------------------------------------------------------- values and records


def _leaves(value: Any, wanted: Callable[[Any], bool]) -> list[tuple[Any, Any]]:
    """Each place, as holder and key, at which there is what is wanted."""
    found: list[tuple[Any, Any]] = []
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if wanted(inner):
            found.append((value, key))
        if key != "coordinates":
            found += _leaves(inner, wanted)
    return found


def _records(whole: Any) -> list[Any]:
    if isinstance(whole, list):
        return whole
    found = whole.get("features", whole.get("controlatlas", {}).get("actors", []))
    assert isinstance(found, list)
    return found


def _changed(wanted: Callable[[Any], bool], new: Callable[[Any, random.Random], Any]) -> Callable[..., Any]:
    def change(whole: Any, rng: random.Random) -> Any:
        if there := _leaves(whole, wanted):
            holder, key = rng.choice(there)
            holder[key] = new(holder[key], rng)
        return whole

    return change


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def swapped_values(whole: Any, rng: random.Random) -> Any:
    """A field of two records the other way round."""
    records = [it for it in _records(whole) if isinstance(it, dict)]
    if len(records) > 1:
        one, other = rng.sample(records, 2)
        one, other = (it.get("properties", it) if rng.random() < 0.7 else it for it in (one, other))
        if shared := sorted(set(one) & set(other)):
            key = rng.choice(shared)
            one[key], other[key] = other[key], one[key]
    return whole


def record_twice(whole: Any, rng: random.Random) -> Any:
    """A record once more, under its id or under another."""
    records = _records(whole)
    if records:
        again = copy.deepcopy(rng.choice(records))
        if rng.random() < 0.6 and isinstance(again, dict):
            again["id"] = f"{again.get('id', 'x')}-2"
        records.insert(rng.randrange(len(records) + 1), again)
    return whole


def other_order(whole: Any, rng: random.Random) -> Any:
    """The records shuffled."""
    rng.shuffle(_records(whole))
    return whole


def record_gone(whole: Any, rng: random.Random) -> Any:
    """A record left out."""
    records = _records(whole)
    if records:
        records.pop(rng.randrange(len(records)))
    return whole


def text_of_another(whole: Any, rng: random.Random) -> Any:
    """A text in the place of another text of the same file."""
    there = _leaves(whole, _text)
    (one, key), (other, name) = rng.choice(there), rng.choice(there)
    one[key] = other[name]
    return whole


def key_in_another_case(whole: Any, rng: random.Random) -> Any:
    """The name of a field with a capital, or with letters that look alike."""
    holders = _leaves(whole, lambda it: isinstance(it, dict) and bool(it))
    if holders:
        holder = (lambda pair: pair[0][pair[1]])(rng.choice(holders))
        key = rng.choice(sorted(holder))
        holder[rng.choice((key.capitalize(), key.upper(), key.translate(_LIKE), f" {key}"))] = holder.pop(key)
    return whole


def nested(whole: Any, rng: random.Random) -> Any:
    """A value deep inside lists or objects."""
    there = _leaves(whole, lambda it: True)
    holder, key = rng.choice(there)
    for _ in range(rng.choice((1, 3, 200))):
        holder[key] = [holder[key]] if rng.random() < 0.5 else {"en": holder[key]}
    return whole


emptied = _changed(lambda it: isinstance(it, str | list | dict), lambda it, _: type(it)())
empty_text = _changed(_text, lambda it, rng: rng.choice(("", " ", "\u00a0", "\u3000")))
long_text = _changed(_text, lambda it, rng: rng.choice((f"{it} " * 500, "x" * 19_999, "Ы" * 5000, "W" * 121)))
number_as_text = _changed(_number, lambda it, _: str(it))
text_as_number = _changed(_text, lambda it, rng: rng.choice((0, 1.5, -1, 1e308, len(it))))
other_number = _changed(
    _number, lambda it, rng: rng.choice((-it, it * 1000, it + 0.5, 0, 1e-12, 2**53, -1e300))
)
other_case = _changed(_text, lambda it, rng: rng.choice((it.upper(), it.capitalize(), it.swapcase())))
lookalike = _changed(_text, lambda it, rng: it.translate(rng.choice((_LIKE, _DIGITS))))
other_form = _changed(_text, lambda it, rng: unicodedata.normalize(rng.choice(("NFD", "NFKD")), f"é{it}ﬁ"))
strange_letters = _changed(
    _text, lambda it, rng: rng.choice(("👩‍👩‍👧‍👦", "𝔓𝔩𝔦𝔪", "a" + "\u0301" * 300, "東京", "שלום", "\U0010ffff", "\ue000", "İıßǅ", "%s{0}\\n", "￼"))
)  # fmt: skip
nothing = _changed(lambda it: True, lambda it, _: None)
moved_day = _changed(
    lambda it: isinstance(it, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", it) is not None,
    lambda it, rng: str(
        dt.date.fromisoformat(it) + dt.timedelta(rng.choice((-4000, -400, -1, 1, 31, 400, 4000)))
    ),
)
other_day = _changed(
    lambda it: isinstance(it, str) and re.match(r"\d{4}(-\d\d)?", it) is not None,
    lambda it, rng: rng.choice(("2020-02-29~", "2020-06/2020-03", "2020-13", "2020-06-31", "20200601", "2020-06-01T12:00", "../2020",
                                "2020-06-01/..", "0000-01-01", "-2020", "2020-W10", "2020-06-01/2020-06-01", "2020?", "156X")),
)  # fmt: skip
more_fields = _changed(
    lambda it: isinstance(it, dict),
    lambda it, rng: {**it, rng.choice(("x", "__proto__", "id", "type", "en")): "x"},
)


# ---------------------------------------------------------------- shapes


def _shaped(bend: Callable[[Any, random.Random], Any]) -> Callable[..., Any]:
    def change(whole: Any, rng: random.Random) -> Any:
        features = [it for it in whole["features"] if it["geometry"]]
        if features:
            it = rng.choice(features)
            it["geometry"] = bend(it["geometry"], rng)
        return whole

    return change


def _points(value: Any) -> Iterator[list[float]]:
    if value and isinstance(value[0], int | float):
        yield value
    else:
        for inner in value:
            yield from _points(inner)


def _each(moved: Callable[[list[float]], list[Any]]) -> Callable[[Any, random.Random], Any]:
    def bend(geometry: Any, _: random.Random) -> Any:
        for point in _points(geometry["coordinates"]):
            point[:] = moved(point)
        return geometry

    return bend


def _one(moved: Callable[[list[float], random.Random], list[Any]]) -> Callable[[Any, random.Random], Any]:
    def bend(geometry: Any, rng: random.Random) -> Any:
        point = rng.choice(list(_points(geometry["coordinates"])))
        point[:] = moved(point, rng)
        return geometry

    return bend


def _other_shape(geometry: Any, rng: random.Random) -> Any:
    x, y = next(_points(geometry["coordinates"]))
    ring = [[x, y], [x + 0.1, y + 0.1], [x + 0.1, y], [x, y + 0.1], [x, y]]
    return rng.choice(
        (
            {"type": "Polygon", "coordinates": [ring]},
            {"type": "Polygon", "coordinates": [ring[:2] + ring[:1]]},
            {"type": "Polygon", "coordinates": []},
            {"type": "MultiPolygon", "coordinates": []},
            {"type": "MultiPolygon", "coordinates": [[[]]]},
            {"type": "LineString", "coordinates": [[x, y], [x, y]]},
            {"type": "Point", "coordinates": [x, y, 5.0]},
            {"type": "Point", "coordinates": []},
            {"type": "GeometryCollection", "geometries": [geometry]},
            {"type": geometry["type"], "coordinates": [geometry["coordinates"]]},
            {"type": geometry["type"], "coordinates": geometry["coordinates"], "crs": {"type": "name"}},
            {"type": geometry["type"].upper(), "coordinates": geometry["coordinates"]},
            {"type": geometry["type"]},
            {"coordinates": geometry["coordinates"]},
            geometry["coordinates"],
            None,
        )
    )


another_shape = _shaped(_other_shape)
three_numbers = _shaped(_each(lambda it: [*it, 100.0]))
other_way_round = _shaped(_each(lambda it: it[::-1]))
out_of_range = _shaped(
    _one(lambda it, rng: rng.choice(([181, it[1]], [it[0], 91], [1e9, 1e9], [it[0], -90], [180, it[1]])))
)
no_position = _shaped(
    _one(
        lambda it, rng: rng.choice(
            ([], [it[0]], [str(it[0]), it[1]], [None, it[1]], [it[0], True], [list(it)], [1e-320, it[1]])
        )
    )
)
nudged = _shaped(_one(lambda it, rng: [it[0] + rng.choice((1e-9, 1e-7, 1e-4, 0.01, 3)), it[1]]))


def _doubled(geometry: Any, _: random.Random) -> Any:
    text = json.dumps([geometry["coordinates"]])
    point = re.search(r"\[-?[\d.e-]+, -?[\d.e-]+\]", text)
    found = json.loads(text.replace(point[0], f"{point[0]}, {point[0]}")) if point else [[]]
    geometry["coordinates"] = found[0] if len(found) == 1 else found
    return geometry


point_twice = _shaped(_doubled)


def other_members(whole: Any, rng: random.Random) -> Any:
    """Members of a collection that older or other programs write."""
    crs = {"type": "name", "properties": {"name": rng.choice(("EPSG:3857", "urn:ogc:def:crs:OGC:1.3:CRS84"))}}
    key, value = rng.choice(
        (("crs", crs), ("bbox", [0, 0, 1, 1]), ("name", "x"), ("type", "Feature"), ("features", {}))
    )
    return {**whole, key: value}


# ---------------------------------------------------------------- files


def broken_file(whole: Any, rng: random.Random) -> Any:
    """A file that is gone, a folder, cut off, in another encoding, or nearly JSON."""
    text = json.dumps(whole, ensure_ascii=False)
    return rng.choice(
        (
            None, FOLDER, b"", b"null", b"[]", b"{}", b'"x"', b"\x1f\x8b\x08\x00", text.encode()[: len(text) // 2],
            text.encode("utf-16"), text.encode("latin-1", "replace"), b"\xef\xbb\xbf" + text.encode(), f"{text},".encode(),
            text.replace("{", "{,", 1).encode(), text.replace(":", ": NaN,", 1).encode(), b"[" * 100_000,
            b'{"a":' * 5000 + b"1" + b"}" * 5000, f"// note\n{text}".encode(), text.replace('"', "'").encode(),
            text.replace(", ", ",\r\n").encode(), f"{text}{text}".encode(), b"1" * 5000, b"[1e999]",
        )
    )  # fmt: skip


_OF_SHAPES = (
    another_shape,
    three_numbers,
    other_way_round,
    out_of_range,
    no_position,
    nudged,
    point_twice,
    other_members,
)
_NAMED = {
    "emptied": emptied, "empty_text": empty_text, "long_text": long_text, "number_as_text": number_as_text,
    "text_as_number": text_as_number, "other_number": other_number, "other_case": other_case, "lookalike": lookalike,
    "other_form": other_form, "strange_letters": strange_letters, "nothing": nothing, "moved_day": moved_day,
    "other_day": other_day, "more_fields": more_fields, "another_shape": another_shape, "three_numbers": three_numbers,
    "other_way_round": other_way_round, "out_of_range": out_of_range, "no_position": no_position, "nudged": nudged,
    "point_twice": point_twice,
}  # fmt: skip
for _name, _kind in _NAMED.items():
    _kind.__name__ = _name
KINDS: tuple[Callable[..., Any], ...] = (
    *_NAMED.values(), swapped_values, record_twice, other_order, record_gone, text_of_another, key_in_another_case, nested,
    other_members, broken_file,
)  # fmt: skip
"""All ways to spoil a dataset; each takes the content of a file and gives another."""
