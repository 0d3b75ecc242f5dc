"""Where paragraphs and sentences begin and end, on raw characters: a sentence end behind "$110B." is not missed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

_BREAK = re.compile(
    r"[.!?…;](?:(?<=;)(?P<semi>)(?=\s)"
    r"|(?<!;)(?<![.!?…].)[.!?…]*+(?P<close>[\"”’')\]]{0,3})"
    r"(?=[ \t\u00a0\n]+[\"“‘'(\[]{0,2}(?:[A-Z0-9$€£¥]|[a-z]{1,3}[A-Z])))"
)
"""A semicolon, or stops with what closes behind them; their first character stands before the alternatives, so that
`re` skips all others."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Gov|Sen|Rep|Lt|Col|Sgt|St|Mt|Ft|No|Nos|vs|v|approx"
    r"|est|cf|ca|Fig|Jr|Sr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Rs|Calif|Mass|Conn|Penn|Mont|Tex|Fla|Ariz"
    r"|Wash|Minn|Mich|Wis|Ill|Ind|Va|Ga|Ala|Miss|Tenn|Colo|Ore|Nev)"
    r"|(?<![A-Za-z\d])[A-Z]|\b(?:[A-Za-z]\.){1,3}[A-Za-z])$"
)
_COMPANY = re.compile(r"\b(?:Inc|Corp|Co|Ltd|Bros|Cos|plc|PLC|S\.A|N\.V|L\.P)$")
_STARTERS = re.compile(
    r"[ \t\u00a0\n]+(?:The|It|In|A|An|On|At|But|And|For|He|She|They|This|That|These"
    r"|Its|Their|Shares?|We|As|With|While|If|After|Last|Under|Analysts|Due|Shares|Its)\b"
)

LONGEST = 1_000
"""Characters of one sentence: three times the longest of 750 in news.  What reads a sentence weighs each of its parts
against each other, so a page without a single stop is cut, at a space where there is one."""

LEAD = 3
"""The first sentences of a text, which say what it is about."""

MOST = 24
"""Quantities of one sentence, for the same reason: the fullest of 4,000 news texts has 13."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text: its offsets, and the index of the paragraph that it stands in."""

    start: int
    end: int
    paragraph: int


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs: blocks between blank lines where lines are wrapped by hand, else single lines."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    if not _hard_wrapped(text, lines):
        return [(s, e) for s, e in lines if text[s:e].strip()]
    blocks: list[tuple[int, int]] = []
    for start, end in lines:
        line = text[start:end]
        if not line.strip():
            continue
        if blocks and start - blocks[-1][1] == 1 and not line.startswith(("    ", "\t", "-", "•", "*")):
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    return blocks


def _hard_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    long = [e - s for s, e in lines if text[s:e].strip()]
    if len(long) < 4 or max(long) > 100:
        return False
    carried = sum(1 for (_, e), (s, _) in pairwise(lines) if s - e == 1 and text[s].islower())
    return carried >= len(long) / 4


def sentences(text: str, until: int | None = None) -> list[Sentence]:
    """The sentences of a text, in order, none longer than LONGEST; white space at their ends is left out.

    until -- an offset: paragraphs may be left out behind the first LEAD sentences and the first that begins after it.
    """
    found: list[Sentence] = []
    for number, (first, last) in enumerate(paragraphs(text)):
        if until is not None and len(found) >= LEAD and found[-1].start > until:
            break
        for begin, cut in pairwise([first, *_cuts(text, first, last), last]):
            start, end = _trimmed(text, begin, cut)
            for left, right in pairwise([start, *_long_cuts(text, start, end), end]):
                left, right = _trimmed(text, left, right)
                if left < right:
                    found.append(Sentence(left, right, number))
    return found


def uncrowded(text: str, rows: Sequence[Sentence], starts: Sequence[int]) -> list[Sentence]:
    """The sentences, cut where they hold more than MOST of the quantities, which start at `starts`, in order."""
    out: list[Sentence] = []
    at = 0
    for row in rows:
        first, at = at, bisect_left(starts, row.end, at)
        if at - first <= MOST:
            out.append(row)
            continue
        for begin, cut in pairwise([row.start, *starts[first + MOST : at : MOST], row.end]):
            begin, cut = _trimmed(text, begin, cut)
            out.append(Sentence(begin, cut, row.paragraph))
    return out


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _long_cuts(text: str, start: int, end: int) -> Iterator[int]:
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        start = start + LONGEST if space < 0 else space + 1
        yield start


def _cuts(text: str, first: int, last: int) -> list[int]:
    cuts = []
    for match in _BREAK.finditer(text, first, last):
        if match["semi"] is not None:
            cuts.append(match.end())
            continue
        if text[match.start() : match.start("close")] == ".":
            head = text[max(first, match.start() - 12) : match.start()]
            if _ABBREVIATION.search(head):
                ended_by_initial = re.search(r"\b(?:U\.S|U\.K|U\.N|E\.U|a\.m|p\.m)$", head)
                if not (ended_by_initial and _STARTERS.match(text, match.end())):
                    continue
            if _COMPANY.search(head) and not match["close"] and not _STARTERS.match(text, match.end()):
                continue
        cuts.append(match.end())
    return cuts


@Language.component("news_sentences")
def news_sentences(doc: Doc) -> Doc:
    """Mark the sentence starts of a spaCy Doc by the rules of this module."""
    starts = {s.start for s in sentences(doc.text)}
    for token in doc:
        token.is_sent_start = token.idx in starts or token.i == 0
    return doc
