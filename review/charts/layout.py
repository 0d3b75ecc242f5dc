"""Where each mark of a chart and the words beside it stand, so that nothing lies on anything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from review.charts.marks import Chart, Form, Mark
from review.charts.scales import Scale, time_scale, value_scale

ARROW = 17
"""Pixels from the middle of a bound to the tip of its arrow."""

TEXT = 11
"""Height of the words at a mark, in pixels."""

_LETTER = 0.58
"""Width of a letter by its height, at the most, in the fonts that are likely: nothing here may depend on which."""


Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in pixels, with y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether both share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, width: float, height: float) -> bool:
        """Whether it lies on a plane of this size."""
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


@dataclass(frozen=True, slots=True)
class Size:
    """How large the plane is, in pixels; `bare` leaves heading and key away, for a page that says the same."""

    width: int
    height: int
    bare: bool = False


LARGE, SMALL = Size(860, 400), Size(440, 210, bare=True)


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark on the plane.

    x -- its place in pixels, aside from `true_x` where others stand there.  top, bottom -- of its bar; both are y where
    it has none.  label -- place of its words, with the side they begin from; None where there is no room.
    """

    mark: Mark
    x: float
    true_x: float
    y: float
    top: float
    bottom: float
    label: tuple[float, float, Align] | None = None


@dataclass(frozen=True, slots=True)
class Plane:
    """A chart laid out: its scales, its marks, and how large a mark is (radius in pixels)."""

    chart: Chart
    size: Size
    time: Scale
    values: Scale
    radius: float
    placed: tuple[Placed, ...]


def lay_out(chart: Chart, size: Size = LARGE) -> Plane:
    """Place all marks and as many of their words as there is room for."""
    days = [mark.day for mark in chart.marks if mark.day is not None]
    ends = [end for mark in chart.marks for end in mark.ends]
    below = any(mark.form is Form.at_most for mark in chart.marks)
    time = time_scale(days, size.width)
    values = value_scale(ends, chart.unit, size.height, log=chart.log, below=below)
    radius = 5.5 if len(chart.marks) <= 30 else 4.5 if len(chart.marks) <= 60 else 3.5
    boxes: list[Box] = []
    placed = []
    for mark in sorted(chart.marks, key=_important):
        put = _put(mark, time, values, radius, boxes)
        boxes.append(_box(put, radius))
        placed.append(put)
    labelled = tuple(_labelled(placed, radius, boxes, size))
    order = {mark.id + mark.claim.article_id: n for n, mark in enumerate(chart.marks)}
    drawn = sorted(labelled, key=lambda one: order[one.mark.id + one.mark.claim.article_id])
    return Plane(chart, size, time, values, radius, tuple(drawn))


def text_width(text: str) -> float:
    """Pixels that words at a mark take at the most."""
    return len(text) * TEXT * _LETTER


def _important(mark: Mark) -> tuple[bool, bool, int, str]:
    """Open cases are placed and labelled first, then what counts still, the newest before others."""
    newest = -mark.days.last.toordinal() if mark.days else 0
    return not mark.standing.waiting, mark.standing.faded, newest, mark.id


def _put(mark: Mark, time: Scale, values: Scale, radius: float, boxes: Sequence[Box]) -> Placed:
    """At its place, else beside it at the same height, as near as there is room."""
    assert mark.day is not None  # a chart's marks have days
    x = time.pixel(mark.day.toordinal())
    low, high = mark.ends
    y, top, bottom = values.pixel(mark.written), values.pixel(high), values.pixel(low)
    width = 2 * _reach(mark, radius) + 1
    for step in range(2 * int(time.end / width)):
        aside = ((step + 1) // 2) * width * (1 if step % 2 else -1)
        put = Placed(mark, x + aside, x, y, top, bottom)
        box = _box(put, radius)
        if box.left >= 0 and box.right <= time.end and not any(box.meets(other) for other in boxes):
            return put
    return Placed(mark, x, x, y, top, bottom)


def _reach(mark: Mark, radius: float) -> float:
    return radius + (4.5 if mark.standing.waiting else 1.5)


def _box(put: Placed, radius: float) -> Box:
    reach = _reach(put.mark, radius)
    top, bottom = put.top - reach, put.bottom + reach
    if put.mark.form is Form.at_least:
        top = min(top, put.y - ARROW)
    if put.mark.form is Form.at_most:
        bottom = max(bottom, put.y + ARROW)
    return Box(put.x - reach, top, put.x + reach, bottom)


def _labelled(placed: Sequence[Placed], radius: float, boxes: Sequence[Box], size: Size) -> Iterator[Placed]:
    """The marks with their words where there is room; the same words once where marks stand close together."""
    taken = [*boxes, *(Box(min(p.x, p.true_x), p.y - 1, max(p.x, p.true_x), p.y + 1) for p in placed)]
    said: list[tuple[str, Box]] = []
    for put in placed:
        words, width = put.mark.value, text_width(put.mark.value)
        near = Box(put.x - 70, put.y - 25, put.x + 70, put.y + 25)
        if any(words == other and near.meets(box) for other, box in said):
            yield put
            continue
        for x, y, align in _places(put, radius):
            left = {"left": x, "center": x - width / 2, "right": x - width}[align]
            box = Box(left - 2, y - TEXT / 2 - 1, left + width + 2, y + TEXT / 2 + 1)
            if box.within(size.width, size.height) and not any(box.meets(other) for other in taken):
                taken.append(box)
                said.append((words, box))
                put = replace(put, label=(x, y, align))
                break
        yield put


def _places(put: Placed, radius: float) -> Iterator[tuple[float, float, Align]]:
    """Where the words of a mark may stand, the best place first."""
    box = _box(put, radius)
    yield box.right + 3, put.y, "left"
    yield box.left - 3, put.y, "right"
    yield put.x, box.top - TEXT / 2 - 3, "center"
    yield put.x, box.bottom + TEXT / 2 + 3, "center"
    yield box.right + 2, box.top, "left"
    yield box.right + 2, box.bottom, "left"
    yield box.left - 2, box.top, "right"
    yield box.left - 2, box.bottom, "right"
