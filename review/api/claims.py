"""Claims and verdicts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, BeforeValidator

from claims.verdicts import Outcome
from review.api import claim_models as models
from review.api.parameters import PAGE, After, Gap, Id, Limit, Metric, Party, Period, Source, cursor, place, written
from review.api.problems import problems
from review.api.tags import Tagged
from review.desk.context import Here, reader
from storage.records import ClaimQuery

router = APIRouter(route_class=Tagged, dependencies=[Depends(reader)], tags=["claims"])


@router.get(
    "/claims", operation_id="list_claims", summary="Claims that fit", response_model=models.ClaimPage,
    responses=problems(),
)  # fmt: skip
def claims(
    here: Here,
    party: Party = None,
    metric: Metric = None,
    since: Period = None,
    until: Period = None,
    source: Source = None,
    as_of: Annotated[
        AwareDatetime | None,
        BeforeValidator(written),
        Query(description="What the store held at this moment, such as 2026-03-01T12:00:00Z."),
    ] = None,
    include_retired: Annotated[bool, Query(description="Also what its article no longer states.")] = False,
    after: After = None,
    limit: Limit = PAGE,
) -> Any:
    """Claims in the order in which they were stored, all conditions at once.

    `since` and `until` are asked of the publication date, else of `as_of`; an undated claim fits none.
    """
    query = ClaimQuery(
        party=party, metric=metric, since=since, until=until, source=source, as_of=as_of,
        include_retired=include_retired,
    )  # fmt: skip
    page = here.store.pages.claims(query, place(after, number=True), limit)
    return {"items": [models.claim_row(stored) for stored in page.items], "next": cursor(page.after)}


@router.get(
    "/claims/{claim_id}", operation_id="get_claim", summary="One claim", response_model=models.Claim,
    responses=problems(404),
)  # fmt: skip
def claim(here: Here, claim_id: Id) -> Any:
    """The claim as it stands, or, where no article states it any more, as it stood last."""
    return models.claim_row(here.store.claim(claim_id))


@router.get(
    "/conflicts", operation_id="list_conflicts", summary="Verdicts that fit", response_model=models.VerdictPage,
    responses=problems(),
)  # fmt: skip
def conflicts(
    here: Here,
    outcome: Annotated[Outcome | None, Query(description="Only these; null is every verdict.")] = Outcome.contradiction,
    party: Party = None,
    metric: Metric = None,
    min_gap: Gap = None,
    include_retired: Annotated[bool, Query(description="Also where a claim is no longer stated.")] = False,
    after: After = None,
    limit: Limit = PAGE,
) -> Any:
    """Verdicts on two claims, in the order of their ids: contradictions, unless another `outcome` is asked for."""
    page = here.store.pages.edges(
        place(after), limit, outcome=outcome, party=party, metric=metric, min_gap=min_gap,
        include_retired=include_retired,
    )  # fmt: skip
    return {"items": [models.verdict_row(edge) for edge in page.items], "next": cursor(page.after)}


@router.get(
    "/conflicts/{verdict_id}", operation_id="get_conflict", summary="One verdict", response_model=models.Verdict,
    responses=problems(404),
)  # fmt: skip
def conflict(here: Here, verdict_id: Id) -> Any:
    """A verdict with both claims and every question that led to it."""
    return models.verdict_row(here.store.edge(verdict_id))
