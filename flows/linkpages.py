"""Pages of links: the articles that a section's front page leads to, where a pattern says which links are articles."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from claims.errors import Refusal, UsageError
from flows.discovery import FeedEntry, plain

MOST = 1_000
"""Links of one page that are taken; the largest front page of a newspaper has fewer."""


def read_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern that an article's URL must hold.  Raises UsageError where it is no regular expression."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise UsageError(f"pattern {pattern!r} is no regular expression: {error}") from error


def read_links(body: bytes, url: str, pattern: str) -> list[FeedEntry]:
    """The links of the page at `url` whose URLs fit the pattern, in the order of the page, each once.

    Relative links are resolved, fragments dropped; links to other sites are left out, as those are seldom the paper's
    own articles.  Raises Refusal where the page is no page, is too large or cannot be parsed.
    """
    from lxml import etree, html

    from extractors import guards
    from extractors.decoding import markup

    wanted, host = read_pattern(pattern), urlsplit(url).hostname
    guards.check_size(body, url, guards.LIMITS)
    page, _ = markup(body)
    guards.check_markup(page, url, guards.LIMITS)
    try:
        root = html.fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("parse_failed", f"{url}: {' '.join(str(error).split())}") from error
    base = next((urljoin(url, node.get("href")) for node in root.iter("base") if node.get("href")), url)
    found: dict[str, FeedEntry] = {}
    for node in root.iter("a"):
        link = urljoin(base, (node.get("href") or "").strip()).partition("#")[0]
        parts = urlsplit(link)
        if parts.scheme not in ("http", "https") or parts.hostname != host or wanted.search(link) is None:
            continue
        title = plain(node.text_content()) or (found[link].title if link in found else None)
        found[link] = FeedEntry(link, title)
        if len(found) == MOST:
            break
    return list(found.values())
