"""Each page of fixtures/site against what should be read from it; a page without its files fails with the repair."""

from __future__ import annotations

from typing import Any, TypeAlias

import feedparser
import pytest

from benchmarks.fixture_pages import EXPECTED, SITE, Page, pages, placed
from claims.errors import Refusal
from extractors.pipeline import Reader

Seen: TypeAlias = tuple[str, int, float | None, float | None, str]
"""Quote, start, low, high, unit."""

PAGES = pages()
STORIES = [page for page in PAGES if page.meta_file.exists() and not page.meta()["refused"]]
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
each_story = pytest.mark.parametrize("page", STORIES, ids=lambda page: page.name)


@each_page
def test_a_page_has_its_expected_files_and_its_place_in_the_feed(page: Page) -> None:
    """Adding a page is adding three more things; the message names the one that is missing."""
    neighbour = EXPECTED / "deal-nscale-series-c"
    for path in (page.meta_file, page.claims_file):
        suffix = path.name.removeprefix(page.name)
        assert path.exists(), f"no fixtures/expected/{path.name}: run `cp {neighbour}{suffix} {path}` and edit it"
    links = [entry.link for entry in feedparser.parse((SITE / "feed.xml").read_bytes()).entries]
    assert any(link.endswith(page.html.name) for link in links), (
        f"{page.html.name} is not in fixtures/site/feed.xml: add an <item> with <link>{page.html.name}</link>"
    )


def test_no_expected_file_and_no_item_of_the_feed_is_without_its_page() -> None:
    """A page that was renamed leaves nothing behind."""
    names = {page.name for page in PAGES}
    kept = {path.name.split(".")[0] for path in EXPECTED.iterdir()} - {"conflicts"}
    assert kept - names == set(), "remove these files from fixtures/expected, or add their pages"
    entries = feedparser.parse((SITE / "feed.xml").read_bytes()).entries
    linked = {entry.link.rsplit("/", 1)[-1].removesuffix(".html") for entry in entries}
    assert linked - names == set(), "remove these items from fixtures/site/feed.xml, or add their pages"


@each_page
def test_what_a_page_says_about_itself(page: Page) -> None:
    """Title, date and its source, language and flags, or the reason why it is refused; then it has no claims."""
    expected = page.meta()
    if expected["refused"]:
        assert page.rows() == [], f"{page.claims_file.name} lists claims of a page that is refused: empty it"
        with pytest.raises(Refusal) as met:
            page.article()
        assert met.value.reason == expected["refused"]
        return
    article = page.article()
    assert {
        "title": article.title, "published": article.publication.date, "published_source": article.publication.source,
        "language": article.language, "flags": list(article.flags), "refused": None,
    } == expected  # fmt: skip


@each_story
def test_every_context_stands_once(page: Page) -> None:
    """A context that stands twice, or no longer, would move a claim to other characters."""
    text = page.article().text
    for row in page.rows():
        placed(row, text, f"fixtures/expected/{page.claims_file.name}")


@each_story
def test_every_quantity_of_a_page_is_found_and_no_other(page: Page, reader: Reader) -> None:
    """Exact characters, value and unit; menus, tickers, advertisements and comments hold no claims.

    The expected files quote "between" with its range, the reader leaves it out.
    """
    fair: set[Seen] = set()
    missing: list[str] = []
    found = {(c.quote, c.start, c.low, c.high, c.unit) for c in reader.read(page.article()).claims}
    for row in page.gold():
        one = _fair(row)
        fair |= one
        if not one & found and not row["optional"]:
            missing.append(row["context"])
    assert missing == [], "expected, but not read"
    assert found - fair == set(), "read, but not expected"


def _fair(row: dict[str, Any]) -> set[Seen]:
    """The readings of a row's quantity that are right."""
    alt = row.get("alt") or {}
    quote = row["quote"].removeprefix("between ")
    start = row["start"] + len(row["quote"]) - len(quote)
    return {
        (quote, start, low, high, unit)
        for low in (row["low"], *alt.get("low", ()))
        for high in (row["high"], *alt.get("high", ()))
        for unit in (row["unit"], *alt.get("unit", ()))
    }


@each_story
def test_a_claim_is_evidence(page: Page, reader: Reader) -> None:
    """The quote is the text at its offsets, inside its sentence; ids are unique, and the same on a second read."""
    article = page.article()
    claims = reader.read(article).claims
    for claim in claims:
        assert article.text[claim.start : claim.end] == claim.quote
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end
        assert claim.text_sha == article.text_sha
    ids = [claim.id for claim in claims]
    assert len(set(ids)) == len(ids)
    assert [claim.id for claim in reader.read(article).claims] == ids
