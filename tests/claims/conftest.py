"""What the tests of the vocabulary share: one way to write a claim down with only what matters to the test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.model import Claim
from claims.values import Qualifier, Quantity

MakeClaim = Callable[..., Claim]


def make_claim(value: float = 5e9, doc: str = "a", *, unit: str = "USD", precision: float | None = None,
               qualifier: str = "exact", high: float | None = None, start: int = 0, **rest: Any) -> Claim:  # fmt: skip
    """A claim of `value`, in the text of `doc`; bounds follow the qualifier, the precision is a tenth of the value."""
    low_end: float | None = value
    high_end: float | None = value if high is None else high
    if qualifier == "at_least":
        high_end = None
    elif qualifier == "at_most":
        low_end = None
    quantity = Quantity(
        low=low_end,
        high=high_end,
        unit=unit,
        qualifier=Qualifier(qualifier),
        precision=abs(value) / 100 if precision is None else precision,
    )
    fields: dict[str, Any] = {"metric": "funding", "subject": "Acme AI", **rest}
    return Claim(
        doc=doc, text_sha=rest.pop("text_sha", doc), quote="x" * 5, start=start, end=start + 5,
        sentence_start=start, sentence_end=start + 5, quantity=quantity,
        **{k: v for k, v in fields.items() if k != "text_sha"},
    )  # fmt: skip


@pytest.fixture
def claim() -> MakeClaim:
    """The factory `make_claim`."""
    return make_claim
