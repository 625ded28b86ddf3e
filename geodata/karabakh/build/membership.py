"""Which groups a cell belongs to, which settlement it follows, and what it is called."""

from dataclasses import dataclass, replace

from districts import BY_KEY
from mosaic import Facts
from shapely.geometry.base import BaseGeometry

BEHIND_1994, OUTSIDE_1994 = "behind-line-1994", "outside-line-1994"
"""The groups of land on either side of the line of contact of 1994 to 2020."""

BY_NO_LINE = ("gazakh", "artsvashen", "karki")
"""Exclaves and the border villages of Gazakh, of which the lines of 1994 and 2020 say nothing."""


@dataclass(frozen=True)
class Membership:
    """The properties of a cell besides its shape."""

    name: str
    within: tuple[str, ...]
    anchor: str | None = None
    note: str | None = None
    constructed: bool = False


def membership(facts: Facts, shape: BaseGeometry) -> Membership:
    """The membership of one cell; the first rule that knows the district decides."""
    found = _RULES.get(facts.district, _plain)(facts, shape)
    side = BEHIND_1994 if facts.behind_1994 else OUTSIDE_1994
    return found if facts.district in BY_NO_LINE else replace(found, within=(*found.within, side))


def order(facts: Facts) -> int:
    """Rank of a cell among those of its district: the town, then what was never lost, then by 2020."""
    ranks = ["azerbaijan", "handover", "war", "december", "zone"]
    return -1 if facts.district == "shusha-town" else ranks.index(facts.status)


def _of(
    facts: Facts, text: str, *groups: str, anchor: str | None = None, note: str | None = None
) -> Membership:
    key = "shusha" if facts.district == "shusha-town" else facts.district
    name = BY_KEY[key].name + (f": {text}" if text else "")
    return Membership(name, (f"district-{key}", *groups), anchor, note)


def _plain(facts: Facts, _: BaseGeometry) -> Membership:
    return _of(facts, "")


def _aghdam(facts: Facts, _: BaseGeometry) -> Membership:
    if facts.oblast:
        return _of(
            facts,
            "part of the former oblast (Gazanchi, Malikli)",
            "nkao-arm",
            "remaining-2020",
            "aghdara-2023",
        )
    if facts.behind_1994:
        return _of(facts, "behind the line of 1994", "aghdam-held")
    return _of(facts, "outside the line of 1994")


def _fuzuli(facts: Facts, _: BaseGeometry) -> Membership:
    if facts.behind_1994:
        return _of(facts, "behind the line of 1994", "fuzuli-held")
    return _of(facts, "outside the line of 1994")


def _gazakh(facts: Facts, shape: BaseGeometry) -> Membership:
    point = shape.representative_point()
    if point.x < 45.1 and point.y < 41.1:
        return _of(facts, "exclave of Yukhari Askipara", anchor="yukhari-askipara")
    if point.y < 41.02:
        return _of(facts, "exclave of Barkhudarli and Sofulu", anchor="barkhudarli")
    return _of(facts, "")


def _jabrayil(facts: Facts, _: BaseGeometry) -> Membership:
    if facts.behind_1994:
        return _of(facts, "behind the line of 1994")
    return _of(facts, "land at Jojug Marjanli outside the line of 1994", anchor="jojug-marjanli")


def _kalbajar(facts: Facts, _: BaseGeometry) -> Membership:
    if facts.oblast:
        return _of(facts, "part of the former oblast", "mardakert-west", "remaining-2020", "aghdara-2023")
    return _of(facts, "outside the former oblast", "kalbajar-outside")


def _khankendi(facts: Facts, _: BaseGeometry) -> Membership:
    return _of(facts, "", "nkao-arm", "remaining-2020")


def _khojaly(facts: Facts, _: BaseGeometry) -> Membership:
    if facts.status == "zone":
        return _of(facts, "in the zone of 2020", "nkao-arm", "remaining-2020")
    return _of(facts, "south, taken in autumn 2020", "nkao-arm", "war-2020-oblast")


def _khojavend(facts: Facts, shape: BaseGeometry) -> Membership:
    if not facts.behind_1994:
        if facts.oblast:
            return _of(facts, "part of the former oblast outside the line of 1994", "nkao-az")
        return _of(facts, "outside the former oblast and the line of 1994")
    if not facts.oblast:
        return _khojavend_outside(facts, shape)
    if facts.status == "zone":
        return _of(facts, "in the zone of 2020 (Martuni)", "nkao-arm", "remaining-2020")
    if facts.status == "december":
        return _of(
            facts,
            "Hin Tagher and Khtsaberd, until December 2020",
            "nkao-arm",
            anchor="hin-tagher",
            note="Only the two villages are known; the outline is a guess within about 3 km.",
        )
    return _of(facts, "Hadrut region, taken in autumn 2020", "hadrut-region")


