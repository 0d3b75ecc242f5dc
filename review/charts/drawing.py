"""The chart as the charting library (Vega) draws it: axes over two scales, and marks that `layout` has placed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from claims.metrics import METRICS
from review.charts.key import key
from review.charts.layout import ARROW, TEXT, Align, Placed, Plane
from review.charts.marks import PLAIN, Form
from review.charts.palette import LIGHT
from review.charts.scales import Tick
from review.charts.signs import CROSS, FADED, SHAPES
from review.formats import clean

PLACE = "https://mark.invalid/"
"""What a mark's link begins with until the picture is cleaned; the number of the mark follows."""

HEADING = 70
"""Letters of a party's name in the heading."""

LONGEST = 200
"""Letters of any text.  At a character that XML does not know the library ends the process: none gets there."""

_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_SCHEMA = "https://vega.github.io/schema/vega/v6.json"

Row = dict[str, Any]


def draw(plane: Plane) -> Row:
    """The chart's specification for Vega; the same plane gives the same one."""
    texts, symbols = list(_labels(plane)), list(_symbols(plane))
    if not plane.size.bare:
        signs, names = key(plane)
        texts += [_text(0, -24, heading(plane), size=16, weight="bold"), *names]
        symbols += signs
    for row in texts:
        row["text"] = clean(row["text"])[:LONGEST]
    width, height = plane.size.width, plane.size.height
    return {
        "$schema": _SCHEMA, "width": width, "height": height, "padding": 14, "background": LIGHT["paper"],
        "scales": [
            {"name": "x", "type": "linear", "domain": [plane.time.first, plane.time.last], "range": [0, width],
             "zero": False, "nice": False},
            {"name": "y", "type": "log" if plane.values.log else "linear", "nice": False, "zero": False,
             "domain": [plane.values.first, plane.values.last], "range": [height, 0]},
        ],
        "axes": [
            _axis("x", "bottom", plane.time.ticks) | {"domainColor": LIGHT["soft"]},
            _axis("y", "left", plane.values.ticks) | {"domain": False},
        ],
        "data": [
            {"name": "aside", "values": list(_aside(plane))}, {"name": "bars", "values": list(_bars(plane))},
            {"name": "shafts", "values": list(_shafts(plane))}, {"name": "symbols", "values": symbols},
            {"name": "texts", "values": texts},
        ],
        "marks": [
            _marks("rule", "aside", "x", "y", "x2", stroke=LIGHT["soft"], strokeWidth=0.75, opacity=0.45),
            _marks("rect", "bars", "x", "y", "x2", "y2", "fill", "stroke", "opacity", "href", strokeWidth=1.5),
            _marks("rule", "shafts", "x", "y", "y2", "stroke", "opacity", "href", strokeWidth=2),
            _marks("symbol", "symbols", "x", "y", "shape", "size", "fill", "stroke", "strokeWidth", "opacity", "href"),
            _marks("text", "texts", "x", "y", "text", "align", "fontSize", "fontWeight", "opacity", "href",
                   baseline="middle", fill=LIGHT["ink"], font=_FONT, limit=width),
        ],
    }  # fmt: skip


def heading(plane: Plane) -> str:
    """`OpenAI: Valuation`, cut where it is too long for the picture."""
    name = clean(plane.chart.party)
    name = name if len(name) <= HEADING else name[: HEADING - 1].rstrip() + "…"
    return f"{name}: {METRICS[plane.chart.metric].label}"


def _marks(kind: str, data: str, *fields: str, **fixed: Any) -> Row:
    """Marks of one kind, one for a row of the data: channels of these names from its fields, others fixed."""
    channels: Row = {name: {"field": name} for name in fields} | {name: {"value": v} for name, v in fixed.items()}
    return {"type": kind, "from": {"data": data}, "encode": {"enter": channels}}


