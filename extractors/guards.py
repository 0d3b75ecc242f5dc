"""What is checked before a page is parsed, so that no page can take the parser's time or memory."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.errors import Refusal
from extractors.decoding import binary_kind


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one input may hold.

    bytes -- of a decompressed page or a text file.  tags -- start tags of a page (the largest of 1,561 real pages has
    19,600).  attributes -- in one tag: libxml2's time grows with their square, 200,000 take a minute.
    json_ld -- bytes in JSON-LD blocks together.  text -- characters of a text.
    """

    bytes: int = 5_000_000
    tags: int = 30_000
    attributes: int = 2_000
    json_ld: int = 1_000_000
    text: int = 5_000_000


LIMITS = Limits()

PAGE_TYPES = frozenset({
    "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain",
    "application/octet-stream",  # says nothing: the bytes decide
})  # fmt: skip

_TAG_START = re.compile(rb"<[a-zA-Z]")
# HTML5's tokenizer: a name may hold quotes, a value is quoted or runs to the next space; atomic, so linear in time.
_ATTRIBUTE = rb"""=?+[^\s/>=]++(?>\s*+=\s*+(?>"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+|))?+"""
_TOKENS = re.compile(rb"[\s/]++|=|(%b)" % _ATTRIBUTE)
_TAG = re.compile(rb"<[a-zA-Z][^\s/>]*+(?>[\s/]++|%b|=)*+(?:>|\Z)" % _ATTRIBUTE)
# A tag of few attributes that is written as most are: name="value" without a bracket in the value, so that the first
# bracket ends it however it is read.  It needs no closer look, and 97 of 100 tags are such.
_FEW = 200  # stands in the pattern too
_ODD_TAG = re.compile(
    rb"<[a-zA-Z](?![\w:-]*+(?>\s++[a-zA-Z_:@.-][\w:@.-]*+(?>=\"[^\"<>]*+\"|='[^'<>]*+')?+){0,200}+\s*+/?>)"
)
# Every `<x` is taken for a tag, also those inside comments, scripts and values: what is skipped could hide one.
# Real pages read up to 3 times their length this way; only a page built to be slow goes far beyond.
_SCANNED = 20
_ATTRIBUTES_A_TAG = 5  # on average, for time and memory: 600,000 took 12 s and 1 GB; 181 real pages have up to 4,000

_BETWEEN = b" \n\t\r\f\v/\"'"
"""One of these stands before each attribute."""

_JSON_LD = re.compile(rb"<script[^<>]*application/ld\+json[^<>]*>", re.I)
_SCRIPT_END = re.compile(rb"</script", re.I)


def check_size(body: bytes, name: str, limits: Limits) -> None:
    """Raise Refusal `too_large` where the body has more bytes than the limit."""
    if len(body) > limits.bytes:
        raise Refusal("too_large", f"{name}: {len(body):,} bytes, the limit is {limits.bytes:,}")


def check_text_size(text: str, name: str, limits: Limits) -> None:
    """Raise Refusal `too_large` where the text has more characters than the limit."""
    if len(text) > limits.text:
        raise Refusal("too_large", f"{name}: {len(text):,} characters, the limit is {limits.text:,}")


def check_content_type(content_type: str | None, name: str) -> None:
    """Raise Refusal `content_type` where the server says that the body is no page; None says nothing."""
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind and kind not in PAGE_TYPES:
        raise Refusal("content_type", f"{name}: {kind} (expected text/html)")


def check_binary(body: bytes, name: str) -> None:
    """Raise Refusal `binary` where the bytes are an image, an archive or otherwise no text."""
    kind = binary_kind(body)
    if kind is not None:
        raise Refusal("binary", f"{name}: {kind}")


def check_markup(page: bytes, name: str, limits: Limits) -> None:
    """Raise Refusal `too_complex` (tags, attributes in one tag) or `too_large` (JSON-LD) for a page in UTF-8."""
    tags = len(_TAG_START.findall(page))
    if tags > limits.tags:
        raise Refusal("too_complex", f"{name}: {tags:,} tags, the limit is {limits.tags:,}")
    _check_attributes(page, name, limits)
    size = _json_ld_size(page)
    if size > limits.json_ld:
        raise Refusal("too_large", f"{name}: {size:,} bytes of JSON-LD, the limit is {limits.json_ld:,}")


def _check_attributes(page: bytes, name: str, limits: Limits) -> None:
    budget = _SCANNED * len(page)
    most = _ATTRIBUTES_A_TAG * limits.tags
    count_all = _may_exceed(page, most)
    total = end = 0
    starts = _TAG_START if count_all or limits.attributes < _FEW else _ODD_TAG
    for start in starts.finditer(page):
        tag = _TAG.match(page, start.start())
        length = 0 if tag is None else len(tag[0])
        budget -= length
        if budget < 0:
            raise Refusal("too_complex", f"{name}: tags without an end, one inside the other")
        if tag is None or (not count_all and not _may_exceed(tag[0], limits.attributes)):
            continue
        seen = sum(1 for token in _TOKENS.finditer(page, start.end(), tag.end()) if token[1] is not None)
        if seen > limits.attributes:
            raise Refusal("too_complex", f"{name}: {seen:,} attributes in one tag, the limit is {limits.attributes:,}")
        if start.start() >= end:
            total, end = total + seen, tag.end()
        if total > most:
            raise Refusal("too_complex", f"{name}: more than {most:,} attributes")


def _may_exceed(markup: bytes, attributes: int) -> bool:
    """Whether there may be more attributes: each takes two bytes."""
    return len(markup) > 2 * attributes and len(markup) - len(markup.translate(None, _BETWEEN)) > attributes


def _json_ld_size(page: bytes) -> int:
    size = 0
    end = 0
    for block in _JSON_LD.finditer(page):
        if block.start() < end:
            continue
        closing = _SCRIPT_END.search(page, block.end())
        end = len(page) if closing is None else closing.start()
        size += end - block.end()
    return size
