"""Districts, lines and corridor strips, taken from the finished cells so that all edges coincide."""

from collections.abc import Callable
from dataclasses import dataclass

import drawn
import shapely
from districts import DISTRICTS
from mosaic import Cell, Facts
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from writing import Feature

Cells = tuple[Cell, ...]


def union(cells: Cells, wanted: Callable[[Facts], bool]) -> BaseGeometry:
    """The land of all cells of which something is true."""
    return shapely.coverage_union_all([cell.shape for cell in cells if wanted(cell.facts)])


def between(cells: Cells, one: Callable[[Facts], bool], other: Callable[[Facts], bool]) -> BaseGeometry:
    """The common border of two sets of cells."""
    edges = union(cells, one).boundary.intersection(union(cells, other).boundary)
    lines = [part for part in shapely.get_parts(edges) if part.geom_type == "LineString"]
    return shapely.line_merge(shapely.union_all(lines))


def district_features(cells: Cells, names: dict[str, dict[str, str]]) -> list[Feature]:
    """The districts before December 2023, and Aghdara, made then of parts of three of them."""
    features = [
        Feature(
            f"district-{d.key}",
            union(cells, lambda facts, key=d.key: facts.district in (key, f"{key}-town")),
            {"names": names[d.key], "start_date": None, "end_date": None},
        )
        for d in DISTRICTS
        if d.key != "shusha-town"
    ]
    aghdara = union(cells, lambda f: f.oblast and f.district in ("aghdam", "kalbajar", "tartar"))
    dates = {"start_date": "2023-12-05", "end_date": None}
    return [*features, Feature("aghdara-2023", aghdara, {"names": names["aghdara"], **dates})]


def line_features(cells: Cells) -> list[Feature]:
    """The boundary of the former oblast and the two lines of contact."""

    def in_zone(facts: Facts) -> bool:
        return facts.oblast and facts.status == "zone"

    def taken_back(facts: Facts) -> bool:
        return not in_zone(facts) and facts.part not in ("old", "overlap", "southern")

    return [
        Feature(
            "former-oblast",
            union(cells, lambda f: f.oblast).boundary,
            {
                "names": {"en": "Boundary of the former Nagorno-Karabakh Autonomous Oblast"},
                "kind": "former-oblast",
                "start_date": "1923-07-07",
                "end_date": None,
                "note": {
                    "en": "The oblast existed from 1923 to 1991; the line is shown after that for orientation. "
                    "Good to about 1 km, less where it follows a district border. Aghdaban and Chaygovushan, inside it, "
                    "belonged to the Kalbajar district; so did two exclaves to Jabrayil and Fuzuli, Yukhari Mazra and "
                    "Yukhari Veysalli."
                },
                "sources": ["natural-earth-disputed", "whosonfirst-azerbaijan"],
            },
        ),
        Feature(
            "line-of-contact-1994",
            between(cells, lambda f: f.behind_1994, lambda f: not f.behind_1994),
            {
                "names": {"en": "Line of contact 1994-2020"},
                "kind": "line-of-contact",
                "start_date": "1994-05-12",
                "end_date": "2020-09-27",
                "note": {
                    "en": "Good to about 1 km in the hills and 1-2 km on the plain. Moved by hand at Ashaghi "
                    "Abdurrahmanli, so that the village lies behind it; follows the district border where it "
                    "runs beside one."
                },
                "sources": ["openstreetmap-organicmaps", "whosonfirst-azerbaijan"],
            },
        ),
        Feature(
            "line-of-2020",
            between(cells, in_zone, taken_back),
            {
                "names": {"en": "Line of contact after 10 November 2020"},
                "kind": "line-of-2020",
                "start_date": "2020-11-10",
                "end_date": "2023-09-20",
                "note": {
                    "en": "Edge of the zone of the Russian peacekeepers in the former oblast, good to 1-2 km; "
                    "drawn by hand at Shusha. Aghdam, Kalbajar and Lachin beyond it passed on 20 and 25 "
                    "November and 1 December 2020."
                },
                "sources": ["whosonfirst-disputed"],
            },
        ),
    ]


@dataclass(frozen=True)
class Strip:
    """One strip of the corridor: the parts of the mosaic it covers, its road, and when it was a corridor."""

    id: str
    group: str
    name: str
    parts: tuple[str, ...]
    road: drawn.Points
    start: str
    end: str
    note: str
    sources: tuple[str, ...]


STRIPS = (
    Strip(
        "strip-lachin-2020",
        "corridor-2020-lachin",
        "Lachin corridor, old road from Zabukh by Lachin town",
        ("old", "overlap"),
        drawn.ROAD_2020,
        "2020-11-10",
        "2022-08-30",
        "Lachin town, Zabukh and Sus passed on 26 August 2022.",
        ("mfa-az-2020-11-10", "massis-2022-08-29"),
    ),
    Strip(
        "strip-zabukh-border",
        "zabukh-border-stretch",
        "Lachin corridor, old highway between the border and Zabukh",
        ("belt",),
        drawn.ROAD_2020,
        "2020-11-10",
        "2023-03-30",
        "Parted by hand from the stretch with Lachin town.",
        ("mfa-az-2020-11-10", "focus-2023-03-30"),
    ),
    Strip(
        "strip-common",
        "corridor-common",
        "Lachin corridor in Shusha district",
        ("common",),
        drawn.ROAD_2020,
        "2020-11-10",
        "2024-06-12",
        "It leaves out the land round Shusha that Azerbaijan held.",
        ("mfa-az-2020-11-10",),
    ),
    Strip(
        "strip-south-2022",
        "corridor-2022",
        "Corridor along the southern road by Hin Shen and Mets Shen",
        ("overlap", "southern"),
        drawn.ROAD_2022,
        "2022-08-30",
        "2024-06-12",
        "The road is known to about 2 km.",
        ("novostink-2022-08", "turan-2022-04-21"),
    ),
)

WIDTH_NOTE = "A band of 2.5 km each side of the road; no edge was published."


def corridor_features(cells: Cells) -> list[Feature]:
    """The strips of the corridor, each with the stretch of road inside it."""
    return [_corridor_feature(strip, union(cells, lambda f, s=strip: f.part in s.parts)) for strip in STRIPS]


def _corridor_feature(strip: Strip, land: BaseGeometry) -> Feature:
    properties = {
        "names": {"en": strip.name},
        "within": [strip.group],
        "start_date": strip.start,
        "end_date": strip.end,
        "centreline": _stretch(LineString(strip.road), land),
        "note": {"en": f"{WIDTH_NOTE} {strip.note}"},
        "sources": list(strip.sources),
    }
    return Feature(strip.id, land, properties)


def _stretch(road: LineString, land: BaseGeometry) -> list[list[float]]:
    pieces = shapely.get_parts(shapely.line_merge(road.intersection(land)))
    return [[round(x, 5), round(y, 5)] for x, y in max(pieces, key=lambda p: p.length).coords]
