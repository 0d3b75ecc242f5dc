"""What holds of a whole reading of any text, sensible or hostile; its time is in proportion to the length."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.article import Article
from claims.metrics import METRICS
from claims.model import Reading
from claims.parties import load_parties
from extractors.pipeline import Reader

SLACK = 2.5
"""How many times more than in proportion a text four times as long may take: the square of it would be 4 times."""

PIECES = st.sampled_from([
    *"OpenAI Nvidia ChatGPT SoftBank Aa Abc Corp Inc. Ltd U.S. St. CEO GW-GW A.I. Stargate Norway Series C".split(),
    *"$5 $110 €1.2 billion million bn 2 GW 5,000 1,0,000 1.000.000,5 900 40 MWh $1e9 ٣ ½".split(),
    *"users subscribers weekly active paying each month day new more".split(),
    *"raised said invested valued at by from with led will could denied reportedly in of each to and or it its".split(),
    *"the company people use 2027 May 2025 Q4 last year Monday according sources familiar up from topped".split(),
    ", ", ". ", "; ", ": ", "(", ")", "[", "]", "“", "”", "'s", "’s", "-", "–", "—", "/", "\n", "\n\n", "\t", "\u00a0",
    "\u200b", "\u202e", "\x00", "\ud800", "\udfff", "\ufffd", "İ", "ß", "e\u0301", "😀",
    "億", "مليون", "!?", "…", "%", "&",
])  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=60).map(" ".join),
    st.lists(PIECES, max_size=60).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=80),
)


@pytest.fixture(scope="module")
def everything() -> Reader:
    """A reader that was asked for all there is."""
    return Reader(load_parties(), counts=[row for row in METRICS.values() if not row.default])


def article(text: str, title: str | None = None) -> Article:
    """An article of a text alone."""
    return Article(doc="a", identity="a", text=text, title=title, language="en")


def check(text: str, reading: Reading) -> None:
    """Everything stands where it says, in order."""
    for claim in reading.claims:
        assert text[claim.start : claim.end] == claim.quote
        assert 0 <= claim.sentence_start <= claim.start < claim.end <= claim.sentence_end <= len(text)
        assert all(0 <= cue.start < cue.end <= len(text) for cue in claim.cues)
    assert all(left.start <= right.start for left, right in pairwise(reading.claims))
    assert all(left.end <= right.start for left, right in pairwise(reading.mentions))
    assert all(text[mention.start : mention.end] == mention.text for mention in reading.mentions)
    assert all(text[signal.start : signal.end] == signal.quote for signal in reading.signals)
    ids = {claim.id for claim in reading.claims}
    assert all(claim.converts is None or claim.converts in ids for claim in reading.claims)


@settings(deadline=None)
@given(text=TEXTS, title=TEXTS)
def test_everything_stands_where_it_says(everything: Reader, text: str, title: str) -> None:
    """Claims, sentences, cues, mentions and signals, whatever the text."""
    check(text, everything.read(article(text, title)))


@settings(deadline=None)
@given(text=TEXTS)
def test_counts_change_nothing_else(everything: Reader, reader: Reader, text: str) -> None:
    """What is read by default is read the same by a reader that was asked for counts."""
    plain, asked = reader.read(article(text)), everything.read(article(text))
    assert tuple(claim for claim in asked.claims if METRICS[claim.metric].default) == plain.claims
    assert asked.mentions == plain.mentions


RUNS = {
    50_000: (
        "9", "1,234,", "1.000.", "1 000 ", ",", "a", "A", "Aa ", "Abc Def ", "A-", "GW-", "a.", "A. ", "a&", "_", "(",
        ")", "((a) ", "[", "]", "“", "'s ", "$", "€ ", "$\u200b", "\x00", "\ud800", " ", "\t", "\n", "\n\n", "\u00a0",
        "Stargate Norway campus ", "http://a.b/", "the company ", "it ", "people familiar said ", "according to ",
        "denied ", "rose from ", "users to ", "weekly ",
    ),
    10_000: (
        "1,", "1/", "1- ", "2 to ", "\u200b1", "OpenAI ", "OpenAI, ", "OpenAI. ", "said OpenAI, ", "Foo Inc., ",
        "ABC (AB) ", "by 2027 ", "in May 2025, ", "9 users ", "$1,0,000 ", "40 MWh ",
    ),
    1_500: (
        "$1 ", "$1", "$1 (", "$1\n", "1 GW ", "1GW-", "$1. ", "€3 billion ($3.5 billion) ", "OpenAI ($5 billion) ",
        "OpenAI raised $5 billion, ", "Aa said $1 by 2027; ", "rose from $1 to $2 ", "9 million users and $1 ",
        "9 million users, ", "millions of users ",
    ),
}  # fmt: skip
"""Pieces by the length of the shortest text of them: the more there is to read, the shorter."""


@pytest.mark.parametrize(("piece", "shortest"), [(piece, length) for length, group in RUNS.items() for piece in group])
def test_time_is_linear_in_the_length(everything: Reader, piece: str, shortest: int) -> None:
    """A text four times as long takes some four times as long: a ratio in one process, the best of several tries."""
    texts = [piece * (times * shortest // len(piece)) for times in (1, 2, 4)]

    def seconds(text: str) -> float:
        begin = time.process_time()
        reading = everything.read(article(text))
        spent = time.process_time() - begin
        check(text, reading)
        return spent

    for _ in range(4):
        short, middle, long = map(seconds, texts)
        # 10 ms are added to both: below that the clock and the collector decide
        if long + 0.01 <= 4 * SLACK * (short + 0.01) and middle + 0.01 <= 2 * SLACK * (short + 0.01):
            return
    pytest.fail(f"{piece!r}: {short:.3f} s, twice as long {middle:.3f} s, four times {long:.3f} s")
