"""Which claims meet, and what a store is asked for before they do."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from claims.buckets import DEALS, Asked, asked, keys
from claims.conflicts import compare_bucket
from claims.identity import place
from claims.model import Claim, Event, Modality
from claims.pairs import Context
from claims.parties import Party, PartyTable
from claims.verdicts import Kind

MakeClaim = Callable[..., Claim]
PARTIES = PartyTable(
    [
        Party("Acme", "company", "Holding"),
        Party("Acme Cloud", "company", "Acme"),
        Party("Fjord One", "project"),
        Party("B", "fund"),
    ]
)
POWER: dict[str, Any] = {"metric": "power", "unit": "W"}


def meet(a: Claim, b: Claim) -> bool:
    """Whether the two share a bucket."""
    return bool(keys(a, PARTIES) & keys(b, PARTIES))


def test_claims_of_one_group_and_metric_meet(claim: MakeClaim) -> None:
    """Without a party table, a group is a name; without a subject there is no bucket."""
    a, b = claim(subject="Acme"), claim(7e9, "b", subject="Acme Cloud")
    assert meet(a, b)
    assert not keys(a) & keys(b)
    assert not meet(a, claim(subject="Acme", metric="revenue"))
    assert keys(claim(subject=None)) == frozenset()


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        ({"subject": "Acme"}, {"metric": "investment", "subject": "B", "counterparties": ("Acme Cloud",)}, True),
        ({"subject": "Acme"}, {"metric": "debt", "subject": "Acme"}, True),
        (
            {"metric": "commitment", "value": 3.8e9, "counterparties": ("Acme",)},
            {"metric": "commitment", "value": 3.8e9, "counterparties": ("Acme",), "subject": "Other"},
            True,
        ),
        (
            {"metric": "spending", "value": 3e9, "counterparties": ("Acme",)},
            {"metric": "spending", "value": 3e9, "counterparties": ("Acme",), "subject": "Other"},
            False,
        ),
        (
            {"metric": "commitment", "counterparties": ("Acme",), "modality": "denied"},
            {"metric": "investment", "counterparties": ("Acme",)},
            True,
        ),
        ({**POWER, "event": Event(site="the Fjord One campus")}, {**POWER, "subject": "Fjord One"}, True),
        ({**POWER, "subject": "Fjord One", "counterparties": ("Acme",)}, {**POWER, "subject": "Acme"}, True),
        ({**POWER, "counterparties": ("Acme",)}, {**POWER, "subject": "Acme"}, True),
    ],
    ids=["a round and a share of it", "a round and a loan", "one sum of two payers", "so round a sum is no coincidence",
         "one sum of a deal, denied",
         "one site", "a project and its owner", "user and supplier in one text"],
)  # fmt: skip
def test_what_else_meets(claim: MakeClaim, a: dict[str, Any], b: dict[str, Any], together: bool) -> None:
    """Beside one party's figures of one kind."""
    assert meet(claim(**a), claim(**b)) is together


def test_a_store_is_asked_for_all_that_a_new_claim_meets(claim: MakeClaim) -> None:
    """The group's figures of one kind, the investments into a round, and the same sum with one of the parties."""
    new = [claim(subject="Acme Cloud"), claim(3.8e9, metric="commitment", subject="B", counterparties=("Acme",))]
    family = {"Acme", "Acme Cloud", "Holding"}
    assert asked(new, PARTIES) == Asked(
        subjects=frozenset({("B", "commitment"), *((name, "funding") for name in family)}),
        counterparties=frozenset((name, "investment") for name in family),
        sums=frozenset((name, "USD", 3.8e9, 3.8e9) for name in ("B", *family)),
    )


def test_a_project_is_found_by_its_name_and_by_its_place(claim: MakeClaim) -> None:
    """Whether it is told of the project itself, or of somebody there; with who is named beside it."""
    by_name = asked([claim(**POWER, subject="Fjord One", counterparties=("B",))], PARTIES)
    assert by_name == Asked(
        subjects=frozenset({("Fjord One", "power"), ("B", "power")}),
        counterparties=frozenset({("Fjord One", "power")}), sites=frozenset({("fjord one", "power")}),
    )  # fmt: skip
    by_place = asked([claim(**POWER, subject="B", event=Event(site="the Fjord One campus"))], PARTIES)
    assert by_place == Asked(
        subjects=frozenset({("Fjord One", "power"), ("B", "power")}),
        counterparties=frozenset({("B", "power")}), sites=frozenset({("fjord one", "power")}),
    )  # fmt: skip


def test_a_claim_of_nobody_asks_for_nothing(claim: MakeClaim) -> None:
    """It has no bucket."""
    assert asked([claim(subject=None)], PARTIES) == Asked()


def found(wanted: Asked, one: Claim) -> bool:
    """Whether a store that is asked so finds the claim."""
    q, names = one.quantity, (one.subject, *one.counterparties)
    return (
        (one.subject, one.metric) in wanted.subjects
        or any((name, one.metric) in wanted.counterparties for name in names)
        or (place(one.metric, one.event.site), one.metric) in wanted.sites
        or any((name, q.unit, q.low, q.high) in wanted.sums for name in names)
    )


@pytest.mark.parametrize("seed", range(3))
def test_of_two_claims_with_a_verdict_each_finds_the_other(claim: MakeClaim, seed: int) -> None:
    """So the order in which they are stored changes nothing; two claims of one text are always compared."""
    chance, told = Random(seed), []
    names, sites = ("Acme", "Acme Cloud", "Holding", "B", "Fjord One", "Other"), (None, "Fjord", "the Fjord One site")
    for number in range(400):
        metric = chance.choice((*sorted(DEALS), "power", "spending", "valuation"))
        subject, *others = chance.sample(names, chance.randint(1, 3))
        told.append(
            claim(
                chance.choice((2e9, 3.8e9, 3.85e9, 5e9)), f"doc {number}", metric=metric, subject=subject,
                counterparties=tuple(others), event=Event(site=chance.choice(sites)), published="2026-03-02",
                modality=chance.choice((Modality.asserted, Modality.denied)), unit="W" if metric == "power" else "USD",
                **({"precision": 1e7} if chance.random() < 0.5 else {}),
            )
        )  # fmt: skip
    compared = list(compare_bucket(told, (), Context(parties=PARTIES)))
    lost = [(a, b) for a, b, _ in compared if not (found(asked([a], PARTIES), b) and found(asked([b], PARTIES), a))]
    assert lost == []
    assert {str(verdict.outcome) for *_, verdict in compared} >= {"compatible", "contradiction", "undetermined"}
    kinds = {(verdict.kind, a.metric == b.metric, a.subject == b.subject) for a, b, verdict in compared}
    assert kinds >= {(Kind.party, True, False), (Kind.denial, False, False), (Kind.denial, True, True)}


def test_a_pair_is_compared_once(claim: MakeClaim) -> None:
    """However many buckets it shares."""
    a = claim(**POWER, event=Event(site="Fjord"))
    b = claim(**POWER, doc="b", event=Event(site="Fjord"))
    assert len(list(compare_bucket((a, b), ()))) == 1
