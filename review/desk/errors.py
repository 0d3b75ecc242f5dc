"""Every error as a page or as JSON, with its status: the one place where the desk says what went wrong."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import URL
from starlette.exceptions import HTTPException

from claims.errors import CounterclaimError, NotDecidable, NotStored, Refusal, StoreError, UsageError
from claims.users import User
from review.desk.access import NotSignedIn, TooManyTries
from review.desk.context import NotPermitted, desk, render
from review.desk.intake import Busy
from review.desk.programs import problem, wants_json
from review.desk.security import HEADERS
from review.desk.sign_in import within

STATUSES: tuple[tuple[type[CounterclaimError], int], ...] = (
    # the first that fits counts
    (NotSignedIn, 401),
    (TooManyTries, 429),
    (NotPermitted, 403),
    (NotStored, 404),
    (NotDecidable, 409),
    (Busy, 503),
    (UsageError, 400),
    (Refusal, 422),
    (StoreError, 503),
    (CounterclaimError, 500),
)
"""With which status an error is answered."""


def add_errors(app: FastAPI) -> None:
    """Have the application answer every error here."""
    app.add_exception_handler(CounterclaimError, _own)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _bug)


def answer(request: Request, status: int, line: str, headers: dict[str, str] | None = None) -> Response:
    """One error as a page, or as an object of RFC 9457 (title, status, detail)."""
    if wants_json(request):
        return problem(status, line, headers)
    if not hasattr(request.state, "user"):  # no endpoint has this path, so nobody was asked who it is
        request.state.user = _who(request)
    page = render(request, "error.html", status=status, title=HTTPStatus(status).phrase, line=line, code=status)
    page.headers.update(headers or {})
    return page


def _who(request: Request) -> User | None:
    try:
        return desk(request).access.user_of(request)
    except CounterclaimError:
        return None


def _own(request: Request, error: Exception) -> Response:
    assert isinstance(error, CounterclaimError)
    if isinstance(error, NotSignedIn):
        return _sign_in(request, str(error))
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    headers = {"retry-after": str(int(error.wait.total_seconds()) + 1)} if isinstance(error, TooManyTries) else None
    return answer(request, status, str(error), headers)


def _sign_in(request: Request, line: str) -> Response:
    if wants_json(request):
        return answer(request, 401, line, {"www-authenticate": "Bearer"})
    asked = request.url if request.method == "GET" else URL(request.headers.get("referer", ""))
    where = within(asked.path + (f"?{asked.query}" if asked.query else ""))
    return RedirectResponse(f"/sign-in?{urlencode({'next': where})}", 303)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    lines = {404: f"there is no page {request.url.path[:200]}", 405: f"{request.method} is not for this page"}
    said = error.detail if error.detail != HTTPStatus(error.status_code).phrase else None
    line = said or lines.get(error.status_code, HTTPStatus(error.status_code).phrase)
    return answer(request, error.status_code, line, dict(error.headers or {}))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = "; ".join(f"{_field(fault)}: {fault['msg']}" for fault in error.errors())
    return answer(request, 422 if wants_json(request) else 400, faults)


def _field(fault: dict[str, Any]) -> str:
    return ".".join(str(part) for part in fault["loc"][1:]) or str(fault["loc"][0])


def _bug(request: Request, error: Exception) -> Response:
    line = "this is a fault of counterclaim: its trace is where the desk was started"
    try:
        page = answer(request, 500, line)
    except Exception:  # noqa: BLE001  # the page of errors itself may be what fails
        page = Response(line, 500, media_type="text/plain")
    for name, value in HEADERS.items():  # this answer passes the guard by
        page.headers.setdefault(name, value)
    return page
