"""Finding places by any of their names: any language, any script, accents and spellings aside."""

from __future__ import annotations

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from anyascii import anyascii
from rapidfuzz import fuzz, process

from ..records.errors import AmbiguousPlaceError, UnknownPlaceError
from ..records.model import Dataset, Group, Layer, Place, say
from ..records.text import fold

NEAREST = 5
"""How many nearest names an unknown name suggests."""

CUTOFF = 70.0
"""The least likeness, of 100, of a word that is taken for another, and of a name that is worth showing."""

BEGUN, WITHIN, SAME_SOUND = 92.0, 80.0, 95.0
"""How like the query a word is that begins with it, or has it inside, and a name that sounds the same."""

IN_PART = 0.95
"""How much less the words that two names share count if one of them has others beside."""

SHORTEST, LONGEST = 3, 12
"""Words of so many letters count as the beginning of others, longer ones also inside; so many words are read of a query."""

PROMINENT = 2
"""Places of this rank or a lower one are meant when a village of the same name exists."""

_QUALIFIED = re.compile(r"(?P<name>.+?)\s*\((?P<word>[^()]+)\)|(?P<rest>.+)\s+(?P<last>\S+)")
_LIKE = {"city": {"city", "town"}, "town": {"city", "town"}}
"""Words for a kind of place that people use for another kind as well."""

