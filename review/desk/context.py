"""What every page of the desk uses: the store with its surroundings, who asks, and how a template becomes an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeAlias

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from claims.errors import CounterclaimError
from claims.pairs import Context
from claims.parties import PartyTable
from claims.users import User
from review.desk.access import Access, NotSignedIn
from review.desk.intake import Intake
from storage.store import Store


class NotPermitted(CounterclaimError):
    """The user, or the request itself, may not do this; the line says why."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages work with.

    context -- of comparisons, as `flows.deciding` takes it.  clock -- gives aware moments, in UTC.
    access -- who is let in.  intake -- reads new articles.
    """

    store: Store
    context: Context
    parties: PartyTable
    templates: Jinja2Templates
    clock: Callable[[], datetime]
    access: Access
    intake: Intake


def desk(request: Request) -> Desk:
    """The desk that answers: a dependency of every endpoint."""
    found: Desk = request.app.state.desk
    return found


def reader(request: Request) -> User:
    """The user who asks: a dependency of endpoints that show something.  Raises NotSignedIn."""
    user: User | None = getattr(request.state, "user", None)
    if user is None:
        raise NotSignedIn("sign in to see this page")
    return user


def analyst(request: Request) -> User:
    """The user who asks, where it is an analyst: a dependency of endpoints that change something.

    Raises NotSignedIn or NotPermitted.
    """
    user = reader(request)
    if not user.decides:
        raise NotPermitted(f"user {user.name} is a {user.role}: only an analyst may change anything")
    return user


Here: TypeAlias = Annotated[Desk, Depends(desk)]
Reader: TypeAlias = Annotated[User, Depends(reader)]
Analyst: TypeAlias = Annotated[User, Depends(analyst)]
"""What an endpoint declares to be given the desk, and to let in who may look, or who may decide."""


def given(request: Request, **values: Any) -> dict[str, Any]:
    """These values with what every template knows: `user` (or None), `csrf` for forms, `here`, the page's path."""
    return {
        "request": request, "user": getattr(request.state, "user", None), "here": request.url.path,
        "csrf": desk(request).access.forms.token(request), "signed_in": getattr(request.state, "signed_in", False),
        **values,
    }  # fmt: skip


def render(request: Request, name: str, /, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The template with these values and those of `given`.

    All text that it prints is escaped, and what could reverse or hide it is made visible.
    """
    found = desk(request)
    answer = found.templates.TemplateResponse(request, name, given(request, **values), status_code=status)
    found.access.forms.remember(request, answer)
    return answer
