"""Second looks at a metric: one sentence that each ruling turns, and one near it that it leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.metrics import METRICS
from claims.model import Claim
from extractors.rulings import RULINGS, Ruling

ReadText = Callable[..., tuple[Claim, ...]]

CASES: dict[str, tuple[str, str]] = {
    "commitment_worth": (
        "The contract, valued at $10 billion, runs for five years.",
        "CoreWeave, which signed a contract, is valued at $10 billion.",
    ),
    "debt_worth": (
        "The loan that the owner has signed for, valued at $10 billion, was welcomed.",
        "xAI, which took a loan, is worth $10 billion.",
    ),
    "acquisition_worth": (
        "The takeover, valued at $10 billion, was welcomed.",
        "After the takeover xAI is worth $10 billion.",
    ),
    "other_money_worth": (
        "The tax breaks it was given are valued at $310 million.",
        "After the tax breaks xAI is worth $310 million.",
    ),
    "revenue_worth": (
        "The order book, valued at $10 billion, grew.",
        "Lambda, with a full order book, is worth $10 billion.",
    ),
    "funding_worth": ("A round valued at $2 billion was closed.", "The round valued the maker at $2 billion."),
    "invest_builds": (
        "Google will invest $25 billion in data centers in Iowa.",
        "Google will invest $25 billion in Anthropic.",
    ),
    "pledged_equity": (
        "SoftBank committed $30 billion to the funding round.",
        "Meta committed $30 billion for cloud services.",
    ),
    "joins_round": (
        "Figure AI closed a funding round in May. Samsung committed $5 million.",
        "Figure AI closed a funding round in May. Samsung committed $5 million for chips.",
    ),
    "settled": (
        "Meta will pay $725 million to settle a lawsuit.",
        "Meta will pay $725 million for computing capacity.",
    ),
    "lent": (
        "A group of lenders committed $7 billion to Crusoe, with Ares at its head.",
        "A group of investors committed $7 billion to Crusoe, with Ares at its head.",
    ),
    "paid_builds": (
        "Meta has paid for the $24 million substation.",
        "Meta has paid for $24 million of chips.",
    ),
    "debt_traded": ("Oracle will pay $18 billion for the bonds.", "Oracle sold its arm for $18 billion."),
    "raised_by_bonds": ("Meta raised $30 billion by selling bonds.", "Nscale raised $2 billion by selling shares."),
    "bonds_told": (
        "Alphabet sold bonds in May. It raised $20 billion this week.",
        "Alphabet sold bonds in May. It raised $20 billion of equity this week.",
    ),
    "brought_in_yearly": (
        "The lease could bring in $1 billion a year.",
        "The sale could bring in $1 billion.",
    ),
    "deal_takes_over": (
        "AMD completed a $4.9 billion deal to buy ZT Systems.",
        "Meta completed a $4.9 billion deal to rent servers.",
    ),
    "committed_builds": (
        "Meta committed $600 billion to infrastructure at home.",
        "OpenAI committed $600 billion to Oracle.",
    ),
    "spend_on_supplier": (
        "OpenAI agreed to spend $38 billion with Amazon Web Services.",
        "OpenAI agreed to spend $38 billion on research.",
    ),
    "led_with": ("Sequoia led the round with $300 million.", "Sequoia led the round of $300 million."),
    "orders_placed": ("Meta placed orders of $3 billion.", "Broadcom booked orders of $3 billion."),
    "buys_stake": ("Nvidia will buy a $5 billion stake in Intel.", "Nvidia will buy Groq for $5 billion."),
    "bought_from": (
        "It needs money for the $5.8 billion purchase from Dell.",
        "It will purchase Dell for $5.8 billion.",
    ),
    "company_bought": (
        "Nvidia shelled out $7 billion for Mellanox in 2019.",
        "Nvidia shelled out $7 billion for Mellanox switches in 2019.",
    ),
    "secured_financing": (
        "Crusoe closed a $7 billion financing secured by its processors.",
        "Crusoe closed a $7 billion financing with its owners.",
    ),
    "buys_things": ("OpenAI bought $5 billion of chips.", "OpenAI bought its rival for $5 billion."),
}


def decided(claims: tuple[Claim, ...]) -> tuple[str, str]:
    """The metric of the last claim, and the ruling that turned it, or an empty string."""
    return claims[-1].metric, claims[-1].rule.split("; ")[1].partition(">")[2]


@pytest.mark.parametrize("ruling", RULINGS, ids=lambda ruling: ruling.key)
def test_a_ruling_turns_its_sentence_and_leaves_the_one_near_it(read: ReadText, ruling: Ruling) -> None:
    """The first sentence gets the ruling's metric by this ruling; the second does not meet it."""
    assert ruling.key in CASES, f"add a sentence that meets {ruling.key} and one that nearly does"
    meets, misses = CASES[ruling.key]
    assert decided(read(meets)) == (ruling.to, ruling.key)
    assert decided(read(misses))[1] != ruling.key


def test_a_ruling_names_known_metrics_and_a_reason() -> None:
    """Keys are unique; a ruling changes the metric."""
    assert len({ruling.key for ruling in RULINGS}) == len(RULINGS)
    for ruling in RULINGS:
        assert {ruling.to, *ruling.of} <= set(METRICS)
        assert ruling.to not in ruling.of
        assert ruling.reason


def test_every_case_belongs_to_a_ruling() -> None:
    """A ruling that was renamed or removed leaves no case behind."""
    assert set(CASES) == {ruling.key for ruling in RULINGS}
