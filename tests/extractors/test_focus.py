"""Whom a text has been about: the main party, the one in focus, and those who never are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.model import Claim
from claims.parties import load_parties
from extractors.clauses import Clause
from extractors.focus import Focus, main_party
from extractors.parties import PartyFinder
from extractors.pipeline import build_pipeline
from extractors.sentences import sentences

ReadText = Callable[..., tuple[Claim, ...]]
FINDER = PartyFinder(build_pipeline(), load_parties())


def main(text: str, title: str = "") -> str | None:
    """The canonical name of the party that a text is about."""
    found = main_party(text, FINDER.find(text), FINDER.find(title), sentences(text))
    return None if found is None else found.canonical


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("Meta grew. Later Oracle shrank.", "", "Meta"),
        ("Rents rose. Oracle pays more. Oracle said so. A deal with Meta ended.", "", "Oracle"),
        ("Rents rose. Oracle pays more.", "Meta's year", "Meta"),
        ("A partner of Microsoft grew. OpenAI did, too. OpenAI is large.", "", "OpenAI"),
        ("Reuters told of it. Reuters said Oracle grew.", "", "Oracle"),
        ("Rents rose. It rained. It snowed. Then a deal with Meta ended.", "", None),
        ("Nobody is named here.", "", None),
    ],
)
def test_the_main_party(text: str, title: str, name: str | None) -> None:
    """Named in the title or first, and most often as one that acts; newspapers and single mentions are not."""
    assert main(text, title) == name


def test_the_title_counts_only_for_who_it_names(read: ReadText) -> None:
    """A party of the title that the text never names can be meant by it."""
    claims = read("The company spent $40 million.", title="Oracle's quarter")
    assert [claim.subject for claim in claims] == ["Oracle"]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Crusoe needs money. JPMorgan expects rates to fall. It owes $3 billion.", ["Crusoe"]),
        ("Crusoe needs money. It talked to JPMorgan. The company owes $3 billion.", ["Crusoe"]),
        ("JPMorgan posted a profit of $14 billion. It spent $3 billion.", ["JPMorgan", "JPMorgan"]),
        ("Crusoe closed a loan from Blackstone. Interest will cost $3 million.", ["Crusoe"]),
    ],
)
def test_lenders_are_in_focus_only_where_the_article_is_about_one(
    read: ReadText, text: str, subjects: list[str]
) -> None:
    """A bank that forecasts or lends is not whom the text goes on about."""
    assert [claim.subject for claim in read(text)] == subjects


def test_trades_are_told_for_every_party_named() -> None:
    """Those of the table by name; a fund's kind stands for its trade."""
    text = "Meta, Blackstone, JPMorgan and Toyota met."
    focus = Focus(None, sentences(text), FINDER.find(text))
    assert dict(focus.context(0, None).trades) == {"Meta": "cloud", "Blackstone": "fund", "JPMorgan": "bank"}


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("Rivals of Meta shrank.", True),
        ("JPMorgan was silent.", True),
        ("The Commission praised Meta, and others.", True),
        ("It is Meta that grew.", False),
        ("Crusoe is building for Meta.", False),
        ("A campus is leased by Oracle.", True),
        ("They lease it to Oracle.", False),
    ],
)
def test_a_sentence_with_one_party_is_followed_without_its_words_where_they_do_not_count(
    sentence: str, alone: bool
) -> None:
    """What is in focus behind it is what is in focus where its words are read."""
    text = f"Nvidia grew. {sentence}"
    rows, named = sentences(text), FINDER.find(text)
    party = next(mention for mention in named if mention.start >= rows[1].start and mention.is_party)
    quick, full = Focus(named[0], rows, named), Focus(named[0], rows, named)
    assert quick.follows(party, text, 1) is alone
    full.note(Clause(text, rows[1].start, rows[1].end, [party], ()), 1)
    if alone:
        assert (quick.party, quick.customer) == (full.party, full.customer)
        assert quick.context(1, None) == full.context(1, None)
