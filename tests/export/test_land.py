"""What pictures make of land: quiet, held, not confirmed, changed; and how well the colours can be told apart."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
import shapely

from controlatlas.history.quiet import quiet_cells
from controlatlas.history.timeline import control_on
from controlatlas.language.captions import PictureKind
from controlatlas.measure.areas import area_km2
from controlatlas.picture.compose import Frame, map_scene, picture, plan_of
from controlatlas.picture.drawing import Dot, Drawing, DrawingLayer, TextRun, VectorPath
from controlatlas.picture.labels import names
from controlatlas.picture.land import AGREED, HELD, QUIET, land_on, outlines
from controlatlas.picture.map_layers import dots, map_layers
from controlatlas.picture.regions import TOLERANCE, mosaic, regions, unsure_region
from controlatlas.picture.size import PRESETS
from controlatlas.picture.smooth import one_region
from controlatlas.picture.spec import PictureSpec
from controlatlas.picture.svg import svg_text
from controlatlas.picture.textures import texture
from controlatlas.picture.viewport import Viewport
from controlatlas.records.model import Context, ContextShape, Layer, Lens
from controlatlas.style.marks import STROKES
from controlatlas.style.palette import Palette
from controlatlas.style.swatches import WHITE, color_of, letters_on, mix

BOX = (0.0, 0.0, 878.0, 582.0)
LOOKS = list(itertools.product(("light", "dark"), ("colour", "grey")))


def view_of(dataset) -> Viewport:
    """The whole of a dataset in a box as in a picture of 1200 by 675."""
    return Viewport.around(dataset.bounds, BOX, margin=17)


def wcag(one: str, other: str) -> float:
    """The contrast of two colours by the formula of WCAG 2.2, written down anew."""
    lights = []
    for color in (one, other):
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        lights.append(0.2126 * r + 0.7152 * g + 0.0722 * b)
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def home_of(dataset, actor: str):
    """The dataset with a country around all its cells that is the home of an actor."""
    land = shapely.box(-122, -42, -118, -38)
    country = ContextShape("home", {"en": "Home"}, land, actor)
    return replace(dataset, context=Context((country,)))


def test_what_lies_round_the_land_is_put_on_a_picture_once(two_islands, monkeypatch):
    """Of two days in one view, a country, its border, a lake and the edge of a district are each projected once, whoever draws them."""
    view, put = replace(view_of(two_islands), x=view_of(two_islands).x + 1), []
    put_each = Viewport.put_each

    def told(self, geometries):
        put.extend(geometries)
        return put_each(self, geometries)

    monkeypatch.setattr(Viewport, "put_each", told)
    spec = PictureSpec(two_islands.default_day)
    naming = spec.naming_on_map(two_islands)
    for day in (dt.date(2020, 7, 1), dt.date(2020, 7, 2)):
        it = map_scene(two_islands, replace(spec, day=day), Palette.of(two_islands), Frame(view, False, ""))
        assert list(map_layers(it))
        assert names(it, naming, "many")
    context = two_islands.context
    for shape in (*context.countries, *context.lakes, *context.rivers):
        assert sum(shapely.equals_exact(it, shape.geometry) for it in put) == 1
    for shape in (*context.countries, *two_islands.districts):
        assert sum(shapely.equals_exact(it, shape.geometry.boundary) for it in put) == 1


def test_without_a_home_no_land_is_quiet(two_islands):
    """A dataset that says of no country whose home it is has all its cells in full colour."""
    assert quiet_cells(two_islands, dt.date(2020, 7, 1)) == {}


def test_land_that_never_changed_is_quiet_and_land_that_will_change_is_not(two_islands):
    """Quiet are just those cells that the home actor alone holds, without dispute, from ten years before to the end."""
    dataset = home_of(two_islands, "plim")
    quiet = quiet_cells(dataset, dt.date(2020, 7, 1))
    assert quiet
    assert set(quiet.values()) == {"plim"}
    days = [dataset.start + dt.timedelta(n) for n in range((dataset.end - dataset.start).days + 1)]
    for day in days[::3]:
        for lens in Lens:
            state = control_on(dataset, day, lens)
            assert {(state[cell].actor, state[cell].standing.value) for cell in quiet} == {("plim", "held")}


def test_the_frame_of_the_dataset_leaves_no_edge(karabakh):
    """On the day of the ceasefire of 2020 Barda, Beylagan and Aghjabadi, never in other hands, are quiet."""
    quiet = quiet_cells(karabakh, dt.date(2020, 11, 10))
    for district in ("barda", "beylagan", "aghjabadi"):
        cells = [it.id for it in karabakh.cells() if f"district-{district}" in it.within]
        assert all(cell in quiet for cell in cells), district


@pytest.mark.parametrize("day", ["1993-04-03", "2020-10-17", "2020-11-08", "2023-09-20"])
def test_what_is_not_confirmed_is_few_regions_and_about_as_much_land(karabakh, day):
    """Some hundred cells and dots become at most a handful of regions, whose area is not far from theirs."""
    when = dt.date.fromisoformat(day)
    view = view_of(karabakh)
    land = land_on(karabakh, view, when, frozenset())
    claimed, held = control_on(karabakh, when), control_on(karabakh, when, Lens.HELD)
    shapes = mosaic(karabakh, view).shapes
    cells = [it for it in shapes if not claimed[it].standing == held[it].standing == "held"]
    drawn = shapely.union_all(list(land.unsure.values()))
    assert len(shapely.get_parts(drawn)) <= 12
    assert drawn.area == pytest.approx(sum(shapes[it].area for it in cells), rel=0.3)


def test_a_dataset_without_areas_can_be_drawn(two_islands):
    """With settlements alone there is no land in colour, no front and nothing to outline."""
    places = {
        key: replace(place, cell=None, anchor=None)
        for key, place in two_islands.places.items()
        if place.layer is Layer.SETTLEMENT
    }
    drawing = picture(replace(two_islands, places=places), PictureSpec(dt.date(2020, 7, 1)))
    layers = {layer.id: layer for layer in drawing.layers}
    assert not layers["areas"].items
    assert layers["settlements"].items


def test_a_corridor_too_narrow_for_its_name_has_a_leader(karabakh):
    """The Lachin corridor is named beside it in every language, and the line ends in it."""
    for language in ("en", "az", "hy", "ru"):
        drawing = picture(karabakh, PictureSpec(dt.date(2020, 11, 10), language=language))
        (layer,) = (layer for layer in drawing.layers if layer.id == "names")
        dots = [it for it in layer.items if isinstance(it, Dot)]
        corridors = next(layer for layer in drawing.layers if layer.id == "corridors")
        areas = [it.geometry for it in corridors.items if isinstance(it, VectorPath) and it.fill]
        assert any(area.contains(shapely.Point(dot.x, dot.y)) for area in areas for dot in dots)


def test_regions_leave_no_gap(karabakh):
    """The regions together cover the mosaic, and none lies on another."""
    view = view_of(karabakh)
    land = land_on(karabakh, view, dt.date(2020, 11, 10), frozenset())
    areas = list(land.areas.values())
    whole = mosaic(karabakh, view).whole
    assert sum(it.area for it in areas) == pytest.approx(whole.area, rel=1e-3)
    assert shapely.union_all(areas).area == pytest.approx(whole.area, rel=1e-3)


def test_what_lies_far_beyond_the_map_changes_nothing_on_it(karabakh, monkeypatch):
    """A close map has the land that it would have with all cells of the dataset on it, as near as lines are rounded; but it draws few."""
    view = Viewport.at(39.76, 46.75, 11.6, BOX)
    box, day = shapely.box(*BOX), dt.date(2020, 11, 8)
    some = land_on(karabakh, view, day, frozenset())
    drawn = len(mosaic(karabakh, view).shapes)
    for function in (mosaic, land_on, regions, unsure_region):
        function.cache_clear()
    monkeypatch.setattr("controlatlas.picture.regions.BEYOND", 1e6)
    every = land_on(karabakh, view, day, frozenset())
    assert drawn < len(mosaic(karabakh, view).shapes) / 3
    for one, other in ((some.areas, every.areas), (some.unsure, every.unsure)):
        seen = {key: area for key, area in other.items() if area.intersects(box)}
        assert {key for key, area in one.items() if area.intersects(box)} == set(seen)
        for key, area in seen.items():
            apart = area.intersection(box).symmetric_difference(one[key].intersection(box))
            assert apart.buffer(-TOLERANCE).is_empty, key
    assert some.front.intersection(box).length == pytest.approx(
        every.front.intersection(box).length, rel=1e-3
    )
    for function in (mosaic, land_on, regions, unsure_region):
        function.cache_clear()


def test_the_dots_of_a_large_area_do_not_fill_the_file():
    """In SVG each dot of a texture takes less than sixty letters."""
    area = shapely.box(0, 0, 600, 400)
    (dots,) = texture("dots", area, "#123456")
    sheet = Drawing(600, 400, "#ffffff", (DrawingLayer("areas", "Areas", (dots,)),))
    text = svg_text(sheet, 600, "px", title="", description="", language="en", metadata={})
    assert len(dots.points) > 10000
    assert text.count("M") == len(dots.points)
    assert len(text) < 60 * len(dots.points)


def test_the_picture_of_claims_is_the_same_under_both_lenses(karabakh):
    """What is not confirmed lies in stripes of holder and claimant, whichever way claims are read."""
    day = dt.date(2020, 11, 8)
    layers = []
    for lens in Lens:
        drawing = picture(karabakh, PictureSpec(day, lens=lens))
        items = next(layer for layer in drawing.layers if layer.id == "areas").items
        layers.append([(it.fill, it.stroke, it.geometry.wkb) for it in items if isinstance(it, VectorPath)])
    assert layers[0] == layers[1]


def test_a_front_between_cells_that_follow_settlements_is_dashed(karabakh):
    """Close by, the front between two such cells is dashed, but for where it runs along a known line; from afar and without them nothing is."""
    spec = PictureSpec(dt.date(1992, 7, 10), extent="district-aghdam")

    def dashed(dataset, spec) -> float:
        drawn = picture(dataset, spec)
        front = next(layer for layer in drawn.layers if layer.id == "front")
        told = "Front line, constructed" in " ".join(run.text for _, run in drawn.texts())
        long = sum(it.geometry.length for it in front.items if it.dash)
        assert told == (long > 0)
        return long

    inside = {it.cell: it.id for it in karabakh.places.values() if it.cell is not None}

    def anchored(by: dict[str, str]):
        places = {
            key: replace(it, anchor=by.get(key)) if it.layer is Layer.CELL else it
            for key, it in karabakh.places.items()
        }
        return replace(karabakh, places=places)

    assert dashed(anchored(inside), spec) > 50
    assert dashed(anchored({}), spec) == 0
    assert dashed(anchored(inside), replace(spec, extent="whole")) == 0


def test_an_edge_that_the_map_constructed_is_seen_as_such(karabakh):
    """Close by, land round a village that ends in a circle of three kilometres has a dashed edge with a word in the legend; a border of districts has none."""
    spec = PictureSpec(dt.date(1994, 5, 12), extent=(40.40, 46.52, 10.4))
    drawn = picture(karabakh, spec)
    (view,) = (frame.view for frame in plan_of(karabakh, spec).frames)
    areas = next(layer for layer in drawn.layers if layer.id == "areas")
    dashed = shapely.union_all([it.geometry for it in areas.items if isinstance(it, VectorPath) and it.dash])
    village = view.point(*karabakh.places["shahumyan"].geometry.coords[0])
    radius = 3 * view.kilometre()
    ring = shapely.Point(village).buffer(radius).boundary
    assert ring.intersection(dashed.buffer(2)).length > 0.5 * ring.length
    borders = shapely.union_all([view.edge(it.geometry) for it in karabakh.districts])
    assert dashed.intersection(borders.buffer(2)).length < 0.02 * dashed.length
    assert "Edge of an area, constructed" in {run.text for _, run in drawn.texts()}
    far = picture(karabakh, replace(spec, extent="whole"))
    assert not any(
        isinstance(it, VectorPath) and it.dash
        for layer in far.layers
        if layer.id == "areas"
        for it in layer.items
    )


def test_land_that_nobody_outlined_is_a_ring_and_a_word_in_the_legend(karabakh):
    """Round the four villages of Gazakh from the day on which they first pass, and round nothing where all is outlined."""

    def rings(day, extent):
        drawn = picture(karabakh, PictureSpec(dt.date.fromisoformat(day), extent=extent))
        told = "extent of its land unknown" in " ".join(run.text for _, run in drawn.texts())
        dots = next(layer for layer in drawn.layers if layer.id == "settlements")
        found = [it.geometry.centroid for it in dots.items if isinstance(it, VectorPath)]
        assert told == bool(found)
        return len(found)

    assert rings("2024-05-24", "district-gazakh") == 4
    assert rings("1988-02-01", "district-gazakh") == 0
    assert rings("2024-05-24", "district-aghdam") == 0


def test_from_afar_a_front_is_said_to_be_constructed_where_most_of_it_is(karabakh):
    """On a map too tall for dashes the legend says it, and only there."""
    places = {
        key: replace(it, anchor=next((p.id for p in karabakh.places.values() if p.cell == key), None))
        if it.layer is Layer.CELL
        else it
        for key, it in karabakh.places.items()
    }
    bare = replace(karabakh, places=places, lines=(), districts=())
    spec = PictureSpec(dt.date(1993, 8, 1))
    texts = [" ".join(run.text for _, run in picture(it, spec).texts()) for it in (karabakh, bare)]
    assert ["for the most part" in it for it in texts] == [False, True]


def test_the_front_is_the_heaviest_line_of_the_map(karabakh):
    """No line of the map but the front and what lies under it is wider than half of it, outlines of the day excepted."""
    drawing = picture(karabakh, PictureSpec(dt.date(2020, 11, 10)))
    widths = {
        layer.id: max((it.width for it in layer.items if isinstance(it, VectorPath) and it.stroke), default=0)
        for layer in drawing.layers
    }
    front = [it.width for layer in drawing.layers if layer.id == "front" for it in layer.items if not it.dash]
    assert sorted(front) == [3.2, 5.8]
    for layer in ("borders", "districts", "corridors", "lines"):
        assert widths[layer] <= 1.6 + 1.6, layer
    assert widths["borders"] <= 1.6


def test_the_front_runs_neither_along_a_border_nor_along_what_is_not_confirmed(karabakh):
    """The front keeps away from state borders, corridors and hatched regions."""
    view = view_of(karabakh)
    for day in (dt.date(2020, 10, 17), dt.date(2020, 11, 8), dt.date(2020, 12, 1)):
        land = land_on(karabakh, view, day, frozenset())
        assert land.front.length > 100
        front = land.front.intersection(shapely.box(*BOX))
        for country in karabakh.context.countries:
            assert front.distance(view.put(country.geometry.boundary)) > 4.5
        for area in (*land.unsure.values(), *(it for _, it in land.corridors)):
            assert land.front.distance(area) > 2.3


def test_a_difference_tells_taken_from_handed_over(karabakh):
    """Kalbajar and Aghdam passed by agreement in 2020, Jabrayil did not; what stayed is as before."""
    day, eve = dt.date(2020, 12, 1), dt.date(2020, 9, 26)
    view = view_of(karabakh)
    land = land_on(karabakh, view, day, frozenset(), eve)
    for place, key in (
        ("kalbajar", ("azerbaijan", AGREED)),
        ("aghdam", ("azerbaijan", AGREED)),
        ("jabrayil", ("azerbaijan", HELD)),
        ("khankendi", ("armenian-forces", HELD)),
    ):
        point = view.put(karabakh.places[place].geometry)
        assert land.key_at(point.x, point.y) == key, place
    barda = next(it for it in karabakh.cells() if "district-barda" in it.within)
    point = view.put(barda.geometry.representative_point())
    assert land.key_at(point.x, point.y) == ("azerbaijan", QUIET)


def test_land_that_left_a_corridor_is_not_covered_by_it(karabakh):
    """On 26 August 2022 Lachin, Sus and Zabukh passed to Azerbaijan while the corridor around them went on for four days."""
    view = Viewport.around((39.5, 46.4, 39.75, 46.7), BOX, margin=17)
    for day, holder in ((dt.date(2022, 8, 25), "russian-peacekeepers"), (dt.date(2022, 8, 26), "azerbaijan")):
        land = land_on(karabakh, view, day, frozenset())
        for place in ("lachin", "sus", "zabukh"):
            point = view.put(karabakh.places[place].geometry)
            key = land.key_at(point.x, point.y)
            assert key not in land.unsure
            assert key[0] == holder, (place, day)
    corridor = view.put(karabakh.places["strip-lachin-2020"].geometry)
    still = [area for actor, area in land.corridors if actor == "russian-peacekeepers"]
    assert shapely.union_all(still).intersection(corridor).area > 0.3 * corridor.area


def test_a_town_that_is_held_shows_it_on_land_that_is_not_confirmed(karabakh):
    """On 8 November 2020 Azerbaijan held Jabrayil, as the caption says, in land that it only claimed: the dot has its colour."""
    spec = PictureSpec(dt.date(2020, 11, 8))
    layout = plan_of(karabakh, spec)
    palette = Palette.of(karabakh)
    scene = map_scene(karabakh, spec, palette, layout.frames[0])
    town = karabakh.places["jabrayil"]
    assert (scene.claimed["jabrayil"].actor, scene.claimed["jabrayil"].standing.value) == (
        "azerbaijan",
        "held",
    )
    x, y = scene.dots_at[town.id]
    assert scene.land.key_at(x, y) in scene.land.unsure
    dot = next(it for it in dots(scene) if (it.x, it.y) == (x, y))
    assert dot.fill == palette.solid("azerbaijan")
    quiet = scene.dots_at["kalbajar"]
    assert next(it for it in dots(scene) if (it.x, it.y) == quiet).fill == "#ffffff"


def test_what_is_newly_contested_is_striped_however_small(karabakh):
    """In the war of 2020 Sugovushan (27 km²) and Boyuk Taghavard (19) became contested: a difference does not draw them as taken."""
    spec = PictureSpec(
        dt.date(2020, 11, 10), kind=PictureKind.DIFFERENCE, earlier=dt.date(2020, 9, 26), extent="whole"
    )
    layout = plan_of(karabakh, spec)
    scene = map_scene(karabakh, spec, Palette.of(karabakh), layout.frames[0])
    cells = [it for it in karabakh.cells() if scene.claimed[it.id].standing == "contested"]
    assert sum(area_km2(it.geometry) for it in cells) == pytest.approx(27.1 + 18.7, abs=0.1)
    for cell in cells:
        point = scene.view.put(cell.geometry.representative_point())
        assert scene.land.key_at(point.x, point.y) in scene.land.unsure


def test_what_changed_and_is_not_confirmed_can_be_seen_in_its_outline(karabakh):
    """On a phone on 10 November 2020 the outline of Boyuk Taghavard leaves its stripes free."""
    spec = PictureSpec(dt.date(2020, 11, 10), size=PRESETS["phone"])
    layout = plan_of(karabakh, spec)
    scene = map_scene(karabakh, spec, Palette.of(karabakh), layout.frames[0])
    point = scene.view.put(karabakh.places["cell-boyuk-taghavard"].geometry.representative_point())
    stripes = next(it for it in scene.land.unsure.values() if it.contains(point))
    part = next(it for it in shapely.get_parts(stripes) if it.contains(point))
    covered = scene.marks.on_stripes.buffer(STROKES["changed-unsure-casing"].width / 2)
    assert part.intersection(covered).area < 0.2 * part.area


def test_what_changed_on_the_day_is_outlined_or_ringed(karabakh):
    """On 8 November 2020 Shusha is marked, also in the picture of that one day."""
    day = dt.date(2020, 11, 8)
    drawing = picture(karabakh, PictureSpec(day))
    layer = next(layer for layer in drawing.layers if layer.id == "changed")
    assert layer.items
    view = view_of(karabakh)
    cells = frozenset(it.id for it in karabakh.cells() if control_on(karabakh, day)[it.id].start == day)
    land = land_on(karabakh, view, day, cells)
    _, on_stripes, rings = outlines(karabakh, view, land, cells, cells, False)
    town = view.put(karabakh.places["shusha"].geometry)
    assert min(it.distance(town) for it in (on_stripes, *(ring.boundary for ring in rings))) < 25
    quiet = picture(karabakh, PictureSpec(dt.date(2020, 9, 26)))
    assert not any(layer.id == "changed" for layer in quiet.layers)


def outlined(dataset, spec) -> shapely.Geometry:
    """All lines of what a picture marks as changed."""
    layers = [layer for layer in picture(dataset, spec).layers if layer.id == "changed"]
    return shapely.union_all([it.geometry for layer in layers for it in layer.items])


def share_along(line, found) -> float:
    """How much of a line has an outline along it."""
    return float(line.intersection(found.buffer(3)).length / line.length)


SOUTHERN_ROAD = "strip-south-2022"
"""The corridor of the road that opened on 30 August 2022; the others were there before."""


@pytest.mark.parametrize("size", ["1200x675", "1080x1350", "phone"])
@pytest.mark.parametrize("kind", [PictureKind.DAY, PictureKind.DIFFERENCE])
def test_a_corridor_that_changed_is_outlined(karabakh, kind, size):
    """Round the Lachin corridor the new strip of 30 August 2022 has an outline all along its edge, the strip by Shusha has none."""
    day = dt.date(2022, 8, 30)
    if kind is PictureKind.DAY:
        spec = PictureSpec(day, extent="lachin-corridor", size=PRESETS[size])
    else:
        eve, after = dt.date(2022, 8, 29), dt.date(2022, 8, 31)
        spec = PictureSpec(after, kind=kind, earlier=eve, extent="lachin-corridor", size=PRESETS[size])
    (frame,) = plan_of(karabakh, spec).frames
    found, window = outlined(karabakh, spec), shapely.box(*frame.view.box)
    new, old = (frame.view.put(karabakh.places[it].geometry) for it in (SOUTHERN_ROAD, "strip-common"))
    edge = new.boundary.intersection(window)
    assert share_along(edge, found) > 0.95
    assert share_along(old.boundary.difference(new.buffer(6)).intersection(window), found) < 0.1


def test_corridors_that_are_all_new_need_no_outline_in_a_difference(karabakh):
    """Of September to November 2020 every corridor is new; on the very day it is outlined, since land beside it did not change."""
    eve, day = dt.date(2020, 9, 26), dt.date(2020, 11, 10)
    assert outlined(karabakh, PictureSpec(day, kind=PictureKind.DIFFERENCE, earlier=eve)).is_empty
    spec = PictureSpec(day, extent="lachin-corridor")
    (frame,) = plan_of(karabakh, spec).frames
    edge = frame.view.put(karabakh.places["strip-common"].geometry).boundary
    strips = [frame.view.put(it.geometry) for it in karabakh.places.values() if it.id.startswith("strip-")]
    inner = shapely.union_all(
        [it for it in strips if not it.equals(frame.view.put(karabakh.places["strip-common"].geometry))]
    )
    outer = edge.difference(inner.buffer(3)).intersection(shapely.box(*frame.view.box))
    assert share_along(outer, outlined(karabakh, spec)) > 0.95


def test_what_an_actor_with_a_pattern_gained_is_told_from_what_it_had(two_islands):
    """Plim's land is striped whenever it got it: in the spring of 2020 the part that was the Company's has an outline."""
    eve, day = dt.date(2020, 2, 28), dt.date(2020, 4, 4)
    spec = PictureSpec(day, kind=PictureKind.DIFFERENCE, earlier=eve, extent="whole")
    (frame,) = plan_of(two_islands, spec).frames
    before, after = (control_on(two_islands, it) for it in (eve, day))
    cells = [it for it in two_islands.cells() if after[it.id].actor == "plim"]
    new, old = (
        shapely.union_all(
            [frame.view.put(it.geometry) for it in cells if (before[it.id].actor == "plim") is side]
        )
        for side in (False, True)
    )
    found = outlined(two_islands, spec)
    assert share_along(new.boundary, found) > 0.95
    assert share_along(old.boundary.difference(new.buffer(6)), found) == 0


@pytest.mark.parametrize(("theme", "tone"), LOOKS)
def test_what_passed_is_parted_from_what_is_as_before(karabakh, two_islands, theme, tone):
    """Round land that passed without fighting runs a line with 3 to 1 against it and against the tint of what its holder had."""
    for dataset in (karabakh, two_islands):
        palette = Palette.of(dataset, theme, tone)
        for actor in dataset.actors:
            for fill in (palette.agreed(actor), palette.tint(actor)):
                assert wcag(palette.edge(actor), fill) >= 3, (actor, fill)
    eve, day = dt.date(2020, 9, 26), dt.date(2020, 12, 1)
    spec = PictureSpec(
        day, kind=PictureKind.DIFFERENCE, earlier=eve, extent="district-aghdam", theme=theme, tone=tone
    )
    (frame,) = plan_of(karabakh, spec).frames
    palette = Palette.of(karabakh, theme, tone)
    layer = next(layer for layer in picture(karabakh, spec).layers if layer.id == "areas")
    lines = [
        it.geometry
        for it in layer.items
        if isinstance(it, VectorPath) and it.stroke == palette.edge("azerbaijan")
    ]
    state, quiet = control_on(karabakh, day), quiet_cells(karabakh, eve)
    cells = {it.id: frame.view.put(it.geometry) for it in karabakh.cells()}
    passed = shapely.union_all(
        [
            cells[it]
            for it in karabakh.members["aghdam-held"] & cells.keys()
            if state[it].actor == "azerbaijan"
        ]
    )
    pale = shapely.union_all([cells[it] for it in quiet & cells.keys()])
    shared = passed.boundary.intersection(pale.buffer(1)).intersection(shapely.box(*frame.view.box))
    assert shared.length > 50
    assert share_along(shared, shapely.union_all(lines)) > 0.9


def test_rings_that_overlap_are_one(karabakh):
    """On a phone what changed at Lachin on 30 August 2022 is ringed as a whole: no ring lies inside another."""
    spec = PictureSpec(dt.date(2022, 8, 30), size=PRESETS["phone"])
    changed = next(layer for layer in picture(karabakh, spec).layers if layer.id == "changed")
    rings = shapely.polygonize(shapely.get_parts(shapely.union_all([it.geometry for it in changed.items])))
    discs = list(shapely.get_parts(rings))
    assert discs
    assert all(not a.touches(b) for a, b in itertools.combinations(discs, 2))


def test_small_gaps_close_spikes_go_and_crumbs_are_left_out():
    """Two squares beside a slit become one; a hair and a crumb vanish; a small hole is filled, a large one is not."""
    squares = [shapely.box(0, 0, 100, 100), shapely.box(106, 0, 200, 100), shapely.box(300, 0, 304, 4)]
    hair = shapely.box(200, 50, 250, 53)
    holes = shapely.union_all([shapely.box(20, 20, 35, 35), shapely.box(120, 20, 180, 80)])
    area = shapely.union_all([*squares, hair]).difference(holes)
    found = one_region(area, close=4, open_=4, least=100, hole=400)
    assert found.geom_type == "Polygon"
    assert len(found.interiors) == 1
    assert found.bounds[2] < 206


@pytest.mark.parametrize(("theme", "tone"), LOOKS)
def test_names_can_be_read_on_every_fill(karabakh, two_islands, theme, tone):
    """Letters on full colours, tints, land and water have a contrast of 4.5 to 1 at least."""
    for dataset in (karabakh, two_islands):
        palette = Palette.of(dataset, theme, tone)
        for actor in dataset.actors:
            plain = not palette.actor(actor).pattern
            for fill in (palette.ground(actor), *([palette.agreed(actor)] if plain else [])):
                assert wcag(letters_on(fill), fill) >= 4.5, (actor, fill)
            assert wcag(palette.page("ink"), palette.tint(actor)) >= 4.5, actor
        for fill in ("land", "paper"):
            assert wcag(palette.page("ink"), palette.page(fill)) >= 4.5
            assert wcag(palette.page("soft"), palette.page(fill)) >= 4.5
        assert wcag(palette.page("water-ink"), palette.page("water")) >= 4.5


@pytest.mark.parametrize(("theme", "tone"), LOOKS)
def test_neighbours_are_told_apart_by_contrast_or_by_a_line(karabakh, two_islands, theme, tone):
    """The front has 3 to 1 against its casing, and it or its casing against each land beside it."""
    for dataset in (karabakh, two_islands):
        palette = Palette.of(dataset, theme, tone)
        front, casing = palette.page("front"), palette.page("casing")
        assert wcag(front, casing) >= 3
        for actor in dataset.actors:
            assert max(wcag(front, palette.ground(actor)), wcag(casing, palette.ground(actor))) >= 3, actor


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_full_colours_stand_out_from_tints_and_water(karabakh, theme):
    """Where control matters is seen at once: 1.4 to 1 at least against every tint, and no tint is that of water."""
    palette = Palette.of(karabakh, theme)
    homes = [it.actor for it in karabakh.context.countries if it.actor]
    for home in homes:
        for actor in homes:
            assert wcag(palette.solid(actor), palette.tint(home)) >= 1.4, (actor, home)
        assert wcag(palette.tint(home), palette.page("water")) >= 1.25, home


def test_every_name_on_the_map_can_be_read_where_it_stands(karabakh):
    """Names on full land are white or dark as that land demands, in the picture itself."""
    for theme in ("light", "dark"):
        drawing = picture(karabakh, PictureSpec(dt.date(2020, 11, 10), theme=theme))
        (layer,) = (layer for layer in drawing.layers if layer.id == "names")
        runs = [it for it in layer.items if isinstance(it, TextRun)]
        assert {"Azerbaijan", "Armenian forces"} <= {it.text for it in runs}
        for run in runs:
            if run.halo is not None:
                assert wcag(run.color, run.halo) >= 4.5, run.text


def test_a_light_colour_is_not_made_darker(karabakh):
    """White letters or ink: a colour goes to the side that is nearer."""
    palette = Palette.of(karabakh)
    assert wcag(palette.solid("azerbaijan"), WHITE) >= 4.5
    full = color_of(karabakh.actors["armenian-forces"], "light")
    assert wcag(palette.solid("armenian-forces"), WHITE) < wcag(full, WHITE)
    assert palette.agreed("azerbaijan") != mix(palette.solid("azerbaijan"), WHITE, 1.0)
