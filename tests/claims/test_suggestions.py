"""The suggested side: four questions, their weights, and when there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from claims.cases import Case, gather
from claims.model import Claim
from claims.origins import Telling
from claims.suggestions import Suggestion, suggest
from claims.verdicts import Edge, Outcome, Verdict


def case(*tellings: Telling) -> Case:
    """The case in which all of the first value contradict all of the other."""
    verdict = Verdict(outcome=Outcome.contradiction, reasons=(), trace=(), rules="1")
    first = tellings[0].claim.low
    one = [t.claim for t in tellings if t.claim.low == first]
    other = [t.claim for t in tellings if t.claim.low != first]
    (found,) = gather(tellings, [Edge.between(a, b, verdict) for a in one for b in other])
    return found


def told(claim: Callable[..., Claim], value: float, doc: str, day: str, **rest: Any) -> Telling:
    """A telling by a publisher of its own."""
    made = claim(value, doc, published=day, precision=rest.pop("precision", 1e8), **rest)
    return Telling(claim=made, article=doc, publisher=doc, published=day)


def test_nothing_tells_two_equal_sides_apart(claim: Callable[..., Claim]) -> None:
    """Same day, same precision, one origin each."""
    even = [told(claim, v, d, "2026-05-05", precision=v / 100) for v, d in ((2e9, "a"), (4e9, "b"))]
    assert suggest(case(*even)) == Suggestion(None, ())


def test_each_question_gives_its_reason(claim: Callable[..., Claim]) -> None:
    """Independence for B, recency for A: two against one."""
    made = suggest(
        case(
            told(claim, 2e9, "a", "2026-05-01", precision=2e7),
            told(claim, 4e9, "b", "2026-05-02", precision=4e7),
            told(claim, 4e9, "c", "2026-05-03", precision=4e7),
            told(claim, 2e9, "a", "2026-05-09", precision=2e7, start=9),
        )
    )
    assert made == Suggestion(
        "B",
        (
            ("B", "independence: 2 independent origins, more than any other side"),
            ("A", "recency: told last, on 2026-05-09"),
        ),
    )


def test_the_word_of_the_party_itself_outweighs_independence(claim: Callable[..., Claim]) -> None:
    """Two papers against the company's own statement."""
    made = suggest(
        case(
            told(claim, 2e9, "a", "2026-05-05", precision=2e7, attribution="Acme AI"),
            told(claim, 4e9, "b", "2026-05-05", precision=4e7),
            told(claim, 4e9, "c", "2026-05-05", precision=4e7),
        )
    )
    assert (made.side, [side for side, _ in made.reasons]) == ("A", ["A", "B"])


def test_equal_weights_suggest_none(claim: Callable[..., Claim]) -> None:
    """Told last against written most exactly."""
    made = suggest(
        case(told(claim, 2e9, "a", "2026-05-05", precision=1e6), told(claim, 4e9, "b", "2026-05-06", precision=1e8))
    )
    assert (made.side, [side for side, _ in made.reasons]) == (None, ["B", "A"])
