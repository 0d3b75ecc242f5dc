"""What an update leaves behind: which of two claims was replaced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.conflicts import compare
from claims.model import Claim
from claims.replacing import replaced
from claims.verdicts import Outcome

ReadText = Callable[..., tuple[Claim, ...]]


def one(read: ReadText, text: str, published: str) -> Claim:
    """The one claim of a text."""
    (claim,) = read(text, published=published)
    return claim


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (("Nscale is in talks to raise $2 billion.", "2026-05-04"), ("Nscale raised $3 billion.", "2026-05-20")),
        (("Nscale was valued at $10 billion.", "2026-03-01"), ("Nscale was valued at $14 billion.", "2026-05-20")),
    ],
)
def test_the_earlier_or_less_firm_claim_is_replaced(
    read: ReadText, earlier: tuple[str, str], later: tuple[str, str]
) -> None:
    """Whichever of the two comes first."""
    a, b = one(read, *earlier), one(read, *later)
    verdict = compare(a, b)
    assert verdict.outcome is Outcome.update
    assert (replaced(a, b, verdict), replaced(b, a, verdict)) == (a, a)


def test_what_a_text_tells_as_the_earlier_figure_is_replaced(read: ReadText) -> None:
    """Both stand in one text, so only its words tell which came first."""
    claims = read("Nscale was valued at $14 billion, up from $10 billion in its previous round.")
    a, b = sorted(claims, key=lambda claim: claim.quantity.written)
    verdict = compare(a, b)
    assert verdict.outcome is Outcome.update
    assert replaced(b, a, verdict) == a


def test_other_verdicts_replace_nothing(read: ReadText) -> None:
    """Two figures that agree, or contradict, both stand."""
    a = one(read, "Nscale raised $2 billion in a Series C round.", "2026-05-04")
    for text in (
        "Nscale raised about $2 billion in a Series C round.",
        "Nscale raised $3 billion in a Series C round.",
    ):
        b = one(read, text, "2026-05-05")
        verdict: Any = compare(a, b)
        assert verdict.outcome in (Outcome.compatible, Outcome.contradiction)
        assert replaced(a, b, verdict) is None
