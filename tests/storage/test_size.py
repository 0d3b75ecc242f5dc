"""How much room a claim takes: a year of news should fit on any disk."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from claims.article import Article
from claims.metrics import METRICS
from claims.model import Claim, Cue, Event, Reading

ARTICLES, CLAIMS = 100, 200
BYTES_PER_CLAIM = 1000
"""With indexes, and its share of the article, its text and its parties; 1,200 is the promise."""


def article_with_claims(desk: Any, chance: Random, number: int) -> tuple[Article, tuple[Claim, ...]]:
    """An article of sentences with one sum each; every claim has two parties, an event, a date and five cues."""
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(400)]
    sums = [f"${chance.randint(10, 9999) / 10} billion" for _ in range(CLAIMS)]
    text = " ".join(f"{' '.join(chance.choices(words, k=14))} {amount}." for amount in sums)
    article = desk.article(text, f"2026/03/01/a-story-about-a-large-deal-{number}", title="A story about a large deal")
    found, at = [], 0
    for amount in sums:
        start = text.index(amount, at)
        at = start + len(amount)
        claim = desk.claim(
            article, amount, float(amount[1:-8]) * 1e9, start=start, end=at, sentence_start=start - 98,
            sentence_end=at + 1, metric=chance.choice(list(METRICS)), subject=f"{chance.choice(words).title()} Labs",
            counterparties=(f"{chance.choice(words).title()} Cloud",), event=Event(round="Series C"),
            attribution="people familiar with the matter", as_of="2026-02-27", rule="funding.raise.active",
            cues=tuple(Cue(what, start - 30, start - 20) for what in ("value", "metric", "subject", "date", "scope")),
        )  # fmt: skip
        found.append(claim)
    return article, tuple(found)


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_a_claim_takes_less_than_a_kilobyte(desk: Any, path: Path) -> None:
    """Twenty thousand claims of a hundred articles, the whole file counted."""
    chance = Random(7)
    for number in range(ARTICLES):
        article, found = article_with_claims(desk, chance, number)
        with desk.store.writing() as writer:
            writer.put_article(article, desk.fetch(article), Reading(found), None)
    assert desk.store.status().claims == ARTICLES * CLAIMS
    desk.store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert path.stat().st_size < BYTES_PER_CLAIM * ARTICLES * CLAIMS
