"""A drawing as SVG: one group for each layer, which Inkscape and Illustrator show as layers.

Letters are text with the fonts inside the file, of each only the letters that occur; or outlines, which need no font. Each
text says how long it is, so that a program that does not read fonts from the file (Inkscape) squeezes its own into the room.
"""

from __future__ import annotations

import base64
import io
import itertools
import xml.etree.ElementTree as ET
from collections.abc import Mapping

import numpy as np
from PIL import Image
from shapely.geometry.base import BaseGeometry

from ..records.text import UNSEEN
from ..style.marks import Outline
from .drawing import Dot, Drawing, DrawingLayer, Item, Raster, Spots, TextRun, VectorPath
from .fonts import Face, face_of, subset_of, width_of
from .paint import glyphs, strings

_SVG = "http://www.w3.org/2000/svg"
_INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
_XLINK = "http://www.w3.org/1999/xlink"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"

for _prefix, _name in (("", _SVG), ("inkscape", _INKSCAPE), ("xlink", _XLINK), ("rdf", _RDF), ("dc", _DC)):
    ET.register_namespace(_prefix, _name)


OUTLINES, TEXT = LETTERS = ("outlines", "text")
"""How letters can be in the file, the usual way first: programs that draw no fonts of a file would move text."""


def svg_text(
    drawing: Drawing,
    width: float,
    unit: str,
    *,
    title: str,
    description: str,
    language: str,
    metadata: Mapping[str, str],
    letters: str = OUTLINES,
) -> str:
    """The drawing as the text of an SVG file, ``width`` units wide; same drawing, same text.

    ``letters``: as text, or as outlines.

    ``title`` and ``description`` are for screen readers and search engines; ``metadata`` are terms of Dublin Core
    (description, creator, rights, source), which editors show as the properties of the document.
    """
    high = width * drawing.height / drawing.width
    root = ET.Element(
        _tag("svg"),
        {
            "viewBox": f"0 0 {_n(drawing.width)} {_n(drawing.height)}",
            "width": f"{_n(width)}{unit}",
            "height": f"{_n(high)}{unit}",
            "role": "img",
            "aria-labelledby": "title desc",
            "{http://www.w3.org/XML/1998/namespace}lang": language,
        },
    )
    ET.SubElement(root, _tag("title"), {"id": "title"}).text = title
    ET.SubElement(root, _tag("desc"), {"id": "desc"}).text = description
    facts = ET.SubElement(ET.SubElement(root, _tag("metadata")), f"{{{_RDF}}}RDF")
    work = ET.SubElement(facts, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
    for name, text in metadata.items():
        ET.SubElement(work, f"{{{_DC}}}{name}").text = text
    definitions = ET.SubElement(root, _tag("defs"))
    if letters == TEXT:
        ET.SubElement(definitions, _tag("style")).text = _fonts(drawing)
    ET.SubElement(
        root,
        _tag("rect"),
        {"id": "paper", "width": _n(drawing.width), "height": _n(drawing.height), "fill": drawing.paper},
    )
    for layer in drawing.layers:
        _layer(root, definitions, layer, letters)
    body = UNSEEN.sub("\ufffd", ET.tostring(root, encoding="unicode"))  # some of which no XML can hold
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _layer(root: ET.Element, definitions: ET.Element, layer: DrawingLayer, letters: str) -> None:
    group = ET.SubElement(
        root,
        _tag("g"),
        {
            "id": layer.id,
            f"{{{_INKSCAPE}}}groupmode": "layer",
            f"{{{_INKSCAPE}}}label": layer.name,
        },
    )
    if layer.clip is not None:
        left, top, right, bottom = layer.clip
        frame = ET.SubElement(definitions, _tag("clipPath"), {"id": f"clip-{layer.id}"})
        ET.SubElement(
            frame,
            _tag("rect"),
            {"x": _n(left), "y": _n(top), "width": _n(right - left), "height": _n(bottom - top)},
        )
        group.set("clip-path", f"url(#clip-{layer.id})")
    for item in layer.items:
        _item(group, item, letters)


def _item(group: ET.Element, item: Item, letters: str) -> None:
    match item:
        case VectorPath():
            _shape(group, item)
        case Dot():
            _dot(group, item)
        case TextRun():
            _outlines(group, item) if letters == OUTLINES else _words(group, item)
        case Raster():
            _raster(group, item)
        case Spots():
            _spots(group, item)


def _shape(group: ET.Element, item: VectorPath) -> None:
    d = path_data(item.geometry)
    if not d:
        return
    known = {"d": d, "fill": item.fill or "none"}
    if item.fill:
        known["fill-rule"] = "evenodd"
    if item.stroke:
        cap = "round" if item.round and not item.dash else "butt"
        known |= {"stroke": item.stroke, "stroke-width": _n(item.width), "stroke-linejoin": "round"}
        known |= {"stroke-linecap": cap} if cap == "round" else {}
        known |= _dashed(item.dash)
    ET.SubElement(group, _tag("path"), known | _opacity(item.opacity))


def _spots(group: ET.Element, item: Spots) -> None:
    r = _n(item.r)
    disc = f"a{r} {r} 0 1 0 {_n(2 * item.r)} 0a{r} {r} 0 1 0 {_n(-2 * item.r)} 0Z"
    d = "".join(f"M{point}{disc}" for point in _points(item.points - (item.r, 0.0)))
    if d:
        ET.SubElement(group, _tag("path"), {"d": d, "fill": item.fill})


def _dot(group: ET.Element, item: Dot) -> None:
    place = {"cx": _n(item.x), "cy": _n(item.y), "r": _n(item.r)}
    known = {
        "fill": item.fill,
        "stroke": item.stroke,
        "stroke-width": _n(item.width),
        **_dashed(item.dash),
        **_opacity(item.opacity),
    }
    if item.sign is not None:
        ET.SubElement(group, _tag("path"), {"d": _round_corners(item, item.sign)} | known)
        if item.half:
            d = _round_corners(item, item.lower_half)
            ET.SubElement(group, _tag("path"), {"d": d, "fill": item.half, **_opacity(item.opacity)})
        return
    ET.SubElement(group, _tag("circle"), place | known)
    if item.half:
        by = item.r * 0.70711
        d = f"M{_n(item.x + by)} {_n(item.y - by)}A{_n(item.r)} {_n(item.r)} 0 0 1 {_n(item.x - by)} {_n(item.y + by)}Z"
        ET.SubElement(group, _tag("path"), {"d": d, "fill": item.half, **_opacity(item.opacity)})


def _round_corners(item: Dot, corners: Outline) -> str:
    points = (f"{_n(item.x + x * item.r)} {_n(item.y + y * item.r)}" for x, y in corners)
    return f"M{'L'.join(points)}Z"


def _words(group: ET.Element, item: TextRun) -> None:
    face = face_of(item.text, item.face)
    known = _font(item, face)
    if item.follows and len(group) and group[-1].tag == _tag("text"):
        before = group[-1]
        if _n(item.y) != before.get("y"):  # the next line of the same text
            before.text = f"{before.text} "  # whoever copies both has two words
            before.attrib.pop("textLength", None)
            before.attrib.pop("lengthAdjust", None)
            wide = width_of(item.text, item.size, item.face) if item.lean == "end" else 0.0
            place = {"x": _n(item.x + wide), "y": _n(item.y)}
            ET.SubElement(before, _tag("tspan"), known | place).text = item.text
            return
        ET.SubElement(before, _tag("tspan"), known).text = f" {item.text}"
        end = item.x + width_of(item.text, item.size, item.face)
        if item.lean == "end":
            start = float(before.get("x", "0")) - float(before.get("textLength", "0"))
            before.set("x", _n(end))
            before.set("textLength", _n(end - start))
        else:
            before.set("textLength", _n(end - float(before.get("x", "0"))))
        return
    leans = item.anchor == "start" and item.lean == "end"
    x, anchor = (
        (item.x + width_of(item.text, item.size, item.face), "end") if leans else (item.x, item.anchor)
    )
    known |= {"x": _n(x), "y": _n(item.y)}
    if anchor != "start":
        known["text-anchor"] = anchor
    if item.spacing:
        known["letter-spacing"] = _n(item.spacing)
    else:
        known |= {
            "textLength": _n(width_of(item.text, item.size, item.face)),
            "lengthAdjust": "spacingAndGlyphs",
        }
    ET.SubElement(group, _tag("text"), known | _halo(item)).text = item.text


def _outlines(group: ET.Element, item: TextRun) -> None:
    d = "".join(f"{letter}{' '.join(_n(number) for number in points)}" for letter, points in glyphs(item))
    if d:
        known = {"d": d, "fill": item.color, "aria-label": item.text}
        ET.SubElement(group, _tag("path"), known | _halo(item))


def _font(item: TextRun, face: Face) -> dict[str, str]:
    known = {"font-family": face.family, "font-size": _n(item.size * face.scale), "fill": item.color}
    known |= {"font-weight": str(face.weight)} if face.weight != 400 or item.follows else {}
    return known | ({"font-style": "italic"} if face.italic else {})


def _halo(item: TextRun) -> dict[str, str]:
    if not item.halo:
        return {}
    return {
        "stroke": item.halo,
        "stroke-width": _n(max(2.2, item.size * 0.24)),
        "stroke-opacity": "0.85",
        "stroke-linejoin": "round",
        "paint-order": "stroke",
    }


def _fonts(drawing: Drawing) -> str:
    """The fonts of a drawing as rules of a style sheet, of each the letters that occur."""
    letters: dict[Face, set[str]] = {}
    for _, run in drawing.texts():
        letters.setdefault(face_of(run.text, run.face), set()).update(run.text, " ")
    rules = []
    for face in sorted(letters, key=lambda face: str(face.path)):
        data = base64.b64encode(subset_of(face.path, "".join(sorted(letters[face])))).decode("ascii")
        rules.append(
            f"@font-face{{font-family:{face.family.partition(',')[0]};font-weight:{face.weight};"
            f"font-style:{'italic' if face.italic else 'normal'};"
            f"src:url(data:font/woff;base64,{data}) format('woff')}}"
        )
    return "\n".join(rules)


def _raster(group: ET.Element, item: Raster) -> None:
    out = io.BytesIO()
    Image.fromarray(item.pixels).save(out, "PNG", optimize=True)
    left, top, right, bottom = item.box
    ET.SubElement(
        group,
        _tag("image"),
        {
            "x": _n(left),
            "y": _n(top),
            "width": _n(right - left),
            "height": _n(bottom - top),
            "preserveAspectRatio": "none",
            f"{{{_XLINK}}}href": "data:image/png;base64," + base64.b64encode(out.getvalue()).decode("ascii"),
        },
    )


def path_data(geometry: BaseGeometry) -> str:
    """A geometry as the ``d`` of a path."""
    parts = []
    for coords, closed in strings(geometry):
        ends = coords[:-1] if closed else coords
        points = [point for point, _ in itertools.groupby(_points(ends))]
        if len(points) > 1:
            parts.append("M" + "L".join(points) + ("Z" if closed else ""))
    return "".join(parts)


def _points(coords: np.ndarray) -> list[str]:
    """Points as a path has them, with at most two decimals."""
    rounded = np.round(coords[:, :2], 2) + 0.0
    return ["%.10g %.10g" % (x, y) for x, y in rounded.tolist()]  # noqa: UP031, the fastest way


def _dashed(dash: tuple[float, float] | None) -> dict[str, str]:
    return {"stroke-dasharray": f"{_n(dash[0])} {_n(dash[1])}"} if dash else {}


def _opacity(value: float) -> dict[str, str]:
    return {"opacity": _n(value)} if value != 1 else {}


def _tag(name: str) -> str:
    return f"{{{_SVG}}}{name}"


def _n(value: float) -> str:
    """A number with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
