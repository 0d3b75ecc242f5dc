"""Orders of magnitude, and adjectives that leave the number out."""

from __future__ import annotations

import pytest

from claims.values import Qualifier
from extractors.quantities import find_quantities


def rows(text: str) -> list[tuple[str, float | None, float | None, str, str]]:
    """Quote, bounds, unit and qualifier of what stands in a text."""
    return [
        (text[one.start : one.end], one.quantity.low, one.quantity.high, one.quantity.unit, str(one.quantity.qualifier))
        for one in find_quantities(text)[0]
    ]


@pytest.mark.parametrize(
    ("quote", "low", "high", "unit"),
    [
        ("tens of billions of dollars", 1e10, 1e11, "USD"), ("hundreds of millions of euros", 1e8, 1e9, "EUR"),
        ("tens of thousands of pounds", 1e4, 1e5, "GBP"), ("several billion dollars", 2e9, 1e10, "USD"),
        ("a few billion yuan", 2e9, 1e10, "CNY"), ("several hundred million dollars", 2e8, 1e9, "USD"),
        ("a few hundred million dollars", 2e8, 1e9, "USD"), ("few hundred million dollars", 2e8, 1e9, "USD"),
        ("dozens of billions of dollars", 24e9, 1e11, "USD"), ("scores of millions of Swiss francs", 2e7, 1e8, "CHF"),
        ("billions of dollars", 1e9, None, "USD"), ("trillions of won", 1e12, None, "KRW"),
        ("hundreds of megawatts", 1e8, 1e9, "W"), ("tens of gigawatts", 1e10, 1e11, "W"),
        ("several gigawatts", 2e9, 1e10, "W"),
    ],
)  # fmt: skip
def test_orders_of_magnitude(quote: str, low: float, high: float | None, unit: str) -> None:
    """The words span an order of magnitude, or have no upper end."""
    assert rows(f"That means {quote} of it.") == [(quote, low, high, unit, "vague")]


@pytest.mark.parametrize(
    "quote", ["multi-billion-dollar", "multibillion-dollar", "multi-million-pound", "multi-gigawatt"]
)
def test_a_prefix_without_a_number_is_signalled_and_not_read(quote: str) -> None:
    """ "multi-billion" says neither how much nor how many: no claim, and one signal with its place."""
    found, signals = find_quantities(f"It is a {quote} bet.")
    assert found == []
    assert [(s.quote, s.start, s.end) for s in signals] == [(quote, 8, 8 + len(quote))]


@pytest.mark.parametrize(
    ("text", "quote", "qualifier"),
    [
        ("its first billion-dollar quarter", "billion-dollar", Qualifier.exact),
        ("the trillion-dollar club", "trillion-dollar", Qualifier.exact),
        ("a near-billion-dollar bill", "billion-dollar", Qualifier.about),
    ],
)
def test_an_adjective_without_a_number_is_one(text: str, quote: str, qualifier: Qualifier) -> None:
    """ "billion-dollar" is one billion."""
    assert [(one[0], one[4]) for one in rows(text)] == [(quote, str(qualifier))]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("They will invest tens of billions.", ["tens of billions"]),
        ("Hundreds of millions in funding came in.", ["Hundreds of millions"]),
        ("Tens of millions of people use it.", []),
        ("Hundreds of millions watch it every week.", []),
        ("A few billion was invested.", []),
        ("Several million people paid for it.", []),
        ("Billions of tokens, millions of users, a multi-million audience.", []),
    ],
)
def test_money_without_its_currency_needs_a_word_of_money(text: str, quotes: list[str]) -> None:
    """Tens of billions that are invested are dollars; people, tokens and small numbers are not."""
    assert [one[0] for one in rows(text)] == quotes


@pytest.mark.parametrize(
    "text",
    [
        "tens of billions of dollars",
        "a few hundred million dollars",
        "hundreds of billions of US dollars",
    ],
)
def test_nothing_is_read_twice(text: str) -> None:
    """The longest reading stands alone."""
    assert [one[0] for one in rows(text)] == [text]
