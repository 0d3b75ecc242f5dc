"""Counts of people and accounts: read for the rows that are asked for, and for nothing else."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.fixture_pages import FIXTURES, placed
from claims.article import Article, Publication
from claims.conflicts import compare
from claims.metrics import METRICS, Counted, Metric, asked
from claims.model import Claim, Reading
from claims.parties import load_parties
from claims.units import COUNT
from extractors.pipeline import Reader

ReadCounts = Callable[..., list[Claim]]
COUNTS = FIXTURES / "counts"
ROWS = [row for row in METRICS.values() if row.unit == "count"]


def article(text: str, published: str = "2026-05-12") -> Article:
    """An article of a text alone."""
    return Article(doc="a", identity="a", text=text, language="en", publication=Publication(published, "given"))


@pytest.fixture(scope="module")
def counting() -> Reader:
    """A reader that was asked for users."""
    return Reader(load_parties(), counts=asked(["users"]))


@pytest.fixture(scope="module")
def users(counting: Reader) -> ReadCounts:
    """A function from a text to its claims on users."""
    return lambda text: [claim for claim in counting.read(article(text)).claims if claim.metric == "users"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_count_is_one_row_and_one_fixture(row: Metric) -> None:
    """Exactly the claims of fixtures/counts stand in its text, field by field."""
    text_file, expected_file = COUNTS / f"{row.name}.txt", COUNTS / f"{row.name}.jsonl"
    for path in (text_file, expected_file):
        assert path.exists(), f"no {path}: write a text of your own and the claims that are to be read from it"
    text = text_file.read_text(encoding="utf-8")
    reading = Reader(load_parties(), counts=[row]).read(article(text))
    expected = [json.loads(line) for line in expected_file.read_text(encoding="utf-8").splitlines()]
    assert [
        {
            "start": claim.start, "end": claim.end, "quote": claim.quote, "low": claim.low, "high": claim.high,
            "qualifier": str(claim.quantity.qualifier), "subject": claim.subject, "kind": claim.event.instrument,
            "scope": str(claim.scope), "temporal_role": str(claim.temporal_role), "modality": str(claim.modality),
            "as_of": claim.as_of, "horizon": claim.horizon,
        }
        for claim in reading.claims if claim.metric == row.name
    ] == [
        {**{key: value for key, value in one.items() if key != "context"}, **placed(one, text, str(expected_file))}
        for one in expected
    ]  # fmt: skip
    assert all(claim.unit == COUNT for claim in reading.claims if claim.metric == row.name)


def test_counts_are_off_unless_asked_for(reader: Reader, counting: Reader) -> None:
    """Without them nothing is read, and with them all other claims, mentions and signals stay what they were."""
    text = (COUNTS / "users.txt").read_text(encoding="utf-8") + "\n\nOpenAI raised $40 billion (€35 billion) for 2 GW."
    plain, counted = reader.read(article(text)), counting.read(article(text))
    assert all(METRICS[claim.metric].default for claim in plain.claims)
    others = tuple(claim for claim in counted.claims if claim.unit != COUNT)
    signals = tuple(signal for signal in counted.signals if "people" not in signal.reason)
    assert Reading(others, counted.mentions, signals) == plain
    assert [claim.start for claim in counted.claims] == sorted(claim.start for claim in counted.claims)
    assert asked(["funding", "power"]) == ()


@pytest.mark.parametrize(
    ("text", "quotes", "low", "high", "qualifier"),
    [
        ("It has 900 million weekly active users.", "900 million", 9e8, 9e8, "exact"),
        ("It has more than 50 million subscribers.", "50 million", 5e7, None, "at_least"),
        ("Now 800 million people use ChatGPT each week.", "800 million", 8e8, 8e8, "exact"),
        ("Its weekly users topped 1 billion.", "1 billion", 1e9, None, "at_least"),
        ("It counts 9 million paying business users.", "9 million", 9e6, 9e6, "exact"),
        ("It has nearly half a billion users.", "half a billion", 5e8, 5e8, "about"),
        ("It has 50M+ users.", "50M", 5e7, None, "at_least"),
        ("It has 15-20 million monthly users.", "15-20 million", 1.5e7, 2e7, "range"),
        ("It has 5,200 ChatGPT Plus subscribers.", "5,200", 5200, 5200, "exact"),
        ("Monthly active users: 500 million", "500 million", 5e8, 5e8, "exact"),
        ("It reaches hundreds of thousands of users.", "hundreds of thousands", 1e5, 1e6, "vague"),
        ("It is used by about 1.5 million people.", "1.5 million", 1.5e6, 1.5e6, "about"),
        ("Its user base of 3 million is young.", "3 million", 3e6, 3e6, "exact"),
    ],
)  # fmt: skip
def test_values(
    users: ReadCounts, text: str, quotes: str, low: float, high: float | None, qualifier: str
) -> None:  # fmt: skip
    """The quote is the number with its scale word; its bounds are people."""
    (claim,) = users(text)
    assert (claim.quote, claim.low, claim.high, str(claim.quantity.qualifier)) == (quotes, low, high, qualifier)
    assert text[claim.start : claim.end] == claim.quote
    assert claim.unit == COUNT


@pytest.mark.parametrize(
    "text",
    [
        "The model has 120 billion parameters and a context of 1 million tokens.",
        "It runs 1 billion transactions per second, and 5,000 queries per user.",
        "The median age of the users is 39 years.",
        "It had 30 million downloads and has 7,200 employees.",
        "Users sent 2.5 billion messages; it sends 2 billion messages users wrote.",
        "Users spent $300 million, and users hit 1 billion messages.",
        "1 in 5 users pays; prices per 1,000 users rose; the next billion users will come.",
        "Users doubled and revenue rose to 300 million.",
        "In 2025 users rose. Three users complained.",
        "A 900-million-user service handles 60 million user queries a day.",
        "Some 3 million people live in the city, and 40,000 people work there.",
        "It charges $20 million for users.",
        "5 GW users would wait.",
        "The 3 million users' records were sold.",
        "Users: 3 million tokens.",
    ],
)
def test_what_is_no_number_of_users(users: ReadCounts, text: str) -> None:
    """Other things that are counted, shares, rates and single cases give no claim."""
    assert users(text) == []


def test_those_whom_something_befell_are_signalled(counting: Reader) -> None:
    """The victims of a leak and the subscribers lost are not all that there are: seen, and not read."""
    text = "A leak exposed 3 million users. Netflix lost 200,000 subscribers. Some 4 million users were affected."
    reading = counting.read(article(text))
    assert reading.claims == ()
    assert [signal.quote for signal in reading.signals] == ["3 million", "200,000", "4 million"]
    assert all(text[signal.start : signal.end] == signal.quote for signal in reading.signals)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("ChatGPT has 900 million weekly users.", "OpenAI"),
        ("OpenAI said 800 million people use ChatGPT each week.", "OpenAI"),
        ("Microsoft says 30 million developers use GitHub Copilot.", "GitHub"),
        ("Google has 20 million Gemini subscribers.", "Google"),
        ("xAI wants 1 billion users of Grok by 2027.", "xAI"),
        ("Netflix's subscribers rose to 330 million.", "Netflix"),
        ("Nvidia-backed Perplexity has 40 million users.", "Perplexity"),
        ("ChatGPT is growing. It has 900 million weekly users.", "OpenAI"),
        ("Nobody knows who has 900 million weekly users.", None),
    ],
)
def test_the_subject_is_the_company(users: ReadCounts, text: str, subject: str | None) -> None:
    """A product stands for its maker, where the table of parties tells; else the party that acts."""
    assert [claim.subject for claim in users(text)] == [subject]


def test_a_movement_is_two_counts(users: ReadCounts) -> None:
    """What was left is the previous one, whichever stands first."""
    for text in (
        "Netflix's users rose to 20 million from 15 million.",
        "Netflix's users rose from 15 million in March to 20 million.",
        "Netflix has 20 million users, up from 15 million a year earlier.",
    ):
        told = {claim.quote: (claim.low, str(claim.temporal_role), claim.subject) for claim in users(text)}
        assert told == {
            "20 million": (2e7, "current", "Netflix"), "15 million": (1.5e7, "previous", "Netflix"),
        }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It has 9 million users.", None),
        ("It has 9 million weekly active users.", "weekly users"),
        ("Some 9 million people use ChatGPT every month.", "monthly users"),
        ("It has 9 million users a day.", "daily users"),
        ("It has 9 million paying subscribers.", "paying subscribers"),
        ("Its subscriber base reached 9 million.", "subscribers"),
    ],
)
def test_the_kind_of_a_count(users: ReadCounts, text: str, kind: str | None) -> None:
    """Weekly users and subscribers are told apart where an event has its label."""
    (claim,) = users(text)
    assert (claim.event.instrument, claim.per) == (kind, None)


def test_counts_of_two_kinds_are_not_compared(users: ReadCounts) -> None:
    """900 million weekly users and 50 million subscribers are two things; 700 million weekly users are the same."""
    weekly, other, subscribers = (
        dataclasses.replace(users(f"OpenAI has {words}.")[0], text_sha=words, doc=words)
        for words in ("900 million weekly users", "700 million weekly users", "50 million subscribers")
    )
    assert compare(weekly, subscribers).reasons[0] == "other_event"
    assert compare(weekly, other).reasons[0] != "other_event"


def test_another_count_is_one_row_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up row reads employees by its words alone; the rows do not disturb each other."""
    words = Counted(
        nouns=("employees", "workers"), acts=("work for", "work at"), undergone=("employs", "employed"), least=10
    )
    row = Metric(
        "employees", "Employees", "state", "employer", "", False, "#000000", unit="count", default=False, counted=words
    )
    monkeypatch.setitem(METRICS, "employees", row)
    reader = Reader(load_parties(), counts=asked(["users", "employees"]))
    text = (
        "OpenAI, which has 7,200 full-time employees and 900 million weekly users, grew. Oracle employs about 160,000 "
        "people, up from 143,000. Another 12,000 people work for Nscale. Meta laid off 8,000 workers."
    )
    reading: Any = reader.read(article(text))
    assert [(claim.metric, claim.subject, claim.quote) for claim in reading.claims] == [
        ("employees", "OpenAI", "7,200"), ("users", "OpenAI", "900 million"), ("employees", "Oracle", "160,000"),
        ("employees", "Oracle", "143,000"), ("employees", "Nscale", "12,000"),
    ]  # fmt: skip
    assert [signal.quote for signal in reading.signals] == ["8,000"]
