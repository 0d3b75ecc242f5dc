"""One quantity as it was found in a text, before anybody knows what it measures."""

from __future__ import annotations

from dataclasses import dataclass

from claims.values import Quantity


@dataclass(frozen=True, slots=True)
class Found:
    """One quantity in a text: `text[start:end]` is the value expression without the words that bound it.

    bound -- offsets of the bounding words, or None.  count -- "two of 400 MW".  converts -- index, in the list that
    `find_quantities` gives, of the quantity that this bracket converts.  moved -- "from" or "to" of a movement.
    form -- which rule read it.  metric -- what it measures, where its own words say so: a count does.
    """

    start: int
    end: int
    quantity: Quantity
    form: str
    bound: tuple[int, int] | None = None
    count: int | None = None
    converts: int | None = None
    moved: str | None = None
    metric: str | None = None
