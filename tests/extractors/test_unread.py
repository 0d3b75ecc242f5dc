"""Sums that would be read wrongly: no claim, one signal that says why; and bad input that must not break anything."""

from __future__ import annotations

import dataclasses

import pytest

from claims.article import Article
from claims.model import Reading
from extractors.article import read_row, read_text
from extractors.pipeline import Reader
from extractors.quantities import find_quantities
from extractors.unread import EXPONENT, GROUPING, MARK, TOO_LARGE, TOO_LONG

Seen = list[tuple[str, str]]


def seen(text: str) -> tuple[list[str], Seen]:
    """The quotes of what was read, and reason and quote of what was not."""
    found, signals = find_quantities(text)
    assert all(text[signal.start : signal.end] == signal.quote for signal in signals)
    return [text[one.start : one.end] for one in found], [(signal.reason, signal.quote) for signal in signals]


@pytest.mark.parametrize(
    ("text", "reason", "quote"),
    [
        ("It raised $1,0,000 in May", GROUPING, "$1,0,000"), ("It raised €12,34,5 in May", GROUPING, "€12,34,5"),
        ("It raised €1.500,00 in May", GROUPING, "€1.500,00"), ("It raised $1,500,00 in May", GROUPING, "$1,500,00"),
        ("It raised USD 1.5,000 in May", GROUPING, "USD 1.5,000"), ("It raised $1.2.3 in May", GROUPING, "$1.2.3"),
        ("It uses 1,0,000 MW of power", GROUPING, "1,0,000"), ("It paid 1,0,000 dollars", GROUPING, "1,0,000"),
        ("It paid $5,000,000 trillion", TOO_LARGE, "$5,000,000 trillion"),
        ("It paid 2,000,000 trillion dollars", TOO_LARGE, "2,000,000 trillion dollars"),
        ("It uses 2000000000000000000 GW", TOO_LARGE, "2000000000000000000 GW"),
        ("It paid $1 to $2,000,000 trillion", TOO_LARGE, "$1 to $2,000,000 trillion"),
        (f"It paid {'1' * 45} dollars", TOO_LONG, "11111 dollars"), ("It paid $1e30 in May", EXPONENT, "$1"),
    ],
)  # fmt: skip
def test_what_would_be_read_wrongly_is_signalled(text: str, reason: str, quote: str) -> None:
    """Nothing is guessed: no claim, one signal."""
    assert seen(text) == ([], [(reason, quote)])


@pytest.mark.parametrize(
    "quote",
    [
        "$2.4\u200bbillion", "$\u200f2.4 billion", "$2\u200b400", "$\ud8002 billion", "$2\udfff billion",
        "2.4 billion\ufeff euros", "2.4\x00 GW", "500\u200eMW", "USD \u202e5m", "5\x1b€", "$\ufffd5m", "₹\u20641 crore",
    ],
)  # fmt: skip
def test_a_sum_with_a_mark_inside_is_signalled(quote: str) -> None:
    """Controls, zero-width spaces, reading directions and lone surrogates would cut the sum short."""
    assert seen(f"It paid {quote} in May") == ([], [(MARK, quote)])


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("It paid $1,00,000 and 12,34,567 dollars.", ["$1,00,000", "12,34,567 dollars"]),
        ("It paid €1.000.000,50 and €12,34.", ["€1.000.000,50", "€12,34"]),
        ("It paid $1,000,$2,000 and $5.2.", ["$1,000", "$2,000", "$5.2"]),
        ("It paid $900,000 trillion.", ["$900,000 trillion"]),
        (
            "\u202aIt paid $2.4 billion\u202c, \u200f$5m\u200f and\x00 \ud800$3bn\udfff.",
            ["$2.4 billion", "$5m", "$3bn"],
        ),
        ("It runs 1.2.3 on 192.168.0.1, and 1,0,000 people\u200b came.", []),
    ],
)
def test_what_can_be_read_is_read(text: str, quotes: list[str]) -> None:
    """Indian and continental groupings, marks around a sum; what is no sum is no signal either."""
    assert seen(text) == (quotes, [])


def test_what_is_not_read_does_not_stop_its_neighbours() -> None:
    """A conversion stays with its sum when another one before it is left out."""
    found, signals = find_quantities("It paid $1,0,000, then €3 billion ($3.5 billion) and $9,000,000 trillion.")
    assert [one.converts for one in found] == [None, 0]
    assert [signal.reason for signal in signals] == [GROUPING, TOO_LARGE]


BAD = [
    "\x00\x01\x1b[2J$2.4\x00 billion\x7f\x85 raised by OpenAI\x00.",
    "\ud800\udfff OpenAI raised $2.4 billion\ud800 \udc00.",
    "\u202eOpenAI raised \u2067$2.4 billion\u2069\u200f \u061c in May\u202c.",
    "OpenAI raised " + "$2.4 billion and " * 500,
    "OpenAI raised $2.4 billion " + "and it went on " * 70_000,
    "OpenAI raised $" + "9" * 5_000 + " and 1" + ",000" * 5_000 + " dollars and $1" + ".5" * 5_000,
    "OpenAI raised $1e400, $0.0000000000000000001 and 10 000 000 000 000 000 000 dollars.",
    "مليون OpenAI raised ٣ مليون dollars, ５ billion dollars, ½ billion dollars and ² GW.",
    "",
    " \n\n\u2028\u2029\x0b\x0c ",
    "\ufeff$\ufeff5\ufeff",
]


@pytest.mark.parametrize("text", BAD, ids=lambda text: ascii(text[:20]))
def test_bad_text_is_read_without_an_exception(reader: Reader, text: str) -> None:
    """Every claim, mention and signal stands where it says, in a text given as it is and in one that was cleaned."""
    articles = [Article(doc="a", identity="a", text=text, language="en")]
    if text.strip():
        articles += [read_text(text, name="a.txt"), read_row({"id": "a", "text": text}, where="a.jsonl line 1")]
        articles = [dataclasses.replace(article, language="en", flags=()) for article in articles]
    for article in articles:
        reading = reader.read(article)
        for claim in reading.claims:
            assert article.text[claim.start : claim.end] == claim.quote
            assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end
            assert claim.id
        assert all(article.text[mention.start : mention.end] == mention.text for mention in reading.mentions)
        assert all(article.text[signal.start : signal.end] == signal.quote for signal in reading.signals)


@pytest.mark.parametrize(
    "text",
    [
        "Das Unternehmen hat in einer Finanzierungsrunde $2 Milliarden von Brookfield erhalten, wie es am Dienstag "
        "mitteilte, und will damit ein Rechenzentrum in Norwegen bauen, das im Jahr 2027 mit 230 MW fertig wird.",
        "公司周二表示，已在一轮融资中筹集了 $2 billion，并将在挪威建设一座 230 MW 的数据中心。",
    ],
)
def test_another_language_is_one_signal_and_nothing_else(reader: Reader, text: str) -> None:
    """The signal names the language and points at no words."""
    reading = reader.read(read_text(text, name="a.txt"))
    assert reading == Reading(signals=reading.signals)
    assert [(signal.start, signal.end, signal.quote) for signal in reading.signals] == [(0, 0, "")]
