"""The page of a case: its evidence side by side, how the verdict came about, its history, and the form to decide it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from claims.corrections import CHOICES, FIELDS, written
from claims.errors import NotStored
from claims.judgements import Differs
from review.desk.case_view import view
from review.desk.context import Reader, desk, render
from review.desk.filters import Filters
from storage.case_records import StoredCase

router = APIRouter(include_in_schema=False)

TEXT = 1500
"""Characters of the text on each side of a quote that stand beside the fields of a correction."""


@router.get("/cases/{case_id}")
def page(
    request: Request,
    case_id: str,
    _: Reader,
    start: Annotated[int, Query(alias="from", ge=0, le=100_000)] = 0,
    edit: Annotated[str | None, Query(max_length=40)] = None,
    done: Annotated[str | None, Query(max_length=40)] = None,
) -> Response:
    """The page.  from -- the first origin of each side that is shown.  edit -- the claim whose fields are put right.

    done -- the decision that was made just before, on another case maybe.
    """
    found = desk(request).store.case(case_id)
    filters = Filters.read(request.query_params.multi_items())
    return show(request, found, filters, start=start, edit=edit, done=done)


def show(
    request: Request,
    found: StoredCase,
    filters: Filters,
    *,
    start: int = 0,
    edit: str | None = None,
    done: str | None = None,
    status: int = 200,
    trouble: str | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    """The page of a case; trouble -- why a decision was not taken, with what was typed for it."""
    here = desk(request)
    before, after = here.store.queue.neighbours(filters.query(here.clock()), found.cursor)
    return render(
        request, "case.html", status=status, view=view(here.store, found, start), found=found, filters=filters,
        link=f"?{filters.string}" if filters.string else "", before=before, after=after, trouble=trouble,
        typed=typed or {}, done=last_done(request, done), editing=_editing(request, found, edit, typed or {}),
        differences=tuple(Differs), analysts=here.store.queue.analysts(),
    )  # fmt: skip


def last_done(request: Request, decision: str | None) -> dict[str, Any] | None:
    """The decision that was made just before, with its case, to be taken back with one key; None where none holds."""
    if decision is None:
        return None
    try:
        made = desk(request).store.queue.decision(decision)
    except NotStored:
        return None
    return {"made": made, "case": desk(request).store.case(made.case)}


def _editing(request: Request, found: StoredCase, edit: str | None, typed: dict[str, str]) -> dict[str, Any] | None:
    """What the form of an extraction error shows: the claim, its text, and its fields as they are or as typed."""
    if edit is None:
        return None
    told = {one.telling.claim.id: one for side in found.case.sides for one in side.evidence}
    one = told.get(edit) or next(iter(told.values()), None)
    if one is None:
        return None
    claim = one.telling.claim
    text = desk(request).store.queue.texts([claim.text_sha]).get(claim.text_sha)
    given = written(claim)
    left, right = (
        ("", "") if text is None else (text[max(0, claim.start - TEXT) : claim.start], text[claim.end :][:TEXT])
    )
    return {
        "claim": claim, "one": one, "left": left, "right": right,
        "fields": [(name, given[name], typed.get(f"set.{name}", given[name]), CHOICES.get(name)) for name in FIELDS],
        "others": [(other, item) for other, item in told.items() if other != claim.id][:20],
    }  # fmt: skip
