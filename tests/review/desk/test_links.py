"""Links from a claim to its place in the stored text, and to its words on the live page."""

from __future__ import annotations

import pytest

from claims.model import Claim
from claims.values import Quantity
from review.desk.links import live_link, stored_link

TEXT = "First. Acme AI, the lab, said it raised $2.4-billion & more,\nin a round. Last."


def claim(text: str, quote: str) -> Claim:
    """A claim about the quote in the text's second sentence."""
    start = text.index(quote)
    return Claim(
        doc="d", text_sha="0" * 64, quote=quote, start=start, end=start + len(quote), sentence_start=text.index("Acme"),
        sentence_end=text.index(" Last"), metric="funding", quantity=Quantity(low=1.0, high=1.0, unit="USD"),
    )  # fmt: skip


def test_the_stored_text_at_the_quote() -> None:
    """By the claim's id."""
    told = claim(TEXT, "$2.4-billion")
    assert stored_link("0123456789abcdef", told) == (f"/articles/0123456789abcdef?claim={told.id}#c-{told.id}")


def test_the_live_page_at_the_quote() -> None:
    """A text fragment with the words around; what has a meaning in a fragment is encoded, the dash too."""
    told = claim(TEXT, "$2.4-billion")
    fragment = "#:~:text=said%20it%20raised-,%242.4%2Dbillion,-%26%20more%2C%20in"
    assert live_link("https://paper.example/a?b=c", TEXT, told) == f"https://paper.example/a?b=c{fragment}"
    place = fragment.removeprefix("#")
    assert live_link("https://paper.example/a#top", TEXT, told) == f"https://paper.example/a#top{place}"
    assert live_link("https://paper.example/a#:~:text=x", TEXT, told) == f"https://paper.example/a#{place}"


def test_without_words_around() -> None:
    """At the begin of a sentence, or where the text is damaged."""
    assert live_link("http://p.example/", None, claim(TEXT, "$2.4-billion")) == (
        "http://p.example/#:~:text=%242.4%2Dbillion"
    )
    assert live_link("http://p.example/", TEXT, claim(TEXT, "Acme AI, the lab")) == (
        "http://p.example/#:~:text=Acme%20AI%2C%20the%20lab,-%2C%20said%20it"
    )


def test_what_no_address_can_hold_is_replaced() -> None:
    """A lone surrogate of a broken page."""
    text = "First. Acme \ud800 raised $2 billion. Last."
    assert live_link("http://p.example/", text, claim(text, "$2 billion")) == (
        "http://p.example/#:~:text=Acme%20%3F%20raised-,%242%20billion,-."
    )


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "data:text/html,x", "//p.example/", "ftp://p.example/", "x" * 9_000]
)
def test_no_link_to_what_is_none_of_the_web(url: str | None) -> None:
    """Nothing a browser would run, or open elsewhere."""
    assert live_link(url, TEXT, claim(TEXT, "$2.4-billion")) is None
