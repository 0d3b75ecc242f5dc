"""What the tests of the vocabulary share: one way to write a claim down with only what matters to the test."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest

from claims.model import Basis, Claim, Includes, Modality, Scope, TemporalRole
from claims.values import Qualifier, Quantity

MakeClaim = Callable[..., Claim]


_WORDS: dict[str, type[StrEnum]] = {
    "scope": Scope, "basis": Basis, "includes": Includes, "temporal_role": TemporalRole, "modality": Modality,
}  # fmt: skip


def make_claim(
    value: float = 5e9,
    doc: str = "a",
    *,
    unit: str = "USD",
    precision: float | None = None,
    qualifier: str = "exact",
    high: float | None = None,
    start: int = 0,
    **rest: Any,
) -> Claim:
    """A claim of `value` in the text of `doc`: bounds follow the qualifier, the precision is a hundredth of the value.

    Words stand for the enumerations: scope="part".
    """
    quantity = Quantity(
        low=None if qualifier == "at_most" else value,
        high=None if qualifier == "at_least" else value if high is None else high,
        unit=unit,
        qualifier=Qualifier(qualifier),
        precision=abs(value) / 100 if precision is None else precision,
    )
    for name, words in _WORDS.items():
        if rest.get(name) is not None:
            rest[name] = words(rest[name])
    fields: dict[str, Any] = {"metric": "funding", "subject": "Acme AI", "text_sha": doc, **rest}
    return Claim(
        doc=doc, quote="x" * 5, start=start, end=start + 5, sentence_start=start, sentence_end=start + 5,
        quantity=quantity, **fields,
    )  # fmt: skip


@pytest.fixture
def claim() -> MakeClaim:
    """The factory `make_claim`."""
    return make_claim
