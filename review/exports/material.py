"""What a format's writer is given: the claims or cases that were asked for, as streams, and what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from claims.errors import SnapshotDamaged
from review.formats import say

if TYPE_CHECKING:
    from datetime import datetime

    from claims.parties import PartyTable
    from storage.case_records import CaseQuery, StoredCase
    from storage.records import ClaimQuery, StoredClaim
    from storage.store import Store

_NAMES = UUID("5b0f3a52-7f0e-5d0c-9a55-0c2b7a1d64ce")
"""The namespace of our names: never another one, or every reader of a feed sees all of it as new."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is exported.

    claims_asked, cases_asked -- which ones.  asked -- the query string of the cases, in its canonical form.
    desk -- the address of the analysts' desk without a slash at its end, for links to it; None where there is none.
    step -- is told how many claims or cases were handed out.
    now -- the time where a format wants one and nothing stored gives it.
    """

    store: Store
    parties: PartyTable
    now: datetime
    claims_asked: ClaimQuery
    cases_asked: CaseQuery
    asked: str = ""
    desk: str | None = None
    step: Callable[[int], None] = lambda _: None

    def claims(self) -> Iterator[StoredClaim]:
        """The claims, as a stream."""
        for stored in self.store.claims(self.claims_asked):
            yield stored
            self.step(1)

    def cases(self) -> Iterator[StoredCase]:
        """The cases, those that changed last first."""
        for found in self.store.queue.last_changed(self.cases_asked):
            yield found
            self.step(1)

    def texts(self) -> Callable[[str], str | None]:
        """A function from a text's hash to the text; None, and a line on stderr, where it is damaged."""

        @lru_cache(maxsize=8)  # claims come article by article
        def text(sha: str) -> str | None:
            try:
                return self.store.text(sha)
            except SnapshotDamaged as error:
                say(str(error))
                return None

        return text


def urn(kind: str, name: str) -> str:
    """The IRI of a claim, an article or a case: the same at every address and in every export."""
    return uuid5(_NAMES, f"{kind}/{name}").urn
