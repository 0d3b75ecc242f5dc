"""The pages of parties: an index to search, and all that is told of one, by metric, with charts and open cases."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from claims.errors import NotStored
from claims.metrics import METRICS
from review.charts.marks import FATES
from review.current import current
from review.desk.context import Desk, Reader, desk, render
from review.options import known_metric
from review.party_names import find_party
from storage.case_records import CaseQuery

router = APIRouter(include_in_schema=False)

NAMES = 60
"""Parties on one page of the index."""

ROWS = 50
"""Claims on one page of a party and metric."""

LOOKED_AT, SHOWN = 12, 5
"""Claims of each metric from which the current values are read, and those that are listed."""

CASES = 5
"""Open cases that are listed; the queue has all."""

DEEPEST = 1_000_000
"""The last page that can be asked for."""


@router.get("/parties")
def index(
    request: Request,
    _: Reader,
    q: Annotated[str, Query(max_length=200)] = "",
    after: Annotated[str, Query(max_length=1_000)] = "",
) -> Response:
    """Parties whose name, or another form of it, holds what is asked for."""
    here = desk(request)
    found = here.store.shelves.names(q.strip(), after=after, limit=NAMES + 1)
    forms = {} if after else _by_other_form(here, q.strip())
    more = found[NAMES - 1][0] if len(found) > NAMES else None
    return render(request, "parties.html", q=q.strip(), found=found[:NAMES], more=more, forms=forms)


@router.get("/parties/{name:path}")
def party(
    request: Request,
    name: str,
    _: Reader,
    metric: Annotated[str | None, Query()] = None,
    everything: Annotated[bool, Query(alias="all")] = False,
    page: Annotated[int, Query(ge=1, le=DEEPEST)] = 1,
) -> Response:
    """A party; with `metric` the claims of that metric, with `all` those of every metric and role, page by page."""
    here = desk(request)
    found = found_party(here, name)
    known = here.parties.get(found)
    if known_metric(metric) is not None or everything:
        shown = here.store.shelves.page(found, metric, first=(page - 1) * ROWS, limit=ROWS)
        pages = max(1, -(-shown.total // ROWS))
        return render(
            request, "party_claims.html", name=found, metric=metric, shown=shown, page=page, pages=pages, fates=FATES
        )
    counts = here.store.shelves.party(found)
    parts = [
        (METRICS[one], latest.total, current(latest.claims, latest.standings), latest)
        for one, latest in here.store.shelves.latest(counts, LOOKED_AT).items()
    ]
    cases = here.store.queue.lines(CaseQuery(party=found), CASES) if counts.waiting else ()
    return render(
        request, "party.html", name=found, known=known, counts=counts, parts_of=parts, shown=SHOWN, cases=cases,
        fates=FATES,
    )  # fmt: skip


def found_party(here: Desk, name: str) -> str:
    """The name as claims write it, of a party by any of its forms.  Raises NotStored."""
    found = find_party(here.store.shelves, here.parties, name)
    if found is not None:
        return found
    raise NotStored(f"no claim names the party {name[:100]!r}; look for it at /parties")


def _by_other_form(here: Desk, part: str) -> dict[str, str]:
    """Canonical names of parties that are also written as what is asked for, with that form."""
    asked = part.casefold()
    if not asked:
        return {}
    forms = {
        row.name: form for row in here.parties for form in row.aliases
        if asked in form.casefold() and asked not in row.name.casefold()
    }  # fmt: skip
    told = here.store.shelves.told(forms)
    return dict(sorted((name, form) for name, form in forms.items() if name in told)[:NAMES])
