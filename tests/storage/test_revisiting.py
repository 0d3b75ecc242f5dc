"""What a stored source is known by, and a page whose server says that it is the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from claims.article import Fetch, Validators
from claims.model import Reading
from storage.records import Unchanged

if TYPE_CHECKING:
    from tests.storage.conftest import Clock, Desk

URL = "https://paper.example/one"
MODIFIED = "Tue, 03 Mar 2026 08:00:00 GMT"


def put(desk: Desk, *headers: tuple[str, str], url: str = URL, source: str = URL) -> str:
    """Store one article with a claim, as this source gave it; gives the article's id."""
    article = desk.article("Acme AI raised $5 billion.")
    fetch = replace(desk.fetch(article), source=source, final_url=url, headers=headers)
    with desk.store.writing() as writer:
        reading = Reading((desk.claim(article, "$5 billion", 5e9),))
        return writer.put_article(article, fetch, reading, None).article_id


def same(desk: Desk, source: str = URL, url: str = URL) -> Unchanged:
    """Store that the page of this source did not change."""
    with desk.store.writing() as writer:
        fetch = Fetch(source=source, fetched_at="2026-03-02T12:00:00Z", final_url=url, status=304)
        return writer.put_unchanged(fetch)


@pytest.mark.parametrize(
    ("headers", "known"),
    [
        ((("etag", '"7"'),), Validators('"7"', None, URL)),
        ((("last-modified", MODIFIED),), Validators(None, MODIFIED, URL)),
        ((("etag", '"7"'), ("last-modified", MODIFIED)), Validators('"7"', MODIFIED, URL)),
        ((("content-type", "text/html"),), None),
        ((), None),
    ],
)  # fmt: skip
def test_a_source_is_known_by_its_last_headers(
    desk: Desk, headers: tuple[tuple[str, str], ...], known: Validators | None
) -> None:
    """With the URL that gave them."""
    put(desk, *headers)
    assert desk.store.validators([URL]) == ({URL: known} if known else {})


def test_the_last_page_counts(desk: Desk) -> None:
    """Also where the same page came with another name."""
    put(desk, ("etag", '"7"'))
    put(desk, ("etag", '"8"'))
    assert desk.store.validators([URL]) == {URL: Validators('"8"', None, URL)}


def test_a_refusal_is_not_what_is_known(desk: Desk) -> None:
    """What the store holds is the page before it."""
    put(desk, ("etag", '"7"'))
    with desk.store.writing() as writer:
        refused = Fetch(
            source=URL, fetched_at="2026-03-02T12:00:00Z", status=200, headers=(("etag", '"8"'),), refusal="consent"
        )
        writer.put_refusal(refused)
    assert desk.store.validators([URL]) == {URL: Validators('"7"', None, URL)}


def test_an_unknown_source_is_known_by_nothing(desk: Desk) -> None:
    """Nor is a refusal alone."""
    assert desk.store.validators(["https://paper.example/other"]) == {}


def test_a_page_that_is_the_same_is_seen_again(desk: Desk, clock: Clock) -> None:
    """Nothing moves but the sighting and the record of the fetch."""
    article_id = put(desk, ("etag", '"7"'))
    before, first = desk.counts(), clock.now
    later = clock.pass_days(1)
    assert same(desk) == Unchanged(article_id, URL, None, (), 1, "unchanged")
    assert desk.counts() == {**before, "fetches": 2}
    stored = desk.store.article(URL)
    assert (stored.first_seen, stored.last_seen) == (first, later)
    assert [claim.last_seen for claim in stored.claims] == [later]


def test_a_page_at_another_url_than_the_stored_text_is_its_twin(desk: Desk, clock: Clock) -> None:
    """Its sameness says nothing of the text that is stored."""
    other = "https://paper.example/amp/one"
    article_id = put(desk, ("etag", '"7"'), url=other, source=other)
    first = clock.now
    clock.pass_days(1)
    assert same(desk, other, other) == Unchanged(article_id, URL, None, (), 1, "twin")
    assert desk.store.article(URL).last_seen == first


def test_a_page_that_is_not_stored_cannot_be_the_same(desk: Desk) -> None:
    """A mistake of the caller."""
    with pytest.raises(ValueError, match=r"nothing is stored of https://paper\.example/one"):
        same(desk)
