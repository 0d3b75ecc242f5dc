"""Deciding from the page of a case: the form's fields as a draft, what came of it, and the next case at once."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from claims.corrections import FIELDS, written
from claims.errors import NotDecidable, UsageError
from claims.judgements import Differs, Judgement
from flows import deciding
from review.desk.case_page import show
from review.desk.context import Analyst, desk
from review.desk.filters import Filters
from review.desk.templating import shown
from storage.case_records import Draft, StoredCase
from storage.store import Store

router = APIRouter(include_in_schema=False)

LONGEST_NOTE = 4_000
"""Characters of a note."""


async def form(request: Request) -> FormData:
    """The fields of the form that was sent."""
    return await request.form()


Sent = Annotated[FormData, Depends(form)]


@router.post("/cases/{case_id}/decide")
def decide(request: Request, case_id: str, user: Analyst, sent: Sent) -> Response:
    """Decide the case, and go to the next one that fits the filters, or back to the queue after the last.

    Where somebody was first, or the evidence has changed, the page says so, and what was typed stays.
    """
    here, filters = desk(request), Filters.read(text(sent, "filters"))
    found = here.store.case(case_id)
    _, after = here.store.queue.neighbours(filters.query(here.clock()), found.cursor)
    try:
        made, _ = deciding.decide(here.store, here.context, found.id, draft(found, user.name, sent))
    except (NotDecidable, UsageError) as error:
        status = 409 if isinstance(error, NotDecidable) else 400
        return _again(request, here.store, case_id, filters, sent, str(error), status)
    where = f"/cases/{after}" if after is not None else "/cases"
    return RedirectResponse(f"{where}?{_with(filters, done=made.id)}", 303)


@router.post("/cases/{case_id}/undo")
def undo(request: Request, case_id: str, user: Analyst, sent: Sent) -> Response:
    """Take back the decision that the form names, else the one in effect, and show its case."""
    here, filters = desk(request), Filters.read(text(sent, "filters"))
    name = text(sent, "decision") or case_id
    try:
        _, found = deciding.undo(here.store, here.context, name, user.name, text(sent, "note") or None)
    except NotDecidable as error:
        return _again(request, here.store, case_id, filters, sent, str(error), 409)
    return RedirectResponse(f"/cases/{found.id}" + (f"?{filters.string}" if filters.string else ""), 303)


@router.post("/cases/{case_id}/assign")
def assign(request: Request, case_id: str, user: Analyst, sent: Sent) -> Response:
    """Have somebody look after the case, or nobody where the field is empty."""
    here, filters = desk(request), Filters.read(text(sent, "filters"))
    try:
        with here.store.writing(here.parties) as writer:
            found = writer.queue.assign(case_id, text(sent, "assignee") or None, user.name)
    except UsageError as error:
        return _again(request, here.store, case_id, filters, sent, str(error), 400)
    return RedirectResponse(f"/cases/{found.id}" + (f"?{filters.string}" if filters.string else ""), 303)


def draft(found: StoredCase, by: str, sent: FormData) -> Draft:
    """What the form asks for.  Raises UsageError.

    judgement -- a judgement, with the letter of its side behind a colon (`prefer:A`).  Of the fields of a correction
    (`set.low` ...) those count that say something else than the claim.
    """
    word, _, letter = text(sent, "judgement").partition(":")
    try:
        judgement = Judgement(word)
        differs = Differs(text(sent, "differs")) if judgement is Judgement.both_valid else None
        expect = int(text(sent, "expect"))
    except ValueError as error:
        raise UsageError(f"the form is not of this page ({error}); open the case again") from error
    if judgement is Judgement.undo:
        raise UsageError("undo is no decision; press Undo")
    note = text(sent, "note")
    if len(note) > LONGEST_NOTE:
        raise UsageError(f"the note has {len(note):,} characters; write {LONGEST_NOTE:,} at the most")
    wrong = text(sent, "claim") if judgement.names_claim else None
    put_right = {} if wrong is None else changes(found, wrong, sent)
    if wrong is not None and not put_right:
        raise UsageError("nothing was put right: change the fields that the text gives otherwise")
    return Draft(
        judgement=judgement, by=by, side=(letter or text(sent, "side")) if judgement.names_side else None,
        differs=differs, claim=wrong, changes=put_right,
        note=note or None, expect=expect,
    )  # fmt: skip


def changes(found: StoredCase, wrong: str, sent: FormData) -> dict[str, str]:
    """The fields of a correction that say something else than the claim does."""
    told = {one.telling.claim.id: one.telling.claim for side in found.case.sides for one in side.evidence}
    given = written(told[wrong]) if wrong in told else {}
    asked = {name: text(sent, f"set.{name}") for name in FIELDS if f"set.{name}" in sent}
    return {name: value for name, value in asked.items() if _plain(value) not in _shown(given.get(name, ""))}


def _shown(value: str) -> set[str]:
    """A field's text as it was, and as a page shows it: what could hide or reverse it comes back made visible."""
    return {_plain(value), _plain(shown(value))}


def _plain(value: str) -> str:
    return " ".join(value.split())


def text(sent: FormData, name: str) -> str:
    """A field's text without space around it; nothing where it is missing, or is a file."""
    value = sent.get(name)
    return value.strip().replace("\0", "").replace("\r\n", "\n") if isinstance(value, str) else ""


def _again(
    request: Request, store: Store, case_id: str, filters: Filters, sent: FormData, trouble: str, status: int
) -> Response:
    typed = {name: value for name, value in sent.items() if isinstance(value, str)}
    edit = typed.get("claim") or None
    return show(request, store.case(case_id), filters, status=status, trouble=trouble, typed=typed, edit=edit)


def _with(filters: Filters, **more: str) -> str:
    return "&".join(filter(None, (filters.string, urlencode(more))))
