"""What the tests of the API share: an application with the newsroom in its store, and a client that needs no network.

The application is called in this process, each time in an event loop that is over when it has answered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.stages import party_table
from review.desk.app import create_app
from storage.store import Store

BASE = "http://127.0.0.1"


class Client:
    """Calls an application."""

    def __init__(self, app: Any, **headers: str) -> None:
        self._app = app
        self._headers = headers

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        """What it answers."""

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=self._headers) as client:
                return await client.request(method, path, **more)

        return asyncio.run(send())

    def get(self, path: str, **query: Any) -> Any:
        """The answer to a GET, which has to be 200, as an object."""
        answer = self.call("GET", f"/api/{path}", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any) -> httpx.Response:
        """The answer to a POST."""
        return self.call("POST", f"/api/{path}", json=body)


@pytest.fixture
def store(stored: Path) -> Iterator[Store]:
    """The newsroom's stories: three articles that contradict each other, and one about power."""
    with Store.open(str(stored)) as opened:
        yield opened


@pytest.fixture
def make_app(store: Store) -> Iterator[Callable[..., Any]]:
    """Makes applications at this store, and ends the processes that they read articles in."""
    made = []

    def make(**more: Any) -> Any:
        made.append(create_app(store, party_table(), **{"local": "ada", **more}))
        return made[-1]

    yield make
    for app in made:
        app.state.desk.intake.close()


@pytest.fixture
def api(make_app: Callable[..., Any]) -> Client:
    """A client of an application where everybody is the analyst ada."""
    return Client(make_app())
