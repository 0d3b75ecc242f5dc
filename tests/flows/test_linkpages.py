"""Pages of links: which of them are articles."""

from __future__ import annotations

import pytest

from claims.errors import Refusal, UsageError
from flows.discovery import FeedEntry
from flows.linkpages import MOST, read_links, read_pattern

HERE = "https://paper.example/business/"
PAGE = b"""<html><head><title>Business</title></head><body>
<a href="/2026/05/acme-raises#top"><img alt="x"></a>
<h2><a href="/2026/05/acme-raises"> Acme   raises money </a></h2>
<a href="https://paper.example/2026/05/globex">Globex builds</a>
<a href="https://other.example/2026/05/acme">Elsewhere</a>
<a href="/about">About us</a> <a href="javascript:void(0)">Menu</a> <a>nothing</a>
</body></html>"""


def test_the_links_that_fit_in_the_order_of_the_page() -> None:
    """Each once, without fragments, with the words of the link that has some; other sites are left out."""
    assert read_links(PAGE, HERE, r"/20\d\d/") == [
        FeedEntry("https://paper.example/2026/05/acme-raises", "Acme raises money"),
        FeedEntry("https://paper.example/2026/05/globex", "Globex builds"),
    ]


def test_a_base_is_heard() -> None:
    """Relative links start from it."""
    page = b'<html><head><base href="https://paper.example/news/"></head><body><a href="one">One</a></body></html>'
    assert read_links(page, HERE, "news") == [FeedEntry("https://paper.example/news/one", "One")]


def test_a_page_of_very_many_links_is_bounded() -> None:
    """More than any front page has."""
    page = b"<html><body>" + b"".join(b"<a href='/n/%d'>x</a>" % n for n in range(MOST + 50)) + b"</body></html>"
    assert len(read_links(page, HERE, "/n/")) == MOST


def test_what_is_no_page_is_refused() -> None:
    """With its reason."""
    with pytest.raises(Refusal) as refused:
        read_links(b"", HERE, "x")
    assert refused.value.reason == "parse_failed"


def test_a_bad_pattern_is_one_line() -> None:
    """The value and what is wrong with it."""
    with pytest.raises(UsageError, match=r"pattern '\(' is no regular expression: missing \)"):
        read_pattern("(")
