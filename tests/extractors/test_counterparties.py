"""Who stands on the other side of a sum, and who does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.metrics import METRICS
from claims.model import Claim
from claims.parties import PARTY_KINDS
from extractors.counterparties import COUNTER, NO_COUNTERPARTY
from extractors.roles import WEIGHTS

ReadText = Callable[..., tuple[Claim, ...]]
AWS = "Amazon Web Services"

CASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "funding": ("Nscale raised $2 billion from Nvidia, with Dell.", ("Nvidia", "Dell")),
    "investment": ("Nvidia put $2 billion into Nscale.", ("Nscale",)),
    "acquisition": ("AMD bought ZT Systems for $4.9 billion.", ("ZT Systems",)),
    "commitment": ("OpenAI signed a $38 billion contract with AWS.", (AWS,)),
    "debt": ("Meta borrowed $29 billion from Pimco, arranged by Morgan Stanley.", ("Pimco", "Morgan Stanley")),
    "revenue": ("CoreWeave had revenue of $3 billion from Microsoft.", ("Microsoft",)),
    "power": ("Microsoft agreed to buy 835 MW from Constellation.", ("Constellation Energy",)),
    "spending": ("Meta is building a $3 billion campus with Arm.", ("Arm",)),
}


@pytest.mark.parametrize("metric", COUNTER)
def test_every_metric_with_another_side_has_a_case(read: ReadText, metric: str) -> None:
    """One sentence a row of COUNTER."""
    assert metric in CASES, f"add a sentence with a counterparty of {metric}"
    sentence, others = CASES[metric]
    assert [(claim.metric, claim.counterparties) for claim in read(sentence)] == [(metric, others)]


def test_the_tables_name_known_metrics_relations_and_kinds() -> None:
    """A slip of the pen in a table would never match."""
    relations = {relation for weights in WEIGHTS.values() for relation in weights} | {"via", "including", "through"}
    assert set(COUNTER) <= set(METRICS)
    assert set(NO_COUNTERPARTY) <= set(COUNTER)
    assert set().union(*COUNTER.values()) <= relations
    assert set().union(*NO_COUNTERPARTY.values()) <= PARTY_KINDS


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("Goldman Sachs and JPMorgan arranged a $1.3 billion loan for Crusoe.", ("Goldman Sachs", "JPMorgan")),
        ("Crusoe said JPMorgan and Blackstone would lend $3 billion.", ("JPMorgan", "Blackstone")),
        ("JPMorgan said Crusoe would borrow $3 billion.", ()),
        ("An analyst at Jefferies said Crusoe would borrow $3 billion.", ()),
    ],
)
def test_banks_lend_and_arrange_unless_they_only_speak(read: ReadText, sentence: str, others: tuple[str, ...]) -> None:
    """A bank beside a loan is its lender; one that forecasts or is told is not."""
    assert [(claim.subject, claim.counterparties) for claim in read(sentence)] == [("Crusoe", others)]


def test_each_sum_has_its_own_other_side(read: ReadText) -> None:
    """The one that stands right behind, or right before, another sum belongs to that."""
    claims = read("OpenAI will pay Microsoft $250 billion, $300 billion to Oracle and $38 billion to AWS.")
    assert [claim.counterparties for claim in claims] == [("Microsoft",), ("Oracle",), (AWS,)]
    claims = read("$5 billion into Intel, $2 billion into Synopsys: Nvidia has been busy.")
    assert [claim.counterparties for claim in claims] == [("Intel",), ("Synopsys",)]


def test_those_who_only_watch_are_no_counterparties(read: ReadText) -> None:
    """A university that a company was spun off from, and a newspaper that tells of it."""
    for sentence in (
        "Nscale, a spin-off from Stanford University, raised $2 billion from Nvidia.",
        "Nscale raised $2 billion from Nvidia, according to Reuters.",
    ):
        assert [claim.counterparties for claim in read(sentence)] == [("Nvidia",)]


@pytest.mark.parametrize(
    ("sentence", "givers", "taker"),
    [
        ("Nscale received $750 million each from SoftBank and Dell.", ["SoftBank", "Dell"], "Nscale"),
        ("OpenAI raised $30 billion apiece from Nvidia and SoftBank.", ["Nvidia", "SoftBank"], "OpenAI"),
        ("OpenAI will get $30 billion commitments from Nvidia and SoftBank.", ["Nvidia", "SoftBank"], "OpenAI"),
    ],
)
def test_each_from_is_one_investment_a_party(read: ReadText, sentence: str, givers: list[str], taker: str) -> None:
    """What every one of them puts in; the company that takes it is the other side."""
    claims = read(sentence)
    assert [(claim.metric, claim.subject) for claim in claims] == [("investment", giver) for giver in givers]
    assert {claim.counterparties for claim in claims} == {(taker,)}


def test_an_investment_without_a_target_goes_to_the_company_told_of(read: ReadText) -> None:
    """ "The round ... Nvidia invested $1 billion": in the one that raised."""
    claims = read("Nscale closed a $2 billion round. Nvidia invested $1 billion.")
    assert [(claim.subject, claim.counterparties) for claim in claims] == [("Nscale", ()), ("Nvidia", ("Nscale",))]
