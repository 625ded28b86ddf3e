"""The lists: places, the chronology, works, claims, tours, and the page on method."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ..evidence.claims import Answer, answers
from ..evidence.works import author_of, supports, year_of
from ..history.tours import step_bounds, step_citations
from ..language.capitals import with_capital
from ..language.claims import filled
from ..language.dates_and_works import cite_dataset, day_in_words, one_line
from ..language.figures import claimed_in_words, figure_in_words, how
from ..language.method import (
    FRONT,
    MOSAIC,
    NO_LICENCE,
    PUBLISHED_AREAS,
    READING,
    SIDES,
    STATES,
    VAGUE_DATES,
    facts_in_words,
    how_a_side_counts,
    licences_in_words,
    names_in_words,
)
from ..language.reader import Reader
from ..language.terms import (
    PAGES,
    UNCERTAIN,
    VERDICT_MEANINGS,
    VERDICT_SIGNS,
    VERDICTS,
    kind_in_words,
)
from ..language.tours import citation_of_stop
from ..measure.published_areas import measured_areas
from ..records.model import Basis, Dataset, Group, Lens, Place, Standing, Tour, Verdict
from .api import examples
from .files import Site, SiteFile
from .paths import MAP, event_path, place_path, with_page, with_query
from .press import LIST_POLICY, Press, page_path, pages_of
from .record_pages import event_row, look_of
from .works import citation_rows, work_row

DOWNLOADS = {
    "places": ("places.csv", "control-periods.csv"),
    "changes": ("events.csv", "changes.csv"),
    "sources": ("sources.csv", "sources.json", "sources.bib", "sources.ris"),
}
"""What a list can be taken away as: files below ``downloads/``."""


def list_pages(site: Site) -> Iterator[SiteFile]:
    """The lists that the dataset has anything for, language by language."""
    makers = {
        "places": _places,
        "changes": _changes,
        "sources": _sources,
        "claims": _claims,
        "tours": _tours,
        "method": _method,
    }
    for language in site.languages:
        press = Press(site, language)
        for name in pages_of(site.dataset):
            if name in makers:
                title, purpose = (press.reader.t(text) for text in PAGES[name])
                yield press.page(
                    page_path(name),
                    name,
                    title=title,
                    description=purpose,
                    policy=LIST_POLICY,
                    heading=title,
                    purpose=purpose,
                    downloads=DOWNLOADS.get(name, ()),
                    **makers[name](site.dataset, press.reader),
                )


def _places(dataset: Dataset, reader: Reader) -> dict[str, Any]:
    """Groups, then settlements and corridors, each with all names that it has."""

    def rows(records: list[Place] | list[Group]) -> list[dict[str, Any]]:
        listed = [
            {
                "path": place_path(it.id),
                "name": reader.place(dataset, it.id),
                "kind": kind_in_words(dataset, it.kind, reader.t) if isinstance(it, Place) else "",
                "others": _other_names(it, reader.place(dataset, it.id)),
            }
            for it in records
        ]
        return sorted(listed, key=lambda it: (it["name"].casefold(), it["path"]))

    settled = [*with_page(dataset)]
    t = reader.t
    return {
        "sections": [
            ("groups", t("District or other group"), rows(list(dataset.groups.values()))),
            ("places", t.plural("{n} place", "{n} places", len(settled)), rows(settled)),
        ]
    }


def _other_names(record: Place | Group, shown: str) -> str:
    other = record.other if isinstance(record, Place) else ()
    return " · ".join(name for name in dict.fromkeys((*record.names.values(), *other)) if name not in shown)


def _changes(dataset: Dataset, reader: Reader) -> dict[str, Any]:
    """The chronology by year."""
    years = groupby(dataset.events, key=lambda it: it.when.earliest.year)
    return {
        "years": [
            (str(year), [{**event_row(dataset, it, reader), "changing": bool(it.changes)} for it in events])
            for year, events in years
        ]
    }


def _sources(dataset: Dataset, reader: Reader) -> dict[str, Any]:
    """The works by year of publication, the newest first, those without a date last."""
    rests = supports(dataset)
    works = sorted(
        dataset.sources.values(),
        key=lambda it: (it.issued or "", it.id),
        reverse=True,
    )
    years = groupby(works, key=year_of)
    t = reader.t
    return {
        "years": [
            (
                str(year) if year else "–",
                [
                    {
                        **work_row(dataset, it, reader),
                        "author": author_of(it) if author_of(it) != it.publisher else "",
                        "count": t.plural("{n} event", "{n} events", len(rests[it.id].events))
                        if rests[it.id].events
                        else "",
                    }
                    for it in found
                ],
            )
            for year, found in years
        ],
        "cite_dataset": cite_dataset(dataset, reader.language),
    }


def _claims(dataset: Dataset, reader: Reader) -> dict[str, Any]:
    """The claims, article by article, each with its answer."""
    found, t = _answers(dataset), reader.t
    return {
        "verdicts": [(VERDICT_SIGNS[it], t(VERDICTS[it]), t(VERDICT_MEANINGS[it])) for it in Verdict],
        "articles": [
            (
                work_row(dataset, dataset.sources[key], reader),
                [_claim(dataset, it, reader) for it in found if it.claim.source == key],
            )
            for key in dict.fromkeys(it.claim.source for it in found)
        ],
    }


@functools.lru_cache(maxsize=8)
def _answers(dataset: Dataset) -> tuple[Answer, ...]:
    return answers(dataset)


def _claim(dataset: Dataset, it: Answer, reader: Reader) -> dict[str, Any]:
    claim, t, language = it.claim, reader.t, reader.language
    place = next((key for key in claim.places if key in dataset.places), None)
    agreed = {True: t("agrees"), False: t("does not agree"), None: ""}
    return {
        "id": claim.id,
        "sign": VERDICT_SIGNS[claim.verdict],
        "verdict": t(VERDICTS[claim.verdict]),
        "statement": reader.say(claim.statement),
        "reasoning": filled(it, claim.reasoning, language),
        "wording": filled(it, claim.wording, language),
        "figures": [
            (
                figure_in_words(figure, language),
                claimed_in_words(figure.check, language) or "–",
                agreed[figure.agrees],
                how(dataset, figure.check, language),
            )
            for figure in it.figures
        ],
        "cited": citation_rows(dataset, claim.citations, reader),
        "sources": t("Sources ({n})", n=t.number(len(claim.citations))),
        "map": with_query(MAP, {"day": claim.day.isoformat(), "select": place}) if claim.day else "",
        "map_says": t("Show {day} on the map", day=day_in_words(claim.day, language)) if claim.day else "",
    }


def _tours(dataset: Dataset, reader: Reader) -> dict[str, Any]:
    """The tours as texts, each stop with the way to the map that it speaks of."""
    return {
        "tours": [
            {
                "id": tour.id,
                "title": reader.say(tour.title),
                "summary": reader.say(tour.summary),
                "steps": [_step(dataset, tour, number, reader) for number in range(1, len(tour.steps) + 1)],
            }
            for tour in dataset.tours
        ]
    }


def _step(dataset: Dataset, tour: Tour, number: int, reader: Reader) -> dict[str, Any]:
    step, t = tour.steps[number - 1], reader.t
    works = step_citations(dataset, step)
    south, west, north, east = step_bounds(dataset, step)
    return {
        "id": f"{tour.id}-{step.id}",
        "title": reader.say(step.title),
        "day": day_in_words(step.day, reader.language),
        "text": reader.say(step.text),
        "events": [(event_path(key), reader.say(dataset.event[key].title)) for key in step.events],
        "sources": t("Sources ({n})", n=t.number(len(works))),
        "cited": [work_row(dataset, dataset.sources[it.source], reader, it.locator) for it in works],
        "cite": citation_of_stop(dataset, tour, number, reader),
        "map_says": t("Show {day} on the map", day=day_in_words(step.day, reader.language)),
        "map": with_query(
            MAP,
            {
                "day": step.day.isoformat(),
                "lens": None if step.lens is Lens.CLAIMED else step.lens.value,
                "from": step.start.isoformat() if step.start and step.end else None,
                "to": step.end.isoformat() if step.start and step.end else None,
                "select": step.select,
                "fit": f"{south:.4f},{west:.4f},{north:.4f},{east:.4f}",
            },
        ),
    }


def _glossary(dataset: Dataset, reader: Reader) -> list[tuple[str, str, str, str]]:
    """The words of the map with what they mean and how they are drawn, in the look of the first actor."""
    t, language = reader.t, reader.language
    actor = next(iter(dataset.actors), None)

    def look(standing: Standing, basis: Basis) -> str:
        return look_of(dataset, actor, standing, basis) if actor else ""

    words = [
        (
            with_capital(t(name), language),
            t(meaning),
            t(sign),
            look(standing, basis) + (" uncertain" if name == UNCERTAIN else ""),
        )
        for name, meaning, sign, standing, basis in STATES
    ]
    words += [(t(name), t(meaning), t(sign), "") for name, meaning, sign in (FRONT, *READING)]
    return words


def _method(dataset: Dataset, reader: Reader) -> dict[str, Any]:
    """The words, how the mosaic is made, how good the layers are, sides, licences, releases."""
    t, language = reader.t, reader.language
    return {
        "facts": facts_in_words(dataset, reader),
        "glossary": _glossary(dataset, reader),
        "vague": t(VAGUE_DATES),
        "steps": [t(text) for text in MOSAIC],
        "layers": [
            (reader.say(it.layer), reader.say(it.accuracy), reader.say(it.defects)) for it in dataset.quality
        ],
        "areas": [
            (
                reader.say(it.published.names),
                t.number(it.km2, 1),
                t.number(it.published.km2, 1),
                f"{'+' if it.percent > 0 else ''}{t.number(it.percent, 1)}",
                reader.say(it.published.by),
                t.listed(one_line(dataset.sources[key], language) for key in it.published.sources),
            )
            for it in measured_areas(dataset)
        ],
        "areas_say": t(PUBLISHED_AREAS),
        "sides": [
            (reader.say(it.names), how_a_side_counts(dataset, it.id, reader)) for it in dataset.sides.values()
        ],
        "sides_say": t(SIDES),
        "names_say": names_in_words(dataset, reader),
        "disclaimer_whole": reader.say(dataset.disclaimer),
        "licence_says": licences_in_words(dataset, t),
        "credits": [
            (
                reader.say(it.layer),
                reader.say(it.text),
                it.licence or t(NO_LICENCE),
                it.url or "",
            )
            for it in dataset.credits
        ],
        "releases": [
            (t("Version {version}", version=it.version), [reader.say(text) for text in it.changes])
            for it in dataset.releases
        ],
        "api": list(examples(dataset)),
        "cite_dataset": cite_dataset(dataset, language),
    }
