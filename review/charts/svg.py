"""The picture of a chart: drawn by the library, then cleaned, so that it holds shapes, words and our own links only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from review import words
from review.charts.drawing import PLACE, draw, heading
from review.charts.layout import LARGE, Plane, Size, lay_out
from review.charts.palette import classes, dark_rules
from review.formats import clean

if TYPE_CHECKING:
    from review.charts.marks import Chart, Mark

NAMESPACE = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"

_SHAPES = frozenset({"svg", "g", "a", "path", "rect", "line", "text", "title", "desc", "style"})
"""Elements that a picture may hold."""

_KEPT = frozenset(
    {"d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "viewBox", "transform", "fill", "stroke", "stroke-width",
     "opacity", "fill-opacity", "stroke-opacity", "font-family", "font-size", "font-weight", "text-anchor", "display"}
)  # fmt: skip
"""Attributes that a picture may hold, beside those that are set here."""

Link = Callable[["Mark"], str | None]
"""Where a mark leads."""


def claim_page(mark: Mark) -> str:
    """The page of the mark's claim on the desk."""
    return f"/claims/{mark.id}"


def svg(chart: Chart, link: Link = claim_page, *, styled: bool = True, size: Size = LARGE) -> str:
    """The chart as an SVG document; the same chart gives the same characters.

    link -- where each mark leads; None leads nowhere.  styled -- with a style sheet of its own for dark paper; a page
    that forbids such sheets has the rules in its own.
    """
    from vl_convert import vega_to_svg

    plane = lay_out(chart, size)
    return _cleaned(vega_to_svg(draw(plane)), plane, link, styled=styled)


def png(chart: Chart, *, scale: float = 2.0) -> bytes:
    """The chart as a PNG on light paper, `scale` times as large."""
    from vl_convert import svg_to_png

    picture: bytes = svg_to_png(svg(chart, lambda _: None, styled=False), scale=scale)
    return picture


def _cleaned(drawn: str, plane: Plane, link: Link, *, styled: bool) -> str:
    from lxml import etree

    root = etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    made = _copy(etree, root, plane, link)
    made.set("role", "group")
    made.set("class", "chart")
    made.set("aria-label", f"Chart. {heading(plane)}")
    first = etree.Element(f"{{{NAMESPACE}}}title")
    first.text = heading(plane)
    made.insert(0, first)
    if styled:
        style = etree.Element(f"{{{NAMESPACE}}}style")
        style.text = dark_rules()
        made.insert(1, style)
    text: str = etree.tostring(made, encoding="unicode")
    return text + "\n"


def _copy(etree: Any, one: Any, plane: Plane, link: Link) -> Any:
    """An element with what is allowed in it; a link to a mark gets its address, and a title in words."""
    name = etree.QName(one).localname
    made = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap={None: NAMESPACE})
    for key, value in one.attrib.items():
        if key in _KEPT:
            made.set(key, value)
    if found := classes(made.get("fill"), made.get("stroke")):
        made.set("class", found)
    if name == "a":
        mark = plane.placed[int(one.get(_XLINK).removeprefix(PLACE))].mark
        address = link(mark)
        if address is None:
            made = etree.Element(f"{{{NAMESPACE}}}g", nsmap={None: NAMESPACE})
        else:
            made.set("href", address)
            made.set("tabindex", "-1")  # the table under the chart has the same links in the order of reading
        title = etree.SubElement(made, f"{{{NAMESPACE}}}title")
        title.text = told(mark)
    if name == "text":
        made.text = one.text
    for child in one:
        inner = etree.QName(child).localname
        if inner in _SHAPES and child.get("display") != "none" and _seen(child, inner):
            copied = _copy(etree, child, plane, link)
            if inner != "g" or len(copied):
                made.append(copied)
    return made


def _seen(one: Any, name: str) -> bool:
    """Whether an element draws anything."""
    return one.get("opacity") != "0" and not (name == "path" and one.get("class") in ("background", "foreground"))


def told(mark: Mark) -> str:
    """A mark in one line: value, date, source, and what has become of it."""
    own = mark.claim
    facts = [mark.value, words.what(own.claim), mark.when, words.source(own.claim.doc, own.publisher, own.published)]
    facts += [f"from {mark.origin}"] if mark.origin not in (own.publisher, None) else []
    facts += [f"told by {words.plural(mark.articles, 'article')}"] if mark.articles > 1 else []
    facts += [fate] if (fate := mark.fate) else []
    facts += ["in an open case"] if mark.standing.waiting else []
    return clean("; ".join(facts))
