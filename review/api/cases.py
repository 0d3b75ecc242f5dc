"""Cases and decisions."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query

from claims.verdicts import Grade, Kind
from flows import deciding
from review import case_sheets
from review.api import case_models as models
from review.api.parameters import (
    PAGE,
    After,
    Age,
    Id,
    Limit,
    Metric,
    Party,
    Source,
    cursor,
    place,
)
from review.api.problems import problems
from review.api.tags import Tagged
from review.desk.context import Analyst, Here, reader
from review.desk.filters import Filters
from review.options import Standing

router = APIRouter(route_class=Tagged, dependencies=[Depends(reader)], tags=["cases"])


@router.get(
    "/cases", operation_id="list_cases", summary="Cases that fit", response_model=models.CasePage,
    responses=problems(),
)  # fmt: skip
def cases(
    here: Here,
    status: Annotated[Standing, Query(description="Waiting is open and reopened.")] = Standing.waiting,
    q: Annotated[
        str | None, Query(max_length=300, description='Words, "a phrase", -without: in quotes, titles.')
    ] = None,
    party: Party = None,
    metric: Metric = None,
    kind: Annotated[Kind | None, Query(description="What the contradiction is about.")] = None,
    grade: Annotated[Grade | None, Query(description="How much of an analyst's time it deserves.")] = None,
    gap: Annotated[float | None, Query(ge=0, le=1, description="At least this relative gap: 0.1 is 10 %.")] = None,
    origins: Annotated[int | None, Query(ge=1, le=10_000, description="At least so many independent origins.")] = None,
    opened: Age = None,
    changed: Age = None,
    source: Source = None,
    assignee: Annotated[str | None, Query(max_length=300, description="Who looks after it, or `nobody`.")] = None,
    after: After = None,
    limit: Limit = PAGE,
) -> Any:
    """Cases in the order of the queue, by the filters of its page: those that deserve most time first."""
    filters = Filters(
        status=str(status), q=q, party=party, metric=metric, kind=kind, grade=grade,
        gap=None if gap is None else repr(gap), origins=None if origins is None else str(origins), opened=opened,
        changed=changed, source=source, assignee=assignee, after=place(after),
    )  # fmt: skip
    page = here.store.queue.page(filters.query(here.clock()), limit)
    return {"items": list(map(models.case_values, page.cases)), "next": cursor(page.after)}


@router.get(
    "/cases/{case_id}", operation_id="get_case", summary="One case", response_model=models.CaseInFull,
    responses=problems(404),
)  # fmt: skip
def case(here: Here, case_id: Id) -> Any:
    """A case with all evidence in its sentences, its history and its decisions.

    A case that became part of another is shown as that one. The suggested side stays hidden until somebody has decided.
    """
    return models.sheet_values(case_sheets.sheet(here.store, here.store.case(case_id), suggestion=False))


@router.post(
    "/cases/{case_id}/decisions", operation_id="decide_case", summary="Decide a case", status_code=201,
    response_model=models.Decided, responses=problems(404, 409, 413),
)  # fmt: skip
def decide(
    here: Here, user: Analyst, case_id: Id, asked: Annotated[models.Deciding, Body(discriminator="judgement")]
) -> Any:
    """Decide a case that is at the version you looked at.

    It is refused (409) where somebody decided it, or evidence came, in between: look at it again. Analysts only.
    """
    made, found = deciding.decide(here.store, here.context, case_id, models.draft(asked, user.name))
    return {"decision": models.decision_values(made), "case": models.case_values(found)}


@router.get(
    "/decisions", operation_id="list_decisions", summary="Decisions that fit", response_model=models.DecisionPage,
    responses=problems(),
)  # fmt: skip
def decisions(
    here: Here,
    case: Annotated[
        str | None, Query(pattern="^[0-9a-f]{16}$", description="Of this case, also under ids that it had before.")
    ] = None,
    by: Annotated[str | None, Query(max_length=500, description="Of this analyst.")] = None,
    after: After = None,
    limit: Limit = PAGE,
) -> Any:
    """Everything that was decided and taken back, in order; nothing is ever changed or removed."""
    page = here.store.pages.decisions(case, by, place(after, number=True), limit)
    return {"items": [models.decision_values(made) for made in page.items], "next": cursor(page.after)}


@router.get(
    "/decisions/{decision_id}", operation_id="get_decision", summary="One decision", response_model=models.Decision,
    responses=problems(404),
)  # fmt: skip
def decision(here: Here, decision_id: Id) -> Any:
    """A decision with the evidence that it rested on, as it was read then."""
    return models.decision_values(here.store.pages.decision(decision_id))


@router.post(
    "/decisions/{decision_id}/undo", operation_id="undo_decision", summary="Take a decision back", status_code=201,
    response_model=models.Decided, responses=problems(404, 409, 413),
)  # fmt: skip
def undo(here: Here, user: Analyst, decision_id: Id, asked: Annotated[models.Undoing, Body()]) -> Any:
    """Take a decision back that is in effect; it stays in the case's history. Analysts only."""
    found = here.store.pages.decision(decision_id)
    made, case = deciding.undo(here.store, here.context, found.id, user.name, asked.note, asked.expect)
    return {"decision": models.decision_values(made), "case": models.case_values(case)}
