"""From one article to its claims: the reader as a whole, what it refuses to read, and whose dollar a bare sign is."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from claims.article import Article, Publication
from claims.model import Reading
from extractors.article import read_text
from extractors.pipeline import VERSION, Reader, bare_dollar, build_pipeline

ROOT = str(Path(__file__).parents[2])
TEXT = "Nscale raised $2 billion from Brookfield. It will build 230 MW in Norway."


def article(text: str, **fields: object) -> Article:
    """An article of a text alone."""
    return dataclasses.replace(Article(doc="a", identity="a", text=text, language="en"), **fields)  # type: ignore[arg-type]


def test_a_reading_holds_claims_mentions_and_signals(reader: Reader) -> None:
    """What was found, who was named, and what was seen and left."""
    reading = reader.read(article("Nscale raised $2 billion for 40 MWh of storage."))
    assert [(claim.metric, claim.subject) for claim in reading.claims] == [("funding", "Nscale")]
    assert [(mention.text, mention.canonical) for mention in reading.mentions] == [("Nscale", "Nscale")]
    assert len(reading.signals) == 1
    assert reading.claims[0].extractor_version == VERSION


def test_claims_stand_in_the_order_of_the_text(reader: Reader) -> None:
    """Also where one sentence holds several."""
    starts = [claim.start for claim in reader.read(article(TEXT)).claims]
    assert starts == sorted(starts)


def test_a_reader_keeps_nothing_between_two_articles(reader: Reader) -> None:
    """The same text read again, after another one, gives the same reading."""
    first = reader.read(article(TEXT))
    reader.read(article("Oracle and OpenAI signed for $300 billion. It was reported on Monday."))
    assert reader.read(article(TEXT)) == first
    assert [claim.id for claim in reader.read(article(TEXT)).claims] == [claim.id for claim in first.claims]


def test_the_same_text_under_another_name_has_the_same_ids(reader: Reader) -> None:
    """An id hashes what a text says, not where it was found."""
    ids = [claim.id for claim in reader.read(article(TEXT)).claims]
    assert [claim.id for claim in reader.read(article(TEXT, doc="b", identity="b")).claims] == ids


def test_an_article_in_another_language_is_signalled_and_not_read(reader: Reader) -> None:
    """One signal that names the language; no claims, no mentions."""
    text = (
        "Das Unternehmen hat in einer Finanzierungsrunde zwei Milliarden Dollar von Brookfield erhalten, wie es am "
        "Dienstag mitteilte, und will damit ein Rechenzentrum in Norwegen bauen, das im Jahr 2027 fertig wird."
    )
    german = read_text(text, name="de.txt")
    assert "not_english" in german.flags
    reading = reader.read(german)
    assert (reading.claims, reading.mentions) == ((), ())
    assert [signal.reason for signal in reading.signals] == ["language de: no rules for it"]


@pytest.mark.parametrize("text", ["", "\n", "Nobody said a number.", "2026", "\u00a0", "$", "a" * 5000])
def test_a_text_without_quantities_has_no_claims(reader: Reader, text: str) -> None:
    """Nothing is made up, and nothing fails."""
    assert reader.read(article(text)).claims == ()


def test_mentions_can_be_left_out(reader: Reader) -> None:
    """`mentions=False` gives the same claims and signals without the mentions."""
    plain = article("Nscale met Brookfield.")
    assert len(reader.read(plain).mentions) == 2
    assert reader.read(plain, mentions=False) == Reading()
    assert reader.read(article(TEXT), mentions=False) == dataclasses.replace(reader.read(article(TEXT)), mentions=())


def test_the_title_says_whom_an_article_is_about(reader: Reader) -> None:
    """The title gives the main party, and no claims of its own."""
    (claim,) = reader.read(article("Debt is $18 billion.", title="CoreWeave owes $20 billion")).claims
    assert (claim.subject, claim.quote) == ("CoreWeave", "$18 billion")


def test_claims_carry_the_date_of_their_article_with_its_source(reader: Reader) -> None:
    """An article without a date gives claims without one: never today's."""
    dated = reader.read(article(TEXT, publication=Publication("2026-05-05", "jsonld"))).claims[0]
    assert (dated.published, dated.published_source) == ("2026-05-05", "jsonld")
    undated = reader.read(article(TEXT)).claims[0]
    assert (undated.published, undated.published_source) == (None, None)


def test_the_pipeline_has_our_sentences_and_no_model() -> None:
    """spaCy's tokenizer and the sentence rules: nothing to download."""
    nlp = build_pipeline()
    assert nlp.pipe_names == ["news_sentences"]
    assert [sentence.text for sentence in nlp("It raised $110B. Then it rose.").sents] == [
        "It raised $110B.", "Then it rose.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "url", "currency"),
    [
        ("It raised $5 million.", "https://news.example.au/a", "USD"),
        ("It raised $5 million (US$3.3 million).", "https://news.example.au/a", "AUD"),
        ("It raised $5 million (US$3.6 million).", "https://news.example.ca/a", "CAD"),
        ("It raised $5 million (USD 3 million).", "https://news.example.co.nz/a", "NZD"),
        ("It raised $5 million (US$3.3 million).", "https://news.example.com/a", "USD"),
        ("It raised $5 million (US$3.3 million).", None, "USD"),
        ("It raised A$5 million, or US$3.3 million, of the $9 million.", None, "AUD"),
        ("It raised S$5 million, or US$3.8 million, of the $9 million.", None, "SGD"),
        ("It raised A$5 million and C$4 million (US$3 million) of the $9 million.", None, "USD"),
    ],
)
def test_whose_dollar_a_bare_sign_is(text: str, url: str | None, currency: str) -> None:
    """Another dollar only where the text writes US$ beside it and the outlet's country or the text's one other sign
    says which."""
    assert bare_dollar(article(text, url=url)) == currency


def test_a_bare_sign_is_read_in_the_outlets_dollar(reader: Reader) -> None:
    """The claim's unit follows."""
    claims = reader.read(
        article("AirTrunk raised $5 billion (US$3.3 billion).", url="https://news.example.au/a")
    ).claims
    assert [claim.unit for claim in claims] == ["AUD", "USD"]


SEEDED = """
import sys
from claims.article import Article
from claims.parties import load_parties
from extractors.pipeline import Reader
reading = Reader(load_parties()).read(Article(doc="a", identity="a", text=sys.argv[1], language="en"))
print([(m.start, m.canonical) for m in reading.mentions], [claim.id for claim in reading.claims])
"""

SHORTENED = (
    "Wexcombe Technology said it earned 25 mln dlrs. Wexcombe Inc sees more. "
    "In August Wexcombe said it would lease space. A year ago Wexcombe had a loss, its maker Wexcombe said. "
    "Wexcombe-backed shops grew. Last week Wexcombe Technology said it will spend $3 million."
)


def test_a_text_is_read_the_same_in_every_process() -> None:
    """Several names may fit one place: which one is taken does not depend on PYTHONHASHSEED."""
    done = {
        subprocess.run(
            [sys.executable, "-c", SEEDED, SHORTENED], check=True, capture_output=True, text=True,
            env={"PYTHONPATH": ROOT, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in (1, 2)
    }  # fmt: skip
    assert len(done) == 1
