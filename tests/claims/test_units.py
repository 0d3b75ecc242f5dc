"""The tables of currencies, power units and scale words, and the short form for people."""

from __future__ import annotations

from collections import Counter

import pytest

from claims.metrics import METRICS
from claims.units import CURRENCIES, POWER_UNITS, SCALES, number, scaled


def test_codes_are_iso_codes_once_each() -> None:
    """Three capital letters, no row twice."""
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
    assert all(code == row.code for code, row in CURRENCIES.items())


def test_no_two_currencies_share_a_symbol_or_a_plain_word() -> None:
    """A symbol or a word alone names one currency."""
    forms = Counter(form for row in CURRENCIES.values() for form in {*row.symbols, *row.words})
    assert {form for form, rows in forms.items() if rows > 1} == set()


def test_adjectives_come_with_nouns() -> None:
    """A noun is only read behind an adjective of its row."""
    assert [row.code for row in CURRENCIES.values() if row.nouns and not row.adjectives] == []


def test_power_units_go_down_from_the_largest() -> None:
    """`scaled` takes the first that fits."""
    watts = [row.watts for row in POWER_UNITS]
    assert watts == sorted(watts, reverse=True)


@pytest.mark.parametrize(("word", "factor"), [("bn", 1e9), ("mn", 1e6), ("T", 1e12), ("crore", 1e7), ("lakh", 1e5)])
def test_scale_words(word: str, factor: float) -> None:
    """Each scale word multiplies by its factor."""
    assert SCALES[word] == factor


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (110e9, "USD", "$110 billion"), (1.2e9, "EUR", "EUR 1.2 billion"), (3e6, "USD", "$3 million"),
        (1.25e12, "USD", "$1.25 trillion"), (-788e6, "CNY", "-CNY 788 million"), (116.2, "HKD", "HKD 116.2"),
        (2e9, "W", "2 GW"), (835e6, "W", "835 MW"), (0.5, "W", "0.5 W"),
    ],
)  # fmt: skip
def test_the_short_form_for_people(value: float, unit: str, words: str) -> None:
    """A value is shown as news would write it."""
    assert scaled(value, unit) == words


@pytest.mark.parametrize(("value", "shown"), [(None, "None"), (2e9, "2000000000"), (0.5, "0.5"), (1e30, "1e+30")])
def test_numbers_are_whole_where_they_are_whole(value: float | None, shown: str) -> None:
    """What rows and ids hold."""
    assert repr(number(value)) == shown


def test_every_metric_has_a_colour_of_its_own() -> None:
    """Charts tell metrics apart, and each row is found by its name."""
    assert len({row.colour for row in METRICS.values()}) == len(METRICS)
    assert all(name == row.name for name, row in METRICS.items())
