"""Which of two claims an update replaces: the earlier, or the less firm, of a figure that was told anew."""

from __future__ import annotations

from claims.model import Claim, TemporalRole
from claims.verdicts import Outcome, Verdict
from claims.when import published, same_time
from claims.worth import FIRMNESS

_EARLIER = frozenset({TemporalRole.previous, TemporalRole.superseded})


def replaced(a: Claim, b: Claim, verdict: Verdict) -> Claim | None:
    """The claim that an update between the two leaves behind; None of another verdict, or where neither is earlier.

    It follows the reason that decided: what a text tells as the earlier figure, what was less firm, what came first.
    """
    if verdict.outcome is not Outcome.update:
        return None
    told = [claim for claim in (a, b) if claim.temporal_role in _EARLIER]
    if len(told) == 1:
        return told[0]
    reason = verdict.reasons[0] if verdict.reasons else ""
    if reason == "firmed" and FIRMNESS[a.modality] != FIRMNESS[b.modality]:
        return min(a, b, key=lambda claim: FIRMNESS[claim.modality])
    earlier = same_time(a, b).earlier or published(a, b).earlier
    if earlier is not None:
        return a if earlier == "a" else b
    dated = [claim for claim in (a, b) if claim.as_of or claim.period]
    return dated[0] if len(dated) == 1 and a.text_sha == b.text_sha else None
