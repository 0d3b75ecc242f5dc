"""How the words around an amount bound it: over, up to, nearly, or more, -plus.

A newcomer adds a wording as one row of LEFT or RIGHT, with the reason beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.values import Qualifier
from extractors.patterns import lowered


@dataclass(frozen=True, slots=True)
class Bound:
    """One group of wordings: the pattern, what it makes of the number, and why."""

    pattern: str
    qualifier: Qualifier
    reason: str


LEFT: tuple[Bound, ...] = (
    Bound(
        r"(?:no|not) (?:less|fewer|lower) than|a minimum of|minimum|at the least|at least"
        r"|as (?:little|few|low|small) as",
        Qualifier.at_least,
        "a floor said in words",
    ),
    Bound(
        r"(?:no|not) (?:more|higher|greater) than|a maximum of|maximum of|at (?:the )?most"
        r"|up to|as (?:much|many|high|large) as"
        r"|capped at|a cap of|(?:to )?a ceiling of",
        Qualifier.at_most,
        "a ceiling said in words",
    ),
    Bound(
        r"(?:well |far |slightly |just |a little |little )?(?:more|greater|higher|larger|bigger) than"
        r"|(?:well |just |far |slightly |a little )?(?:over|above|beyond|past)"
        r"|exceed(?:s|ed|ing)?|in excess of|north of|upwards? of|surpass(?:es|ed|ing)?|topp(?:ed"
        r"|ing)|tops?|better than"
        r"|(?:has |have )?pass(?:ed|es)|crossed",
        Qualifier.at_least,
        "the true figure lies above",
    ),
    Bound(
        r"(?:just |well |slightly |far |a little )?(?:less|lower|fewer|smaller) than|(?:just "
        r"|well )?(?:under|below)|short of|south of",
        Qualifier.at_most,
        "the true figure lies below",
    ),
    Bound(
        r"about|around|roughly|approximately|approx\.?|nearly|almost|some|an? estimated"
        r"|estimated(?: at)?|circa|ca\.|~|≈|c\."
        r"|(?:very )?close to|close on|near(?:ing)?|in the (?:region|range|neighbou?rhood"
        r"|order) of|on the order of|approach(?:es|ed|ing)?"
        r"|more or less|just shy of|shy of|virtually|an? (?:rough|approximate)|something like",
        Qualifier.about,
        "the figure is rounded by the writer",
    ),
)

RIGHT: tuple[Bound, ...] = (
    Bound(
        r"\+|-plus\b|[ -]or more\b| and (?:up|above|more)\b|,? at (?:the very )?least\b"
        r"| or (?:higher|above)\b| upwards?\b| and (?:counting|change)\b",
        Qualifier.at_least,
        "the bound follows the sum",
    ),
    Bound(
        r" or (?:less|under|below|lower)\b|,? at (?:the )?most\b|,? (?:as a )?(?:maximum|ceiling)\b",
        Qualifier.at_most,
        "the bound follows the sum",
    ),
    Bound(
        r"(?:-ish\b|[ -]odd\b| or so\b| or thereabouts\b|,? give or take\b|,? roughly\b|,? approximately\b)",
        Qualifier.about,
        "the hedge follows the sum",
    ),
)

_BETWEEN = r"(?:[ \t\u00a0\n]{1,3}(?:an?|another|an additional|an extra|some|the equivalent of)(?=[ \t\u00a0\n]))?"
_LEFT = re.compile(
    "(?<![\\w])(?:"
    + "|".join(f"(?P<b{i}>{row.pattern})" for i, row in enumerate(LEFT))
    + rf"){_BETWEEN}[ \t\u00a0\n]{{0,3}}$"
)
"""Searched in lower case, which is faster than to ignore the case of each letter."""
_RIGHT = re.compile("|".join(f"(?P<b{i}>{row.pattern})" for i, row in enumerate(RIGHT)), re.IGNORECASE)
_WINDOW = 34
_CLOSE = re.compile(r"(?:close to|near|nearing)(?: an?)?\s*$", re.IGNORECASE)
_DEAL = re.compile(
    r"(?:[ \n][\w-]+){0,2}[ \n](?:takeover|deal|acquisition|purchase|buyout|merger|agreement|contract|investment"
    r"|financing|loan|round|raise|order|sale)\b",
    re.IGNORECASE,
)
_NOT_A_BOUND = re.compile(
    r"(?:all|turn(?:ed|s)?|hand(?:ed|s|ing)?|tak(?:e|es|ing|en) |took|spread|go(?:es|ing)?|the)[ \n]over[ \n]$"
    r"|(?:go(?:es|ing)?|went|rais(?:ed|es|ing)|bump(?:ed|s)|ramp(?:ed|s|ing)|climb(?:ed"
    r"|s)|push(?:ed|es)|br(?:ings?|ought))(?:[ ]\w+){0,2}[ ]up[ ]to[ ]$"
    r"|[ \n]for[ \n]some[ \n]$|[ \n]the[ \n]past[ \n]$"
)


def before(text: str, start: int, end: int | None = None) -> tuple[Qualifier, int, int] | None:
    """The bound that the words ending at `start` put on what follows, with their offsets; None without one.

    end -- where the amount ends: "close to a $15 billion takeover" is close to a deal, not to a sum.
    Where two stand in a row ("up to about"), a floor or a ceiling wins over a hedge.
    """
    first = _one_before(text, start)
    if first is None or first[0] is not Qualifier.about:
        return first
    if end is not None and _DEAL.match(text, end) and _CLOSE.search(text, max(0, start - 12), start):
        return None
    second = _one_before(text, first[1])
    return second if second is not None and second[0] is not Qualifier.about else first


def _one_before(text: str, start: int) -> tuple[Qualifier, int, int] | None:
    begin = max(0, start - _WINDOW)
    window = lowered(text[begin:start])
    match = _LEFT.search(window)
    if match is None or _NOT_A_BOUND.search(window):
        return None
    row = LEFT[_group(match)]
    name = f"b{_group(match)}"
    return row.qualifier, begin + match.start(name), begin + match.end(name)


def after(text: str, end: int) -> tuple[Qualifier, int, int] | None:
    """The bound that the words starting at `end` put on what stands before them, with their offsets."""
    match = _RIGHT.match(text, end)
    return None if match is None else (RIGHT[_group(match)].qualifier, match.start(), match.end())


def _group(match: re.Match[str]) -> int:
    name = match.lastgroup
    assert name is not None  # one of the named alternatives matched
    return int(name[1:])
