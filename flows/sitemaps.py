"""Sitemaps of news: the articles that one lists, with what it says of each, and the sitemaps that an index lists.

The format is that of sitemaps.org with Google's news extension.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from claims.article import Publication
from claims.errors import Refusal
from flows.discovery import FeedEntry, day_of, plain

MOST = 50_000
"""URLs that a sitemap may list, by the protocol; what follows is not read."""


class Child(NamedTuple):
    """A sitemap that an index lists, and the moment at which it says that it changed."""

    url: str
    modified: str | None


class Sitemap(NamedTuple):
    """What a sitemap holds: articles, or further sitemaps, the newest first."""

    entries: list[FeedEntry]
    children: list[Child]


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """The articles or the sitemaps that the sitemap at `url` lists, each URL once.

    Names are matched without their namespaces, which servers get wrong.  Raises Refusal("parse_failed") where the
    body is no sitemap.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refusal("parse_failed", f"{url}: {' '.join(str(error).split())}") from error
    kind = None if root is None else _name(root)
    if kind == "sitemapindex":
        found = {child.url: child for child in _children(root, url)}
        return Sitemap([], sorted(found.values(), key=lambda child: child.modified or "", reverse=True))
    if kind == "urlset":
        entries: dict[str, FeedEntry] = {}
        for entry in _entries(root, url):
            entries.setdefault(entry.url, entry)
        return Sitemap(list(entries.values()), [])
    raise Refusal("parse_failed", f"{url}: neither <urlset> nor <sitemapindex>")


def _entries(root: Any, url: str) -> Iterator[FeedEntry]:
    for node in list(root)[:MOST]:
        said = _said(node)
        link = _link(said.get("loc"), url)
        if link is None:
            continue
        day, modified = day_of(said.get("publication_date")), day_of(said.get("lastmod"))
        published = (
            Publication(modified=modified)
            if day is None
            else Publication(day, "feed", said.get("publication_date"), modified)
        )
        yield FeedEntry(link, plain(said.get("title")), published, plain(said.get("name")))


def _children(root: Any, url: str) -> Iterator[Child]:
    for node in list(root)[:MOST]:
        said = _said(node)
        link = _link(said.get("loc"), url)
        if link is not None:
            yield Child(link, said.get("lastmod"))


def _said(node: Any) -> dict[str, str]:
    """The texts below an element by their names, the first of each; images and videos are left out."""
    said: dict[str, str] = {}
    for child in node.iter():
        if (
            not isinstance(child.tag, str)
            or child.text is None
            or any(_name(up) in ("image", "video") for up in child.iterancestors() if up is not node)
        ):
            continue
        said.setdefault(_name(child), child.text.strip())
    return said


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _link(text: str | None, base: str) -> str | None:
    link = urljoin(base, (text or "").strip())
    return link if text and urlsplit(link).scheme in ("http", "https") else None
