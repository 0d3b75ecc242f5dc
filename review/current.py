"""What holds of a party and metric today: of each thing that is measured, what was said last and still stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.model import Modality, Scope
from claims.values import interval
from review import words
from storage.standing import Standing, Standings

if TYPE_CHECKING:
    from storage.records import StoredClaim

SOME = 4
"""Things that are listed for one metric: those told last."""

_UNSURE = frozenset({Modality.denied, Modality.speculative})


@dataclass(frozen=True, slots=True)
class Current:
    """One thing that is measured, with its last standing value.

    what -- with basis, event and site, in words.  origins -- independent ones, of all that say the same.
    """

    what: str
    stored: StoredClaim
    standing: Standing
    origins: int


def current(claims: Iterable[StoredClaim], standings: Standings) -> list[Current]:
    """What holds, told last first; what is denied, speculated, rated or partial holds nothing."""
    by_label: dict[str, list[tuple[StoredClaim, Standing]]] = {}
    for stored in sorted(claims, key=_said, reverse=True):
        claim, standing = stored.claim, standings[stored.claim.id, stored.article_id]
        if not standing.faded and claim.modality not in _UNSURE and claim.scope in (Scope.total, Scope.cumulative):
            label = f"{words.what(claim)}|{claim.period or ''}|{claim.unit}"
            by_label.setdefault(label, []).append((stored, standing))
    return [_newest(told) for told in list(by_label.values())[:SOME]]


def _said(stored: StoredClaim) -> tuple[str, str, int]:
    claim = stored.claim
    return claim.published or claim.as_of or "", stored.article_id, -claim.start


def _newest(told: list[tuple[StoredClaim, Standing]]) -> Current:
    first, standing = told[0]
    reach = interval(first.claim.quantity)
    same = {one.origin.id for stored, one in told if interval(stored.claim.quantity).overlaps(reach)}
    return Current(words.what(first.claim), first, standing, len(same))
