"""Backfill of shards: overlapping ones, at once on a Dask cluster, give exactly the rows of one after another."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from claims.errors import CounterclaimError
from storage.store import Store

NAMES = ("Nscale", "Crusoe", "CoreWeave", "Lambda", "Nebius")


def shard(path: Path, numbers: range) -> str:
    """A dump of small stories."""
    rows = [
        {"id": f"story-{n}", "publisher": f"Paper {n % 3}", "published": f"2026-05-{n % 28 + 1:02}",
         "text": f"{NAMES[n % 5]} raised ${n % 7 + 1}.{n % 10} billion in a Series C round. Story {n}."}
        for n in numbers
    ]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def held(where: str) -> tuple[Any, ...]:
    """What a store holds, without when it came."""
    with Store.open(where) as store:
        claims = sorted((stored.claim.doc, stored.claim.id) for stored in store.claims())
        edges = sorted((edge.id, str(edge.verdict.outcome)) for edge in store.edges(flagged_only=False))
        return claims, edges, store.status().articles


@pytest.fixture
def shards(tmp_path: Path) -> list[str]:
    """Three shards; each has half of the next one's stories."""
    return [shard(tmp_path / f"{n}.jsonl", range(n * 10, n * 10 + 20)) for n in range(3)]


def test_shards_come_one_after_another(
    ingest: ModuleType, shards: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What two shards hold is unchanged the second time; the whole again changes nothing."""
    from flows import backfill

    monkeypatch.delenv(backfill.DASK, raising=False)
    where = str(tmp_path / "one.db")
    assert asyncio.run(backfill.backfill(shards, where)) == {"new": 40, "unchanged": 20}
    before = held(where)
    assert asyncio.run(backfill.backfill(shards, where)) == {"unchanged": 60}
    assert held(where) == before


@pytest.mark.filterwarnings("ignore")  # of Dask's own threads and sockets
def test_a_cluster_gives_the_same_rows(
    ingest: ModuleType, shards: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processes of this machine, at once, over shards that overlap."""
    from flows import backfill

    one, other = str(tmp_path / "one.db"), str(tmp_path / "other.db")
    asyncio.run(backfill.backfill(shards, one))
    monkeypatch.setenv(backfill.DASK, "local")
    states = asyncio.run(backfill.backfill(shards, other))
    assert (states["new"], sum(states.values())) == (40, 60)
    assert held(other) == held(one)


def test_a_cluster_that_is_not_installed_is_one_line(ingest: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    import sys

    from flows import backfill

    monkeypatch.setitem(sys.modules, "prefect_dask", None)
    with pytest.raises(CounterclaimError, match=r"pip install 'counterclaim\[dask\]'"):
        backfill.runner({backfill.DASK: "local"})
