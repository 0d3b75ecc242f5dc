"""How a party stands to one sum: the sentence's relation, seen from the sum and from what it measures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.clauses import Clause
from extractors.relations import belongs, relation_to, supplied

ClauseOf = Callable[[str], Clause]


def seen(clause: Clause, metric: str, sum_: int = 0) -> list[tuple[str, str]]:
    """Each party of the sentence with its relation to one of the sums."""
    q = clause.at[sum_]
    return [(clause.units[i].text, relation_to(clause, i, q, metric)) for i in clause.parties]


@pytest.mark.parametrize(
    ("sentence", "metric", "expected"),
    [
        # right before the sum, in a list
        ("Spending: Amazon $6 billion.", "spending", [("Amazon", "list")]),
        ("Spending: Amazon ($6 billion).", "spending", [("Amazon", "list")]),
        ("Spending: Amazon – about $6 billion.", "spending", [("Amazon", "list")]),
        ("It spent with Amazon: $6 billion.", "spending", [("Amazon", "with")]),
        ("It will pay Amazon $6 billion.", "commitment", [("Amazon", "recipient")]),
        ("Nvidia is slipping Nscale $6 billion.", "investment", [("Nvidia", "agent"), ("Nscale", "recipient")]),
        ("Shareholders voted down a $6 billion sale to Amazon.", "acquisition", [("Amazon", "doer")]),
        ("The board turned away an offer from Amazon of $6 billion.", "acquisition", [("Amazon", "doer")]),
        # who does it, who takes it
        ("$6 billion was spent by Amazon.", "spending", [("Amazon", "doer")]),
        ("A campus of 200 MW that OpenAI leased is here.", "power", [("OpenAI", "for")]),
        ("It took 200 MW of AMD's processors.", "power", [("AMD", "from")]),
        ("It took 200 MW of Bloom Energy fuel cells.", "power", [("Bloom Energy", "from")]),
        # who leads and who lends
        ("Aker led a round of $2 billion for Nscale.", "funding", [("Aker", "by"), ("Nscale", "for")]),
        ("Sequoia may lead a round of $2 billion.", "funding", [("Sequoia", "by")]),
        ("Nscale closed a round led by Aker of $2 billion.", "funding", [("Nscale", "agent"), ("Aker", "by")]),
        ("JPMorgan provided a loan of $2 billion.", "debt", [("JPMorgan", "from")]),
        # shares and pledges
        ("Meta paid $2 billion for 49% of Scale AI.", "investment", [("Meta", "agent"), ("Scale AI", "in")]),
        (
            "SoftBank said its entire Nvidia stake brought $2 billion.",
            "investment",
            [("SoftBank", "speaker"), ("Nvidia", "in")],
        ),
        (
            "It has $2 billion commitments from Nvidia and SoftBank.",
            "investment",
            [("Nvidia", "doer"), ("SoftBank", "doer")],
        ),
        ("It has $2 billion from Nvidia.", "investment", [("Nvidia", "from")]),
        # makes of things
        ("It spent $2 billion on Nvidia chips.", "spending", [("Nvidia", "from")]),
        ("It spent $2 billion on Nvidia GB200s.", "spending", [("Nvidia", "from")]),
        ("It spent $2 billion on Nvidia.", "spending", [("Nvidia", "on")]),
        # possessors
        ("Amazon's $2 billion stake grew.", "investment", [("Amazon", "possessor")]),
        ("It gave $2 billion to Amazon's founder.", "investment", [("Amazon", "to")]),
    ],
)
def test_how_a_party_stands_to_a_sum(
    clause_of: ClauseOf, sentence: str, metric: str, expected: list[tuple[str, str]]
) -> None:
    """The metric decides what a verb of leading, lending or taking means."""
    assert seen(clause_of(sentence), metric) == expected


def test_a_project_belongs_to_its_owner(clause_of: ClauseOf) -> None:
    """ "Meta's Hyperion" is Meta's; "Hyperion" alone is nobody's."""
    owned, alone = clause_of("Meta's Hyperion will cost $10 billion."), clause_of("Hyperion will cost $10 billion.")
    assert belongs(owned, owned.parties[-1])
    assert not belongs(alone, alone.parties[-1])


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        ("It will build 200 MW for OpenAI.", 2.5),
        ("It will supply 200 MW to OpenAI.", 3.5),
        ("It will supply OpenAI with 200 MW.", 4.0),
        ("It will use 200 MW near OpenAI.", 0.0),
    ],
)
def test_who_is_supplied(clause_of: ClauseOf, sentence: str, points: float) -> None:
    """ "for" right behind the sum, and the object or "to" of a verb of supply, speak for a customer."""
    clause = clause_of(sentence)
    (i,) = clause.parties
    q = clause.at[0]
    assert supplied(clause, i, q, relation_to(clause, i, q, "power")) == points
