"""The commands about feeds, and one pass over what is due, over loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.serving import serve_folder

Run = Any

SITE = Path(__file__).parents[2] / "fixtures" / "site"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The fixtures' pages on loopback, which may be read."""
    monkeypatch.setenv("COUNTERCLAIM_ALLOW_PRIVATE", "127.0.0.1")
    with serve_folder(SITE) as url:
        yield url


def test_a_feed_is_looked_at_before_it_is_watched(cli: Run, site: str) -> None:
    """What it is and lists is said; it is then listed as waiting."""
    done = cli("feeds", "add", f"{site}/feed.xml", "--section", "deals", "--every", "300", "--publisher", "The Paper")
    assert (done.code, done.out) == (0, "")
    assert f"counterclaim: added {site}/feed.xml: a feed that lists 18 articles\n" in done.err
    (row,) = cli("feeds", "list", "--format", "jsonl").rows
    assert {name: row[name] for name in ("url", "kind", "section", "publisher", "primary", "interval", "urls")} == {
        "url": f"{site}/feed.xml", "kind": "feed", "section": "deals", "publisher": "The Paper", "primary": False,
        "interval": 300, "urls": {},
    }  # fmt: skip
    assert "waits for its first look" in cli("feeds", "list").out
    assert cli("feeds", "list", "--section", "other", "--format", "jsonl").rows == []
    assert f"changed {site}/feed.xml" in cli("feeds", "add", f"{site}/feed.xml").err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("{site}/gone-for-good.xml",), 1, "the server has no such page"),
        (("{site}/bell-coreweave-capex.html",), 1, "for a page of links say with --links which of them are articles"),
        (("{site}/feed.xml", "--every", "5"), 2, "--every 5: use 60 to 604800 seconds"),
        (("{site}/feed.xml", "--links", "("), 2, "pattern '(' is no regular expression"),
        (("no-address",), 1, "the URL cannot be fetched"),
    ],
)
def test_what_cannot_be_watched_is_one_line(
    cli: Run, site: str, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """And nothing is kept."""
    done = cli("feeds", "add", *(part.format(site=site) for part in arguments))
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)
    assert words in done.err


def test_a_pass_reads_what_is_new_and_the_next_one_nothing(cli: Run, site: str) -> None:
    """What was refused is a row and the exit code 1; the sum says what all URLs are."""
    cli("feeds", "add", f"{site}/feed.xml")
    done = cli("run", "--format", "jsonl")
    states = [row["state"] for row in done.rows]
    assert (done.code, states.count("new"), states.count("twin"), states.count("refused")) == (1, 15, 1, 2)
    assert "URLs: 16 done, 2 refused\n" in done.err
    again = cli("run", "--retry-failed", "--format", "jsonl")
    assert (again.code, again.rows) == (0, [])
    (row,) = cli("feeds", "list", "--format", "jsonl").rows
    assert (row["urls"], row["failures"]) == ({"done": 16, "refused": 2}, 0)


def test_a_look_reads_nothing(cli: Run, site: str) -> None:
    """Only what the feeds list is noted."""
    cli("feeds", "add", f"{site}/feed.xml")
    done = cli("feeds", "check")
    assert (done.code, done.out) == (0, "")
    assert f"looked at {site}/feed.xml: 18 listed, 18 new\n" in done.err
    assert json.loads(cli("status", "--format", "json").out)["articles"] == 0


def test_the_status_tells_how_feeds_fare(cli: Run, site: str) -> None:
    """When each brought something new last, why one failed, and what became of the URLs."""
    cli("feeds", "add", f"{site}/feed.xml")
    cli("run")
    found = json.loads(cli("status", "--format", "json").out)
    assert found["urls"] == {"done": 16, "refused": 2}
    (row,) = found["feeds"]
    assert (row["url"], row["new_at"] == row["checked_at"], row["stale_since"]) == (f"{site}/feed.xml", True, None)
    lines = cli("status").out.splitlines()
    assert [line.split()[:1] for line in lines[-3:]] == [["URLs"], ["done"], ["refused"]]
    assert lines[-4].startswith(f"  {site}/feed.xml  last news ")


def test_a_feed_that_is_removed_is_gone(cli: Run, site: str) -> None:
    """A second time it is one clear line."""
    cli("feeds", "add", f"{site}/feed.xml")
    assert cli("feeds", "remove", f"{site}/feed.xml").code == 0
    done = cli("feeds", "remove", f"{site}/feed.xml")
    assert (done.code, "counterclaim feeds list" in done.err) == (1, True)


def test_a_schedule_without_feeds_does_not_start(cli: Run, site: str) -> None:
    """It says what to do."""
    cli("feeds", "add", f"{site}/feed.xml")
    cli("feeds", "remove", f"{site}/feed.xml")
    done = cli("serve")
    assert (done.code, "add one with `counterclaim feeds add URL`" in done.err) == (1, True)
