"""What a parsed page says about itself: title, publisher, canonical URL, date, and flags on what only looks right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from claims.article import Publication
from extractors import jsonld, published, urls
from extractors.cleaning import text_within
from extractors.jsonld import StructuredData

_STORY = 250  # characters of paragraphs that make an <article> element a story and not a teaser
_HEADLINE = 20  # characters from which a beginning in common makes two headlines one
_LONGEST_TITLE = 500  # characters
_MOST_TITLES = 20  # some sites make every teaser an h1
_LOCKED = frozenset({"locked", "metered", "premium", "paid"})  # of article:content_tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Everything but the text; None where the page does not say.  `headings` are its h1 and its title element."""

    title: str | None = None
    publisher: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    publication: Publication = field(default_factory=Publication)
    flags: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def read(tree: HtmlElement, *, url: str | None = None, feed: Publication | None = None) -> Metadata:
    """The metadata of a page fetched from `url`; `feed` is what the feed said about its date."""
    data, metas = jsonld.read(tree), _metas(tree)
    asked = urls.cleaned(url)
    link = _canonical_link(tree, asked)
    named = link or _article_url(metas.get("og:url"), asked)
    site = data.publisher() or jsonld.line(metas.get("og:site_name"))
    h1 = _h1(tree, site, [text for text in (data.headline(), jsonld.line(metas.get("og:title"))) if text])
    page_title = jsonld.line(tree.findtext(".//title"))
    return Metadata(
        title=h1 or data.headline() or jsonld.line(metas.get("og:title")),
        publisher=site,
        canonical_url=named or asked,
        language=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"),
        publication=published.find(tree, data, metas, named or asked, feed),
        flags=_flags(tree, data, metas, asked, link, url),
        headings=tuple(text for text in (h1, page_title) if text),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content)
    for element in tree.xpath("//time[@itemprop and @datetime]"):
        found.setdefault(element.get("itemprop").lower(), element.get("datetime"))
    return found


def _canonical_link(tree: HtmlElement, asked: str | None) -> str | None:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return _article_url(element.get("href"), asked)
    return None


def _article_url(given: str | None, asked: str | None) -> str | None:
    """The URL a page gives itself; some sites name their front page on every article, which names none."""
    found = urls.cleaned(given, asked)
    if found is None or (urls.is_root(found) and not (asked and urls.is_root(asked))):
        return None
    return found


def _h1(tree: HtmlElement, site: str | None, headlines: list[str]) -> str | None:
    found = _lines(tree.iter("h1"))
    found = [text for text in found if text.casefold() != (site or "").casefold()]
    if len(found) > 1:
        told = [text for text in found if any(_alike(text, headline) for headline in headlines)]
        inside = _lines(tree.xpath("//article//h1 | //main//h1"))
        found = told or [text for text in found if text in inside] or found
    return found[0] if found else None


def _lines(elements: Iterable[HtmlElement]) -> list[str]:
    texts = (text_within(element, _LONGEST_TITLE) for element in islice(elements, _MOST_TITLES))
    return [line for text in texts if (line := " ".join((text or "").split()))]


def _alike(one: str, other: str) -> bool:
    short, long = sorted((re.sub(r"\W+", " ", text).strip().casefold() for text in (one, other)), key=len)
    return short == long or (len(short) >= _HEADLINE and long.startswith(short))


def _flags(
    tree: HtmlElement,
    data: StructuredData,
    metas: dict[str, str],
    asked: str | None,
    link: str | None,
    url: str | None,
) -> tuple[str, ...]:
    amp = "amp" in tree.attrib or "⚡" in tree.attrib or (url is not None and urls.looks_amp(url))
    elsewhere = bool(asked and link and not urls.same_page(asked, link) and not (amp and urls.same_site(asked, link)))
    raised = {
        "paywall": data.paywalled or metas.get("article:content_tier", "").strip().lower() in _LOCKED,
        "live_blog": data.live_blog,
        "several_articles": _stories(tree) > 1,
        "canonical_elsewhere": elsewhere,
        "amp": amp,
    }
    return tuple(name for name, up in raised.items() if up)


def _stories(tree: HtmlElement) -> int:
    def told(article: HtmlElement) -> int:
        return sum(len(paragraph.text_content()) for paragraph in article.iter("p"))

    return sum(1 for article in tree.xpath("//article[not(ancestor::article)]") if told(article) >= _STORY)
