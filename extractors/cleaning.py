"""Page to article text: parse, take footnote marks off numbers, leave the rest to trafilatura."""

from __future__ import annotations

import logging
import re
from functools import cache

from lxml.etree import ElementDefaultClassLookup, HTMLParser, LxmlError, strip_elements
from lxml.html import HtmlElement, document_fromstring
from trafilatura import extract
from trafilatura.settings import Extractor

from claims.errors import Refusal
from extractors.decoding import printable

for _library in ("trafilatura", "htmldate", "courlan"):  # refusals say what they would print
    logging.getLogger(_library).addHandler(logging.NullHandler())

PRUNED = "//nav | //footer | //aside"
"""What trafilatura drops first: never part of the story (measured: same F1, faster)."""

SILENT = (
    "style", "svg", "link", "source", "img", "input", "iframe", "video", "audio", "canvas", "object", "embed", "map",
    "track",
)  # fmt: skip
"""Elements without a word of the story: trafilatura copies the tree several times, the smaller the faster."""

# lxml.html asks Python for a class at each element, for the methods of forms and links, which nobody here calls.
_ALL_ALIKE = ElementDefaultClassLookup(element=HtmlElement)

# The deepest of 181 real pages has 51. Each level reads the text below it again, and libxml2 silently ends the tree at
# 2,048.
_DEEPEST = 500
_TOO_DEEP = f"boolean({'/*' * (_DEEPEST + 1)})"

_MARK = r"(?:[-−+]?\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§¶#]+|note\s*\d+|citation needed)"
_FOOTNOTE = re.compile(rf"\s*[\[(]?\s*{_MARK}(?:\s*[,–-]\s*{_MARK})*\s*[\])]?\s*", re.I)
# `10<sup>9</sup>` with a sign of multiplication before it, or alone; "$10<sup>2</sup> billion" holds a footnote.
_POWER_BASE = re.compile(r"(?:[×x·*⋅]\s*|^|[\s(])10$")
_POWER = re.compile(r"\s*[-−+]?\d{1,2}\s*")
_AMOUNT_TAIL = re.compile(r"\s*-?(?:thousand|million|billion|trillion|bn|mn|m\b|[kMGT]W|percent|%|per\s+cent)", re.I)
# m², 40 km², CO²; the m of "$40m" is no metre
_UNIT_BASE = re.compile(r"(?<![\w$€£¥.,])(?:\d[\d.,]*)?\s?(?:[kcmd]?m|ft|mi|yd|CO)$")
_UNIT_POWER = re.compile(r"\s*[23]\s*")
_NOTE_LINK = re.compile(r"#_?(?:fn|ftn|foot|note|end|ref|cite|easy-foot)", re.I)
_LONGEST_MARK = 40  # characters


def parse(page: bytes, name: str) -> HtmlElement:
    """The tree of a page in UTF-8 that passed the guards.  Raises Refusal `parse_failed`, `too_complex` or `empty`."""
    if not page.strip():
        raise Refusal("empty", f"{name}: nothing but white space")
    parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    parser.set_element_class_lookup(_ALL_ALIKE)
    try:
        tree = document_fromstring(page, parser=parser)
    except (LxmlError, ValueError) as error:  # LxmlError: libxml2 gave up; ValueError: lxml found no element
        raise Refusal("parse_failed", f"{name}: {_first_line(error)}") from error
    if tree.getroottree().xpath(_TOO_DEEP):
        raise Refusal("too_complex", f"{name}: elements nested more than {_DEEPEST} deep")
    return tree


def drop_footnote_marks(tree: HtmlElement) -> None:
    """Take footnote marks out of the tree, in place: "$2.5<sup>2</sup> billion" would read "$2.52 billion".

    Ordinals and units (1<sup>st</sup>, m<sup>2</sup>) stay as they are; the power of ten gets its sign, 10^9.
    """
    for element in tree.xpath("//sup"):
        text = text_within(element, _LONGEST_MARK)
        if text is None or not _FOOTNOTE.fullmatch(text):
            continue
        before = _before(element)
        plain = len(element) == 0  # a link inside makes it a mark, whatever stands before
        if plain and _POWER.fullmatch(text) and _is_power(before, element.tail or ""):
            element.text = f"^{text.strip()}"
        elif not (plain and _UNIT_POWER.fullmatch(text) and _UNIT_BASE.search(before)):
            element.drop_tree()
    for link in tree.xpath("//a[starts-with(@href, '#')][not(ancestor::sup)]"):
        text = text_within(link, _LONGEST_MARK) if _NOTE_LINK.match(link.get("href")) else None
        if text is not None and _FOOTNOTE.fullmatch(text):
            link.drop_tree()


def article_text(tree: HtmlElement, *, bulk: bool = False) -> str | None:
    """The story as plain text, None where the page has none; `bulk` takes trafilatura's fast path.

    The tree loses its scripts and styles, all but the JSON in which some pages have their story.
    """
    for script in tree.iter("script"):
        if "json" not in (script.get("type") or "").lower():
            script.tag = "style"
    strip_elements(tree, *SILENT, with_tail=False)
    text = extract(tree, options=_options(bulk), prune_xpath=PRUNED)
    if text is None or not text.strip():
        return None
    return printable(text)


@cache  # reading its configuration takes as long as a tenth of a small page
def _options(bulk: bool) -> Extractor:
    return Extractor(comments=False, fast=bulk)


def text_within(element: HtmlElement, most: int) -> str | None:
    """The element's text, None where it has more than `most` characters; reads no further than that."""
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > most:
            return None
    return text


def visible_text(tree: HtmlElement) -> str:
    """Everything a reader would see, furniture included, white space collapsed."""
    parts = tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return " ".join(" ".join(parts).split())


def _before(element: HtmlElement) -> str:
    previous = element.getprevious()
    if previous is not None:
        return (previous.tail or text_within(previous, _LONGEST_MARK) or "")[-40:]
    parent = element.getparent()
    return "" if parent is None else (parent.text or "")[-40:]


def _is_power(before: str, after: str) -> bool:
    return _POWER_BASE.search(before) is not None and _AMOUNT_TAIL.match(after) is None


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
