"""Whose reporting a text is: tags, credits and citations, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from claims.model import Claim
from claims.outlets import FIRST, Outlets, Signs, outlets_of
from claims.parties import load_parties

REST = "Acme AI raised $5 billion in a Series C round. " * 40


@cache
def outlets() -> Outlets:
    """Those of the shipped table."""
    return outlets_of(load_parties())


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("LONDON, May 5 (Meridian Wire) - Acme AI said on Tuesday that it had raised money.", "Meridian Wire"),
        ("SAN FRANCISCO (Reuters) - Acme AI said.", "Reuters"),
        ("NEW YORK, Jan. 3, 2026 (AP) -- Acme AI said.", "Associated Press"),
        ("Paris (AFP) – Acme AI said.", "Agence France-Presse"),
        ("(Bloomberg) -- Acme AI said.", "Bloomberg"),
        ("By Jane Roe, Bloomberg News\nAcme AI said.", "Bloomberg"),
        ("By Jane Roe and John Doe of the Financial Times\nAcme AI said.", "Financial Times"),
        ("By Jane Roe | CNBC\nAcme AI said.", "CNBC"),
        ("Reuters\nAcme AI said.", "Reuters"),
        (f"{REST}\nSource: AP", "Associated Press"),
        (f"{REST}\nSource: Associated Press", "Associated Press"),
        (f"{REST}\nsource: the Wall Street Journal", "The Wall Street Journal"),
        (f"{REST}\nThis story was supplied by Meridian Wire.", "Meridian Wire"),
        (f"{REST}\nThis article was originally published by The Information.", "The Information"),
        (f"{REST}\nCopyright 2026 The Associated Press. All rights reserved.", "Associated Press"),
        # what is none
        ("By Jane Roe\nAcme AI said.", None),
        ("Acme AI (Nasdaq: ACME) - the chip maker - said.", None),
        ("Acme AI (London) - the British one - said.", None),
        ("Bloomberg Intelligence estimates that Acme AI raised money, Reuters competes with Bloomberg.", None),
        (f"{REST}(Reuters) - {REST}{REST}", None),
        ("The article was published by mistake. Acme AI said.", None),
    ],
)
def test_a_tag_says_whose_the_whole_text_is(text: str, wire: str | None) -> None:
    """At either end of the text, in forms that leave no doubt."""
    assert outlets().read(text).wire == wire


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        ("Acme AI is raising $5 billion, the Financial Times reported on Monday.", "Financial Times"),
        ("Acme AI is raising $5 billion, according to The Information.", "The Information"),
        ("Acme AI is raising $5 billion, according to a report by Bloomberg News.", "Bloomberg"),
        ("Reuters, citing two people, reported that Acme AI is raising $5 billion.", "Reuters"),
        ("The WSJ has reported that Acme AI is raising $5 billion.", "The Wall Street Journal"),
        ("A Bloomberg report put the round of Acme AI at $5 billion.", "Bloomberg"),
        ("The chief executive told CNBC that Acme AI is raising $5 billion.", "CNBC"),
        ("Acme AI is raising $5 billion, according to people familiar with the matter.", None),
        ("Acme AI reported revenue of $5 billion.", None),
        ("Acme AI, which competes with Bloomberg, is raising $5 billion.", None),
    ],
)
def test_a_citation_says_whose_a_claim_is(claim: Callable[..., Claim], sentence: str, cited: str | None) -> None:
    """In the claim's own sentence, and only of outlets that the table knows."""
    start = sentence.index("$5 billion")
    told = replace(
        claim(), quote="$5 billion", start=start, end=start + 10, sentence_start=0, sentence_end=len(sentence)
    )  # fmt: skip
    assert dict(outlets().read(sentence, [told]).cited).get(told.id) == cited


def test_who_told_a_story_first_is_the_origin_of_what_the_text_only_reports(claim: Callable[..., Claim]) -> None:
    """What the text knows by itself, or from somebody it names, stays its own."""
    text = "Acme AI is in talks to raise money. It has revenue. The talks were first reported by The Information."
    rumour = replace(claim(5e9, modality="reported"), sentence_end=35)
    fact = claim(1e9, start=40, modality="asserted", metric="revenue")
    named = claim(2e9, start=50, modality="reported", attribution="Acme AI")
    signs = outlets().read(text, [rumour, fact, named])
    assert signs == Signs(None, "The Information", ((rumour.id, "The Information"),))


def test_a_denial_is_the_word_of_who_denies(claim: Callable[..., Claim]) -> None:
    """The report that it denies is not its origin."""
    text = "Acme AI is not raising $5 billion, as Reuters reported."
    told = replace(claim(5e9, modality="denied", denies="Reuters"), sentence_end=len(text))
    assert outlets().read(text, [told]).cited == ()


def test_an_outlet_that_reports_its_own_figure_is_no_citation(claim: Callable[..., Claim]) -> None:
    """The New York Times has revenue too."""
    text = "The New York Times reported revenue of $5 billion."
    told = replace(claim(5e9, metric="revenue", subject="New York Times"), sentence_end=len(text))
    assert outlets().read(text, [told]).cited == ()


def test_an_attribution_that_is_an_outlet_is_the_citation(claim: Callable[..., Claim]) -> None:
    """The reader has found it already."""
    told = claim(5e9, attribution="Nikkei Asia")
    assert outlets().read("Acme AI raised money.", [told]).cited == ((told.id, "Nikkei"),)


def test_outlets_of_one_newsroom_are_one() -> None:
    """Under whichever name the text puts it."""
    assert {outlets().canonical(name) for name in ("AP News", "AP", "The Associated Press")} >= {"Associated Press"}
    assert outlets().canonical("Bloomberg News") == outlets().canonical("Bloomberg Businessweek") == "Bloomberg"


def test_a_table_without_outlets_reads_no_citation() -> None:
    """An empty list matches nothing, not everything."""
    assert Outlets([]).read("Reuters first reported it, according to Bloomberg.") == Signs()
    assert all(sign.ends == "any" for sign in FIRST)
