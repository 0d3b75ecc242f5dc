"""Which of a sentence's dates belongs to a sum, and whether it dates it or is its horizon."""

from __future__ import annotations

import pytest

from extractors.dates import find_dates
from extractors.quantities import find_quantities
from extractors.when import Dated, dated

FRIDAY = "2025-10-24"


def of(text: str, which: int = 0) -> Dated:
    """The dates of one of the sums of a sentence, seen from a day in October 2025."""
    spans = [(one.start, one.end) for one in find_quantities(text)[0]]
    start, end = spans.pop(which)
    return dated(text, start, end, find_dates(text, published=FRIDAY), "funding", spans)


@pytest.mark.parametrize(
    ("text", "as_of"),
    [
        ("Acme raised $5 billion in 2023.", "2023"),
        ("In March 2024, Acme raised $5 billion.", "2024-03"),
        ("Acme raised $5 billion on 3 October 2025.", "2025-10-03"),
        ("Acme raised $5 billion last year.", "2024"),
        ("Revenue was $5 billion in the third quarter of 2025.", "2025-Q3"),
        ("Acme raised $5 billion.", None),
    ],
)
def test_the_date_of_an_event(text: str, as_of: str | None) -> None:
    """A point or a period in the sentence dates what happened."""
    assert (of(text).as_of, of(text).horizon) == (as_of, None)


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        ("Acme will spend $5 billion by 2030.", "2030"),
        ("Acme will spend $5 billion over eight years.", "P8Y"),
        ("Acme will spend $5 billion over the next 18 months.", "P18M"),
        ("Acme will have 2 GW through 2028.", "2028"),
        ("Acme will spend $5 billion in 2027.", "2027"),
    ],
)
def test_the_horizon_of_a_plan(text: str, horizon: str) -> None:
    """A limit, a length and any date ahead say when it is to be reached."""
    assert (of(text).as_of, of(text).horizon) == (None, horizon)


def test_a_date_ahead_is_never_the_date_of_a_figure() -> None:
    """What is told is told of what was: a date ahead is when it is to be reached, also without a word of planning."""
    found = of("The bond of $5 billion falls due in 2027.")
    assert (found.as_of, found.horizon) == (None, "2027")


@pytest.mark.parametrize(
    "text",
    [
        "Acme said on 3 October 2025 that it has $5 billion.",
        "Acme told us on Tuesday that it has $5 billion.",
        "It has $5 billion, Acme reported late on Tuesday.",
    ],
)
def test_the_day_of_a_statement_dates_nothing(text: str) -> None:
    """When something was said is not when it happened."""
    assert of(text).as_of is None


def test_each_sum_has_its_own_date() -> None:
    """A date that stands nearer to another sum is that sum's."""
    text = "Acme was worth $5 billion in 2023, and in a new round it reached a value of $9 billion in 2025."
    assert [of(text, which=i).as_of for i in (0, 1)] == ["2023", "2025"]


def test_the_nearest_of_two_counts() -> None:
    """Two dates around one sum: the nearer one."""
    assert of("Founded in 2015 as a maker of office chairs, Acme raised $5 billion in 2024.").as_of == "2024"


def test_a_plan_can_have_both() -> None:
    """What was agreed in one year may run for eight, and the spans show what was read."""
    text = "Acme agreed in 2024 to pay $5 billion over eight years."
    found = of(text)
    assert (found.as_of, found.horizon) == ("2024", "P8Y")
    assert ["2024" in text[slice(*span)] or "eight years" in text[slice(*span)] for span in found.spans] == [True, True]


def test_too_far_is_no_date() -> None:
    """A date at the other end of a long sentence dates something else."""
    filler = "and so on with many more words of no importance to anybody at all " * 3
    assert of(f"In 2019 it began {filler} it has $5 billion.").as_of is None


@pytest.mark.parametrize("text", ["It spent $5 billion in eight years.", "It spent $5 billion since 2019."])
def test_a_span_behind_is_no_horizon(text: str) -> None:
    """What took eight years, or began in 2019, is over."""
    assert of(text).horizon is None


def test_a_horizon_without_a_number_is_one_too() -> None:
    """ "Within the next few years" is nearer than "within two years", which is another phase's."""
    text = (
        "A phase of $1 billion will be done within two years and the whole $5 billion site within the next few years."
    )
    assert [of(text, which=i).horizon for i in (0, 1)] == ["P2Y", None]
