"""What the tests of the desk share: a desk that is served on a free port of loopback, and visitors who use it.

with serving(store) as url:
    ada = Visitor(url)
    page = ada.get("/cases")
    answer = ada.post("/ingest", url="https://paper.example/one")
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.stages import party_table
from review.desk.app import create_app
from review.desk.serving import serving as served
from storage.store import Store

TOKEN = re.compile(r'name="csrf" value="([0-9a-f]{64})"')

Serving = Callable[..., AbstractContextManager[str]]


@contextmanager
def serving(store: Store, **more: Any) -> Iterator[str]:
    """A desk at this store, served until the block ends; gives its URL, without a slash at its end.

    Everybody is the analyst `ada`, unless `more`, what `create_app` takes, says otherwise.
    """
    app = create_app(store, party_table(), **{"local": "ada", **more})
    with served(app) as url:
        yield url


class Visitor:
    """A browser without JavaScript: it keeps cookies and sends forms as a page of the desk holds them."""

    def __init__(self, url: str, **headers: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, headers=headers, trust_env=False, timeout=60)

    def get(self, path: str, **query: Any) -> httpx.Response:
        """A page, after redirects."""
        return self.http.get(path, params=query or None, follow_redirects=True)

    def post(self, path: str, *, follow: bool = False, **fields: Any) -> httpx.Response:
        """A form with its token, as the browser sends it from a page of the desk."""
        headers = {"origin": self.url, "sec-fetch-site": "same-origin"}
        return self.http.post(path, data={"csrf": self.token(), **fields}, headers=headers, follow_redirects=follow)

    def token(self) -> str:
        """The token of this browser's forms."""
        found = TOKEN.search(self.http.get("/sign-in").text) or TOKEN.search(self.http.get("/ingest").text)
        assert found is not None, "no page has a form"
        return found[1]

    def sign_in(self, name: str, password: str, **more: str) -> httpx.Response:
        """The form of signing in."""
        return self.post("/sign-in", name=name, password=password, **more)


@pytest.fixture
def newsroom(stored: Path) -> Iterator[Store]:
    """A store with the newsroom's stories: three articles that contradict each other, and one about power."""
    with Store.open(str(stored)) as store:
        yield store


@pytest.fixture
def desk_url(newsroom: Store) -> Iterator[str]:
    """A desk at the newsroom's store, where everybody is the analyst ada."""
    with serving(newsroom) as url:
        yield url


@pytest.fixture
def ada(desk_url: str) -> Iterator[Visitor]:
    """Somebody at that desk."""
    visitor = Visitor(desk_url)
    with visitor.http:
        yield visitor


@pytest.fixture
def serve() -> Serving:
    """`serving`, for tests that set the desk up themselves."""
    return serving


@pytest.fixture
def visit() -> Iterator[Callable[..., Visitor]]:
    """Makes visitors, and has them leave at the end."""
    made: list[Visitor] = []

    def come(url: str, **headers: str) -> Visitor:
        made.append(Visitor(url, **headers))
        return made[-1]

    yield come
    for visitor in made:
        visitor.http.close()
