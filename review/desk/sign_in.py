"""Signing in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from review.desk.access import NotSignedIn, TooManyTries
from review.desk.context import desk, render

router = APIRouter(include_in_schema=False)

START = "/cases"


@router.get("/sign-in")
def form(request: Request, following: Annotated[str, Query(alias="next", max_length=4_000)] = START) -> Response:
    """The form; where nobody has to sign in, the start."""
    if desk(request).access.everybody() is not None:
        return RedirectResponse(START, 303)
    return render(request, "sign_in.html", name="", following=within(following), trouble=None)


@router.post("/sign-in")
def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=1_000)] = "",
    password: Annotated[str, Form(max_length=10_000)] = "",
    following: Annotated[str, Form(alias="next", max_length=4_000)] = START,
) -> Response:
    """Begin a session and go on to the page that was asked for; else the form again, with what was wrong."""
    access = desk(request).access
    try:
        user = access.sign_in(request, name, password)
    except (NotSignedIn, TooManyTries) as error:
        given = {"name": name, "following": within(following), "trouble": str(error)}
        waits = isinstance(error, TooManyTries)
        page = render(request, "sign_in.html", status=429 if waits else 401, **given)
        if isinstance(error, TooManyTries):
            page.headers["retry-after"] = str(int(error.wait.total_seconds()) + 1)
        return page
    answer = RedirectResponse(within(following), 303)
    access.sessions.begin(request, answer, user)
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session, also on other copies of its cookie."""
    answer = RedirectResponse("/sign-in", 303)
    desk(request).access.sessions.end(request, answer)
    return answer


def within(path: str) -> str:
    """The path where it is one of this desk, else the start: nobody is sent to another site by a link to this one."""
    inside = path.startswith("/") and not path.startswith("//")
    return path if inside and path.isascii() and path.isprintable() and "\\" not in path else START
