"""Deciding all cases that fit at once: the number first, then the decision, its progress, and one undo."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from claims.cases import LETTERS
from claims.errors import NotDecidable, UsageError
from claims.judgements import Differs, Judgement
from flows import deciding
from review.desk.context import Analyst, Reader, desk, render
from review.desk.decide_form import LONGEST_NOTE, Sent, text
from review.desk.filters import Filters
from storage.bulk_records import Expected
from storage.bulks import JUDGEMENTS
from storage.case_records import Draft

router = APIRouter(include_in_schema=False)

AT_ONCE = 500
"""Cases that one request decides; the page of the decision goes on with the rest."""

SIDES = LETTERS[:9]


@router.get("/cases/bulk")
def ask(request: Request, _: Analyst) -> Response:
    """The form, with the number of cases that it is about."""
    return _form(request, Filters.read(request.query_params.multi_items()))


@router.post("/cases/bulk")
def decide(request: Request, user: Analyst, sent: Sent) -> Response:
    """Decide all that fit; nothing where other cases fit now than were counted, and then the form with them."""
    here, filters = desk(request), Filters.read(text(sent, "filters"))
    try:
        draft, wanted = _draft(user.name, sent), Expected(int(text(sent, "count")), text(sent, "digest"))
        made = deciding.decide_many(
            here.store, here.context, filters.query(here.clock()), filters.words, draft, wanted, AT_ONCE
        )
    except (NotDecidable, UsageError, ValueError) as error:
        return _form(request, filters, trouble=str(error), status=409 if isinstance(error, NotDecidable) else 400)
    return RedirectResponse(f"/cases/bulk/{made.id}", 303)


@router.get("/cases/bulk/{bulk_id}")
def show(request: Request, bulk_id: str, _: Reader) -> Response:
    """What came of a decision on many, and what is left of it."""
    return render(request, "bulk_done.html", bulk=desk(request).store.queue.bulk(bulk_id), at_once=AT_ONCE)


@router.post("/cases/bulk/{bulk_id}")
def carry_on(request: Request, bulk_id: str, _: Analyst) -> Response:
    """Go on with it."""
    here = desk(request)
    made = deciding.carry_on(here.store, here.context, bulk_id, AT_ONCE)
    return RedirectResponse(f"/cases/bulk/{made.id}", 303)


@router.post("/cases/bulk/{bulk_id}/undo")
def undo(request: Request, bulk_id: str, user: Analyst) -> Response:
    """Take it back as a whole."""
    here = desk(request)
    made = deciding.undo_many(here.store, here.context, bulk_id, user.name, AT_ONCE)
    return RedirectResponse(f"/cases/bulk/{made.id}", 303)


def _form(request: Request, filters: Filters, *, trouble: str | None = None, status: int = 200) -> Response:
    here = desk(request)
    query = filters.query(here.clock())
    wanted = here.store.queue.expected(query)
    return render(
        request, "bulk.html", status=status, filters=filters, wanted=wanted, trouble=trouble, judgements=JUDGEMENTS,
        sides=SIDES, differences=tuple(Differs), link=f"?{filters.but()}" if filters.but() else "",
    )  # fmt: skip


def _draft(by: str, sent: FormData) -> Draft:
    judgement = Judgement(text(sent, "judgement"))
    note = text(sent, "note")
    if len(note) > LONGEST_NOTE:
        raise UsageError(f"the note has {len(note):,} characters; write {LONGEST_NOTE:,} at the most")
    return Draft(
        judgement=judgement, by=by, side=text(sent, "side") if judgement.names_side else None,
        differs=Differs(text(sent, "differs")) if judgement is Judgement.both_valid else None, note=note or None,
    )  # fmt: skip
