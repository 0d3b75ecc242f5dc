"""Currencies that are said once and meant again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.elided import REACH, share_currency
from extractors.quantities import find_quantities
from extractors.written import Number, find_numbers


def sums(text: str) -> list[tuple[str, str]]:
    """Each quantity of a text with its unit."""
    return [(text[one.start : one.end], one.quantity.unit) for one in find_quantities(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Net debt was 3.2 billion pounds, a value of about 10.2 billion.",
            [("3.2 billion pounds", "GBP"), ("10.2 billion", "GBP")],
        ),
        (
            "It spent $9 billion in 2024 and 14 billion in 2025.",
            [("$9 billion", "USD"), ("14 billion", "USD")],
        ),
        ("Revenue was €5.2 billion. Profit came to 600 million.", [("€5.2 billion", "EUR"), ("600 million", "EUR")]),
        ("It paid $9 billion, then €2 billion, then 3 billion.", [("$9 billion", "USD"), ("€2 billion", "EUR"),
                                                                  ("3 billion", "EUR")]),
        ("It spent $9 billion (€8 billion) and then 7 billion.", [("$9 billion", "USD"), ("€8 billion", "EUR"),
                                                                  ("7 billion", "USD")]),
        ("It spent $9 billion (about €8 billion), then 7 billion.", [("$9 billion", "USD"), ("€8 billion", "EUR"),
                                                                     ("7 billion", "EUR")]),
    ],
)  # fmt: skip
def test_a_sum_without_a_currency_has_that_of_the_sum_before(text: str, expected: list[tuple[str, str]]) -> None:
    """The last one counts, unless it stands at the start of a bracket, where it converts."""
    assert sums(text) == expected


@pytest.mark.parametrize(
    "rest",
    [
        "It has 3 billion users.",
        "It has users, some 3 billion.",
        "It counts 3 billion of its users.",
        "It bought 3 million chips.",
        "It shipped chips to a total of 3 million.",
        "It grew by 3 billion-odd.",
        "It has 300 people.",
        "It was 7.5 then.",
        "In 2025 it grew.",
        "The formula is Y=50 billion.",
        "\n\nIt was 6 billion a year before.",
        f"{'It grew. ' * (REACH // 9 + 1)}It was 6 billion a year before.",
    ],
)
def test_what_is_no_sum(rest: str) -> None:
    """A number with a noun, a small one, a year, one in another paragraph or too far off counts something else."""
    assert sums(f"It spent $9 billion. {rest}") == [("$9 billion", "USD")]


def test_power_and_unscaled_prices_lend_no_unit() -> None:
    """Watts are no currency, and a price is no sum to go on from."""
    assert sums("It uses 2 GW and cost 7 billion.") == [("2 GW", "W")]
    assert sums("It costs $20 and reaches 7 billion.") == [("$20", "USD")]


PIECES = st.sampled_from([
    "$9 billion ", "€2 million ", "3 billion ", "600 million ", "14 ", "users ", "(", ")", ", ", ". ", "and ", "from ",
    "to ", "up ", "of its ", "2 GW ", "\n\n", "£", "chips ",
])  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_sharing_changes_units_and_never_spans(text: str) -> None:
    """Only the unit of a scaled number without one changes, to a currency that stands before it."""

    def seen(numbers: list[Number]) -> list[tuple[int, int, object, object]]:
        return [(n.start, n.end, n.value, n.factor) for n in numbers]

    found = find_numbers(text, "USD", [])
    before, units = seen(found), [n.unit for n in found]
    share_currency(text, found)
    assert seen(found) == before
    for i, (number, unit) in enumerate(zip(found, units, strict=True)):
        if number.unit != unit:
            assert unit is None
            assert number.scaled
            assert number.unit in units[:i]
    again = [n.unit for n in found]
    share_currency(text, found)
    assert [n.unit for n in found] == again
