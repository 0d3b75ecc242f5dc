"""What the tests in a real browser share: Chromium without a window, and a store with a morning's cases.

Playwright's loop runs in this thread while its browser is open, and forbids others there: a browser lives as long as
one module of tests, and no test here calls `asyncio.run`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from claims.article import Fetch
from claims.judgements import Judgement
from claims.parties import load_parties
from extractors.pipeline import Reader
from flows import deciding, stages
from flows.discovery import Source
from flows.gathering import Material
from storage.case_records import Draft, StoredCase
from storage.store import Store

expect.set_options(timeout=60_000)  # a busy machine is slow, not wrong

PARTIES = (
    "CoreWeave", "Crusoe", "Lambda", "Nebius", "Nscale", "Cerebras", "Groq", "Together AI", "Fluidstack", "Firmus",
    "Anthropic", "xAI", "Mistral AI", "TeraWulf",
)  # fmt: skip
"""Of whom a round is told in two ways."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, which .ci/run installs."""
    found = shutil.which("chromium")
    assert found is not None, "chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages, each as a visitor of its own; `more` is what Playwright's contexts take."""
    contexts: list[BrowserContext] = []

    def open_one(**more: Any) -> Page:
        contexts.append(chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **more}))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        return page

    yield open_one
    for context in contexts:
        context.close()


def tell(store: Store, reader: Reader, rows: list[dict[str, str]]) -> None:
    """Ingest texts, as rows of a dump."""
    context = stages.comparing(load_parties())
    for row in rows:
        material = Material(
            Source("row", row["id"]), Fetch(source=row["id"], fetched_at="2026-05-08T06:00:00Z"), row=row
        )
        stages.store_one(store, context, material, stages.extract_one(reader, material))


def morning() -> list[dict[str, str]]:
    """Two stories for each party, one from the Wire and one from the Ledger, that tell its round otherwise."""
    rows = []
    for number, party in enumerate(PARTIES):
        low, high = number + 2, (number + 2) * 2
        rows += [
            {
                "id": f"wire-{number}", "url": f"https://wire.example/{number}", "publisher": "The Wire",
                "title": f"{party} raises money", "published": "2026-05-05",
                "text": f"{party} raised ${low}.4 billion in a Series C round on Tuesday. The money is for chips.",
            },
            {
                "id": f"ledger-{number}", "url": f"https://ledger.example/{number}", "publisher": "The Ledger",
                "title": f"A large round for {party}", "published": "2026-05-06",
                "text": f"{party} raised ${high}.9 billion in a Series C round, it said. Builders are waiting.",
            },
        ]  # fmt: skip
    return rows


@pytest.fixture(scope="session")
def _morning_once(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    where = tmp_path_factory.mktemp("morning") / "claims.db"
    with Store.open(str(where)) as store:
        tell(store, reader, morning())
        assert len(store.cases()) == len(PARTIES)
    return where


@pytest.fixture
def store(_morning_once: Path, tmp_path: Path) -> Iterator[Store]:
    """A store with fourteen open cases."""
    with Store.open(str(shutil.copy(_morning_once, tmp_path / "morning.db"))) as store:
        yield store


@pytest.fixture
def url(store: Store, serve: Any) -> Iterator[str]:
    """A desk at that store, where everybody is the analyst ada."""
    with serve(store) as url:
        yield url


@pytest.fixture
def decide() -> Callable[..., StoredCase]:
    """Decides a case for its side A, as somebody else."""

    def made(store: Store, case: str, by: str) -> StoredCase:
        draft = Draft(judgement=Judgement.prefer, by=by, side="A")
        return deciding.decide(store, stages.comparing(load_parties()), case, draft)[1]

    return made
