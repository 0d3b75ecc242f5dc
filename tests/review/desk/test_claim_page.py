"""The page of a claim: the quote in its sentences, what decided each field, its verdicts, and why."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from claims.article import Article
from claims.model import Claim, Cue
from claims.values import Quantity
from review.desk.links import stored_link
from review.desk.sentences import decided, pieces
from storage.store import CaseQuery, ClaimQuery, Store


def plain(page: str) -> str:
    """The words of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def claim(newsroom: Store) -> Claim:
    """What the Ledger says: $4.2 billion."""
    return next(one.claim for one in newsroom.claims(ClaimQuery(source="The Ledger")))


def test_a_claim_shows_its_sentence_its_fields_and_what_decided_them(ada: Any, newsroom: Store, claim: Claim) -> None:
    """With links to the stored text, to its case and to its chart."""
    page = ada.get(f"/claims/{claim.id[:10]}").text
    assert "<mark>$4.2 billion</mark>" in page
    stored = newsroom.claim(claim.id)
    assert f'href="{stored_link(stored.article_id, claim)}"' in page
    assert '<span class="cue" title="decided: subject">Northwind Compute</span>' in page
    words = plain(page)
    for part in ("round Series C", "low 4,200,000,000 USD", "how sure asserted", "subject “Northwind Compute”"):
        assert part in words
    assert 'href="/charts/Northwind%20Compute/funding"' in page


def test_its_verdicts_are_listed_gravest_first_and_each_says_why(ada: Any, newsroom: Store, claim: Claim) -> None:
    """With the case of a contradiction, and every question at a click."""
    page = ada.get(f"/claims/{claim.id}").text
    (case,) = newsroom.cases()
    assert f'href="/cases/{case.id}"' in page
    assert plain(page).index("contradiction") < plain(page).index("every question")
    why = re.findall(rf'href="(/claims/{claim.id}/why/[0-9a-f]{{16}})"', page)
    assert len(why) == len(newsroom.shelves.verdicts(claim.id)[0])
    told = plain(ada.get(why[0]).text)
    assert "Is it the same party and the same kind of figure?" in told
    assert "contradiction (value)" in told
    assert "the same thing at the same time has two values" in told


def test_another_verdict_than_one_that_is_stored_is_made_now(ada: Any, newsroom: Store, claim: Claim) -> None:
    """For any two claims."""
    power = next(one.claim for one in newsroom.claims(ClaimQuery(metric="power")))
    assert "funding and power" in plain(ada.get(f"/claims/{claim.id}/why/{power.id}").text)


def test_what_is_not_stored_is_a_clear_line(ada: Any) -> None:
    """Also where it is no id at all."""
    for name in ("ffffffffffffffff", "%3Cb%3E"):
        answer = ada.get(f"/claims/{name}")
        assert (answer.status_code, "no claim has the id" in answer.text) == (404, True)


def test_a_claim_of_a_decided_case_says_what_became_of_it(ada: Any, newsroom: Store, claim: Claim) -> None:
    """Where an analyst preferred another side."""
    from claims.judgements import Judgement
    from storage.store import Draft

    (case,) = newsroom.cases(CaseQuery())
    with newsroom.writing() as writer:
        writer.decide(case.id, Draft(judgement=Judgement.prefer, side="$2.4 billion", by="ada"))
    assert "an analyst holds another value to be right" in plain(ada.get(f"/claims/{claim.id}").text)


def made(text: str, quote: str, *cues: tuple[str, str]) -> Claim:
    """A claim of this text, whose sentence is its second line; cues as the words that decided something."""
    start = text.index(quote)
    line = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    return Claim(
        doc="a", text_sha=Article(doc="a", identity="a", text=text).text_sha, quote=quote, start=start,
        end=start + len(quote), sentence_start=line, sentence_end=len(text) if end < 0 else end, metric="funding",
        quantity=Quantity(low=1.0, high=1.0, unit="USD"),
        cues=tuple(Cue(name, text.index(words), text.index(words) + len(words)) for name, words in cues),
    )  # fmt: skip


def test_pieces_make_the_text_around_a_claim(  # the cut may go through neither a quote nor a cue
) -> None:
    """All of its line, with the quote and the cues where they stand; cues elsewhere are named beside."""
    text = "Acme AI tells news.\nIt raised $5 billion in a Series C.\nOn Monday it was."
    claim = made(text, "$5 billion", ("subject", "It"), ("metric", "raised $5 billion"), ("date", "On Monday"))
    found = pieces(text, claim)
    assert "".join(piece.text for piece in found) == "It raised $5 billion in a Series C."
    assert [(piece.text, piece.quote, piece.decided) for piece in found] == [
        ("It", False, ("subject",)), (" ", False, ()), ("raised ", False, ("metric",)),
        ("$5 billion", True, ("metric",)), (" in a Series C.", False, ()),
    ]  # fmt: skip
    assert decided(text, claim) == [
        ("subject", "It", True), ("metric", "raised $5 billion", True), ("date", "On Monday", False),
    ]  # fmt: skip


def test_a_sentence_without_an_end_is_cut() -> None:
    """A page has a bound, whatever a text holds."""
    text = "x" * 50_000 + "$5 billion" + "y" * 50_000
    found = pieces(text, made(text, "$5 billion"))
    assert sum(len(piece.text) for piece in found) < 10_000
    assert [piece.text for piece in found if piece.quote] == ["$5 billion"]
