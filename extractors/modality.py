"""How sure the text is, and who says so: denied, speculative, reported, planned, else asserted.

The wordings are those of `extractors.modality_words`; here is which of them reach a quantity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.model import Modality
from extractors.modality_words import DENIALS, Wording, begins
from extractors.patterns import lowered
from extractors.verb_reach import Reach, reach_of

_SPOKEN = ("said", "says", "report", "told", "estimate", "disclosed", "stated", "wrote", "confirmed", "announced")
"""What a sentence must hold, beside "according to", for somebody to speak in it."""
_SPEAKER = re.compile(
    r"(?:according to (?P<to>[^,.;]{3,70}?)(?=[,.;]|$| (?:on|in|last|this)\b)"
    r"|(?P<name>(?:[A-Z][\w&.’'-]*(?: (?:of |the )?[A-Z][\w&.’'-]*){0,4}|(?:the |four "
    r"|two |three |several |some )?(?:people|sources?|analysts?|company|companies|person)(?: (?:familiar"
    r"|close|with)[^,.;]{0,50}?)?))(?: \w+ly)? (?:said|says|reported|reports|told|estimates?"
    r"|disclosed|stated|wrote|confirmed|announced)\b)"
)
_REPORTER = re.compile(r"\b(?:reported|reports|first reported|citing people|cited people)\b")


@dataclass(frozen=True, slots=True)
class Stance:
    """How sure a text is of one quantity, the words that say it (offsets), and who is cited."""

    modality: Modality
    cue: tuple[int, int] | None
    attribution: str | None
    denies: str | None = None


_LOOSE = frozenset({Modality.speculative, Modality.planned})
"""What a verb says of what it governs, and not of what other verbs of the sentence do."""


def stance(
    text: str,
    start: int,
    end: int,
    sentence: tuple[int, int],
    following: tuple[int, int] | None,
    outlets: frozenset[str],
    *,
    capacity: bool = False,
) -> Stance:
    """The stance of a sentence towards the quantity at `text[start:end]`.

    following -- offsets of the next sentence, where a denial may stand.  outlets -- names that only report.
    capacity -- whether it is a power figure: what is said of the plant behind it says whether it stands.
    """
    said = _said(text, *sentence)
    attribution = said.attribution
    denial = said.denial
    if denial is None and following is not None:
        denial = _DENIED_NEXT.match(text, following[0], following[1])
    if denial:
        return Stance(Modality.denied, denial.span(), attribution, _whose_report(text, sentence))
    if said.wordings and (capacity or not said.built_only):
        found = _coloured(text, start, end, sentence, said, capacity)
        if found is not None:
            return Stance(*found, attribution)
    close = _CLOSE_TO.search(text, sentence[0], start)
    if close and _A_DEAL.match(text, end, sentence[1]):
        return Stance(Modality.speculative, close.span(), attribution)
    heading = _HEADING.match(text, sentence[0], start)
    if heading:
        return Stance(Modality.planned, heading.span("to"), attribution)
    if attribution is None:
        return Stance(Modality.asserted, None, None)
    if attribution in outlets:
        return Stance(Modality.reported, None, attribution)
    reporter = _REPORTER.search(text, sentence[0], sentence[1])
    if reporter and any(outlet in attribution for outlet in outlets):
        return Stance(Modality.reported, reporter.span(), attribution)
    return Stance(Modality.asserted, None, attribution)


def _coloured(
    text: str, start: int, end: int, sentence: tuple[int, int], said: _Said, capacity: bool
) -> tuple[Modality, tuple[int, int]] | None:
    reach = reach_of(text, start, end, sentence)
    for wording, places in said.wordings.items():
        if wording.side == "built" and not capacity:
            continue
        guided = wording.modality is Modality.planned and _GUIDANCE.search(said.low) is not None
        if reach.settled is not None and wording.modality in _LOOSE and not guided:
            continue
        first, last = _window(wording, reach, start)
        if not any(first <= sentence[0] + place < last for place in places):
            continue
        for match in reversed(list(wording.pattern.finditer(text, first, last))):
            if any(begin <= match.start() and match.end() <= stop for begin, stop in reach.asides):
                continue
            if reach.settled is not None and wording.side == "any" and match.end() <= reach.settled:
                continue
            if wording.modality is Modality.speculative and _is_own_plan(text, sentence[0], match):
                continue
            return wording.modality, match.span()
    return None


def _is_own_plan(text: str, first: int, match: re.Match[str]) -> bool:
    return match[0].lower() == "would" and _SAID_WOULD.search(text, first, match.start()) is not None


def _window(wording: Wording, reach: Reach, start: int) -> tuple[int, int]:
    """The stretch in which the wording reaches the quantity."""
    if wording.side == "source":
        return reach.clause
    first, last = (
        reach.verbs
        if wording.modality in _LOOSE or wording.modality is Modality.denied
        else (reach.clause[0], reach.verbs[1])
    )
    return (first, start) if wording.side == "left" else (first, last)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says for all of its sums: in lower case, where each wording begins, who speaks."""

    low: str
    wordings: dict[Wording, list[int]]
    built_only: bool
    denial: re.Match[str] | None
    attribution: str | None


