"""The page of an article: its text with the claims in place, its revisions, and texts of any size."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from claims.article import Article, Fetch, Publication
from extractors.pipeline import Reader
from review.desk.article_page import see
from review.desk.marking import windows
from storage.store import Store, utc_now

URL = "https://paper.example/round"


@pytest.fixture
def put(newsroom: Store, reader: Reader) -> Callable[..., str]:
    """Stores a text under one address, as fetched from there, and gives the article's id."""

    def store(
        text: str, *, title: str = "A round", language: str = "en", flags: tuple[str, ...] = (), minutes: int = 0
    ) -> str:
        article = Article(
            doc=URL, identity=URL, url=URL, text=text, title=title, publisher="The Paper", flags=flags,
            language=language, publication=Publication("2026-05-05", "jsonld"),
        )  # fmt: skip
        fetch = Fetch(source=URL, fetched_at="2026-05-05T10:00:00Z", status=200)
        later = timedelta(minutes=minutes)
        with (
            Store.open(newsroom.where, clock=lambda: utc_now() + later) as same,
            same.writing() as writer,
        ):
            return writer.put_article(article, fetch, reader.read(article), None).article_id

    return store


def marks(page: str) -> list[str]:
    """What is marked in the text, in its order."""
    prose = page[page.index('<div class="prose">') : page.index('<section aria-labelledby="claims">')]
    return [html.unescape(re.sub(r"<[^>]+>", "", found)) for found in re.findall(r"<mark.*?</mark>", prose)]


def test_the_claims_are_marked_in_place_and_listed(ada: Any, put: Callable[..., str]) -> None:
    """Mark and line lead to each other."""
    name = put("Acme AI raised $5 billion from Quarry Capital.\nIt plans to use 2 GW by 2030.")
    page = ada.get(f"/articles/{name}").text
    assert marks(page) == ["$5 billion", "2 GW"]
    there = re.findall(r'<mark id="c-([0-9a-f]{16})"><a href="#r-([0-9a-f]{16})">', page)
    assert all(one == other for one, other in there)
    assert [f'<li id="r-{claim}" data-row>' in page for claim, _ in there] == [True, True]
    assert "Acme AI (Quarry Capital): Funding round" in page
    assert '<a href="https://paper.example/round" rel="noreferrer noopener nofollow">' in page
    assert "5 May 2026 (from jsonld)" in page


def test_flags_say_what_they_mean(ada: Any, put: Callable[..., str]) -> None:
    """In words, not codes alone."""
    page = ada.get(f"/articles/{put('Nothing here.', flags=('paywall',))}").text
    assert "only the free part of the article is here" in page


def test_an_article_is_found_by_its_address(ada: Any, put: Callable[..., str]) -> None:
    """As well as by its id; what is not stored is a page that says so."""
    name = put("Acme AI raised $5 billion.")
    assert str(ada.get("/articles", name=f" {URL} ").url).endswith(f"/articles/{name}")
    assert ada.get("/articles").status_code == 200
    missing = ada.get("/articles", name="https://paper.example/none")
    assert (missing.status_code, "no article has the id" in missing.text) == (404, True)


def test_a_new_text_is_a_revision_with_the_difference_of_its_claims(
    ada: Any, put: Callable[..., str], newsroom: Store
) -> None:
    """The old text is still there, with what it claimed."""
    put("Acme AI raised $5 billion. It employs 40 people.", title="First")
    name = put("Acme AI raised $6 billion. It employs 40 people.", title="Corrected", minutes=1)
    page = ada.get(f"/articles/{name}").text
    assert marks(page) == ["$6 billion"]
    assert re.search(r'<li class="dropped">− <span class="value">\$5 billion</span>', page)
    assert re.search(r'<li class="added">\+ <span class="value">\$6 billion</span>', page)
    old = ada.get(f"/articles/{name}", revision=1).text
    assert marks(old) == ["$5 billion"]
    assert '<h1 dir="auto">First</h1>' in old
    assert "the article says something else now" in old
    assert "no longer stated by its article" in old
    (gone,) = newsroom.article(name).changes[1].dropped
    assert marks(ada.get(f"/articles/{name}", claim=gone.id).text) == ["$5 billion"]


