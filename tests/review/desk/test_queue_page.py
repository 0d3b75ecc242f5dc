"""The page of the queue: rows, filters as links, views, and that nothing from the web is more than text."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from storage.queue_records import LinePage
from storage.store import CaseQuery, Store

Visit = Any


def words(page: str) -> str:
    """What a page says, without its marks."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def links(page: str, label: str) -> list[str]:
    """Where links with this label lead."""
    found = re.findall(r'<a[^>]* href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [unescape(where) for where, text in found if unescape(re.sub("<[^>]*>", "", text)).strip() == label]


def test_a_row_says_what_the_case_is_about(ada: Visit, newsroom: Store) -> None:
    """Each side with its support and its words, the quote marked."""
    page = ada.get("/cases")
    (found,) = newsroom.cases()
    assert page.status_code == 200
    said = words(page.text)
    assert "1 case waiting for a decision" in said
    assert "Northwind Compute: Funding round (Series C)" in said
    assert "A $2.4 billion 2 articles, 2 origins: The Wire, The Echo" in said
    assert "B $4.2 billion 1 article, 1 origin: The Ledger" in said
    assert "<mark>$4.2 billion</mark>" in page.text
    assert links(page.text, "Northwind Compute: Funding round (Series C)") == [f"/cases/{found.id}"]


def test_a_facet_narrows_and_widens(ada: Visit) -> None:
    """Its link sets the filter; the one that is set clears it; the case keeps the filters in its address."""
    page = ada.get("/cases?metric=funding").text
    (high,) = links(page, "high")
    assert high == "/cases?metric=funding&grade=high"
    narrowed = ada.get(high).text
    assert links(narrowed, "high") == ["/cases?metric=funding"]
    assert links(narrowed, "The Ledger") == ["/cases?metric=funding&grade=high&source=The+Ledger"]
    (case,) = links(narrowed, "Northwind Compute: Funding round (Series C)")
    assert case.endswith("?metric=funding&grade=high")
    assert "1 case waiting" in words(narrowed)
    assert "No case fits" in words(ada.get("/cases?grade=low").text)


def test_the_queue_names_its_feed(ada: Visit) -> None:
    """With the filters that are set; the feed holds the cases that fit."""
    page = ada.get("/cases?metric=funding&grade=high").text
    (feed,) = re.findall('<link rel="alternate" type="application/atom\\+xml" [^>]*href="([^"]*)"', page)
    assert unescape(feed) == "/cases.atom?metric=funding&grade=high"
    assert ada.get(unescape(feed)).text.count("<entry>") == 1
    assert ada.get("/cases.atom?grade=low").text.count("<entry>") == 0


@pytest.mark.parametrize("search", ["ledger's round -x", "northwind", '"series c"', "4.2"])
def test_the_search_keeps_the_other_filters(ada: Visit, search: str) -> None:
    """And the filters keep the search."""
    page = ada.get("/cases", q=search, metric="funding").text
    assert 'name="metric" value="funding"' in page
    assert f"search: {search}" in words(page)


def test_bad_filters_are_said_and_bad_searches_are_none(ada: Visit) -> None:
    """A wrong address gets one line."""
    wrong = ada.get("/cases?grade=worst")
    assert wrong.status_code == 400
    assert "unknown grade 'worst'; use one of high, medium, low" in words(wrong.text)
    assert ada.get("/cases", q='")(*-').status_code == 200


def test_views_are_saved_used_and_forgotten(ada: Visit, newsroom: Store) -> None:
    """By forms, which work without JavaScript."""
    saved = ada.post("/cases/views", filters="metric=funding&after=1.0_a", name="Rounds & co", follow=True)
    assert str(saved.url).endswith("/cases?metric=funding")
    assert [(view.name, view.query, view.made_by) for view in newsroom.queue.views()] == [
        ("Rounds & co", "metric=funding", "ada")
    ]
    assert links(ada.get("/cases").text, "Rounds & co") == ["/cases?metric=funding"]
    assert ada.post("/cases/views", filters="", name=" ").status_code == 400
    ada.post("/cases/views", filters="", drop="Rounds & co")
    assert newsroom.queue.views() == []


def test_a_long_queue_is_paged(ada: Visit, newsroom: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """By places, so that a page begins where the last one ended, whatever has been decided since."""
    page, facets = newsroom.queue.look(CaseQuery(), 1)
    monkeypatch.setattr(newsroom.queue, "look", lambda query, size: (LinePage(page.lines, "0.5_abc"), facets))
    shown = ada.get("/cases?metric=funding").text
    assert links(shown, "Next page") == ["/cases?metric=funding&after=0.5_abc"]
    assert links(ada.get("/cases?metric=funding&after=0.5_abc").text, "First page") == ["/cases?metric=funding"]


HOSTILE = "<script>alert(1)</script>\"'{{7*7}}\u202eevil"


def test_nothing_from_the_web_is_more_than_text(ada: Visit, cli: Any, tmp_path: Path) -> None:
    """A title, a publisher, a sentence and a party that want to be markup, on the queue and on the case."""
    rows = [
        {
            "id": f"h{number}", "title": HOSTILE, "publisher": f"{HOSTILE} {number}", "published": "2026-05-05",
            "url": "https://evil.example/'\"><script>",
            "text": f"Quarry Capital raised ${number} billion in a Series B round for {HOSTILE}.",
        }
        for number in (3, 7)
    ]  # fmt: skip
    dump = tmp_path / "hostile.jsonl"
    dump.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert cli("ingest", dump).code == 0
    page = ada.get("/cases?party=Quarry Capital")
    (case,) = re.findall(r'href="/cases/([0-9a-f]{16})\?', page.text)
    for text in (page.text, ada.get(f"/cases/{case}").text, ada.get(f"/cases/{case}?edit=x").text):
        assert "<script>alert" not in text
        assert "\u202e" not in text
        assert "49" not in re.findall(r"alert\(1\).{40}", text)[0]
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