_TURKIC_LATIN = str.maketrans({
    "ə": "a", "ı": "i", "ş": "sh", "ç": "ch", "ğ": "gh", "x": "kh", "q": "g", "c": "j", "ö": "o", "ü": "u",
})  # fmt: skip
_SPELLINGS = (
    (r"kh|gh", "h"),
    (r"q|ck|k", "g"),
    (r"dzh|zh|dj", "j"),
    (r"ou|oo|w", "u"),
    (r"tch|tsch|ch|ts|tz|c", "s"),
    (r"sch|sh", "s"),
    (r"ye|yo|yu|ya", "a"),
    (r"[eiyao]+", "a"),
    (r"h", "g"),
    (r"(.)\1+", r"\1"),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place or group that a query finds: its id, the name that matched, and how well (0 to 100)."""

    id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class _Index:
    """Names by three keys, from strict to loose, and for near matches.

    ``names`` lists (folded words, id, name), ``lines`` the same words in a line, ``words`` each word with the numbers of the names in which it stands.
    """

    folded: dict[str, tuple[str, ...]]
    other: dict[str, tuple[str, ...]]
    sound: dict[str, tuple[str, ...]]
    names: tuple[tuple[tuple[str, ...], str, str], ...]
    lines: tuple[str, ...]
    words: Mapping[str, tuple[int, ...]]


def find_place(dataset: Dataset, query: str) -> str:
    """The id of the one place or group that is called so, case, accents, script and spelling aside.

    An id counts as a name. A name of one's own goes before a spelling variant, a place before a group, a
    city or town before villages of the same name; but a village does not take the name from a more prominent
    place that is also called so. Raises ``AmbiguousPlaceError`` or ``UnknownPlaceError``.
    """
    found = called(dataset, query)
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousPlaceError(query, (describe(dataset, key) for key in found))
    raise nobody_called(dataset, query)


def called(dataset: Dataset, query: str, *, heard: bool = True) -> tuple[str, ...]:
    """The ids of the places and groups that are called so, as ``find_place`` finds them: none, one, or several.

    Names that only sound so count if no name is spelled so, and not at all unless ``heard``.
    """
    if query in dataset.places or query in dataset.groups:
        return (query,)
    return _called(dataset, query, heard=heard) or _qualified(dataset, query, heard=heard)


def stands_in(dataset: Dataset, query: str, said: str) -> bool:
    """Whether the words of a query stand in a text that is folded (``fold``), as they are or by another name of the place that they call."""
    return _one_of(_forms(dataset, query.strip()), said) or all(
        _one_of(_forms(dataset, word), said) for word in query.split()
    )


def _one_of(forms: Iterable[str], said: str) -> bool:
    return any(form in said for form in forms)


@functools.lru_cache(maxsize=256)
def _forms(dataset: Dataset, text: str) -> tuple[str, ...]:
    """A text, and all names of the places and groups that are called so, folded."""
    records = (dataset.places.get(key) or dataset.groups[key] for key in called(dataset, text, heard=False))
    names = (name for record in records for _, name in _names(record))
    return tuple(dict.fromkeys((fold(text), *map(fold, names))))


def find_extent(dataset: Dataset, query: str) -> str:
    """The id of the group or place that a map is to show: a group goes before a town, a town before a village.

    A group is also meant by its name without the word for what it is: Northmark by Northmark district. Cells are never
    meant, and villages only by a name that they have. Raises ``AmbiguousPlaceError`` or ``UnknownPlaceError``.
    """
    if query in dataset.groups or (query in dataset.places and not _is_cell(dataset, query)):
        return query
    kinds = _qualified(dataset, query)
    for found in (
        *_groups_called(dataset, query),
        tuple(key for key in kinds if not _is_cell(dataset, key)),
        *_places_called(dataset, query),
    ):
        if len(found) > 1:
            raise AmbiguousPlaceError(query, (describe(dataset, key) for key in found))
        if found:
            return found[0]
    raise nobody_called(dataset, query)


def nearest(dataset: Dataset, query: str, limit: int = NEAREST) -> tuple[Hit, ...]:
    """The places and groups that may be meant by a name that none has, the nearest first; never cells.

    Whoever suggests a name asks here, so that the same words bring the same places everywhere.
    """
    found = (hit for hit in search(dataset, query, len(dataset.places)) if not _is_cell(dataset, hit.id))
    return tuple(itertools.islice(found, limit))


def nobody_called(dataset: Dataset, query: str) -> UnknownPlaceError:
    """What is to be said where no place is called so: the nearest names, each with that by which it is near."""
    return UnknownPlaceError(query, dict.fromkeys(_suggestions(dataset, query)))


def _suggestions(dataset: Dataset, query: str) -> Iterator[str]:
    """The names of the nearest; what is near by another of its names has that one behind it, in brackets."""
    asked = fold(query)
    for hit in nearest(dataset, query):
        name = _name(dataset, hit.id)
        seen = name == hit.name or fuzz.partial_ratio(asked, fold(name)) >= CUTOFF
        yield name if seen else f"{name} ({hit.name})"


def _groups_called(dataset: Dataset, query: str) -> Iterator[tuple[str, ...]]:
    """The groups that are called so, then those whose name has one word more; those with an outline before others."""
    drawn = {district.id for district in dataset.districts}
    words = _words(query)
    whole: list[str] = []
    begun: list[str] = []
    for key, group in dataset.groups.items():
        names = [_words(name) for name in group.names.values()]
        if words in names:
            whole.append(key)
        elif any(len(name) == len(words) + 1 and name[:-1] == words for name in names):
            begun.append(key)
    for found in (whole, begun):
        yield tuple(key for key in found if key in drawn) or tuple(found)


def _places_called(dataset: Dataset, query: str) -> Iterator[tuple[str, ...]]:
    """The places with that name, by importance, then the towns whose name sounds so."""
    index = _index(dataset)
    for table in (index.folded, index.other):
        found = [
            key for key in table.get(fold(query), ()) if key in dataset.places and not _is_cell(dataset, key)
        ]
        towns = [key for key in found if _prominence(dataset, key) <= PROMINENT]
        yield tuple(towns or found)
    heard = index.sound.get(sound(query), ()) if sound(query) else ()
    yield tuple(
        key
        for key in heard
        if (key in dataset.places and not _is_cell(dataset, key) and _prominence(dataset, key) <= PROMINENT)
    )


def _is_cell(dataset: Dataset, key: str) -> bool:
    return key in dataset.places and dataset.places[key].layer is Layer.CELL


def _words(text: str) -> list[str]:
    return [word for word in map(fold, re.split(r"[\s,()-]+", text)) if word]


def _called(dataset: Dataset, query: str, *, narrow: bool = True, heard: bool = True) -> tuple[str, ...]:
    """The places or groups that are called so by the strictest key that any of them has."""
    index = _index(dataset)
    keys = ((fold(query), index.folded), (fold(query), index.other), (sound(query), index.sound))
    for key, table in keys if heard else keys[:2]:
        found = table.get(key, ()) if key else ()
        if narrow:
            found = _narrowed(dataset, found)
        if table is index.folded:
            found = (*found, *_more_prominent(dataset, index.other.get(key, ()), found))
        if found:
            return found
    return ()


def _qualified(dataset: Dataset, query: str, *, heard: bool = True) -> tuple[str, ...]:
    """The places that a name with a kind or a group behind it means: Lidford (village), Lidford town, Lidford (North)."""
    match = _QUALIFIED.fullmatch(query.strip())
    if not match:
        return ()
    word = fold(match["word"] or match["last"])
    found = _called(dataset, match["name"] or match["rest"], narrow=False, heard=heard)
    kinds = _LIKE.get(word, {word})
    by_kind = tuple(key for key in found if fold(_record(dataset, key).kind) in kinds)
    if by_kind or match["last"]:
        return by_kind
    groups = {key for key, group in dataset.groups.items() if word in {fold(n) for n in group.names.values()}}
    return tuple(key for key in found if any(key in dataset.members[group] for group in groups))


def search(dataset: Dataset, query: str, limit: int = 20) -> tuple[Hit, ...]:
    """The places and groups whose names are most like the query, best first, each once."""
    asked = _words(query)[:LONGEST]
    if not asked:
        return ()
    index, best = _index(dataset), dict[str, Hit]()
    whole = process.extract(" ".join(asked), index.lines, scorer=fuzz.ratio, limit=None, score_cutoff=CUTOFF)
    scores = {position: score for _, score, position in whole}
    words = [_words_like(one, index.words) for one in asked]
    for position in {position for like in words for word in like for position in index.words[word]}:
        score = IN_PART * _shared(words, index.names[position][0], asked)
        scores[position] = max(score, scores.get(position, 0.0))
    for position, score in scores.items():
        _, record, name = index.names[position]
        if score >= CUTOFF:
            _keep(best, Hit(record, name, round(score, 1)), query)
    for record in index.sound.get(sound(query), ()):
        _keep(best, Hit(record, _name(dataset, record), SAME_SOUND), query)
    order = sorted(
        best.values(),
        key=lambda hit: (-hit.score, _prominence(dataset, hit.id), len(_words(hit.name)), hit.name, hit.id),
    )
    return tuple(order[:limit])


def _words_like(asked: str, words: Iterable[str]) -> dict[str, float]:
    """Of these words those that are like one of the query, or hold it, with how like they are."""
    found = process.extract(asked, list(words), scorer=fuzz.ratio, limit=None, score_cutoff=CUTOFF)
    like = {word: score for word, score, _ in found}
    for word in words if len(asked) >= SHORTEST else ():
        if word != asked and (word.startswith(asked) or (len(asked) > SHORTEST + 1 and asked in word)):
            like[word] = max(like.get(word, 0.0), BEGUN if word.startswith(asked) else WITHIN)
    return like


def _shared(like: Sequence[Mapping[str, float]], words: Sequence[str], asked: Sequence[str]) -> float:
    """How like the words of a query and of a name are, of 100: all those of the one that has fewer, by their length."""
    if len(asked) <= len(words):
        few, scores = asked, [max(one.get(word, 0.0) for word in words) for one in like]
    else:
        few, scores = words, [max(one.get(word, 0.0) for one in like) for word in words]
    if not min(scores):
        return 0.0
    return sum(score * len(word) for score, word in zip(scores, few, strict=True)) / sum(map(len, few))


def _keep(best: dict[str, Hit], hit: Hit, query: str) -> None:
    """Keep the name that is most like the query; of names that are equally like it, one in its alphabet."""
    best[hit.id] = max(
        best.get(hit.id, hit), hit, key=lambda it: (it.score, it.name.isascii() == query.isascii())
    )


def describe(dataset: Dataset, key: str) -> str:
    """One line that tells a place from its namesakes: id, names, kind, groups."""
    record = _record(dataset, key)
    names = " · ".join(dict.fromkeys(record.names.values()))
    groups = ", ".join(say(dataset.groups[group].names) for group in record.within if group in dataset.groups)
    return f"{key}  {names} ({record.kind}{', in ' + groups if groups else ''})"


def sound(text: str) -> str:
    """A name reduced to what its spellings in several alphabets have in common."""
    latin = anyascii(text.casefold().translate(_TURKIC_LATIN)).casefold()
    key = re.sub(r"[^a-z0-9]+", "", latin)
    for pattern, letter in _SPELLINGS:
        key = re.sub(pattern, letter, key)
    return key


# ---------------------------------------------------------------- the index


@functools.lru_cache(maxsize=16)
def _index(dataset: Dataset) -> _Index:
    tables: tuple[dict[str, list[str]], ...] = ({}, {}, {})
    names: list[tuple[tuple[str, ...], str, str]] = []
    records: list[Place | Group] = [*dataset.places.values(), *dataset.groups.values()]
    for record in records:
        spelled = {record.names[tag] for tag in record.transliterated} if isinstance(record, Place) else set()
        _note(tables[0], fold(record.id), record.id)
        for own, name in _names(record):
            _note(tables[0 if own else 1], fold(name), record.id)
            _note(tables[2], sound(name), record.id)
            if name not in spelled:
                names.append((tuple(_words(name)), record.id, name))
    own_names, other, sounds = ({key: tuple(ids) for key, ids in table.items()} for table in tables)
    words: defaultdict[str, list[int]] = defaultdict(list)
    for position, (found, _, _) in enumerate(names):
        for word in dict.fromkeys(found):
            words[word].append(position)
    standing = {word: tuple(positions) for word, positions in words.items()}
    lines = tuple(" ".join(found) for found, _, _ in names)
    return _Index(own_names, other, sounds, tuple(names), lines, standing)


def _note(table: dict[str, list[str]], key: str, record: str) -> None:
    if key and record not in table.setdefault(key, []):
        table[key].append(record)


def _names(record: Place | Group) -> Iterator[tuple[bool, str]]:
    made = record.transliterated if isinstance(record, Place) else ()
    for tag, name in record.names.items():
        yield tag not in made, name
    for name in record.other if isinstance(record, Place) else ():
        yield False, name


def _narrowed(dataset: Dataset, ids: Iterable[str]) -> tuple[str, ...]:
    """Places before groups, then the prominent before the others, if that leaves any."""
    found = tuple(ids)
    places = tuple(key for key in found if key in dataset.places) or found
    prominent = tuple(key for key in places if _prominence(dataset, key) <= PROMINENT)
    return prominent or places


def _more_prominent(dataset: Dataset, ids: Iterable[str], found: tuple[str, ...]) -> tuple[str, ...]:
    """Of places with that name among their other names, the prominent ones that outrank what was found."""
    least = min((_prominence(dataset, key) for key in found), default=0)
    return tuple(key for key in ids if _prominence(dataset, key) < min(least, PROMINENT + 1))


def _prominence(dataset: Dataset, key: str) -> int:
    return dataset.places[key].rank if key in dataset.places else 3


def _record(dataset: Dataset, key: str) -> Place | Group:
    return dataset.places[key] if key in dataset.places else dataset.groups[key]


def _name(dataset: Dataset, key: str) -> str:
    return say(_record(dataset, key).names)
