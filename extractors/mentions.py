"""One place where a text names somebody or something, as the extractors pass it on."""

from __future__ import annotations

from typing import NamedTuple

from claims.parties import PARTY_KINDS


class Mention(NamedTuple):  # texts have many: a dataclass takes three times as long to make
    """One named party (or product, person, place) in a text: `text[start:end]`."""

    start: int
    end: int
    canonical: str
    kind: str
    found_by: str
    trade: str | None = None
    owner: str | None = None  # who makes a product, whose a project is

    @property
    def maker(self) -> str | None:
        """Who makes it, where it is a product."""
        return self.owner if self.kind == "product" else None

    @property
    def is_party(self) -> bool:
        """Whether it can act in a claim."""
        return self.kind in PARTY_KINDS
