"""One quantity and one name as they were found in a text, before anybody knows what they have to do with each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from claims.parties import PARTY_KINDS
from claims.values import Quantity


@dataclass(frozen=True, slots=True)
class Found:
    """One quantity in a text: `text[start:end]` is the value expression without the words that bound it.

    bound -- offsets of the bounding words, or None.  count -- "two of 400 MW".  converts -- index, in the list that
    `find_quantities` gives, of the quantity that this bracket converts.  moved -- "from" or "to" of a movement.
    form -- which rule read it.
    """

    start: int
    end: int
    quantity: Quantity
    form: str
    bound: tuple[int, int] | None = None
    count: int | None = None
    converts: int | None = None
    moved: str | None = None


class Mention(NamedTuple):  # texts have many: a dataclass takes three times as long to make
    """One named party (or product, person, place) in a text: `text[start:end]`."""

    start: int
    end: int
    canonical: str
    kind: str
    found_by: str

    @property
    def is_party(self) -> bool:
        """Whether it can act in a claim."""
        return self.kind in PARTY_KINDS
