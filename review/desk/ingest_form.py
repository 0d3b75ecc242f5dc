"""The form to ingest one URL, and the page that tells how far it is as it goes on, also without JavaScript."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from claims.errors import NotStored, UsageError
from review.desk.context import Analyst, Desk, desk, given, render
from review.desk.intake import Busy, Job
from storage.store import StoredCase

router = APIRouter(include_in_schema=False)

PATIENCE = 120.0
"""Seconds for which the page follows a job; then it says how to look again."""


@router.get("/ingest")
def form(request: Request, _: Analyst, url: Annotated[str, Query(max_length=4_000)] = "") -> Response:
    """The form."""
    return render(request, "ingest.html", url=url, trouble=None)


@router.post("/ingest")
def begin(request: Request, user: Analyst, url: Annotated[str, Form(max_length=4_000)] = "") -> Response:
    """Begin, and go to the page of the job; the form again where it cannot begin."""
    try:
        job = desk(request).intake.url(url, user.name)
    except (UsageError, Busy) as error:
        status = 503 if isinstance(error, Busy) else 400
        return render(request, "ingest.html", status=status, url=url, trouble=str(error))
    return RedirectResponse(f"/ingest/{job.id}", 303)


@router.get("/ingest/{job_id}")
def progress(request: Request, job_id: str, _: Analyst) -> Response:
    """The page of a job: its steps as they begin, sent one by one while the page is open, then what came of it."""
    here = desk(request)
    job = here.intake.job(job_id)
    values = given(
        request, job=job, steps=job.follow(PATIENCE), opened=lambda: opened(here, job),
    )  # fmt: skip
    template = here.templates.get_template("ingest_job.html")
    answer = StreamingResponse(template.generate(values), media_type="text/html")
    here.access.forms.remember(request, answer)
    return answer


def opened(here: Desk, job: Job) -> list[StoredCase]:
    """The cases that the article of a job opened or reopened, as they are now."""
    found = {}
    for name in job.outcome.conflicts if job.outcome else ():
        try:
            case = here.store.case(name)
        except NotStored:  # another article has ended it meanwhile
            continue
        found[case.id] = case
    return list(found.values())
