"""Sixty hostile texts on every page of the desk: no script runs, no request leaves, nothing is framed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

from claims.article import Article, Fetch, Publication
from claims.judgements import Judgement
from claims.model import Claim, Event, PartyMention, Reading, Signal
from claims.parties import load_parties
from claims.values import Quantity
from claims.verdicts import Edge, Grade, Kind, Outcome, Step, Verdict
from flows import deciding, stages
from flows.discovery import storable
from storage.case_records import Draft, StoredCase
from storage.store import Store
from tests.review.desk.hostile import TEXTS

STATIC = ("/static/", "/charts/")
"""What a page of the desk may ask for beside itself."""

LARGEST = 200_000
"""Bytes of a page, whatever the texts on it are; one with a form to edit them all has them twice."""

LOOK = """(never) => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    return {
        pwned: window.pwned ?? null,
        never: [...document.querySelectorAll(never.join(", "))].map((one) => one.outerHTML.slice(0, 200)),
        scripts: [...document.querySelectorAll("script")].map((one) => one.getAttribute("src")?.split("?")[0]),
    };
}"""
"""What a page holds, with all of it open."""

NEVER = (
    "iframe", "object", "embed", "base", "link:not([href^='/'])", "meta[http-equiv]", "style", "[style]", "[onerror]",
    "[onload]", "[onfocus]", "video", "audio", "foreignObject",
)  # fmt: skip
"""Elements that no page of the desk has."""


def told(text: str, number: int, value: float, paper: str) -> tuple[Article, Claim]:
    """An article that is hostile in every field, and a claim of it that is so too."""
    text = storable(text)
    body = f"{text}\n{text} raised ${value:g} billion {text}\n{text}"
    quoted = f"${value:g} billion"
    where = f"https://{paper}.example/{number}?{quote(text[:500])}"
    article = Article(
        doc=f"{paper}-{number} {text}", identity=f"{paper}-{number} {text}", text=body, title=f"{text} {paper}",
        url=where if number % 2 else text, canonical_url=text, language=text[:30], publisher=f"{paper} {text}",
        publication=Publication("2026-05-05", "jsonld", text, "2026-05-06"), flags=("paywall",),
    )  # fmt: skip
    start = body.index(quoted)
    claim = Claim(
        doc=article.doc, text_sha=article.text_sha, quote=quoted, start=start, end=start + len(quoted),
        sentence_start=len(text) + 1, sentence_end=len(body), metric="funding", subject=f"{text} {number}",
        counterparties=(text,), event=Event(round=text, site=text, instrument=text), attribution=text, denies=text,
        quantity=Quantity(low=value * 1e9, high=value * 1e9, unit="USD", precision=1e8), per=text,
        published="2026-05-05", published_source="jsonld", rule=text, extractor_version="1",
    )  # fmt: skip
    return article, claim


def put(store: Store, article: Article, claim: Claim, edge: Edge | None) -> None:
    """Store the two, with a mention and a signal, and the verdict."""
    fetch = Fetch(source=article.doc, fetched_at="2026-05-08T06:00:00Z", final_url=article.doc, status=200)
    mention = PartyMention(
        doc=article.doc, text_sha=article.text_sha, start=0, end=1, text=article.text[0], canonical=str(claim.subject),
        kind="company", found_by="table",
    )  # fmt: skip
    reading = Reading((claim,), mentions=(mention,), signals=(Signal(claim.rule, 0, 1, article.text[0]),))
    with store.writing() as writer:
        writer.put_article(article, fetch, reading, None)
        if edge is not None:
            writer.put_edges([edge])


@pytest.fixture(scope="module")
def _hostile_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A case for each hostile text; a third of them decided with a hostile note by a hostile name."""
    where = tmp_path_factory.mktemp("hostile") / "claims.db"
    context = stages.comparing(load_parties())
    verdict = Verdict(
        outcome=Outcome.contradiction, kind=Kind.value, reasons=("<img src=x>",), gap=0.5, grade=Grade.high, rules="1",
        trace=(Step("<b>same</b>?", "<script>window.pwned=1</script>"),),
    )  # fmt: skip
    found = []
    with Store.open(str(where)) as store:
        for number, text in enumerate(TEXTS):
            one, a = told(text, number, 2, "wire")
            other, b = told(text, number, 5, "ledger")
            put(store, one, a, None)
            put(store, other, b, Edge.between(a, b, verdict))
            (edge,) = [edge for edge in store.edges(party=a.subject) if edge.case is not None]
            found.append(str(edge.case))
            if number % 3 == 0:
                note = storable(text)[:3000]
                draft = Draft(judgement=Judgement.prefer, by=note[:50] or "x", side="A", note=note)
                deciding.decide(store, context, found[-1], draft)
    return where, found


