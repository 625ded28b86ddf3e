"""The pages with a map that moves, what they show where no script runs, and the page that leads to the languages."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ..evidence.bibliography import cite_view_in
from ..export.metadata import metadata_of
from ..export.page import HEIGHT, frame_of
from ..export.png import png
from ..history.compare import day_to_compare
from ..language.capitals import with_capital
from ..language.captions import PictureKind
from ..language.catalogue import name_of_language
from ..language.dates_and_works import day_in_words
from ..language.figures import head_of_settlements
from ..language.terms import PAGES, PURPOSE, sureness_in_words
from ..measure.areas import shares_on
from ..picture.size import read_size
from ..picture.spec import PictureSpec
from ..records.model import Dataset, say
from ..webmap.document import map_parts
from ..webmap.encode import as_json, compressed, packed
from ..webmap.payload import build_payload
from .files import Site, SiteFile
from .paths import COMPARE, MAP
from .press import MAP_POLICY, TAKEN_AWAY, Press, pages_of, written
from .record_pages import look_of

OPEN_GRAPH = "1200x630"
"""The size in which other sites show the picture of a link."""

MEDIA = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "json": "application/json",
}
"""What kinds of file the data can be downloaded as, by their endings."""

SANDBOX = "allow-scripts allow-popups allow-same-origin"
"""What the map may do inside a page of another origin."""


def map_pages(site: Site) -> Iterator[SiteFile]:
    """For each language its map, the map of two days, their pictures and their data; and the page that leads to them."""
    dataset = site.dataset
    for language in site.languages:
        press = Press(site, language)
        yield from _pictures(site, language)
        yield _map_page(press)
        if "compare" in pages_of(dataset):
            yield _compare_page(press)
        yield _oembed(press)
    yield from data_files(site)
    yield _root(site)


def spec_of(site: Site, language: str) -> PictureSpec:
    """The picture of the map as it opens; what stands in it leads to the map of the site."""
    return PictureSpec(
        site.dataset.default_day,
        size=read_size(OPEN_GRAPH),
        language=language,
        site=f"{site.base}/",
    )


def spec_of_two(site: Site, language: str) -> PictureSpec | None:
    """The picture of what changed up to the default day; ``None`` if there is no day before it."""
    dataset = site.dataset
    earlier = day_to_compare(dataset, dataset.default_day)
    if earlier >= dataset.default_day:
        return None
    return replace(spec_of(site, language), kind=PictureKind.DIFFERENCE, earlier=earlier)


def _pictures(site: Site, language: str) -> Iterator[SiteFile]:
    dataset = site.dataset
    yield SiteFile(f"{language}/map.png", _lean(png(dataset, spec_of(site, language))))
    two = spec_of_two(site, language)
    if two:
        yield SiteFile(f"{language}/compare.png", _lean(png(dataset, two)))


def _lean(picture: bytes) -> bytes:
    """A PNG in a third of the room: with 256 colours, and with all that it says of itself."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as whole:
        said = PngInfo()
        for key, text in whole.text.items():  # type: ignore[attr-defined]
            said.add_itxt(key, text)
        lean = whole.convert("RGB").quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        lean.save(out, "PNG", pnginfo=said, dpi=whole.info.get("dpi"), compress_level=9)
    return out.getvalue()


def data_files(site: Site) -> Iterator[SiteFile]:
    """What the maps show: once what is the same in all languages, and for each language what it says.

    Scripts and no JSON: of a page that is opened from disk only scripts are loaded. They are compressed, for a store of objects
    sends files as they lie; the browser unpacks them by itself.
    """
    said: list[list[Any]] = []
    payloads = [packed(build_payload(site.dataset, language=it)) for it in site.languages]
    yield _packed_script("data", "controlAtlasData", common(payloads, said))
    for number, language in enumerate(site.languages):
        yield _packed_script(f"data-{language}", "controlAtlasTexts", [it[number] for it in said])


SAID = "="
"""The name under which the common part has the number of a text that each language says in its own way."""


def common(values: Sequence[Any], said: list[list[Any]]) -> Any:
    """What values of JSON have in common. Where they differ stands a number, under which ``said`` has what each of them says."""
    first = values[0]
    if all(it == first for it in values):
        return first
    if all(isinstance(it, dict) and it.keys() == first.keys() for it in values):
        return {key: common([it[key] for it in values], said) for key in first}
    if all(isinstance(it, list) and len(it) == len(first) for it in values):
        return [common(their, said) for their in zip(*values, strict=True)]
    said.append([*values])
    return {SAID: len(said) - 1}


def _packed_script(name: str, variable: str, value: Any) -> SiteFile:
    text = compressed(as_json(value))
    return SiteFile(f"assets/{name}.js", f'window.{variable} = "{text}";\n'.encode())


def map_scripts(site: Site) -> Iterator[SiteFile]:
    """What the maps of all languages share: Leaflet, the player, the map of two days, and their styles."""
    playing, compare = map_parts(site.dataset), map_parts(site.dataset, compare=True)
    for path, text in {
        "leaflet.js": playing.library,
        "player.js": playing.script,
        "compare.js": compare.script,
        "map.css": playing.styles,
        "compare.css": compare.styles,
    }.items():
        yield SiteFile(f"assets/{path}", f"{text}\n".encode())


