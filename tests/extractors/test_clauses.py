"""A sentence as a row of words, parties and quantities, and how each party stands in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.clauses import Clause
from extractors.lexicon import ROWS

ClauseOf = Callable[[str], Clause]


def relations(clause: Clause) -> list[tuple[str, str]]:
    """Each party of the sentence as it is written, with its relation, in order."""
    return [(clause.units[i].text, clause.relation(i)) for i in clause.parties]


def test_a_sentence_is_cut_into_words_parties_and_quantities(clause_of: ClauseOf) -> None:
    """Parties and sums are one unit each, a possessive is two, a compound with a hyphen is one."""
    clause = clause_of("Nvidia's data-center sales hit $41.1 billion.")
    assert [unit.text for unit in clause.units] == ["Nvidia", "'s", "data-center", "sales", "hit", "$41.1 billion", "."]
    assert clause.lows == ["⟨p⟩", "'s", "data-center", "sales", "hit", "⟨q⟩", "."]
    assert clause.parties == [0]
    assert clause.at == {0: 5}


def test_units_keep_the_offsets_of_the_whole_text(clause_of: ClauseOf) -> None:
    """The characters of each unit are those at its offsets."""
    clause = clause_of("Crusoe’s round, led by Mubadala Capital, brought $1.4bn.")
    assert all(clause.text[unit.start : unit.end] == unit.text for unit in clause.units)
    assert [unit.text for unit in clause.units][:3] == ["Crusoe", "’s", "round"]


def test_a_party_inside_a_quantity_is_no_unit_of_its_own(clause_of: ClauseOf) -> None:
    """The span of a sum wins over a name that stands in it."""
    clause = clause_of("Meta paid $14.3 billion.")
    assert sum(unit.party is not None and unit.found is not None for unit in clause.units) == 0


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Nscale raised $2 billion.", [("Nscale", "agent")]),
        ("Crusoe raised $1 billion from Mubadala Capital.", [("Crusoe", "agent"), ("Mubadala Capital", "from")]),
        ("Anthropic's revenue reached $7 billion.", [("Anthropic", "possessor")]),
        ("CoreWeave’s debt is $18 billion.", [("CoreWeave", "possessor")]),
        ("The firms’ debt to Oracle is $18 billion.", [("Oracle", "to")]),
        ("Nvidia-backed Nscale raised $2 billion.", [("Nvidia", "backer"), ("Nscale", "agent")]),
        ("A Brookfield-led group paid $40 billion.", [("Brookfield", "backer")]),
        ("A Microsoft-style contract costs $1 billion.", [("Microsoft", "compound")]),
        ("Revenue was $3 billion, Oracle said.", [("Oracle", "speaker")]),
        ("Oracle said revenue was $3 billion.", [("Oracle", "speaker")]),
        (
            "According to PitchBook, Nscale raised $2 billion.",
            [("PitchBook", "forecaster"), ("Nscale", "agent")],
        ),
        ("Goldman Sachs estimates a cost of $1 trillion.", [("Goldman Sachs", "forecaster")]),
        ("Its chief told Bloomberg that it raised $2 billion.", [("Bloomberg", "audience")]),
        ("An analyst at Jefferies put the cost at $2 billion.", [("Jefferies", "employer")]),
        ("The round values Mistral at $14 billion.", [("Mistral", "object")]),
        ("AMD bought ZT Systems for $4.9 billion.", [("AMD", "agent"), ("ZT Systems", "object")]),
        (
            "ZT Systems was bought by AMD for $4.9 billion.",
            [("ZT Systems", "object"), ("AMD", "by")],
        ),
        (
            "Core Scientific is to be acquired by CoreWeave for $9 billion.",
            [("Core Scientific", "object"), ("CoreWeave", "by")],
        ),
        ("Oracle, which owes $100 billion, is based in Austin.", [("Oracle", "relative")]),
        ("Nscale, whose backers include Nvidia, raised $2 billion.", [("Nscale", "relative"), ("Nvidia", "including")]),
        ("A $38 billion contract with Oracle was signed.", [("Oracle", "with")]),
        ("• Amazon: $6 billion", [("Amazon", "label")]),
        ("Amazon | capital spending | $6 billion", [("Amazon", "label")]),
        ("Analysts said: Amazon will spend $6 billion.", [("Amazon", "agent")]),
        ("Oracle - the database maker - owes $100 billion.", [("Oracle", "agent")]),
        ("Oracle -made servers cost $2 billion.", [("Oracle", "agent")]),
        ("Oracle-made servers cost $2 billion.", [("Oracle", "compound")]),
        ("SoftBank's OpenAI stake is worth $30 billion.", [("SoftBank", "possessor"), ("OpenAI", "modifier")]),
        ("It borrowed from SoftBank's bank JPMorgan.", [("SoftBank", "possessor"), ("JPMorgan", "from")]),
        ("With Amazon leading, the round came to $4 billion.", [("Amazon", "agent")]),
        ("Startups like Nscale raised $2 billion.", [("Nscale", "agent")]),
        ("Labs such as Mistral raised $2 billion.", [("Mistral", "agent")]),
    ],
)
def test_how_a_party_stands(clause_of: ClauseOf, sentence: str, expected: list[tuple[str, str]]) -> None:
    """The word beside the name, its noun phrase and the voice of its verb say how it stands."""
    assert relations(clause_of(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The round was led by Brookfield, Nvidia and Dell.",
            [("Brookfield", "by"), ("Nvidia", "by"), ("Dell", "by")],
        ),
        ("Microsoft and Meta signed for $20 billion.", [("Microsoft", "agent"), ("Meta", "agent")]),
        (
            "It signed with Oracle, as well as CoreWeave, for $20 billion.",
            [("Oracle", "with"), ("CoreWeave", "with")],
        ),
        (
            "After a loan from Ares Management, Crusoe said it needs $2 billion.",
            [("Ares Management", "from"), ("Crusoe", "speaker")],
        ),
    ],
)
def test_a_row_of_parties_stands_alike(clause_of: ClauseOf, sentence: str, expected: list[tuple[str, str]]) -> None:
    """The first of a list says how all of them stand; a comma before a verb ends the list."""
    assert relations(clause_of(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("It borrowed from the French bank Natixis.", "Natixis"),
        ("It borrowed from the artificial intelligence startup Mistral.", "Mistral"),
        ("It borrowed from its longtime partner Oracle.", "Oracle"),
    ],
)
def test_a_preposition_reaches_over_the_words_that_describe_the_name(
    clause_of: ClauseOf, sentence: str, party: str
) -> None:
    """ "from the French bank X" is "from X"."""
    assert relations(clause_of(sentence)) == [(party, "from")]


def test_asides_stand_between_commas(clause_of: ClauseOf) -> None:
    """Relative clauses and appositions are asides; a list and a clause with a verb of its own are not."""

    def asides(sentence: str) -> list[str]:
        clause = clause_of(sentence)
        return [" ".join(clause.lows[first + 1 : last]) for first, last in clause.asides]

    assert asides("Nscale, which rents chips from Nvidia, raised $2 billion.") == ["which rents chips from ⟨p⟩"]
    assert asides("Ayar Labs, a supplier of Nvidia, raised $2 billion.") == ["a supplier of ⟨p⟩"]
    assert asides("Although Meta led, a large share came from Oracle, it said.") == []
    assert asides("Meta, Oracle, and Dell raised $2 billion.") == []


def test_a_boundary_makes_a_distance_longer(clause_of: ClauseOf) -> None:
    """A word counts one; a verb, a comma and another sum count more, an article less."""
    clause = clause_of("Nscale raised about $2 billion, while Oracle owes $3 billion.")
    nscale, oracle = clause.parties
    first, second = clause.at[0], clause.at[1]
    assert clause.distance(nscale, first) == clause.distance(first, nscale)
    assert clause.distance(oracle, second) < clause.distance(oracle, first)
    assert clause.distance(nscale, first) < clause.distance(nscale, second)


def test_the_longest_phrase_of_the_lexicon_wins(clause_of: ClauseOf) -> None:
    """ "cloud contract" is one hit, and not "contract" too."""
    clause = clause_of("A cloud contract of $2 billion.")
    assert [clause.lows[hit.first : hit.last + 1] for hit in clause.hits] == [["cloud", "contract"]]


def test_the_trie_holds_every_phrase(clause_of: ClauseOf) -> None:
    """Each phrase of each row is found where it stands alone."""
    for row in ROWS:
        for phrase in row.phrases:
            hits = clause_of(f"of {phrase} .").hits
            assert row in [hit.row for hit in hits], f"{row.key}: {phrase!r} is not found as it is written"
