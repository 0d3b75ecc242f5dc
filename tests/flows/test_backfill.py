"""Backfill of shards: overlapping ones, at once on a Dask cluster, give exactly the rows of one after another."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import ModuleType

import pytest

from claims.errors import CounterclaimError
from tests.flows.stories import facts, stories, write

TOLD = stories(3, 40)


@pytest.fixture
def shards(tmp_path: Path) -> list[str]:
    """Three shards; each has half of the next one's stories."""
    return [write(tmp_path / f"{n}.jsonl", TOLD[n * 10 : n * 10 + 20]) for n in range(3)]


def test_shards_come_one_after_another(
    ingest: ModuleType, shards: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What two shards hold is unchanged the second time; the whole again changes nothing."""
    from flows import backfill

    monkeypatch.delenv(backfill.DASK, raising=False)
    where = str(tmp_path / "one.db")
    assert asyncio.run(backfill.backfill(shards, where)) == {"new": 40, "unchanged": 20}
    before = facts(where)
    assert asyncio.run(backfill.backfill(shards, where)) == {"unchanged": 60}
    assert facts(where) == before


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
    assert facts(other) == facts(one)


def test_a_cluster_that_is_not_installed_is_one_line(ingest: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    import sys

    from flows import backfill

    monkeypatch.setitem(sys.modules, "prefect_dask", None)
    with pytest.raises(CounterclaimError, match=r"pip install 'counterclaim\[dask\]'"):
        backfill.runner({backfill.DASK: "local"})
