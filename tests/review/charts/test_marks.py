"""Claims to marks: dates, forms, origins, what is left out, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from claims.model import Basis, Includes, Modality, Scope
from claims.origins import Origin
from claims.values import Qualifier, Quantity
from review.charts.marks import COLOURS, FATES, PLAIN, Form
from storage.standing import Fate


def test_a_mark_stands_where_it_was_true_else_when_it_was_said(told: Any) -> None:
    """The date of the event, the end of a plan, the period, then the day of the article."""
    told.add(1e9, as_of="2025-09")
    told.add(2e9, horizon="2030")
    told.add(3e9, period="2025-Q4")
    told.add(4e9)
    told.add(5e9, horizon="P8Y")
    marks = {mark.written / 1e9: (mark.day, mark.said, mark.when) for mark in told.chart().marks}
    assert marks == {
        1: (date(2025, 9, 15), False, "Sep 2025"), 2: (date(2030, 7, 2), False, "by 2030"),
        3: (date(2025, 11, 15), False, "Q4 2025"), 4: (date(2025, 10, 3), True, "said 3 Oct 2025"),
        5: (date(2025, 10, 3), True, "said 3 Oct 2025"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("qualifier", "low", "high", "form", "hollow", "value"),
    [
        ("exact", 2e9, 2e9, Form.exact, False, "$2 billion"),
        ("about", 2e9, 2e9, Form.exact, True, "about $2 billion"),
        ("range", 2e9, 3e9, Form.range, False, "$2-3 billion"),
        ("vague", 1e9, 9e9, Form.range, True, "some $1-9 billion"),
        ("at_least", 2e9, None, Form.at_least, False, "over $2 billion"),
        ("at_most", None, 2e9, Form.at_most, False, "up to $2 billion"),
    ],
)
def test_a_mark_has_the_form_of_its_bound(
    told: Any,
    bounded: Callable[..., Quantity],
    qualifier: str,
    low: Any,
    high: Any,
    form: Form,
    hollow: bool,
    value: str,
) -> None:
    """A point, a bar or an arrow, hollow where it is approximate; and the value in words."""
    told.add(0, quantity=bounded(qualifier, low, high))
    (mark,) = told.chart().marks
    assert (mark.form, mark.hollow, mark.value) == (form, hollow, value)


def test_a_denied_value_says_so(told: Any) -> None:
    """It is no other value."""
    told.add(2e9, modality=Modality.denied)
    told.add(2e9)
    assert {(mark.denied, mark.value) for mark in told.chart().marks} == {
        (True, "not $2 billion"),
        (False, "$2 billion"),
    }


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({}, PLAIN), ({"basis": Basis.pre_money}, "pre-money"), ({"includes": Includes.debt}, "with debt"),
        ({"basis": Basis.post_money, "includes": Includes.debt}, "post-money"),
    ],
)  # fmt: skip
def test_the_basis_has_a_label(told: Any, fields: dict[str, Any], label: str) -> None:
    """Which the drawing turns into a shape."""
    told.add(2e9, **fields)
    assert [mark.basis for mark in told.chart().marks] == [label]


def test_copies_count_once(told: Any) -> None:
    """One value from one origin within a week is one mark, with the number of its articles; the earliest speaks."""
    first = told.add(2e9, "2025-10-03", origin="The Wire", publisher="The Wire")
    told.add(2e9, "2025-10-09", origin="The Wire", publisher="The Echo")
    told.add(2e9, "2025-10-20", origin="The Wire", publisher="The Echo")
    told.add(2e9, "2025-10-04", origin="The Ledger")
    told.add(2.1e9, "2025-10-03", origin="The Wire")
    marks = told.chart().marks
    assert [(mark.written / 1e9, mark.origin, mark.articles) for mark in marks] == [
        (2.0, "The Wire", 2), (2.1, "The Wire", 1), (2.0, "The Ledger", 1), (2.0, "The Wire", 1),
    ]  # fmt: skip
    assert marks[0].claim == first


def test_the_same_date_of_an_event_is_one_mark_whenever_it_was_said(told: Any) -> None:
    """What was true that day does not become another thing by being told again."""
    told.add(2e9, "2025-10-03", as_of="2025-10-01")
    told.add(2e9, "2026-02-01", as_of="2025-10-01")
    told.add(2e9, "2026-02-01", as_of="2025-11-01")
    assert [mark.articles for mark in told.chart().marks] == [2, 1]


def test_a_mark_waits_and_stands_while_one_of_its_tellings_does(told: Any) -> None:
    """The claim that speaks for it is one that does."""
    told.add(2e9, "2025-10-03", fate=Fate.replaced)
    second = told.add(2e9, "2025-10-04")
    told.add(2e9, "2025-10-05", case="c1")
    (mark,) = told.chart().marks
    assert (mark.standing.waiting, mark.standing.case, mark.standing.faded, mark.claim) == (True, "c1", False, second)


@pytest.mark.parametrize("fate", list(Fate))
def test_every_fate_has_words(told: Any, fate: Fate) -> None:
    """And all but one fade."""
    told.add(2e9, fate=fate)
    (mark,) = told.chart().marks
    assert (mark.fate, mark.standing.faded) == (FATES[fate], fate is not Fate.stands)


def test_the_most_frequent_origins_have_a_colour(told: Any) -> None:
    """By their ids, as Bloomberg and Bloomberg News are one; all others share one."""
    for number in range(COLOURS + 2):
        for value in range(1 if number else 3):
            told.add((value + 1) * 1e9, origin=f"Paper {number}")
    told.add(9e9, origin="paper 0")
    chart = told.chart()
    assert [origin.name for origin in chart.origins][:2] == ["Paper 0", "Paper 1"]
    assert len(chart.origins) == COLOURS
    assert {chart.colour(mark) for mark in chart.marks if mark.origin.casefold() == "paper 0"} == {0}
    assert sum(chart.colour(mark) == COLOURS for mark in chart.marks) == 2
    assert all(isinstance(origin, Origin) for origin in chart.origins)


def test_of_many_values_some_are_shown_by_a_rule_that_is_said(told: Any) -> None:
    """Open cases, then what counts still, then the newest."""
    told.add(1e9, "2024-01-01", case="c1")
    told.add(2e9, "2025-01-01")
    told.add(3e9, "2025-03-01")
    told.add(4e9, "2026-01-01", fate=Fate.replaced)
    chart = told.chart(limit=2)
    assert [mark.written / 1e9 for mark in chart.marks] == [1, 3]
    assert chart.notes == (
        "Of 4 values 2 are shown: those in open cases first, then those that count still, then the newest.",
    )


def test_a_chart_says_that_not_all_was_read(told: Any) -> None:
    """A store may hold more than a chart reads."""
    told.add(1e9)
    assert told.chart(total=9_000).notes == (
        "Of 9,000 claims 1 were read: those in open cases, then those published last; narrow the dates to see others.",
    )


def test_what_has_no_date_stands_beside(told: Any) -> None:
    """It is listed and not drawn."""
    told.add(1e9, None)
    told.add(2e9)
    chart = told.chart()
    assert ([mark.written for mark in chart.marks], [mark.when for mark in chart.beside]) == ([2e9], ["undated"])
    assert chart.notes == ("1 value without any date is only in the table.",)


def test_what_is_not_above_zero_has_no_place_on_a_logarithmic_scale(
    told: Any, bounded: Callable[..., Quantity]
) -> None:
    """On a linear one it has."""
    told.add(-1e9)
    told.add(0, quantity=bounded("range", 0.0, 2e9))
    told.add(2e9)
    assert (len(told.chart().marks), len(told.chart(log=True).marks)) == (3, 1)
    assert told.chart(log=True).notes == ("2 values not above zero are only in the table: the scale is logarithmic.",)


def test_other_currencies_stand_at_the_rate_of_their_day_else_the_newest(told: Any) -> None:
    """In the unit of most claims; what no rate leads there stands beside."""
    asked = []

    def rate(one: str, other: str, day: str | None) -> float | None:
        asked.append((one, other, day))
        return {"2025-10-03": None, None: 1.2}[day] if one == "EUR" else None

    told.add(1e9)
    told.add(2e9)
    told.add(0, quantity=Quantity(low=1e9, high=1e9, unit="EUR", qualifier=Qualifier.exact))
    told.add(0, quantity=Quantity(low=1e9, high=1e9, unit="XAG", qualifier=Qualifier.exact))
    told.add(0, quantity=Quantity(low=1e9, high=1e9, unit="W", qualifier=Qualifier.exact))
    chart = told.chart(rate=rate)
    assert [(mark.written, mark.value) for mark in chart.marks] == [
        (1e9, "$1 billion"), (1.2e9, "EUR 1 billion"), (2e9, "$2 billion"),
    ]  # fmt: skip
    assert ("EUR", "USD", "2025-10-03") in asked
    assert chart.notes == (
        "1 value in another currency is drawn in USD, "
        "at the European Central Bank's rate of their day, else its newest.",
        "2 values in a currency without a rate are only in the table.",
    )


def test_a_rate_and_a_sum_are_two_marks(told: Any) -> None:
    """Also where the numbers are the same."""
    told.add(2e9)
    told.add(2e9, scope=Scope.rate, per="year")
    assert {mark.value for mark in told.chart().marks} == {"$2 billion", "$2 billion per year"}


def test_nothing_told_is_an_empty_chart(told: Any) -> None:
    """It is no error."""
    chart = told.chart()
    assert (chart.marks, chart.beside, chart.origins, chart.notes) == ((), (), (), ())