@pytest.mark.parametrize(("asked", "words"), [({"revision": 9}, "no revision 9"), ({"claim": "ff"}, "no claim")])
def test_what_the_article_never_said_is_not_found(
    ada: Any, put: Callable[..., str], asked: dict[str, Any], words: str
) -> None:
    """The line says what it has."""
    answer = ada.get(f"/articles/{put('Acme AI raised $5 billion.')}", **asked)
    assert (answer.status_code, words in answer.text) == (404, True)


def test_a_text_of_a_megabyte_is_shown_in_parts(ada: Any, put: Callable[..., str], newsroom: Store) -> None:
    """Each page stays below 200 kB, all claims are on one of them, and a claim's link finds its part."""
    filler = (
        "The county met on Tuesday & heard <several> residents speak about the noise, the water and the roads. " * 9
    )
    text = "\n".join(f"{filler}\nFirm raised ${n + 2} billion from Quarry Capital." for n in range(1_050))
    assert len(text) > 1_000_000
    stored = newsroom.article(put(text))
    parts = [see(newsroom, stored, part=number + 1, revision=None, claim="") for number in range(len(windows(text)))]
    assert [one.claim.quote for part in parts for one in part.inside] == [one.claim.quote for one in stored.claims]
    for number in (1, len(parts) // 2, len(parts)):
        page = ada.get(f"/articles/{stored.id}", part=number)
        assert len(page.content) < 200_000
        assert marks(page.text) == [one.claim.quote for one in parts[number - 1].inside]
        assert f"Part {number} of {len(parts)}" in page.text
    last = stored.claims[-1].claim
    assert f'id="c-{last.id}" class="target"' in ada.get(f"/articles/{stored.id}", claim=last.id).text


def test_many_claims_in_one_part_are_marked_and_the_first_are_listed(ada: Any, put: Callable[..., str]) -> None:
    """A page stays one that a person can read."""
    name = put(" ".join(f"Firm{n} raised ${n + 2} billion." for n in range(600)))
    page = ada.get(f"/articles/{name}")
    assert len(page.content) < 250_000
    assert page.text.count('<li id="r-') == 200
    assert "more, marked in the text" in page.text


HOSTILE = {
    "script": "<script>fetch('//evil.example')</script> Acme AI raised $5 billion.",
    "attribute": "\" onmouseover=alert(1) x=\" Acme AI raised $5 billion.",
    "template": "{{ 7 * 7 }} {% raise %} ${7*7} Acme AI raised $5 billion.",
    "entity": "&lt;img src=x onerror=alert(1)&gt; Acme AI raised $5 billion.",
}  # fmt: skip


@pytest.fixture(params=sorted(HOSTILE))
def hostile(request: pytest.FixtureRequest) -> str:
    """A text that would like to be more than a text."""
    return HOSTILE[str(request.param)]


def test_a_hostile_text_is_shown_as_it_is_written(ada: Any, put: Callable[..., str], hostile: str) -> None:
    """Every character of it, and nothing of it is markup."""
    page = ada.get(f"/articles/{put(hostile, title=hostile, language=hostile[:20])}").text
    prose = page[page.index('<div class="prose">') : page.index("</div>", page.index('<div class="prose">'))]
    assert html.unescape(re.sub(r"<[^>]+>", "", prose)).strip() == hostile
    assert page.count("<script") == 1
    assert "49" not in prose


def test_what_would_reverse_the_reading_direction_is_made_visible(ada: Any, put: Callable[..., str]) -> None:
    """A text cannot show other figures than it holds."""
    name = put("Acme AI raised $5 billion \u202eyadot\u202c in May.")
    page = ada.get(f"/articles/{name}").text
    assert "\u202e" not in page
    assert "\\u202eyadot\\u202c" in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "https://a.example/" + "x" * 5_000])
def test_only_addresses_of_the_web_are_links(ada: Any, newsroom: Store, reader: Reader, address: str) -> None:
    """Others are text."""
    article = Article(doc="odd", identity="odd", url=address, text="Acme AI raised $5 billion.")
    with newsroom.writing() as writer:
        saved = writer.put_article(
            article, Fetch(source="odd", fetched_at="2026-05-05T10:00:00Z"), reader.read(article), None
        )
    assert f'href="{address[:20]}' not in ada.get(f"/articles/{saved.article_id}").text
