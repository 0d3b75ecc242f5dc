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
    by_label: dict[str, list[StoredClaim]] = {}
    for stored in sorted(claims, key=_said, reverse=True):
        claim, standing = stored.claim, standings[stored.claim.id, stored.article_id]
        if not standing.faded and claim.modality not in _UNSURE and claim.scope in (Scope.total, Scope.cumulative):
            by_label.setdefault(f"{words.what(claim)}|{claim.period or ''}|{claim.unit}", []).append(stored)
    return [_newest(told, standings) for told in list(by_label.values())[:SOME]]


def _said(stored: StoredClaim) -> tuple[str, str]:
    claim = stored.claim
    return claim.published or claim.as_of or "", claim.id


def _newest(told: list[StoredClaim], standings: Standings) -> Current:
    first = told[0]
    reach = interval(first.claim.quantity)
    same = {
        standings[one.claim.id, one.article_id].origin.id
        for one in told
        if interval(one.claim.quantity).overlaps(reach)
    }
    place = first.claim.id, first.article_id
    return Current(words.what(first.claim), first, standings[place], len(same))
