"""What stands around a date: the prepositions before it, the parts of a period, and the verbs that tell its time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

S = r"\s{1,3}"  # bounded, so that time stays linear on any white space
HEDGE = (
    r"at least|at most|up to|about|around|roughly|approximately|nearly|almost|just(?: (?:over|under))?|only|under"
    r"|(?:less|more|fewer|no more|no less) than|as (?:little|few|many|early|soon|late) as|some ?time|early as|possibly"
    r"|probably|likely|perhaps|well over|over|the better part of|the space of"
)

"""Words between a preposition and a number or a date that change neither."""


@dataclass(frozen=True, slots=True)
class Preposition:
    """Words in front of a date.  horizon -- a date behind it is a limit.  lengths -- a length of time may follow."""

    name: str
    words: tuple[str, ...]
    reason: str
    horizon: bool = False
    lengths: bool = False


PREPOSITIONS: tuple[Preposition, ...] = (
    Preposition("by", ("by", "no later than", "not later than"), "reached then at the latest", horizon=True),
    Preposition("before", ("before", "prior to", "ahead of"), "reached earlier than that", horizon=True),
    Preposition("until", ("until", "till", "up until", "up to"), "runs up to that time", horizon=True),
    Preposition("through", ("through", "thru", "throughout"), "runs to its last day", horizon=True, lengths=True),
    Preposition("into", ("into",), "goes on in that period", horizon=True),
    Preposition("within", ("within",), "inside that time", horizon=True, lengths=True),
    Preposition(
        "compared to", ("compared to", "compared with", "relative to", "similar to", "according to", "thanks to"),
        "a comparison, not a limit",
    ),
    Preposition("to", ("to", "out to"), "the end of a stretch: from 2025 to 2029", horizon=True),
    Preposition("in", ("in", "in or around"), "inside the period, or after a length", lengths=True),
    Preposition("over", ("over", "across", "spanning"), "spread over it", lengths=True),
    Preposition("for", ("for", "lasting"), "meant for it, or as long as it", lengths=True),
    Preposition("during", ("during", "in the course of"), "inside the period", lengths=True),
    Preposition("of", ("term of", "period of", "tenor of", "maturity of", "life of", "lease of", "contract of"),
                "how long a contract runs", lengths=True),
    Preposition("of", ("of",), "belongs to the period"),
    Preposition("since", ("since", "ever since"), "from then until now"),
    Preposition("from", ("from", "starting", "beginning", "starting in", "beginning in"), "begins then"),
    Preposition("after", ("after", "beyond", "past"), "later than that"),
    Preposition("as of", ("as of", "as at"), "the state on that day"),
    Preposition("as early as", ("as early as", "as soon as", "as late as"), "the first or last time that is possible"),
    Preposition("between", ("between",), "the first of two limits"),
    Preposition("versus", ("versus", "vs", "vs.", "against"), "a comparison, not a limit"),
    Preposition("around", ("around", "circa", "toward", "towards"), "near that time"),
    Preposition("on", ("on", "dated"), "on the day, or compared with the period"),
    Preposition("at", ("at",), "at that moment"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """Words that narrow a period.  quarter -- which quarter of a year, None where the year stays whole."""

    name: str
    pattern: str
    reason: str
    quarter: int | None = None
    direction: Literal["past", "future"] | None = None

    @property
    def group(self) -> str:
        """The name of its group in LEAD."""
        return self.name.replace(" ", "_")


PARTS: tuple[Part, ...] = (
    Part("earlier", r"earlier", "some time before the article, in the same period", direction="past"),
    Part("later", r"later", "some time after the article, in the same period", direction="future"),
    Part("so far", r"so far", "from the beginning of the period until now", direction="past"),
    Part("rest", r"(?:rest|remainder|balance) of", "from now to the end of the period", direction="future"),
    Part("early", r"early|(?:very )?(?:start|beginning|outset|opening) of|start(?=-)",
         "the first quarter of a year", 1),
    Part("late", r"late|(?:very )?(?:end|close|tail end) of|end(?=-)|(?<=at )end|(?<=by )end|(?<=since )end"
         r"|(?<=until )end|(?:latter|later) part of",
         "the last quarter of a year; as a limit the whole year, which ends on the same day", 4),
    Part("mid", r"mid(?:-to-late)?|(?:middle|midpoint) of", "astride two quarters: the year stays whole"),
    Part("course", r"(?:course|whole|all|full|most|much|bulk) of", "the period itself"),
)  # fmt: skip


_LEAD_WORDS = "|".join(
    word.replace(" ", r"\s{1,3}").replace(".", r"\.")
    for word in sorted((word for row in PREPOSITIONS for word in row.words), key=len, reverse=True)
)
_PART_WORDS = "|".join(f"(?P<{row.group}>{row.pattern})" for row in PARTS)
LEAD = re.compile(
    rf"(?<![\w-])(?:(?P<prep>{_LEAD_WORDS}){S}(?:(?:{HEDGE}){S})?)?(?:the{S})?"
    rf"(?P<part>(?:{_PART_WORDS})(?:{S}in\b)?(?:-|{S}))?(?:the{S})?(?:calendar{S})?\Z",
)
"""Preposition, hedge and part of a period, searched in the characters before a date, in lower case."""

CLAUSE_END = re.compile(r"[;:—–()]|(?<![A-Z])\.\s|, (?:and|but|while|when|which|after|as)\b")
"""Where a verb before a date no longer speaks of it."""

_AHEAD = (
    r"(?:[Ww]ill|would|shall|could|might|may)\s+(?:be\s+)?\w+|be\s+\w+"
    r"|to\s+(?:open|start|begin|close|launch|complete|come|go|deliver|ship|list|commence|finish|reach|report|hold|meet|vote)"
    r"|expect\w*|forecast\w*|projects|projecting|guid(?:ed|es|ing|ance)|[Ss]ees|seen|due|slated|scheduled"
    r"|set (?:to|for)|plan\w*|aim\w*|target\w*|hop(?:es|ing)|intend(?:s|ing)?|upcoming|coming|deadline|next"
)
_TOLD = (
    r"said|told|won|made|bought|sold|struck|took|got|became|began|fell|rose|grew|met|held|brought|saw|gave|paid|put|went"
    r"|came|led|hit|lost|spent|was|were|had|has|did|\w{2,}ed"
)
CUES = re.compile(rf"\b(?:(?:would|could|might|may)\s+have|(?P<ahead>{_AHEAD})|{_TOLD})\b")
"""Verbs that put a date without a year ahead (`ahead`) or behind; "would have" tells of what did not happen."""