def _axis(scale: str, side: str, ticks: Sequence[Tick]) -> Row:
    return {
        "scale": scale, "orient": side, "values": [tick.at for tick in ticks], "grid": True, "ticks": False,
        "gridColor": LIGHT["grid"], "labelColor": LIGHT["soft"], "labelFont": _FONT, "labelFontSize": 12,
        "labelPadding": 8, "labelOverlap": False, "labelLimit": 200,
        "encode": {"labels": {"update": {"text": {"signal": _words(ticks)}}}},
    }  # fmt: skip


def _words(ticks: Iterable[Tick]) -> str:
    """An expression that gives a tick's words; they are ours, made of digits, units and months."""
    cases = "".join(f"abs(datum.value - {t.at!r}) <= {abs(t.at) * 1e-9!r} ? '{t.label}' : " for t in ticks)
    return cases + "''"


def _shared(plane: Plane, number: int, put: Placed) -> Row:
    """What all shapes of a mark have in common: its colour, how faint it is, and its link."""
    colour = LIGHT[f"o{plane.chart.colour(put.mark)}"]
    return {
        "fill": LIGHT["paper"] if put.mark.hollow else colour, "stroke": colour,
        "opacity": FADED if put.mark.standing.faded else 1, "href": f"{PLACE}{number}",
    }  # fmt: skip


def _aside(plane: Plane) -> Iterator[Row]:
    """Lines from marks that stand aside to where they belong."""
    return ({"x": put.x, "x2": put.true_x, "y": put.y} for put in plane.placed if put.x != put.true_x)


def _bars(plane: Plane) -> Iterator[Row]:
    for number, put in enumerate(plane.placed):
        if put.mark.form is Form.range:
            wide = plane.radius * 0.9
            yield _shared(plane, number, put) | {
                "x": put.x - wide, "x2": put.x + wide, "y": put.top, "y2": max(put.bottom, put.top + 1),
            }  # fmt: skip


def _shafts(plane: Plane) -> Iterator[Row]:
    for number, put in enumerate(plane.placed):
        if sign := _upwards(put):
            yield _shared(plane, number, put) | {"x": put.x, "y": put.y, "y2": put.y - sign * (ARROW - 5)}


def _symbols(plane: Plane) -> Iterator[Row]:
    """The points, heads of arrows, crosses and rings, each mark's own one after another."""
    size = (2 * plane.radius) ** 2
    for number, put in enumerate(plane.placed):
        shared = _shared(plane, number, put) | {"x": put.x, "y": put.y, "strokeWidth": 1.8, "size": size}
        colour = shared["stroke"]
        if sign := _upwards(put):
            tip = {"y": put.y - sign * (ARROW - 4), "shape": "triangle-up" if sign > 0 else "triangle-down"}
            yield shared | tip | {"size": size * 0.65, "fill": colour, "strokeWidth": 0}
        if put.mark.form is not Form.range or put.mark.basis != PLAIN:
            inside = {"fill": LIGHT["paper"]} if put.mark.form is Form.range else {}
            yield shared | inside | {"shape": SHAPES[put.mark.basis]}
        over = shared | {"fill": None, "stroke": LIGHT["ink"]}
        if put.mark.denied:
            yield over | {"shape": CROSS, "size": size * 0.8}
        if put.mark.standing.waiting:
            yield over | {"shape": "circle", "size": (2 * plane.radius + 6.5) ** 2, "strokeWidth": 1.5, "opacity": 1}


def _upwards(put: Placed) -> int:
    """1 for an arrow upwards, -1 for one downwards, 0 for none."""
    return {Form.at_least: 1, Form.at_most: -1}.get(put.mark.form, 0)


def _labels(plane: Plane) -> Iterator[Row]:
    for number, put in enumerate(plane.placed):
        if put.label is not None:
            x, y, align = put.label
            opacity = 0.75 if put.mark.standing.faded else 1
            yield _text(x, y, put.mark.value, align=align, opacity=opacity) | {"href": f"{PLACE}{number}"}


def _text(
    x: float, y: float, text: str, *, size: float = TEXT, weight: str = "normal", align: Align = "left",
    opacity: float = 1,
) -> Row:  # fmt: skip
    return {"x": x, "y": y, "text": text, "fontSize": size, "fontWeight": weight, "align": align, "opacity": opacity}
