"""The form to ingest one URL: progress, what came of it, refusals with their reasons, and nothing but the web."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claims.errors import NotStored
from flows.serving import serve_folder
from storage.store import Store

SITE = Path(__file__).parents[3] / "fixtures" / "site"


@pytest.fixture
def site() -> Iterator[str]:
    """The fixtures' pages on loopback."""
    with serve_folder(SITE) as url:
        yield url


@pytest.fixture
def permitted(site: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same, and the operator permits their address."""
    monkeypatch.setenv("COUNTERCLAIM_ALLOW_PRIVATE", "127.0.0.1")
    return site


def steps(page: str) -> list[str]:
    """What the page says was begun."""
    return re.findall(r"<li>(.*?)</li>", page[page.index('<ol class="steps"') : page.index("</ol>")])


def test_a_page_is_ingested_with_its_steps(ada: Any, permitted: str, newsroom: Store) -> None:
    """The page of the job follows it to its end, and leads to the article and to the cases that it opened."""
    begun = ada.post("/ingest", url=f" {permitted}/harbour-nscale-wire-copy.html ")
    assert (begun.status_code, begun.headers["location"][:8]) == (303, "/ingest/")
    page = ada.get(begun.headers["location"])
    assert steps(page.text) == [
        "waiting for its turn", "fetching the page", "reading its claims", "comparing them with what is stored",
    ]  # fmt: skip
    stored = newsroom.article(f"{permitted}/harbour-nscale-wire-copy.html")
    assert f'<a href="/articles/{stored.id}">' in page.text
    assert f"{len(stored.claims)} claims added" in page.text
    again = ada.post("/ingest", url=f"{permitted}/harbour-nscale-wire-copy.html", follow=True)
    assert "<strong>Unchanged</strong>" in again.text
    other = ada.post("/ingest", url=f"{permitted}/ledger-nscale-fresh-equity.html", follow=True)
    opened = re.findall(r'<a href="/cases/([0-9a-f]{16})">', other.text)
    assert opened != []
    assert {newsroom.case(case).status for case in opened} == {"open"}


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("gone-for-good.html", "the server has no such page"),
        ("challenge.html", "the page asks for a browser check instead of showing an article"),
        ("gone.html", "the page says that the article does not exist"),
    ],
)
def test_a_refused_page_says_why(ada: Any, permitted: str, newsroom: Store, page: str, reason: str) -> None:
    """In the words of the command line; nothing is stored but the attempt."""
    shown = ada.post("/ingest", url=f"{permitted}/{page}", follow=True).text
    assert "<strong>Refused</strong>" in shown
    assert reason in shown
    with pytest.raises(NotStored):
        newsroom.article(f"{permitted}/{page}")


@pytest.mark.parametrize(
    "address", ["{site}/feed.xml", "http://localhost/", "http://[::1]/", "http://169.254.169.254/"]
)
def test_addresses_of_private_networks_are_refused(ada: Any, site: str, address: str) -> None:
    """The desk cannot be used to look around inside."""
    shown = ada.post("/ingest", url=address.format(site=site), follow=True).text
    assert "the address is in a private network" in shown


@pytest.mark.parametrize("address", ["", "/etc/passwd", "file:///etc/passwd", "-", "ftp://a.example/x", "notes.txt"])
def test_nothing_but_the_web_is_read(ada: Any, address: str) -> None:
    """No file of the machine, no other protocol."""
    answer = ada.post("/ingest", url=address)
    assert (answer.status_code, "is no address of a page" in answer.text) == (400, True)


def test_a_job_that_is_not_known_is_not_found(ada: Any) -> None:
    """As after the desk was started again."""
    assert ada.get("/ingest/none").status_code == 404
