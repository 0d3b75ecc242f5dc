"""Stories in any order leave the verdicts of one comparison of all, and the same cases, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from claims.cases import CaseStatus
from claims.conflicts import compare_bucket
from claims.parties import PartyTable, load_parties
from claims.verdicts import Edge, Kind, Outcome
from extractors.pipeline import Reader
from flows import stages
from flows.discovery import expand
from flows.fetching import FetchSettings
from storage.store import CaseQuery, Store
from tests.flows.stories import SENTENCES, stories, write
from tests.storage.asking import check_plans, statements

Row = dict[str, str]

MORE = (
    "{who} is valued at {sum} before the new money, {other} said, and raised $1.5 billion.",
    "{other} will acquire Cyrus One for $6.4 billion.",
    "{other} denied that it would lend $3.85 billion to {who}.",
    "{other} will invest $3.85 billion in {who}.",
    "{who} will build a data centre in Abilene for {sum}.",
    "{who} will use {power} at the site in Abilene.",
    "Stargate Norway will have {power} by 2030, said {who}.",
    "{who} and {other} said that {who} raised {sum}, of which {other} gave $1.2 billion.",
)
"""Verdicts across parties, sites, projects, kinds of deals, and ones that rest on what else a text tells."""

EVERY = CaseQuery(statuses=frozenset(CaseStatus) - {CaseStatus.merged})


def told(seed: int, count: int = 30) -> list[Row]:
    """Stories of few parties, so that many meet; some older, some undated, some exact copies of another day."""
    cast: dict[str, Any] = {"companies": ("Nscale", "xAI", "OpenAI"), "investors": ("Brookfield", "MGX", "Apollo")}
    rows = stories(seed, count, sentences=(*SENTENCES, *MORE), **cast)
    rows += [{**row, "id": f"older-{row['id']}", "text": f"{row['text']} Again.", "published": "2025-12-30"}
             for row in rows[::7]]  # fmt: skip
    for row in rows[3::9]:
        del row["published"]
    days = ("2026-04-01", "2026-05-30")
    copies = [{**rows[n], "id": f"copy-{n}", "publisher": "The Echo", "published": day} for n, day in enumerate(days)]
    return rows + copies


@pytest.fixture(params=["sqlite", "postgresql"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the place of a new database of each kind."""
    if request.param == "postgresql":
        return request.getfixturevalue("fresh_postgresql")  # type: ignore[no-any-return]
    numbers = iter(range(100))
    return lambda: str(tmp_path / f"{next(numbers)}.db")


@pytest.fixture(scope="module")
def parties() -> PartyTable:
    """The shipped table."""
    return load_parties()


def ingest(store: Store, reader: Reader, parties: PartyTable, dump: str) -> None:
    """Store a dump as the command line does."""

    async def run() -> None:
        context = stages.comparing(parties)
        clock: Callable[[], datetime] = lambda: datetime(2026, 6, 1, tzinfo=UTC)  # noqa: E731
        async for _ in stages.ingest(expand([dump]), store, reader, context, settings=FetchSettings(), clock=clock):
            pass

    asyncio.run(run())


def pairs(store: Store) -> dict[str, Any]:
    """The verdicts that stand, by id."""
    return {edge.id: edge.verdict for edge in store.pairs()}


def cases(store: Store) -> list[Any]:
    """The living cases by their evidence."""
    return [
        (one.id, one.status, one.case.kind, one.case.gap, one.case.grade, one.case.articles, one.case.fingerprint)
        for one in store.cases()
    ]


def orders(rows: Sequence[Row], seed: int) -> Iterator[list[Row]]:
    """The stories as they are, backwards and shuffled."""
    yield list(rows)
    yield list(rows[::-1])
    yield Random(seed).sample(list(rows), len(rows))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_order_gives_the_verdicts_of_one_comparison(
    make: Callable[[], str], reader: Reader, parties: PartyTable, tmp_path: Path, seed: int
) -> None:
    """And the same cases, under the same ids."""
    found = []
    for order in orders(told(seed), seed):
        with Store.open(make()) as store:
            ingest(store, reader, parties, write(tmp_path / "dump.jsonl", order))
            found.append((pairs(store), cases(store)))
            claims = list({one.claim.id: store.claim(one.claim.id).claim for one in store.claims()}.values())
            texts = {claim.text_sha: min(store.copies(claim.text_sha)) for claim in claims}
    assert found[1] == found[0]
    assert found[2] == found[0]
    context = replace(stages.comparing(parties), origin=lambda claim: texts[claim.text_sha])
    at_once = compare_bucket(claims, (), context)
    assert {(edge := Edge.between(a, b, verdict)).id: edge.verdict for a, b, verdict in at_once} == found[0][0]
    kinds = {verdict.kind for verdict in found[0][0].values() if verdict.outcome is Outcome.contradiction}
    assert kinds >= {Kind.value, Kind.denial, Kind.party}
    reasons = {reason for verdict in found[0][0].values() for reason in verdict.reasons}
    assert reasons & {"stated_by_both", "different_basis", "adds_up"}  # rest on what else a text tells


def test_what_articles_said_before_leaves_no_verdict(
    make: Callable[[], str], reader: Reader, parties: PartyTable, tmp_path: Path
) -> None:
    """Some were put right later, in their sums or only in their dates: what stands is as if they had always been so."""
    rows = told(3)
    earlier = [{**row, "text": other["text"]} for row, other in zip(rows[:8], told(4)[:8], strict=True)]
    earlier += [{**row, "published": "2026-03-09"} for row in rows[8:16]]
    found = []
    for order in (rows, [*earlier, *rows], [*rows[20:], *earlier, *rows[:20][::-1]]):
        with Store.open(make()) as store:
            ingest(store, reader, parties, write(tmp_path / "dump.jsonl", order))
            found.append((pairs(store), cases(store)))
    assert found[1] == found[0]
    assert found[2] == found[0]


def test_a_new_article_costs_the_same_among_stories_of_others(
    make: Callable[[], str], reader: Reader, parties: PartyTable, tmp_path: Path
) -> None:
    """As many statements among sixty as among a few; none reads a whole table or index."""
    others: dict[str, Any] = {"companies": ("Nebius", "Groq"), "investors": ("SoftBank", "Magnetar")}
    few, many, new = (tmp_path / f"{name}.jsonl" for name in ("few", "many", "new"))
    write(few, told(5, 6))
    write(many, [{**row, "id": f"other-{row['id']}"} for row in stories(6, 60, **others)])
    story, asked = told(7)[0], []
    with Store.open(make()) as store:
        for before in (few, many):
            ingest(store, reader, parties, str(before))
            write(new, [{**story, "id": before.stem, "text": f"{story['text']} Told after {before.stem}."}])
            with statements(store) as sent:
                ingest(store, reader, parties, str(new))
            asked.append(len(sent))
            check_plans(store, sent)
    assert abs(asked[1] - asked[0]) <= 6