def _khojavend_outside(facts: Facts, shape: BaseGeometry) -> Membership:
    east = shape.representative_point().x > 47
    neighbour, villages = ("Fuzuli", "Divanalilar, Dilagarda") if east else ("Jabrayil", "Dolanlar")
    return _of(
        facts,
        f"outside the former oblast, beside {neighbour} district ({villages})",
        "khojavend-outside-oblast",
        note=(
            "Part of the district but not of the former oblast, behind the line of 1994. No source gives the "
            f"day on which it was lost; it presumably passed with the adjoining part of {neighbour} district."
        ),
    )


def _lachin(facts: Facts, _: BaseGeometry) -> Membership:
    found = _of(facts, *_LACHIN[facts.part][:-1], note=_LACHIN[facts.part][-1])
    return replace(found, constructed=facts.part in _BY_HAND)


_BY_HAND = ("south-war", "belt")
"""Parts of Lachin whose edges no source describes."""


_LACHIN: dict[str, tuple[str, str, str | None]] = {
    "north": ("north of the corridor", "lachin-north", None),
    "south": (
        "east of the Hakari, between the corridor roads and Khojavend",
        "lachin-south",
        "No place in it was announced as taken before 10 November 2020; Kohnakand (Kirsavan) stands in an "
        "Armenian list of losses.",
    ),
    "south-war": (
        "south, taken in autumn 2020",
        "lachin-south-2020",
        "Gulabird, Safiyan, Turklar and others; the northern edge is a guess within about 3 km.",
    ),
    "old": ("old road by Lachin town", "corridor-2020-lachin", None),
    "belt": (
        "belt between Jaghazur and Zabukh",
        "zabukh-border-stretch",
        "The old highway between the state border and Zabukh; parted from the stretch with Lachin town by hand.",
    ),
    "overlap": (
        "east of Zabukh, in the bands of both roads",
        "corridor-overlap-lachin",
        "Within 2.5 km of the old and of the southern road: in the corridor until June 2024. The southern "
        "road's strip has no published edge.",
    ),
    "southern": ("southern road by the Hakari bridge", "corridor-2022", None),
}


def _shusha(facts: Facts, _: BaseGeometry) -> Membership:
    if facts.part == "common":
        return _of(
            facts,
            "corridor from the Lachin border to the Shusha turn",
            "nkao-az",
            "corridor-common",
            anchor="turshsu",
        )
    if facts.status == "war":
        return _of(
            facts,
            "land round the town, taken in autumn 2020",
            "nkao-az",
            "war-2020-oblast",
            anchor="shusha",
            note="Drawn by hand; the western edge leaves the Lachin road with the peacekeepers.",
        )
    if facts.part == "southern":
        return _of(
            facts,
            "southern road by Hin Shen and Mets Shen",
            "nkao-az",
            "remaining-2020",
            "corridor-2022-shusha",
            anchor="turshsu",
            note="In the zone of 2020 under local Armenian administration; in the corridor from 30 August 2022.",
        )
    return _of(facts, "in the zone of 2020", "nkao-az", "remaining-2020", anchor="turshsu")


def _shusha_town(facts: Facts, _: BaseGeometry) -> Membership:
    return _of(facts, "town", "nkao-az", "war-2020-oblast", anchor="shusha")


def _tartar(facts: Facts, _: BaseGeometry) -> Membership:
    if not facts.oblast:
        if facts.behind_1994:
            return _of(facts, "Yarimja, behind the line of 1994 beside Aghdam district", "aghdam-held")
        return _of(facts, "outside the former oblast")
    if facts.status == "zone":
        return _of(
            facts,
            "part of the former oblast in the zone of 2020 (Mardakert)",
            "nkao-arm",
            "remaining-2020",
            "aghdara-2023",
            anchor="mardakert",
        )
    if facts.status == "war":
        return _of(
            facts,
            "Talish and Madagiz, taken in autumn 2020",
            "mardakert-northeast",
            "war-2020-oblast",
            "aghdara-2023",
            anchor="sugovushan",
        )
    return _of(
        facts,
        "part of the former oblast outside the line of 1994 (Maraga)",
        "mardakert-northeast",
        "aghdara-2023",
        anchor="maraga",
    )


def _artsvashen(_: Facts, __: BaseGeometry) -> Membership:
    return Membership("Artsvashen (exclave of Armenia)", ("region",), "artsvashen")


def _karki(_: Facts, __: BaseGeometry) -> Membership:
    return Membership("Karki (exclave of Nakhchivan)", ("region",), "karki")


_RULES = {
    "aghdam": _aghdam,
    "artsvashen": _artsvashen,
    "fuzuli": _fuzuli,
    "gazakh": _gazakh,
    "jabrayil": _jabrayil,
    "kalbajar": _kalbajar,
    "karki": _karki,
    "khankendi": _khankendi,
    "khojaly": _khojaly,
    "khojavend": _khojavend,
    "lachin": _lachin,
    "shusha": _shusha,
    "shusha-town": _shusha_town,
    "tartar": _tartar,
}
