"""Feeds and their URLs: what is due, what became of each, and what a feed's silence says; on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from claims.errors import NotStored, UsageError
from claims.feeds import GAPS, Feed, UrlState
from storage.feeds import failing

FEED = Feed(url="https://paper.example/rss", section="tech", publisher="The Paper", interval=600)
ONE, TWO = "https://paper.example/one", "https://paper.example/two"


def listed(desk: Any, *urls: str, feed: int = 0, **said: str) -> int:
    """A look at a feed that lists these URLs; gives how many were new."""
    key = desk.store.feeds()[feed].key
    with desk.store.writing() as writer:
        new: int = writer.feeds.looked(key, {url: {"title": url, **said} for url in urls})
    return new


def tried(desk: Any, url: str, state: UrlState, reason: str | None = None) -> None:
    """What became of a URL."""
    with desk.store.writing() as writer:
        writer.feeds.tried(url, state, reason, "a detail" if reason else "")


def due(desk: Any, **query: Any) -> list[str]:
    """The URLs that are to be tried now."""
    return [stored.url for stored in desk.store.due_urls(**query)]


@pytest.fixture
def watched(desk: Any) -> Any:
    """A desk with one feed."""
    with desk.store.writing() as writer:
        assert writer.feeds.add(FEED)
    return desk


def test_a_feed_is_kept_with_its_fields_and_due_at_once(watched: Any) -> None:
    """Once; the same URL again changes the fields and keeps its past."""
    (stored,) = watched.store.due_feeds()
    assert (stored.feed, stored.checked_at, stored.states, stored.failures) == (FEED, None, {}, 0)
    assert listed(watched, ONE) == 1
    with watched.store.writing() as writer:
        assert not writer.feeds.add(Feed(url=FEED.url, section="energy"))
    (again,) = watched.store.feeds()
    assert (again.feed.section, again.feed.publisher, again.states) == ("energy", None, {"new": 1})
    assert watched.store.feeds("tech") == []


def test_a_feed_needs_a_web_address(desk: Any) -> None:
    """Nothing else is ever fetched."""
    with pytest.raises(UsageError, match="is no http or https URL"), desk.store.writing() as writer:
        writer.feeds.add(Feed(url="ftp://paper.example/rss"))
    assert desk.store.feeds() == []


def test_a_look_notes_what_is_new_and_when_to_look_again(watched: Any) -> None:
    """The same list again brings nothing; the interval is the feed's."""
    assert listed(watched, ONE, TWO) == 2
    assert listed(watched, ONE, TWO) == 0
    (stored,) = watched.store.feeds()
    assert (stored.next_at - stored.checked_at, stored.states) == (timedelta(seconds=600), {"new": 2})
    assert watched.store.due_feeds() == []
    watched.clock.step(seconds=600)
    assert len(watched.store.due_feeds()) == 1
    assert due(watched) == [ONE, TWO]
    assert (due(watched, section="tech"), due(watched, section="energy"), due(watched, limit=1)) == (
        [ONE, TWO], [], [ONE],
    )  # fmt: skip


def test_a_look_in_vain_waits_longer_each_time(watched: Any) -> None:
    """Twice as long, at most a day; a look that gives something ends it."""
    key, gaps = watched.store.feeds()[0].key, []
    for _ in range(9):
        with watched.store.writing() as writer:
            writer.feeds.looked_in_vain(key, "timeout", "https://paper.example/rss within 60 s")
        (stored,) = watched.store.feeds()
        gaps.append((stored.next_at - stored.checked_at).total_seconds())
    assert gaps == [1200, 2400, 4800, 9600, 19200, 38400, 76800, 86400, 86400]
    assert (stored.failures, stored.reason) == (9, "timeout")
    listed(watched)
    (stored,) = watched.store.feeds()
    assert (stored.failures, stored.reason, stored.detail) == (0, None, None)


@pytest.mark.parametrize("state", [UrlState.done, UrlState.unchanged])
def test_what_is_done_is_not_due(watched: Any, state: UrlState) -> None:
    """Until the feed says that it was modified."""
    listed(watched, ONE, modified="2026-03-01")
    tried(watched, ONE, state)
    assert (due(watched), watched.store.url_states()) == ([], {str(state): 1})
    listed(watched, ONE, modified="2026-03-01")
    assert due(watched) == []
    listed(watched, ONE, modified="2026-03-02")
    assert due(watched) == [ONE]


def test_a_refusal_stays_and_a_failure_is_tried_again(watched: Any) -> None:
    """With growing gaps, then it is given up; asked for, both are tried at once, a refusal never."""
    listed(watched, ONE, TWO)
    tried(watched, TWO, UrlState.refused, "not_found")
    for gap in GAPS:
        assert due(watched) == [ONE]
        tried(watched, ONE, UrlState.refused, "timeout")
        assert watched.store.url_states() == {"failed": 1, "refused": 1}
        assert (due(watched), due(watched, again=True)) == ([], [ONE])
        watched.clock.step(seconds=gap)
    tried(watched, ONE, UrlState.refused, "timeout")
    assert watched.store.url_states() == {"given_up": 1, "refused": 1}
    assert (due(watched), due(watched, again=True)) == ([], [ONE])
    with watched.store._engine.connect() as connection:
        (lost,) = failing(connection, [UrlState.given_up])
    assert (lost.url, lost.tries, lost.reason, lost.detail) == (ONE, 5, "timeout", "a detail")
    tried(watched, ONE, UrlState.done)
    assert watched.store.url_states() == {"done": 1, "refused": 1}


def test_a_url_of_no_feed_is_passed_over(watched: Any) -> None:
    """An article that a person named is no URL of a feed."""
    tried(watched, ONE, UrlState.done)
    assert watched.store.url_states() == {}


def test_a_feed_that_is_removed_leaves_what_it_brought(watched: Any) -> None:
    """Its URLs stay, and are tried still; an unknown one is one clear line."""
    listed(watched, ONE)
    with watched.store.writing() as writer:
        writer.feeds.remove(FEED.url)
    assert (watched.store.feeds(), due(watched)) == ([], [ONE])
    with pytest.raises(NotStored, match="counterclaim feeds list"), watched.store.writing() as writer:
        writer.feeds.remove(FEED.url)


def test_a_feed_is_stale_against_its_habit(watched: Any) -> None:
    """News every hour, then none for more than a day."""
    for n in range(6):
        listed(watched, f"{ONE}/{n}")
        watched.clock.step(seconds=3600)
    assert watched.store.feeds()[0].stale_since is None
    watched.clock.step(seconds=24 * 3600)
    (stored,) = watched.store.feeds()
    assert stored.stale_since == stored.new_at + timedelta(days=1)
