"""Where marks and words stand: nothing lies on anything else, and what stands aside says where it belongs."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

import pytest

from claims.model import Basis, Modality
from claims.values import Qualifier, Quantity
from review.charts.layout import LARGE, SMALL, TEXT, Box, Plane, Size, lay_out, text_width
from review.charts.layout import _box as box_of
from storage.standing import Fate

PAPERS = ("The Wire", "The Ledger", "The Echo", "Bloomberg", "Reuters", "Nikkei", "Le Monde", "WSJ", "CNBC", "FT")


def crowd(told: Any, count: int, seed: int) -> None:
    """So many values of one party within a year: bounds, ranges, hedges, denials, open cases."""
    chance = Random(seed)
    for _ in range(count):
        value = chance.choice([29, 80, 157, 300, 500, 730, 852]) * 1e9
        low, high, qualifier = chance.choice(
            [(value, value, "exact")] * 4
            + [
                (value, value, "about"),
                (value, None, "at_least"),
                (None, value, "at_most"),
                (value, value * 1.15, "range"),
            ]
        )
        told.add(
            value, f"2025-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}", origin=chance.choice(PAPERS),
            quantity=Quantity(low=low, high=high, unit="USD", qualifier=Qualifier(qualifier)),
            basis=chance.choice([None, None, Basis.post_money, Basis.pre_money]),
            modality=chance.choice([Modality.asserted] * 9 + [Modality.denied]),
            fate=chance.choice([Fate.stands, Fate.stands, Fate.replaced]),
            case=chance.choice([None] * 8 + ["c1"]),
        )  # fmt: skip


def boxes(plane: Plane) -> tuple[list[Box], list[Box]]:
    """The boxes of the marks, and of the words at them."""
    words = []
    for put in plane.placed:
        if put.label is not None:
            x, y, align = put.label
            width = text_width(put.mark.value)
            left = {"left": x, "center": x - width / 2, "right": x - width}[align]
            words.append(Box(left, y - TEXT / 2, left + width, y + TEXT / 2))
    return [box_of(put, plane.radius) for put in plane.placed], words


@pytest.mark.parametrize("log", [False, True], ids=["linear", "log"])
@pytest.mark.parametrize("seed", range(5))
def test_fifty_values_do_not_lie_on_each_other(told: Any, seed: int, log: bool) -> None:
    """Neither marks nor words, and all of it on the plane from left to right."""
    crowd(told, 60, seed)
    chart = told.chart(log=log, limit=50)
    assert len(chart.marks) == 50
    marks, words = boxes(lay_out(chart))
    assert [(one, other) for one, other in combinations([*marks, *words], 2) if one.meets(other)] == []
    assert all(box.left >= 0 and box.right <= LARGE.width for box in [*marks, *words])
    assert len(words) >= 25


def test_marks_of_one_place_stand_side_by_side(told: Any) -> None:
    """The nearest to where they belong, at their true height."""
    for name in PAPERS[:5]:
        told.add(5e9, origin=name)
    told.add(6e9, "2024-01-01")
    placed = [put for put in lay_out(told.chart()).placed if put.mark.written == 5e9]
    assert sum(put.x == put.true_x for put in placed) == 1
    assert len({round(put.x) for put in placed}) == 5
    assert len({put.y for put in placed}) == 1
    assert max(abs(put.x - put.true_x) for put in placed) < 45


def test_what_waits_is_placed_and_named_first(told: Any) -> None:
    """The others make room."""
    for name in PAPERS[:4]:
        told.add(5e9, origin=name)
    told.add(5e9, origin="Nikkei", case="c1")
    put = next(put for put in lay_out(told.chart()).placed if put.mark.standing.waiting)
    assert (put.x == put.true_x, put.label is not None) == (True, True)


def test_the_same_words_are_said_once_where_marks_stand_close(told: Any) -> None:
    """Five papers with one value need one label."""
    for name in PAPERS[:5]:
        told.add(5e9, origin=name)
    assert sum(put.label is not None for put in lay_out(told.chart()).placed) == 1


@pytest.mark.parametrize("size", [LARGE, SMALL])
@pytest.mark.parametrize("count", [0, 1, 100])
def test_any_number_of_marks_is_laid_out(told: Any, count: int, size: Size) -> None:
    """Every one of them is placed, in the chart's order."""
    crowd(told, count * 2, 9)
    chart = told.chart(limit=count)
    assert [put.mark for put in lay_out(chart, size).placed] == list(chart.marks)
    assert len(chart.marks) == count
