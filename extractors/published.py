"""When a page was published, and who on the page says so."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import htmldate.extractors
from htmldate import find_date
from lxml.etree import strip_elements
from lxml.html import HtmlElement

from claims.article import Publication
from extractors.jsonld import StructuredData, line
from extractors.timestamps import day, url_day

if TYPE_CHECKING:
    from dateparser import DateDataParser

META_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "citation_publication_date", "article.published",
    "publish-date", "publish_date", "publishdate", "pubdate", "publication_date", "dc.date",
)  # fmt: skip
"""Meta names that say when an article was published, the most telling first; compared in lower case."""

META_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
"""Meta names that say when it was last changed."""


# htmldate is asked about the page's furniture only: a date in the story is not the date of the story.
# What scripts and metas say has been read by then; the dates left in them are those of other things.
_NOT_THE_DATELINE = ("nav", "footer", "aside", "figure", "blockquote", "table", "script", "style", "svg")
_NOT_THE_FIRST_DATE = "//meta[contains(@property, 'modif') or contains(@property, 'updat') or contains(@name, 'modif')]"
_LONGEST_DATELINE = 120  # characters
_DATELINE = re.compile(r"\s*(?:first\s+)?(?:published|posted|updated|last\s+updated|date|by)\b", re.I)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
_EARLIEST, _LATEST = "1985-01-01", "2099-12-31"  # fixed: htmldate's own latest date is today, and would move results


@cache
def english_dates() -> DateDataParser:
    """What htmldate asks about dates that its own patterns do not read, with its own settings, for English only.

    With all two hundred languages, as it has it, loading takes 3.5 s at a process's first odd date; and no rules read
    an article in another language.
    """
    from dateparser import DateDataParser  # here: most pages never need it

    settings = {
        "NORMALIZE": True, "PARSERS": ["custom-formats", "absolute-time"], "PREFER_DATES_FROM": "past",
        "PREFER_LOCALE_DATE_ORDER": True, "RETURN_AS_TIMEZONE_AWARE": False, "STRICT_PARSING": True,
    }  # fmt: skip
    return DateDataParser(languages=["en"], settings=settings)


htmldate.extractors.get_external_parser = english_dates  # it has no argument for that


def find(
    tree: HtmlElement,
    data: StructuredData,
    metas: dict[str, str],
    url: str | None = None,
    feed: Publication | None = None,
) -> Publication:
    """The publication of a page: JSON-LD, meta, URL, feed, then the visible date (htmldate, the original one).

    URL before visible date is htmldate's own order; the feed is the publisher's word, what is visible is a guess.
    The day is that of the timestamp as written, in its own offset.  No date is `Publication()`: never a guess.
    """
    article = data.article
    modified = day(line(article.get("dateModified")))
    modified = modified or next((found for name in META_MODIFIED if (found := day(metas.get(name)))), None)
    written = line(article.get("datePublished"))
    if (published := day(written)) is not None:
        return Publication(published, "jsonld", written, modified)
    for name in META_PUBLISHED:
        if (published := day(metas.get(name))) is not None:
            return Publication(published, "meta", metas[name].strip(), modified)
    if url is not None and (told := url_day(url)) is not None:
        return Publication(told[0], "url", told[1], modified)
    if feed is not None and feed.date is not None:
        return replace(feed, modified=feed.modified or modified)
    if (published := _visible(tree)) is not None:
        return Publication(published, "text", published, modified)
    return Publication(modified=modified)


def _visible(tree: HtmlElement) -> str | None:
    furniture = deepcopy(tree)
    strip_elements(furniture, *_NOT_THE_DATELINE, with_tail=False)
    for element in furniture.xpath(_NOT_THE_FIRST_DATE):
        element.drop_tree()
    for element in furniture.iter():
        element.text, element.tail = _if_dateline(element.text), _if_dateline(element.tail)
    found = find_date(furniture, original_date=True, url="", min_date=_EARLIEST, max_date=_LATEST)
    return day(found)


def _if_dateline(text: str | None) -> str | None:
    if text is None or len(text) > _LONGEST_DATELINE:
        return None
    return None if _SENTENCE_END.search(text) and not _DATELINE.match(text) else text
