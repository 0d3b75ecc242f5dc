"""Which claims meet, and what a store is asked for before they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.buckets import counterparty_keys, keys, subject_keys
from claims.conflicts import compare_bucket
from claims.model import Claim, Event
from claims.parties import Party, PartyTable

MakeClaim = Callable[..., Claim]
PARTIES = PartyTable(
    [
        Party("Acme", "company"),
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
    """By subject: the group, and the metrics that explain it; by counterparty: other payers, investors, projects."""
    new = [claim(subject="Acme Cloud"), claim(3.8e9, metric="commitment", subject="B", counterparties=("Acme",))]
    family = {"Acme", "Acme Cloud"}
    assert subject_keys(new, PARTIES) == {
        *((name, metric) for name in family for metric in ("funding", "investment", "valuation")), ("B", "commitment"),
    }  # fmt: skip
    assert counterparty_keys(new, PARTIES) == {
        *((name, metric) for name in family for metric in ("investment", "commitment"))
    }


def test_a_pair_is_compared_once(claim: MakeClaim) -> None:
    """However many buckets it shares."""
    a = claim(**POWER, event=Event(site="Fjord"))
    b = claim(**POWER, doc="b", event=Event(site="Fjord"))
    assert len(list(compare_bucket((a, b), ()))) == 1
