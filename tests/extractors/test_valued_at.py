"""Sums told with "at": a larger one behind a round values the company, a small one is the price of a share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.model import Claim
from extractors.roles import PRICE

ReadText = Callable[..., tuple[Claim, ...]]


def metrics(claims: tuple[Claim, ...]) -> list[tuple[str, str]]:
    """Quote and metric of each claim."""
    return [(claim.quote, claim.metric) for claim in claims]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Anthropic raised $13 billion at $183 billion.",
            [("$13 billion", "funding"), ("$183 billion", "valuation")],
        ),
        (
            "Nscale is raising $500 million at about $14 billion.",
            [("$500 million", "funding"), ("$14 billion", "valuation")],
        ),
        (
            "Mistral wants €500 million at €14 billion.",
            [("€500 million", "funding"), ("€14 billion", "valuation")],
        ),
        (
            "Anthropic raised $13 billion at a $183 billion valuation.",
            [("$13 billion", "funding"), ("$183 billion", "valuation")],
        ),
        ("Anthropic is in talks to raise money at $350 billion.", [("$350 billion", "valuation")]),
        ("Moonshot is back in the market at $4.3 billion.", [("$4.3 billion", "valuation")]),
        ("The round puts Anthropic at $350 billion.", [("$350 billion", "valuation")]),
        ("A bid values the grocer's equity at 7.1 billion pounds.", [("7.1 billion pounds", "valuation")]),
        ("A tender offer priced the startup at $350 billion.", [("$350 billion", "valuation")]),
    ],
)
def test_at_values_a_company(read: ReadText, sentence: str, expected: list[tuple[str, str]]) -> None:
    """Behind a round, a verb of pricing, or where a round is told of."""
    assert metrics(read(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The plant was sold at $350 million.", ["acquisition"]),
        ("Debt stood at $350 million.", ["debt"]),
        ("The site costs at least $350 million.", ["spending"]),
        ("Anthropic raised $13 billion at a cost of $183 million.", ["funding", "spending"]),
        ("Anthropic raised $13 billion at $5 billion.", ["funding", "funding"]),
        ("Anthropic raised $13 billion at €183 billion.", ["funding", "funding"]),
        ("OpenAI is raising money at $350 a share.", ["other_money"]),
    ],
)
def test_at_does_not_always(read: ReadText, sentence: str, expected: list[str]) -> None:
    """Other nouns and verbs, a bound, a cost, a smaller sum, another currency and a price are no valuation."""
    assert [claim.metric for claim in read(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "price"),
    [
        ("MiniMax raised HK$4.35 billion at HK$116.20.", "HK$116.20"),
        ("Oracle sold $2 billion of bonds at $99.50.", "$99.50"),
    ],
)
def test_a_small_sum_behind_a_raise_is_a_price(read: ReadText, sentence: str, price: str) -> None:
    """What one share or bond was sold for."""
    last = read(sentence)[-1]
    assert (last.quote, last.metric, last.rule.split("; ")[1]) == (price, "other_money", PRICE)


def test_who_is_valued(read: ReadText) -> None:
    """The one that raises, or the object of the verb; "it" is the target of a bid."""
    for sentence, subject in (
        ("Anthropic raised $13 billion at $183 billion.", "Anthropic"),
        ("ASML led Mistral's round, valuing it at €11.7 billion.", "Mistral AI"),
        ("CD&R offered to buy Morrisons, valuing it at £7 billion.", "Morrisons"),
    ):
        assert read(sentence)[-1].subject == subject
