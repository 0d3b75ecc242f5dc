"""Cases as an Atom feed: valid, with ids that stay and a date that moves, and the filters of the queue."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

Run = Callable[..., Any]

ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(text: str) -> Any:
    """The feed as a reader of feeds sees it; malformed it is an error."""
    found = feedparser.parse(text.encode())
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


@pytest.fixture
def case(cli: Run, stored: Path) -> dict[str, Any]:
    """The newsroom's one case."""
    (row,) = cli("conflicts", "--format", "jsonl").rows
    return dict(row)


def test_a_reader_of_feeds_sees_each_case_with_its_sides(cli: Run, case: dict[str, Any]) -> None:
    """In the title and, with origins, in the content."""
    (entry,) = parsed(cli("export", "atom").out).entries
    assert entry.title == "Northwind Compute, Funding round (Series C): $2.4 billion or $4.2 billion"
    assert entry.content[0].value.splitlines() == [
        f"open, version {case['version']}, grade {case['grade']}; case {case['id']}",
        "A: $2.4 billion, 2 articles, 2 origins: The Wire, The Echo",
        "B: $4.2 billion, 1 article, 1 origin: The Ledger",
    ]
    assert {tag.label: tag.term for tag in entry.tags} == {
        "status": "open", "metric": "funding", "kind": case["kind"], "grade": case["grade"],
        "party": "Northwind Compute",
    }  # fmt: skip


def test_it_has_what_the_standard_requires(cli: Run, case: dict[str, Any]) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title and updated once each, an author, moments with a zone, IRIs as ids."""
    for text in (cli("export", "atom").out, cli("export", "atom", "--query", "party=Nobody").out):
        feed = etree.fromstring(text.encode())
        for element in (feed, *feed.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{name}")) == 1
            assert (element.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
            assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").utcoffset() is not None
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == "counterclaim"
    entry = etree.fromstring(cli("export", "atom").out.encode()).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.find(f"{ATOM}content") is not None  # else it needs a link


def test_an_entry_keeps_its_id_while_its_case_changes(cli: Run, case: dict[str, Any], tmp_path: Path) -> None:
    """And its date moves on: a reader of feeds shows it again, in its new state."""
    (before,) = parsed(cli("export", "atom").out).entries
    assert cli("decide", case["id"], "prefer", "A", "--by", "ann").code == 0
    assert parsed(cli("export", "atom").out).entries == []
    (after,) = parsed(cli("export", "atom", "--query", "status=all").out).entries
    assert after.id == before.id
    assert after.updated_parsed >= before.updated_parsed
    assert after.content[0].value.splitlines()[-1] == "Decided by ann: prefers A ($2.4 billion)"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 1), ("?", 1), ("party=northwind+compute", 1), ("party=Nobody", 0), ("metric=funding", 1),
        ("metric=power", 0), ("status=decided", 0), ("origins=3", 1), ("origins=4", 0), ("q=chips", 0),
        ("q=series", 1), ("?gap=0.1&kind=value", 1), ("assignee=nobody&source=The+Echo", 1), ("opened=2001-01-01", 1),
        ("after=0.5_ab", 1),
    ],
)  # fmt: skip
def test_the_query_is_that_of_the_queue(cli: Run, case: dict[str, Any], query: str, count: int) -> None:
    """As it stands behind the question mark of its address, with or without it."""
    assert len(parsed(cli("export", "atom", "--query", query).out).entries) == count


def test_links_lead_to_the_desk_where_its_address_is_known(cli: Run, case: dict[str, Any]) -> None:
    """To the queue with the same filters, and to each case."""
    feed = parsed(cli("export", "atom", "--desk", "https://desk.example/", "--query", "party=Northwind Compute").out)
    assert {link.rel: link.href for link in feed.feed.links} == {
        "self": "https://desk.example/cases.atom?party=Northwind+Compute",
        "alternate": "https://desk.example/cases?party=Northwind+Compute",
    }
    assert feed.entries[0].link == f"https://desk.example/cases/{case['id']}"


def test_feeds_of_other_filters_are_other_feeds(cli: Run, case: dict[str, Any]) -> None:
    """The same filters written otherwise are the same one."""
    ids = {
        parsed(cli("export", "atom", "--query", query).out).feed.id
        for query in ("party=A&metric=debt", "metric=debt&party=A", "party=A&metric=debt&status=waiting")
    }
    assert len(ids) == 1
    assert parsed(cli("export", "atom").out).feed.id not in ids


def test_text_of_articles_cannot_break_or_steer_it(cli: Run, tmp_path: Path) -> None:
    """Markup is text, and what XML has no character for, or what turns a reading around, is shown."""
    dump = tmp_path / "evil.jsonl"
    rows = [
        {"id": name, "publisher": f"<script>{name}\u202e</script>", "published": "2026-05-05",
         "text": f"Northwind Compute raised {sum_} in a Series C round."}
        for name, sum_ in (("one\x07", "$2.4 billion"), ("two", "$4.2 billion"))
    ]  # fmt: skip
    dump.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert cli("ingest", dump).code == 0
    text = cli("export", "atom").out
    (entry,) = parsed(text).entries
    assert "<script>" not in text
    assert "\u202e" not in text
    assert entry.content[0].type == "text/plain"
