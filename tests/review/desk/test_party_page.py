"""The pages of parties: the index, a party by metric, its claims page by page, and names of any kind."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import lxml.html
import pytest

from claims.article import Article, Fetch, Publication
from claims.model import Claim, Reading
from claims.values import Quantity
from review.desk import party_page
from storage.store import Store

HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}{% raw %}", "javascript:alert(1)",
    "a/b?c#d", "../../cases", "\u202edrowssap\u202c", "O'Neil & Sons", "100% [x](http://evil.example)", "x" * 3_000,
    "Ünï©ødé 株式会社",
)  # fmt: skip


@pytest.fixture
def tell(newsroom: Store) -> Callable[..., Claim]:
    """Stores one claim of a party, in an article of its own."""
    count = 0

    def put(subject: str, value: float = 2e9, **more: Any) -> Claim:
        nonlocal count
        count += 1
        url = f"https://paper.example/story-{count}"
        given = {"publisher": "The Paper", "title": "A story"} | {
            name: more.pop(name) for name in ("publisher", "title") if name in more
        }
        text = f"It raised $2 billion, the {count}. story says."
        published = more.get("published", "2026-05-05")
        article = Article(
            doc=url, identity=url, text=text, url=url, publication=Publication(published, "jsonld"), **given
        )
        start = text.index("$2 billion")
        claim = Claim(**{
            "doc": url, "text_sha": article.text_sha, "quote": "$2 billion", "start": start, "end": start + 10,
            "sentence_start": 0, "sentence_end": len(text), "metric": "funding", "subject": subject,
            "quantity": Quantity(low=value, high=value, unit="USD", precision=1e8), "published": published, **more,
        })  # fmt: skip
        with newsroom.writing() as writer:
            fetch = Fetch(source=url, fetched_at="2026-05-05T10:00:00Z", status=200)
            writer.put_article(article, fetch, Reading((claim,)), None)
        return claim

    return put


def rows(page: str) -> list[list[str]]:
    """The cells of the page's tables, without their mark-up."""
    found = re.findall(r"<tr data-row.*?</tr>", page, re.DOTALL)
    return [
        [
            " ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split())
            for cell in re.findall(r"<td.*?</td>", row, re.S)
        ]
        for row in found
    ]


def test_a_party_shows_what_holds_and_what_waits(ada: Any, newsroom: Store) -> None:
    """Its open cases, and for each metric the current value, a chart and the latest claims."""
    page = ada.get("/parties/northwind compute").text
    (case,) = newsroom.cases()
    assert f'<a href="/cases/{case.id}">Funding round (Series C)</a>' in page
    assert '<section class="card" aria-labelledby="funding">' in page
    assert '<section class="card" aria-labelledby="power">' in page
    assert 'src="/charts/Northwind%20Compute/funding.svg?small=1"' in page
    assert "up to 2 GW" in page
    assert [
        "Funding round (Series C)",
        "$4.2 billion",
        "",
        "asserted",
        "The Ledger, 7 May 2026",
        "stands open case",
    ] in (rows(page))


def test_a_party_is_found_by_its_other_forms(ada: Any) -> None:
    """Those of the table of names; nobody is a clear line."""
    assert "<h1>Northwind Compute</h1>" in ada.get("/parties/Northwind").text
    gone = ada.get("/parties/Nobody")
    assert (gone.status_code, "no claim names the party" in gone.text) == (404, True)


def test_the_index_lists_names_and_other_forms(ada: Any) -> None:
    """By any part of them."""
    assert rows(ada.get("/parties").text) == [["Northwind Compute", "4"]]
    assert rows(ada.get("/parties", q="WIND C").text) == [["Northwind Compute", "4"]]
    assert "No claim names a party with “zzz”" in html.unescape(ada.get("/parties", q="zzz").text)