def _map_page(press: Press) -> SiteFile:
    dataset, reader = press.site.dataset, press.reader
    t, day = reader.t, dataset.default_day
    title = reader.say(dataset.titles)
    about = metadata_of(dataset, spec_of(press.site, press.language), "png")
    address = press.address(MAP)
    return press.page(
        MAP,
        "map",
        title=title,
        description=t(PURPOSE),
        policy=MAP_POLICY,
        outside=_outside(press),
        canvas=map_parts(dataset).canvas,
        picture_says=about.alt,
        caption=about.caption,
        table_head=t("Who holds what on {day}", day=day_in_words(day, press.language)),
        shares=[_share(press, it) for it in shares_on(dataset, day)],
        settlements_head=head_of_settlements(sum(it.others for it in shares_on(dataset, day)), t),
        embed=frame_of(address, title, SANDBOX),
        references=[
            ("APA", cite_view_in(dataset, dataset.title, address, "apa")),
            ("Chicago", cite_view_in(dataset, dataset.title, address, "chicago")),
            ("BibTeX", cite_view_in(dataset, dataset.title, address, "bibtex").strip()),
        ],
        metadata=_metadata(press),
    )


def _outside(press: Press) -> str:
    """What is said to an address that asks for a day that the dataset does not describe; ``{day}`` is filled in by the page."""
    dataset = press.site.dataset
    return press.reader.t(
        "{day} is outside the dataset, which runs from {start} to {end}",
        day="{day}",
        start=dataset.start,
        end=dataset.end,
    )


def _share(press: Press, it: Any) -> dict[str, str]:
    dataset, t = press.site.dataset, press.reader.t
    names = dataset.actors[it.actor].names_on(dataset.default_day)
    return {
        "actor": press.reader.say(names),
        "look": look_of(dataset, it.actor, it.standing, it.basis),
        "standing": sureness_in_words(it.standing, it.basis, t),
        "km2": t.number(it.km2, 1),
        "settlements": t.number(it.settlements),
    }


def _metadata(press: Press) -> dict[str, Any]:
    """The dataset in the words of schema.org, by which search engines for datasets find it."""
    dataset, site = press.site.dataset, press.site
    south, west, north, east = dataset.bounds
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": site.base,
        "name": press.reader.say(dataset.titles),
        "description": f"{press.reader.say(dataset.titles)}. {press.reader.t(PURPOSE)} {press.reader.say(dataset.disclaimer)}",
        "url": press.address(MAP),
        "version": dataset.version,
        **({"license": _licence(dataset)} if dataset.licence else {}),
        "inLanguage": list(site.languages),
        "isAccessibleForFree": True,
        "temporalCoverage": f"{dataset.start.isoformat()}/{dataset.end.isoformat()}",
        "spatialCoverage": {
            "@type": "Place",
            "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
        },
        "creator": {"@type": "Organization", "name": "Control Atlas contributors"},
        "image": f"{site.base}/{press.language}/map.png",
        "distribution": [
            {"@type": "DataDownload", "contentUrl": f"{site.base}/{path}", "encodingFormat": media}
            for path in TAKEN_AWAY
            if (media := MEDIA.get(path.rpartition(".")[2]))
        ],
    }


def _licence(dataset: Dataset) -> str:
    """The licence by its address in the list of SPDX, which schema.org wants; a name where it has no identifier."""
    known = dataset.licence_id
    return f"https://spdx.org/licenses/{known}" if known else dataset.licence


def _compare_page(press: Press) -> SiteFile:
    dataset, reader = press.site.dataset, press.reader
    t, title = reader.t, reader.say(dataset.titles)
    two = spec_of_two(press.site, press.language)
    about = metadata_of(dataset, two, "png") if two else None
    earlier = day_to_compare(dataset, dataset.default_day)
    return press.page(
        COMPARE,
        "compare",
        title=t("{title}: two days compared", title=title),
        description=t(PAGES["compare"][1]),
        policy=MAP_POLICY,
        outside=_outside(press),
        canvas=map_parts(dataset, compare=True).canvas,
        picture_says=about.alt if about else "",
        caption=about.caption if about else "",
        first_day=dataset.start.isoformat(),
        last_day=dataset.end.isoformat(),
        earlier=earlier.isoformat(),
        later=dataset.default_day.isoformat(),
        pairs=[
            (it.start.isoformat(), it.end.isoformat(), reader.say(it.names)) for it in dataset.comparisons
        ],
    )


def _oembed(press: Press) -> SiteFile:
    """What a page says to a program that is to embed it (https://oembed.com): the map as it opens."""
    dataset = press.site.dataset
    title = press.reader.say(dataset.titles)
    known = {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Control Atlas",
        "provider_url": press.site.base,
        "title": title,
        "html": frame_of(press.address(MAP), title, SANDBOX),
        "width": 960,
        "height": HEIGHT,
        "thumbnail_url": f"{press.site.base}/{press.language}/map.png",
        "thumbnail_width": read_size(OPEN_GRAPH).width,
        "thumbnail_height": read_size(OPEN_GRAPH).height,
    }
    text = json.dumps(known, ensure_ascii=False, indent=1) + "\n"
    return SiteFile(f"{press.language}/oembed.json", text.encode())


def _root(site: Site) -> SiteFile:
    """The page that leads to the languages."""
    dataset = site.dataset
    html = written(
        "root",
        title=say(dataset.titles, site.languages[0]),
        first=site.languages[0],
        base=site.base,
        choices=[
            (
                it,
                with_capital(name_of_language(it, it), it),
                say(dataset.titles, it),
                f"{site.base}/{it}/{MAP}",
            )
            for it in site.languages
        ],
    )
    return SiteFile("index.html", html.encode())
