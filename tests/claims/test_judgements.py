"""The algebra of decisions: which new evidence leaves a judgement standing, and which reopens its case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.judgements import Decision, Ground, Judgement, Seen, changes


def ground(key: str, side: str, origin: str | None = None) -> Ground:
    """A telling on a side; its origin is its own unless said otherwise."""
    return Ground(
        key=key, side=side, claim=f"claim {key}", article=f"article {key}", origin=origin or f"origin {key}",
        source=f"paper {key}", doc=key, value=f"value {side}", quote="$1", low=1.0, high=1.0, unit="USD",
    )  # fmt: skip


A1, A2, B1 = ground("a1", "A"), ground("a2", "A"), ground("b1", "B")
THEN = (A1, A2, B1)

NEWS = {
    "a new side": [ground("c1", "C")],
    "a new origin on A": [ground("a3", "A")],
    "a new origin on B": [ground("b2", "B")],
    "a copy on B": [ground("b2", "B", "origin b1")],
    "A's origin on B": [ground("b2", "B", "origin a1")],
}
"""What may come, by its name."""


def reopens(decision: Decision, now: list[Ground], against: frozenset[str] = frozenset({"claim x"})) -> bool:
    """Whether the case is reopened when it has these grounds."""
    return any(change.reopens for change in changes(decision, [Seen(one, against) for one in now]))


@pytest.mark.parametrize("judgement", [j for j in Judgement if j is not Judgement.undo])
def test_the_same_evidence_reopens_nothing(judgement: Judgement) -> None:
    """In whatever order it comes."""
    decision = Decision(judgement, THEN, "A", "claim b1")
    assert changes(decision, [Seen(one) for one in reversed(THEN)]) == ()


@pytest.mark.parametrize(
    ("judgement", "side", "reopening"),
    [
        (Judgement.prefer, "A", {"a new side", "a new origin on B", "A's origin on B"}),
        (Judgement.prefer, "B", {"a new side", "a new origin on A"}),
        (Judgement.superseded, "A", {"a new side", "a new origin on A"}),
        (Judgement.superseded, "B", {"a new side", "a new origin on B", "A's origin on B"}),
        (Judgement.both_valid, None, {"a new side"}),
        (Judgement.same_source, None, {"a new side", "a new origin on A", "a new origin on B"}),
        (Judgement.unsure, None, {"a new side", "a new origin on A", "a new origin on B", "A's origin on B"}),
    ],
)
def test_what_is_new_reopens_by_judgement(judgement: Judgement, side: str | None, reopening: set[str]) -> None:
    """A copy never does; support for the preferred side confirms it."""
    decision = Decision(judgement, THEN, side)
    assert {name for name, came in NEWS.items() if reopens(decision, [*THEN, *came])} == reopening


@pytest.mark.parametrize(
    ("judgement", "side", "lost_a", "lost_b"),
    [
        (Judgement.prefer, "A", True, False),
        (Judgement.prefer, "B", False, True),
        (Judgement.superseded, "A", False, True),
        (Judgement.both_valid, None, True, True),
        (Judgement.same_source, None, False, False),
        (Judgement.unsure, None, True, True),
    ],
)
def test_what_is_lost_reopens_by_judgement(judgement: Judgement, side: str | None, lost_a: bool, lost_b: bool) -> None:
    """A decision rests on its evidence: where that goes, somebody looks again."""
    decision = Decision(judgement, THEN, side)
    assert (reopens(decision, [A2, B1]), reopens(decision, [A1, A2])) == (lost_a, lost_b)


def test_an_extraction_error_explains_all_contradictions_of_the_misread_claim() -> None:
    """New evidence against the claim is expected; evidence that contradicts something else is not."""
    decision = Decision(Judgement.extraction_error, THEN, None, "claim b1")
    new = [*THEN, ground("a3", "A")]
    assert not reopens(decision, new, frozenset({"claim b1"}))
    assert reopens(decision, new, frozenset({"claim b1", "claim c1"}))
    assert reopens(decision, [A1, A2])  # the misread claim is gone: the text was read again
    assert not reopens(decision, [A1, B1])


def test_a_change_says_what_it_is_in_words() -> None:
    """Which origin, which side, which value."""
    decision = Decision(Judgement.prefer, THEN, "A")
    found = changes(
        decision, [Seen(one) for one in (A2, B1, ground("b2", "B"), replace(A2, key="a4"), ground("c", "C"))]
    )
    assert [(change.what, change.side, change.words) for change in found] == [
        ("copy", "A", "another copy on side A: paper a2 says value A"),
        ("new_origin", "B", "a new origin on side B: origin b2 says value B"),
        ("new_side", None, "a new value: paper c says value C"),
        ("lost", "A", "no longer stated on side A: paper a1 said value A"),
    ]


def test_letters_may_move_and_sides_stay() -> None:
    """An older article makes today's A what was B: a side is the tellings that it shares with the decision."""
    decision = Decision(Judgement.prefer, THEN, "A")
    now = [replace(A1, side="B"), replace(A2, side="B"), replace(B1, side="A")]
    assert changes(decision, map(Seen, now)) == ()
    (new,) = changes(decision, map(Seen, [*now, ground("b2", "A")]))
    assert (new.side, new.what, new.reopens) == ("B", "new_origin", True)


@pytest.mark.parametrize("judgement", [j for j in Judgement if j is not Judgement.undo])
def test_a_copy_that_names_the_origin_anew_is_still_a_copy(judgement: Judgement) -> None:
    """The page that brings the wire's tag gives all its copies another origin; nobody new has spoken."""
    decision = Decision(judgement, THEN, "A", "claim b1")
    now = [A1, A2, replace(B1, origin="the wire"), ground("b2", "B", "the wire")]
    (change,) = changes(decision, [Seen(one, frozenset({"claim b1"})) for one in now])
    assert (change.what, change.side, change.reopens) == ("copy", "B", False)


def test_each_judgement_knows_what_it_names() -> None:
    """A side, a claim, or neither; and says it in words."""
    assert [j for j in Judgement if j.names_side] == [Judgement.prefer, Judgement.superseded]
    assert [j for j in Judgement if j.names_claim] == [Judgement.extraction_error]
    assert all(j.words for j in Judgement)