def test_the_index_goes_on_from_a_name(ada: Any, tell: Callable[..., Claim], monkeypatch: pytest.MonkeyPatch) -> None:
    """Page after page."""
    monkeypatch.setattr(party_page, "NAMES", 2)
    for name in ("Acme AI", "Zeta", "Beta"):
        tell(name)
    first = ada.get("/parties").text
    assert [cells[0] for cells in rows(first)] == ["Acme AI", "Beta"]
    (more,) = re.findall(r'href="(/parties\?[^"]*after[^"]*)"', first)
    assert [cells[0] for cells in rows(ada.get(html.unescape(more)).text)] == ["Northwind Compute", "Zeta"]


def test_the_claims_of_a_metric_come_page_by_page(
    ada: Any, tell: Callable[..., Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last published first, each on one page."""
    monkeypatch.setattr(party_page, "ROWS", 2)
    for day in range(1, 6):
        tell("Acme AI", day * 1e9, published=f"2026-05-0{day}")
    pages = [rows(ada.get("/parties/Acme AI", metric="funding", page=number).text) for number in (1, 2, 3)]
    assert [[cells[1] for cells in page] for page in pages] == [
        ["$5 billion", "$4 billion"], ["$3 billion", "$2 billion"], ["$1 billion"],
    ]  # fmt: skip
    middle = ada.get("/parties/Acme AI", metric="funding", page=2).text
    assert ("page=1" in middle, "page=3" in middle, "Page 2 of 3" in middle) == (True, True, True)


def test_all_claims_are_those_in_any_role(ada: Any, tell: Callable[..., Claim]) -> None:
    """With whose they are."""
    tell("Beta", counterparties=("Acme AI",))
    assert rows(ada.get("/parties/Acme AI", all="1").text) == [
        ["Beta (Acme AI)", "Funding round", "$2 billion", "", "asserted", "The Paper, 5 May 2026", "stands"],
    ]  # fmt: skip
    assert "No claim is about it" in ada.get("/parties/Acme AI").text


@pytest.mark.parametrize(("asked", "status"), [
    ({"metric": "nothing"}, 400), ({"page": "0"}, 400), ({"page": "x"}, 400),
    ({"metric": "funding", "page": "99"}, 200),
])  # fmt: skip
def test_what_cannot_be_asked_for_is_a_clear_answer(ada: Any, asked: dict[str, str], status: int) -> None:
    """A page behind the last one is empty."""
    assert ada.get("/parties/Northwind Compute", **asked).status_code == status


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_names_and_titles_of_any_kind_are_only_words(ada: Any, tell: Callable[..., Claim], name: str) -> None:
    """On the pages of the party, of its claim and of its chart: nothing runs, and every link leads where it says."""
    claim = tell(name, publisher=name, title=name, counterparties=(f"{name} too",), attribution=name)
    there = quote(name, safe="")
    paths = [
        f"/parties/{there}", f"/parties/{there}?metric=funding", f"/parties/{there}?all=1", "/parties",
        f"/charts/{there}/funding", f"/charts/{there}/funding.svg", f"/claims/{claim.id}",
    ]  # fmt: skip
    for path in paths:
        answer = ada.http.get(path)
        if name.startswith("../") and answer.status_code == 404:
            continue  # the client itself resolves dots
        assert answer.status_code == 200, path
        assert "\u202e" not in answer.text
        assert len(answer.text) < 200_000
        root = lxml.html.fromstring(answer.content)
        scripts = [one.get("src") for one in root.iter("script")]
        assert all((source or "").startswith("/static/desk.js?") for source in scripts), path
        assert [name for one in root.iter() for name in one.attrib if name.startswith("on") or name == "style"] == []
        links = [one.get("href") or one.get("src") or "/" for one in root.iter("a", "img", "image", "link")]
        assert [link for link in links if not re.match(r"/|#|https://paper\.example/", link)] == []
        assert {one.tag for one in root.iter()} & {"iframe", "object", "embed", "base"} == set()


def test_links_lead_to_parties_with_slashes(ada: Any, tell: Callable[..., Claim]) -> None:
    """A name may hold what parts an address."""
    claim = tell("a/b?c#d")
    page = ada.get(f"/claims/{claim.id}").text
    (link,) = set(re.findall(r'href="(/parties/[^"]+)"', page))
    assert "<h1>a/b?c#d</h1>" in ada.get(html.unescape(link)).text