@lru_cache(maxsize=1)  # the sums of a sentence are asked for one after the other
def _said(text: str, first: int, last: int) -> _Said:
    low = lowered(text[first:last])
    wordings = begins(low)
    denial = DENIALS[0].pattern.search(text, first, last) if wordings.pop(DENIALS[0], None) else None
    spoken = "according to" in low or any(map(low.__contains__, _SPOKEN))
    attribution = _attribution(text, (first, last)) if spoken else None
    return _Said(low, wordings, all(row.side == "built" for row in wordings), denial, attribution)


_SAID_WOULD = re.compile(
    r"(?:\b(?<!people )(?<!person )(?<!sources )(?<!source )(?<!analysts )(?<!analyst )"
    r"(?:said|says|announced|disclosed|confirmed|stated|declared)"
    r"|\btold (?!Reuters|Bloomberg|the )[^,;]{2,30}?)\b(?! the people)[^;:.]{0,60}$"
)
"""What a party says that it would do is its plan; what others say of it is talk."""
_HEADING = re.compile(
    r"(?:[•*–—-] )?(?:[^:.]{2,40}: )?(?!From |Up |According |Due )"
    r"(?:(?:[A-Z0-9][\w’'.&-]*,?|and|&|of) ){1,7}(?<!According )(?<!Due )(?<!Up )(?<!Close )(?P<to>[Tt]o) [A-Za-z]+ "
)
"""A headline with an infinitive and no verb before it: "Acme to build 2 GW"."""
_GUIDANCE = re.compile(r"\b(?:guid(?:e|ed|ance)|forecast|outlook|target|previous range|budget)\b")
"""An earlier figure of one of these was a plan too."""
_CLOSE_TO = re.compile(r"\b(?:close to|nears?|nearing) (?:an? )?$")
_A_DEAL = re.compile(
    r"[- ](?:[\w-]+ ){0,3}?(?:deal|takeover|acquisition|purchase|agreement|round|financing|investment|sale|merger"
    r"|funding|raise|pact|buyout|loan|contract)\b"
)

_DENIED_NEXT = re.compile(
    r"[^.]{0,60}\b(?:denied (?:the|that|any|it)|called the (?:report|figure|claim|story"
    r"|number) (?:false|wrong|untrue|inaccurate)|said the (?:report|figure|claim|story"
    r"|number)s? (?:was|were|is|are) (?:false|wrong|untrue|inaccurate|not true))",
    re.IGNORECASE,
)


def _attribution(text: str, sentence: tuple[int, int]) -> str | None:
    match = _SPEAKER.search(text, *sentence)
    if match is None:
        return None
    name = (match["to"] or match["name"]).strip()
    return name.removeprefix("the ").removeprefix("The ") if match["to"] else name


def _whose_report(text: str, sentence: tuple[int, int]) -> str | None:
    match = _REPORT.search(text, *sentence)
    return None if match is None else (match["who"] or match["by"])


_REPORT = re.compile(
    r"\b(?:an?|the) (?P<who>[A-Z][\w&]*(?: [A-Z][\w&]*){0,3}) (?:report|story|article)"
    r"|report(?:s)? (?:by|from|in) (?P<by>(?:the )?[A-Z][\w&]*(?: [A-Z][\w&]*){0,3})"
)
