"""The key under a chart: what its colours, shapes and forms mean, as far as it has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from review.charts.layout import TEXT, Plane, text_width
from review.charts.marks import BASES, COLOURS, OTHERS, PLAIN, Chart
from review.charts.palette import LIGHT
from review.charts.signs import FORMS, SHAPES, Sign
from review.formats import clean

_TOP, _ROW = 54, 20  # pixels from the plane to the first line, and from line to line
_LONGEST = 32  # letters of an origin's name


def key(plane: Plane) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The signs and the words of the key, as rows that are drawn: origins first, shapes and forms in a line below."""
    signs, words = [], []
    row = 0
    for part in (_colours(plane.chart), _shapes(plane.chart)):
        x = 0.0
        for sign in part:
            width = text_width(sign.words) + 30
            if x and x + width > plane.size.width:
                x, row = 0.0, row + 1
            y = plane.size.height + _TOP + row * _ROW
            place = {"y": y, "href": None}
            signs.append(place | {"x": x + 6, "shape": sign.shape, "size": 90, "fill": sign.fill,
                                  "stroke": sign.stroke, "strokeWidth": 1.6, "opacity": sign.opacity})  # fmt: skip
            words.append(place | {"x": x + 17, "text": sign.words, "fontSize": TEXT, "fontWeight": "normal",
                                  "align": "left", "opacity": 1})  # fmt: skip
            x += width
        row += bool(x)
    return signs, words


def _colours(chart: Chart) -> Iterator[Sign]:
    for number, origin in enumerate(chart.origins):
        name = clean(origin.name)
        name = name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
        yield Sign(name, "circle", LIGHT[f"o{number}"], LIGHT[f"o{number}"])
    if any(chart.colour(mark) == COLOURS for mark in chart.marks):
        yield Sign(OTHERS, "circle", LIGHT[f"o{COLOURS}"], LIGHT[f"o{COLOURS}"])


def _shapes(chart: Chart) -> Iterator[Sign]:
    used = {mark.basis for mark in chart.marks}
    if used - {PLAIN}:
        yield from (Sign(basis, SHAPES[basis], LIGHT["soft"], LIGHT["soft"]) for basis in BASES if basis in used)
    yield from (sign for sign, has in FORMS if any(map(has, chart.marks)))