@pytest.fixture
def store(_hostile_once: tuple[Path, list[str]], tmp_path: Path) -> Iterator[Store]:
    """A store with those cases."""
    with Store.open(str(shutil.copy(_hostile_once[0], tmp_path / "hostile.db"))) as store:
        yield store


@pytest.fixture
def cases(_hostile_once: tuple[Path, list[str]], store: Store) -> list[StoredCase]:
    """The cases, in the order of the texts."""
    return [store.case(name) for name in _hostile_once[1]]


class Watch:
    """Hears everything that a page does: what it asks for, and what a script or a broken rule would say."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.requests: list[str] = []
        self.said: list[str] = []
        page.context.on("request", self._asked)
        page.context.on("console", self._console)
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.said.append(f"dialog: {dialog.message}"))
        page.on("framenavigated", lambda frame: frame.parent_frame and self.said.append(f"frame: {frame.url}"))
        page.on("popup", lambda popup: self.said.append(f"popup: {popup.url}"))

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.said.append(f"console: {message.text}")

    def see(self, path: str) -> None:
        """Open a page, and what it hides; then nothing has run, and nothing was asked for but the desk's own."""
        self.requests.clear()
        self.said.clear()
        answer = self.page.goto(self.url + path, wait_until="load")
        assert answer is not None
        assert len(answer.body()) < (2 * LARGEST if "edit=" in path else LARGEST), path
        found = self.page.evaluate(LOOK, NEVER)
        assert found == {"pwned": None, "never": [], "scripts": ["/static/desk.js"]}, path
        assert self.said == [], path
        own = {urlsplit(self.url + path).path, urlsplit(self.page.url).path}
        asked = [urlsplit(address) for address in self.requests]
        strange = [
            one.geturl() for one in asked
            if f"{one.scheme}://{one.netloc}" != self.url or not (one.path in own or one.path.startswith(STATIC))
        ]  # fmt: skip
        assert strange == [], path


@pytest.fixture
def watch(url: str, new_page: Callable[..., Page]) -> Watch:
    """A page that is listened to."""
    return Watch(new_page(), url)


def test_no_page_runs_or_asks_for_anything(watch: Watch, cases: list[StoredCase], store: Store) -> None:
    """Every kind of page, for each of the texts."""
    assert len(cases) == 60
    for number, found in reversed(list(enumerate(cases))):
        telling = found.case.sides[0].evidence[0].telling
        claim, other = telling.claim, found.case.sides[1].claim
        party = quote(str(claim.subject), safe="")
        watch.see(f"/cases/{found.id}?edit={claim.id}")
        if number > 55:
            watch.see(f"/cases/{found.id}")
        watch.see(f"/articles/{telling.article}?claim={claim.id}")
        watch.see(f"/claims/{claim.id}")
        watch.see(f"/cases?status=all&q={quote(TEXTS[number][:100], safe='')}")
        if len(party) < 4_000:
            watch.see(f"/parties/{party}")
            watch.see(f"/charts/{party}/funding")
        if number % 10 == 0:
            watch.see(f"/claims/{claim.id}/why/{other.id}")


def test_no_list_does_either(watch: Watch, cases: list[StoredCase], store: Store) -> None:
    """Where many of the texts are on one page, and from one page of the queue to the next."""
    for path in ("/cases", "/cases?status=all", "/cases?status=decided", "/parties", "/cases/bulk"):
        watch.see(path)
        for _ in range(12):
            onward = watch.page.locator("a[rel=next]")
            if not onward.count():
                break
            watch.see(str(onward.first.get_attribute("href")))


TYPED = ("/cases?q=", "/cases?party=", "/ingest?url=", "/articles?name=", "/nowhere/", "/sign-in?next=")


def test_what_a_visitor_types_does_not_either(watch: Watch, cases: list[StoredCase]) -> None:
    """In every field that a page shows again, and in the path."""
    for number, text in enumerate(TEXTS):
        for path in (TYPED[number % len(TYPED)], TYPED[(number // len(TYPED) + 1) % len(TYPED)]):
            watch.see(path + quote(text[:300], safe=""))


def test_what_is_no_page_is_not_taken_for_one(watch: Watch, cases: list[StoredCase]) -> None:
    """A picture, the API and the feed, opened by themselves in a browser."""
    paths = ["/cases.atom?status=all", "/api/openapi.json", "/api/cases?status=all"]
    for found in cases[::6]:
        party = quote(str(found.case.sides[0].claim.subject), safe="")
        paths += [f"/charts/{party}/funding.svg", f"/api/cases/{found.id}"]
    for path in paths:
        watch.requests.clear()
        watch.said.clear()
        watch.page.goto(watch.url + path)
        assert watch.page.evaluate("window.pwned") is None
        assert watch.said == []
        assert {urlsplit(one).netloc for one in watch.requests} == {urlsplit(watch.url).netloc}
