"""Reading stored articles again: the same rules change nothing, others add, keep and retire; on both databases."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, select

from claims.article import Article
from claims.model import Claim, Reading
from claims.pairs import Context
from claims.parties import PartyTable, load_parties
from extractors.pipeline import Reader
from flows import stages
from flows.discovery import expand
from flows.fetch_settings import FetchSettings
from flows.rereading import Reread, reextract
from storage import schema
from storage.engine import place
from storage.store import ClaimQuery, Store
from tests.postgresql import databases

FIXTURES = Path(__file__).parents[2] / "fixtures"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


class Clock:
    """A clock that is told the time."""

    now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Noon of 1 June 2026."""
    return Clock()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, reader: Reader, parties: PartyTable
) -> str:
    """A database of each kind into which all fixtures were ingested; each test works on a copy."""
    where = str(tmp_path_factory.mktemp("filled") / "a.db")
    if request.param == "postgresql":
        where = request.getfixturevalue("module_postgresql")
    with Store.open(where, clock=lambda: NOON) as opened:
        ingest(opened, reader, Context(parties=parties))
    return where


@pytest.fixture
def where(filled: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The place of a copy."""
    if "://" not in filled:
        yield str(shutil.copy(filled, tmp_path / "a.db"))
        return
    with databases(request.getfixturevalue("postgresql"), make_url(filled).database) as make:
        yield make()


@pytest.fixture
def store(where: str, clock: Clock) -> Iterator[Any]:
    """The copy, opened."""
    with Store.open(where, clock=clock) as opened:
        opened.place = where  # type: ignore[attr-defined]  # with its password, for a look behind the store
        yield opened


@pytest.fixture(scope="session")
def parties() -> PartyTable:
    """The shipped table."""
    return load_parties()


@pytest.fixture
def renamed(tmp_path: Path) -> PartyTable:
    """The shipped table with an analyst's own name for Nscale."""
    own = tmp_path / "parties.csv"
    own.write_text("name,kind,parent,aliases\nNscale Global Holdings,company,,Nscale\n", encoding="utf-8")
    return load_parties(own)


def ingest(store: Store, reader: Reader, context: Context) -> None:
    """Ingest all pages, texts and rows of the fixtures."""
    sources = expand([str(FIXTURES / name) for name in ("site", "text", "dump.jsonl")])

    async def go() -> None:
        async for _ in stages.ingest(sources, store, reader, context, settings=FetchSettings(), clock=lambda: NOON):
            pass

    asyncio.run(go())


def rows(store: Any) -> dict[str, list[Any]]:
    """All rows of all tables."""
    engine = create_engine(place(store.place).url)
    with engine.connect() as connection:
        found = {name: list(connection.execute(select(table))) for name, table in schema.metadata.tables.items()}
    engine.dispose()
    return {name: sorted(map(tuple, found[name]), key=repr) for name in found}


def totals(found: list[Reread]) -> dict[str, int]:
    """Claims added, kept and retired, and articles by state."""
    counts: Counter[str] = Counter(one.state for one in found)
    for one in found:
        counts.update(added=one.added, kept=one.kept, retired=one.retired, conflicts=len(one.conflicts))
    return dict(+counts)


def test_the_same_rules_right_after_ingestion_change_nothing(store: Any, reader: Reader, parties: PartyTable) -> None:
    """What a revision keeps is all that a reading needs: every fixture gives the very same reading, row for row."""
    before, articles = rows(store), store.article_ids()
    assert len(articles) == store.status().articles
    for dry_run in (True, False):
        found = list(reextract(store, reader, Context(parties=parties), articles, dry_run=dry_run))
        assert totals(found) == {"unchanged": len(articles), "kept": store.status().claims}
        assert rows(store) == before


def test_other_rules_add_keep_and_retire_and_nothing_is_deleted(
    store: Any, clock: Clock, parties: PartyTable, renamed: PartyTable
) -> None:
    """A party that has another name now: its claims are retired and come anew, all others stay as they were."""
    then, before = clock.now, list(store.claims())
    articles, flagged = store.article_ids(), {edge.id for edge in store.edges(party="Nscale")}
    its = [held for held in before if "Nscale" in (held.claim.subject, *held.claim.counterparties)]
    reader, context = Reader(renamed), Context(parties=renamed)
    untouched = rows(store)
    would = totals(list(reextract(store, reader, context, articles, dry_run=True)))
    assert rows(store) == untouched

    clock.now += timedelta(days=1)
    found = list(reextract(store, reader, context, articles))
    did = totals(found)
    assert {name: n for name, n in did.items() if name != "conflicts"} == would
    assert (did["added"], did["kept"], did["retired"]) == (len(its), len(before) - len(its), len(its))
    assert list(store.claims(ClaimQuery(party="Nscale"))) == []
    assert len(list(store.claims(ClaimQuery(party="Nscale Global Holdings")))) == len(its)
    assert flagged
    assert store.edges(party="Nscale") == []
    again = store.edges(party="Nscale Global Holdings")
    assert len(again) == len(flagged)
    assert did["conflicts"] == len({edge.case for edge in again})
    assert {edge.status for edge in store.edges(party="Nscale", include_retired=True)} == {"retired"}

    known_then = [held.claim for held in store.claims(ClaimQuery(as_of=then))]
    assert known_then == [held.claim for held in before]
    assert {held.claim for held in store.claims(ClaimQuery(as_of=clock.now))} == {held.claim for held in store.claims()}
    assert store.status().retired == len(its)

    settled = rows(store)
    clock.now += timedelta(days=1)
    second = list(reextract(store, reader, context, articles))
    assert totals(second) == {"unchanged": len(articles), "kept": len(before)}
    assert rows(store) == settled


def test_an_article_shows_what_other_rules_changed(
    store: Any, clock: Clock, parties: PartyTable, renamed: PartyTable
) -> None:
    """The text is still that of its first revision; which claims came and went stands beside it."""
    name = (FIXTURES / "site" / "deal-nscale-series-c.html").as_uri()
    before = store.article(name)
    clock.now += timedelta(days=1)
    list(reextract(store, Reader(renamed), Context(parties=renamed), [before.id]))
    after = store.article(name)
    first, second = after.changes
    assert (first.new_text, first.revision, first.kept, first.dropped) == (True, 1, 0, ())
    assert list(first.added) == [held.claim for held in before.claims]
    assert (second.new_text, second.revision, second.at) == (False, 1, clock.now)
    assert {claim.subject for claim in second.dropped} >= {"Nscale"}
    assert {claim.subject for claim in second.added} >= {"Nscale Global Holdings"}
    assert second.kept + len(second.added) == len(after.claims)
    assert (after.last_seen, after.fetches) == (before.last_seen, before.fetches)


def test_a_claim_that_is_read_by_a_newer_version_is_kept(store: Any, clock: Clock, parties: PartyTable) -> None:
    """Only its provenance moves; the answer says that nothing changed."""

    class Newer(Reader):
        def read(self, article: Article, *, mentions: bool = True) -> Reading:
            found = super().read(article, mentions=mentions)
            return replace(found, claims=tuple(map(self._signed, found.claims)))

        def _signed(self, claim: Claim) -> Claim:
            return replace(claim, extractor_version="next")

    clock.now += timedelta(days=1)
    articles, before = store.article_ids(), store.status()
    found = list(reextract(store, Newer(parties), Context(parties=parties), articles))
    assert totals(found) == {"unchanged": len(articles), "kept": before.claims}
    assert {held.claim.extractor_version for held in store.claims()} == {"next"}
    assert store.status() == before


def test_a_text_that_changes_while_it_is_read_is_read_again(store: Any, clock: Clock, parties: PartyTable) -> None:
    """Another process may store a newer page between the reading and the storing: the newer one counts."""
    name = "oracle-bonds.txt"
    (article_id,) = store.article_ids(name)
    newer = replace(store.article_as_given(article_id), text="Oracle sold $18 billion of bonds.")

    class Overtaken(Reader):
        overtaken = False

        def read(self, article: Article, *, mentions: bool = True) -> Reading:
            found = super().read(article, mentions=mentions)
            if not self.overtaken:
                self.overtaken = True
                fetch = store.article(article_id).fetches[0].fetch
                with store.writing() as writer:
                    writer.put_article(newer, fetch, super().read(newer), None)
            return found

    reader = Overtaken(parties)
    (found,) = reextract(store, reader, Context(parties=parties), [article_id])
    assert (found.state, found.added, found.retired) == ("unchanged", 0, 0)
    assert [held.claim.quote for held in store.article(name).claims] == ["$18 billion"]


def test_a_damaged_text_is_an_answer_and_the_others_go_on(store: Any, reader: Reader, parties: PartyTable) -> None:
    """Nothing of its article is touched; ingesting the page again mends it."""
    articles = store.article_ids()
    bad = store.article(articles[0])
    engine = create_engine(place(store.place).url)
    with engine.begin() as connection:
        hurt = schema.snapshots.update().where(schema.snapshots.c.sha == bad.article.text_sha)
        connection.execute(hurt.values(data=b"\x28\xb5\x2f\xfd no zstd frame"))
    engine.dispose()
    before = rows(store)
    found = list(reextract(store, reader, Context(parties=parties), articles[:2]))
    assert [one.state for one in found] == ["damaged", "unchanged"]
    assert found[0].detail is not None
    assert found[0].detail.startswith(f"snapshot {bad.article.text_sha[:16]} is damaged (it cannot be unpacked: ")
    assert rows(store) == before

    ingest(store, reader, Context(parties=parties))
    assert store.article_as_given(bad.id) == bad.article
