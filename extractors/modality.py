"""How sure the text is, and who says so: denied, speculative, reported, planned, else asserted.

The first that fits wins; each row is a group of wordings with the reason it means what it does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from claims.model import Modality
from extractors.patterns import by_first_letter, lowered


@dataclass(frozen=True, slots=True)
class Wording:
    """One group of wordings.

    side -- `left`: it governs what follows; `any`: it colours the whole clause; `sentence`: wherever it stands.
    words -- source of the pattern between two word boundaries, in lower case.
    quick -- the same for a text in lower case: what it does not find, the pattern does not find either.
    """

    modality: Modality
    side: str
    words: str
    reason: str
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    quick: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", re.compile(rf"\b(?:{self.words})\b", re.IGNORECASE))
        object.__setattr__(self, "quick", re.compile(rf"\b(?:{by_first_letter(self.words)})\b"))


WORDINGS: tuple[Wording, ...] = (
    Wording(
        Modality.denied,
        "any",
        r"denied|denies|deny|denying|refuted?|dismissed|rejected (?:the |a )?reports?"
        r"|called (?:\S+ ){0,5}[\"“‘']?(?:false|untrue|fake|wrong|nonsense)|is (?:not true"
        r"|untrue|false|incorrect)"
        r"|was (?:not true|untrue|false|incorrect)|no truth|did not (?:raise|invest|agree"
        r"|sign|commit)|has not (?:raised|invested|agreed|signed|committed)|never (?:raised"
        r"|agreed|invested|committed)|\"?false\"?,? a "
        r"|(?:is|are|am|was|were)(?: not|n.t) (?:investing|raising|buying|acquiring|selling|in talks|putting)"
        r"|(?:will|would|has|have|had|did|does|do)(?: not|n.t) (?:be |been )?"
        r"(?:invest|rais|buy|acquir|put|contribut)\w*"
        r"|no (?:plans|intention) (?:to|of)",
        "somebody says that it is not so",
    ),
    Wording(
        Modality.speculative,
        "left",
        r"could|(?-i:might|may)"
        r"|(?<!said it )(?<!said they )(?<!said he )(?<!said that it )(?<!announced it )would"
        r"|in (?:advanced |early |early-stage |preliminary |active "
        r"|exclusive )?(?:talks|discussions|negotiations)|talks|discussions|negotiating"
        r"|discussing|considering|considers|considered"
        r"|exploring|explores|weighing|weighs|mulling|mulls|looking to|look to|seeks?|seeking"
        r"|eyes|eyeing|propos(?:ed|al|es|ing)|potential(?:ly)?|possibl[ey]|hopes? to|hoping"
        r"|if |whether|rumou?red|speculat\w+|estimat(?:e|es|ing)(?: that)?|forecasts?"
        r"|is forecast|likely|perhaps|close to (?:a|an|its|the|finalizing|signing)|nearing"
        r"|nears|near a|sounding out|courting|pursuing|wants to|would-be|pitch(?:ed|ing)?"
        r"|option(?:al)?|up for|appears?|seems?|projection|uncertain",
        "it may come to nothing",
    ),
    Wording(
        Modality.speculative,
        "any",
        r"in (?:advanced |early |early-stage |preliminary |active |exclusive )?(?:talks"
        r"|discussions|negotiations)|proposed|potentially|if (?:completed|finali[sz]ed|approved"
        r"|exercised|extended)|mooted|under discussion|under consideration|hypothetical",
        "it may come to nothing",
    ),
    Wording(
        Modality.reported,
        "any",
        r"reportedly|people (?:familiar|close|with|in the know|briefed)|(?:person|source"
        r"|sources)(?: \w+){0,3} (?:familiar|close|said|told|with)|sources|according to (?:reports?"
        r"|media|(?:a |the )?(?:report|person|people|source|news))"
        r"|(?:is|are|was|were) said to|said to have|reports? (?:say|said|that|suggest)|(?:asked"
        r"|asking) not to be (?:named|identified)|unnamed|anonymous|rumou?rs?",
        "only an outlet or unnamed people stand behind it",
    ),
    Wording(
        Modality.planned,
        "left",
        r"will|plans?|planned|planning|aims?|aiming|targets?|targeting|expects?|expected"
        r"|expecting|intends?|intended|set to|is to|are to|to be|scheduled|pledg\w+|promis\w+"
        r"|commit(?:s|ted|ting)?|agreed to|agrees to|vow\w*|by the end of|due to|due"
        r"|on track|slated|guidance|guided|foresees?|foreseen|projects? (?:that|it|a|to"
        r"|\$)|projected|projecting|anticipat\w+|going to|shall|earmark\w*|upcoming|forthcoming"
        r"|next (?:year|month|quarter|decade)|goal|target|outlook|roadmap|would|ambition"
        r"|undertook|budget\w*|calls for|pipeline",
        "it is still to come",
    ),
    Wording(
        Modality.planned,
        "any",
        r"by (?:the end of )?(?:20[2-9]\d|next year|year-?end|end-20\d\d)|over the next"
        r"|in the coming|come online|coming online|due online|once (?:fully )?(?:complete"
        r"|completed|deployed|built|operational)|under construction|at full (?:capacity"
        r"|build-?out)|going up|planned",
        "it is still to come",
    ),
)

_ANY = re.compile(rf"\b(?:{by_first_letter('|'.join(row.words for row in WORDINGS))})\b")
"""Any wording, in lower case: most sentences have none."""

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


_EDGE = re.compile(r"[;—]|, (?:while|whereas|but|which|after|although)\b|\b(?:while|whereas|but)\b|, and (?=[A-Z])")


def stance(
    text: str,
    start: int,
    end: int,
    sentence: tuple[int, int],
    following: tuple[int, int] | None,
    outlets: frozenset[str],
) -> Stance:
    """The stance of a sentence towards the quantity at `text[start:end]`.

    following -- offsets of the next sentence, where a denial may stand.  outlets -- names that only report.
    """
    said = _said(text, *sentence)
    attribution = said.attribution
    denial = said.denial
    if denial is None and following is not None:
        denial = _DENIED_NEXT.match(text, following[0], following[1])
    if denial:
        return Stance(Modality.denied, denial.span(), attribution, _whose_report(text, sentence))
    if said.coloured:
        left, right = _clause_bounds(text, start, end, sentence)
        for wording in WORDINGS[1:]:
            first, last = (left, start) if wording.side == "left" else (left, right)
            if wording.quick.search(said.low, first - sentence[0], last - sentence[0]) is None:
                continue
            match = next(reversed(list(wording.pattern.finditer(text, first, last))), None)
            if match:
                return Stance(wording.modality, match.span(), attribution)
    if attribution is None:
        return Stance(Modality.asserted, None, None)
    if attribution in outlets:
        return Stance(Modality.reported, None, attribution)
    reporter = _REPORTER.search(text, sentence[0], sentence[1])
    if reporter and any(outlet in attribution for outlet in outlets):
        return Stance(Modality.reported, reporter.span(), attribution)
    return Stance(Modality.asserted, None, attribution)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says for all of its sums: in lower case, whether any wording stands in it, who speaks."""

    low: str
    coloured: bool
    denial: re.Match[str] | None
    attribution: str | None


@lru_cache(maxsize=1)  # the sums of a sentence are asked for one after the other
def _said(text: str, first: int, last: int) -> _Said:
    low = lowered(text[first:last])
    coloured = _ANY.search(low) is not None
    denial = WORDINGS[0].pattern.search(text, first, last) if coloured and WORDINGS[0].quick.search(low) else None
    spoken = "according to" in low or any(map(low.__contains__, _SPOKEN))
    return _Said(low, coloured, denial, _attribution(text, (first, last)) if spoken else None)


_DENIED_NEXT = re.compile(
    r"[^.]{0,60}\b(?:denied (?:the|that|any|it)|called the (?:report|figure|claim|story"
    r"|number) (?:false|wrong|untrue|inaccurate)|said the (?:report|figure|claim|story"
    r"|number)s? (?:was|were|is|are) (?:false|wrong|untrue|inaccurate|not true))",
    re.IGNORECASE,
)


def _clause_bounds(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    left, right = sentence
    for match in _EDGE.finditer(text, sentence[0], start):
        left = match.start()
    after = _EDGE.search(text, end, sentence[1])
    if after:
        right = after.start()
    return left, right


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
