"""Puts the desk together: pages, API, static files, errors, and what guards them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from datetime import datetime

from fastapi import Depends, FastAPI
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Scope

from claims.parties import PartyTable
from flows.stages import comparing
from review.desk.access import Access
from review.desk.context import Desk
from review.desk.errors import add_errors
from review.desk.intake import Intake
from review.desk.routers import routers
from review.desk.security import LOOPBACK, Guard, known, same_origin
from review.desk.templating import FOLDER, templates
from storage.store import Store, utc_now

LARGEST = 256_000
"""Bytes of a request; the largest form is a decision with its note."""

LARGER = {"/api/ingest": 8_000_000}
"""Bytes of requests that bring a text."""


class _Static(StaticFiles):
    """Static files, whose addresses change with them: a browser asks once."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        found = await super().get_response(path, scope)
        found.headers["cache-control"] = "public, max-age=31536000, immutable"
        return found


def create_app(
    store: Store,
    parties: PartyTable,
    *,
    local: str | None = None,
    hosts: Collection[str] = LOOPBACK,
    any_address: bool = False,
    clock: Callable[[], datetime] = utc_now,
) -> FastAPI:
    """The desk at this store.

    local -- the name of the analyst that everybody is while the store has no users; None where users have to sign in in
    any case.  hosts, any_address -- what it
    may be asked for as, see `Guard`.
    """
    context = comparing(parties)
    here = Desk(
        store, context, parties, templates(), clock, Access(store, clock, local=local),
        Intake(store, context, parties, clock),
    )  # fmt: skip

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(here.intake.close)

    app = FastAPI(
        title="counterclaim", openapi_url=None, docs_url=None, redoc_url=None, lifespan=life,
        dependencies=[Depends(known), Depends(same_origin)],
    )  # fmt: skip
    app.state.desk = here
    app.add_middleware(Guard, hosts=hosts, any_address=any_address, largest=LARGEST, larger=LARGER)
    add_errors(app)
    app.mount("/static", _Static(directory=FOLDER / "static"))

    @app.get("/", include_in_schema=False)
    def start() -> RedirectResponse:
        return RedirectResponse("/cases", 303)

    for router in routers():
        app.include_router(router)
    return app
