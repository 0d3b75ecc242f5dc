"""The flow that reads stored articles again, under a real Prefect server."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from types import ModuleType

import pytest

from storage.store import ClaimQuery, Store

PARTIES = "name,kind,parent,aliases\nNscale Global Holdings,company,,Nscale\n"


def test_the_flow_gives_the_articles_that_changed(
    ingest: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With today's rules none; with another table of names those that name the party, first as a dry run."""
    from flows.reextract import reextract_articles

    dump, db = tmp_path / "news.jsonl", str(tmp_path / "news.db")
    stories = [("wire", "Nscale raised $2.4 billion."), ("post", "Crusoe raised $1.4 billion.")]
    dump.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in stories))
    asyncio.run(ingest.ingest_articles([str(dump)], db))
    assert asyncio.run(reextract_articles(db=db)) == []

    own = tmp_path / "parties.csv"
    own.write_text(PARTIES, encoding="utf-8")
    monkeypatch.setenv("COUNTERCLAIM_PARTIES", str(own))
    for dry_run in (True, False):
        (row,) = asyncio.run(reextract_articles(db=db, dry_run=dry_run))
        assert (row["doc"], row["state"], row["added"], row["retired"]) == ("wire", "changed", 1, 1)
    with Store.open(db) as store:
        assert len(list(store.claims(ClaimQuery(party="Nscale Global Holdings")))) == 1
        assert store.status().retired == 1
