"""Reads what a page says about its article in JSON-LD, from the tree that is parsed already."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.html import HtmlElement

Node = Mapping[str, Any]

_BLOCKS = ".//script[contains(translate(@type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'ld+json')]"
# what old templates wrap a script's text in
_OPENINGS = ("//", "/*", "<![CDATA[", "<!--", "*/")
_CLOSINGS = (";", "*/", "]]>", "-->", "/*", "//")
# Where a block is no JSON (a quote mark inside a description), its plain fields can still be read one by one.
_FIELDS = re.compile(
    r'"(@type|headline|datePublished|dateModified|isAccessibleForFree)"\s*:\s*(?:"([^"\\]*)"|(true|false))'
)
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")  # not lists of other articles, comments, updates
_MOST_NODES = 2_000
_ARTICLES = frozenset({"Report", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting"})  # and all *Article types
_FALSE = frozenset({"false", "no", "0", "http://schema.org/false", "https://schema.org/false"})


@dataclass(frozen=True, slots=True)
class StructuredData:
    """The nodes of a page's JSON-LD; empty where it has none."""

    nodes: tuple[Node, ...] = ()

    @property
    def article(self) -> Node:
        """The node of the article, the first that has a date; else that of the page; else an empty one."""
        articles = [node for node in self.nodes if _is_article(node)]
        pages = [node for node in self.nodes if "WebPage" in types(node)]
        dated = (node for node in (*articles, *pages) if node.get("datePublished"))
        return next(dated, articles[0] if articles else {})

    @property
    def paywalled(self) -> bool:
        """Whether a part of the page is said not to be free."""
        return any(
            str(node["isAccessibleForFree"]).strip().lower() in _FALSE
            for node in self.nodes
            if "isAccessibleForFree" in node
        )

    @property
    def live_blog(self) -> bool:
        """Whether the page is a live blog."""
        return any("LiveBlogPosting" in types(node) for node in self.nodes)

    def publisher(self) -> str | None:
        """The name of the article's publisher, also where it is given by reference."""
        given = self.article.get("publisher")
        if isinstance(given, list):
            given = given[0] if given else None
        if isinstance(given, dict) and "name" not in given and "@id" in given:
            wanted = given["@id"]
            given = next((node for node in self.nodes if node.get("@id") == wanted and "name" in node), None)
        return line(given.get("name") if isinstance(given, dict) else given)

    def headline(self) -> str | None:
        """The article's headline."""
        return line(self.article.get("headline"))


def read(tree: HtmlElement) -> StructuredData:
    """All JSON-LD nodes that describe this page; broken blocks give the plain fields that can be read."""
    nodes: list[Node] = []
    for block in tree.xpath(_BLOCKS):
        source = _unwrapped(block.text or "")
        try:
            value = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            value = _fields(source)
        nodes.extend(_nodes(value))
        if len(nodes) >= _MOST_NODES:
            break
    return StructuredData(tuple(nodes[:_MOST_NODES]))


def types(node: Node) -> tuple[str, ...]:
    """The schema.org types of a node, without their address."""
    given = node.get("@type")
    names = given if isinstance(given, list) else [given]
    return tuple(name.rsplit("/", 1)[-1] for name in names if isinstance(name, str))


def line(value: object) -> str | None:
    """A string value as one line of text, entities resolved; None for anything else or nothing."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    return " ".join(unescape(value).split()) or None


def _is_article(node: Node) -> bool:
    return any(name in _ARTICLES or name.endswith("Article") for name in types(node))


def _nodes(value: object) -> Iterator[Node]:
    waiting = [value]
    seen = 0
    while waiting and seen < _MOST_NODES:
        item = waiting.pop()
        seen += 1
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in reversed(_INSIDE) if key in item)


def _unwrapped(source: str) -> str:
    text = source.strip()
    for opening in _OPENINGS:
        text = text.removeprefix(opening).lstrip()
    for closing in _CLOSINGS:
        text = text.removesuffix(closing).rstrip()
    return text


def _fields(source: str) -> dict[str, object]:
    named: list[str] = []
    found: dict[str, object] = {"@type": named}
    for name, text, flag in _FIELDS.findall(source):
        if name == "@type":
            named.append(text)
        else:
            found.setdefault(name, text or flag)
    return found
