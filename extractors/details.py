"""What else the words around a sum say: scope, basis, what a price includes, the event, its place in time.

Each table row is a wording with what it sets and why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.model import Basis, Event, Includes, Scope, TemporalRole
from extractors import measures
from extractors.patterns import lowered


@dataclass(frozen=True, slots=True)
class Details:
    """The fields of a claim that single wordings decide."""

    scope: Scope
    per: str | None
    basis: Basis | None
    includes: Includes | None
    event: Event
    temporal_role: TemporalRole


@dataclass(frozen=True, slots=True)
class _Sets:
    """A wording near the sum, in lower case: on the left or on the right of it, there from its first character on."""

    value: object
    side: str
    pattern: re.Pattern[str]
    reason: str


def _row(value: object, side: str, pattern: str, reason: str) -> _Sets:
    return _Sets(value, side, re.compile(pattern), reason)


_GAP = r"[^.;,$€£]{0,24}$"
SCOPES: tuple[_Sets, ...] = (
    _row(
        Scope.increment,
        "left",
        r"\b(?:another|an additional|additional|a further|further|extra|an extra|a fresh"
        r"|more than doubl\w+ by|on top of)\s(?:\w+\s){0,2}$",
        "added to what was there",
    ),
    _row(
        Scope.increment,
        "right",
        r"\s(?:more\b(?! than)|in additional|of additional|extra\b|on top\b)",
        "added to what was there",
    ),
    _row(
        Scope.cumulative,
        "left",
        rf"\b(?:to date|in total|total (?:funding|raised|investment|capital|backing)|brings? (?:its "
        rf"|the |the company.s )?total|bringing (?:its |the )?total|altogether|since (?:its )?(?:founding"
        rf"|inception|launch)"
        rf"|so far(?: this year)?|cumulative(?:ly)?|has (?:now |already |so far )?raised(?: more than| over| about"
        rf"| some| nearly)?|have raised|takes? (?:\w+.s |its )?total){_GAP}",
        "counted over all rounds or years",
    ),
    _row(
        Scope.cumulative,
        "right",
        r"[^.;]{0,40}\b(?:to date|in total|since (?:its )?(?:founding|inception|launch"
        r"|20\d\d)|so far|altogether|cumulatively|in all\b|across (?:all|\w+) rounds)",
        "counted over all rounds or years",
    ),
    _row(
        Scope.part,
        "left",
        rf"\b(?:first phase|initial|tranche|first|phase one|phase 1|second phase|part of"
        rf"|including|of which|portion|upfront|up front|remaining|the rest|balance|remainder"
        rf"|half of|slice){_GAP}",
        "one part of the whole",
    ),
    _row(
        Scope.part,
        "right",
        r"\s(?:upfront|up front|tranche|in (?:the|a) (?:first|second|initial) (?:phase"
        r"|tranche)|of (?:the|that|this|its) (?:total|sum|amount)|portion|of which|initially"
        r"|slice|at first)",
        "one part of the whole",
    ),
)
BASES: tuple[_Sets, ...] = (
    _row(Basis.pre_money, "any", r"\bpre-?\s?money\b", "said outright"),
    _row(Basis.post_money, "any", r"\bpost-?\s?(?:money|investment)\b", "said outright"),
    _row(
        Basis.pre_money,
        "right",
        r"[^.;$€£]{0,30}\b(?:before|excluding|not (?:including|counting)|without)"
        r" (?:the |any )?(?:new |fresh )?(?:money|capital|investment|funding|round|shares|cash)\b",
        "the money of the round is not in it",
    ),
    _row(
        Basis.post_money,
        "right",
        r"[^.;$€£]{0,30}\b(?:(?:after|including|counting|with)"
        r" (?:the |this )?(?:new |fresh )?(?:money|capital|investment|funding|round|shares|cash)|after it)\b",
        "the money of the round is in it",
    ),
    _row(
        Basis.pre_money,
        "left",
        r"\bbefore (?:the |any )?(?:new |fresh )?(?:money|capital|investment|funding|shares)[^.;$€£]{0,60}$",
        "the money of the round is not in it",
    ),
)
INCLUDES: tuple[_Sets, ...] = (
    _row(
        Includes.debt,
        "right",
        r"[^.;]{0,50}\b(?:including (?:the )?(?:assumption of )?(?:net )?debt|plus (?:the "
        r")?(?:assumption of )?debt|with debt|debt included)",
        "a price with the debt taken over",
    ),
    _row(Includes.cash_only, "right", r"\s(?:all-cash|in cash\b|cash\b)", "paid in cash"),
    _row(
        Includes.contingent,
        "right",
        r"[^.;]{0,60}\b(?:earn-?outs?|milestone|contingent|if (?:certain |all )?(?:targets"
        r"|milestones|conditions))",
        "hangs on conditions",
    ),
    _row(Includes.contingent, "right", r"[^.;]{0,40}\btied to (?:conditions|milestones)", "hangs on conditions"),
)
TEMPORAL: tuple[_Sets, ...] = (
    _row(
        TemporalRole.previous,
        "left",
        r"\b(?:up from|down from|compared (?:with|to)|versus|against|previous(?:ly)?|prior"
        r"|earlier|last year.s|a year (?:ago|earlier)|from|formerly|old|once)\s(?:about "
        r"|around |roughly |nearly |its |the |a |an |just |some |\w+ ){0,2}$",
        "what it was before",
    ),
    _row(
        TemporalRole.previous,
        "right",
        r"[^.;,$€£]{0,30}\b(?:a year (?:ago|earlier|before)|previously|last year|the year before"
        r"|in the (?:year-ago|same|prior) (?:quarter|period)|six months (?:ago|before|earlier)"
        r"|at its last round)\b",
        "what it was before",
    ),
    _row(
        TemporalRole.superseded,
        "left",
        r"\b(?:initially|originally|had (?:originally |initially |first )?(?:sought|planned"
        r"|expected|targeted)|earlier (?:plan|target|goal|estimate) of)\b[^.;]{0,30}$",
        "a plan that another replaced",
    ),
    _row(
        TemporalRole.superseded,
        "right",
        r"[^.;]{0,40}\b(?:initially|originally|at first) (?:sought|planned|targeted|expected"
        r"|announced)",
        "a plan that another replaced",
    ),
    _row(
        TemporalRole.target,
        "left",
        r"\b(?:target(?:s|ing|ed)?|goal|aim(?:s|ing)? (?:for|to reach|at)|by 20[2-9]\d)\b[^.;]{0,40}$",
        "what is aimed at",
    ),
)

_ONE_ROUND = re.compile(
    r"^[^.;]{0,30}\b(?:series [a-k]\b|(?:seed|funding|financing|equity|venture)?[ ]?round\b|seed\b|ipo\b)"
)
_SIGN = re.compile(r"[$€£¥₹](?=\d)")
_ROUND = re.compile(
    r"\b(?P<series>Series [A-K](?:\+|(?:-?\d)?\b))|\b(?P<seed>pre-seed|seed)\b(?= (?:round"
    r"|funding|financing|stage|investment|extension|capital))|\b(?P<ipo>IPO|initial "
    r"public offering)\b"
    r"|\b(?P<secondary>secondary (?:share )?sale|tender offer|employee share sale)\b",
    re.IGNORECASE,
)
_INSTRUMENT = re.compile(
    r"\b(?:bridge loan|term loan|delayed[- ]draw term loan|convertible (?:senior )?notes"
    r"|senior (?:secured )?notes|revolving credit facility|credit facility|green bonds?"
    r"|high-yield bonds?|junk bonds?"
    r"|convertible bonds?|syndicated loan|construction loan|loan guarantee|private credit"
    r"|asset-backed securities|century bonds?|100-year bond|investment-grade bonds?"
    r"|commercial paper)\b",
    re.IGNORECASE,
)


def details(
    text: str, start: int, end: int, sentence: tuple[int, int], metric: str, site: str | None, moved: str | None
) -> Details:
    """The details of the quantity at `text[start:end]` in its sentence; site -- a project named in the sentence."""
    left, right = (
        lowered(text[max(sentence[0], start - 90) : start]),
        lowered(text[end : min(sentence[1], end + 90)]),
    )
    per = measures.per_unit(text, end)
    scope = Scope.rate if per else _first(SCOPES, left, right)
    if scope is Scope.part and metric in ("valuation", "market_cap"):
        scope = None
    if scope is Scope.cumulative and _ONE_ROUND.search(right):
        scope = None
    if scope is Scope.cumulative and metric not in ("funding", "investment", "debt", "spending", "commitment", "power"):
        scope = None
    basis = None
    if metric in ("valuation", "funding", "investment"):
        # what follows the sum speaks first: "$730 billion pre-money and $840 billion post-money"
        nearer, farther = _SIGN.split(right)[0], _SIGN.split(left)[-1]
        basis = (_first(BASES, "", nearer) or _first(BASES, farther, "")) if metric == "valuation" else None
    role = _first(TEMPORAL, left, right) or TemporalRole.current
    if moved == "from":
        role = TemporalRole.previous
    elif moved == "to":
        role = TemporalRole.current
    return Details(
        scope=scope if isinstance(scope, Scope) else Scope.total,
        per=per,
        basis=basis if isinstance(basis, Basis) else None,
        includes=_as_includes(_first(INCLUDES, left, right))
        if metric in ("acquisition", "valuation", "debt", "investment")
        else None,
        event=Event(
            round=_round(text, start, end, sentence, metric),
            site=site,
            instrument=_instrument(text, start, end, sentence, metric),
        ),
        temporal_role=role if isinstance(role, TemporalRole) else TemporalRole.current,
    )


def _first(rows: tuple[_Sets, ...], left: str, right: str) -> object | None:
    for row in rows:
        if row.side == "right":
            if row.pattern.match(right):
                return row.value
        elif row.pattern.search(left) or (row.side == "any" and row.pattern.search(right)):
            return row.value
    return None


def _as_includes(value: object | None) -> Includes | None:
    return value if isinstance(value, Includes) else None


def _nearest(
    pattern: re.Pattern[str], text: str, start: int, end: int, sentence: tuple[int, int], reach: int
) -> re.Match[str] | None:
    best: re.Match[str] | None = None
    for match in pattern.finditer(text, max(sentence[0], start - reach), min(sentence[1], end + reach)):
        gap = start - match.end() if match.end() <= start else match.start() - end
        if best is None or gap < (start - best.end() if best.end() <= start else best.start() - end):
            best = match
    return best


def _round(text: str, start: int, end: int, sentence: tuple[int, int], metric: str) -> str | None:
    if metric not in ("funding", "investment", "valuation"):
        return None
    match = _nearest(_ROUND, text, start, end, sentence, 80)
    if match is None:
        return None
    if match["series"]:
        word, letter = match["series"].split()
        return f"{word.capitalize()} {letter.upper()}"
    if match["seed"]:
        return match["seed"].lower()
    return "IPO" if match["ipo"] else "secondary sale"


def _instrument(text: str, start: int, end: int, sentence: tuple[int, int], metric: str) -> str | None:
    if metric not in ("debt", "funding"):
        return None
    match = _nearest(_INSTRUMENT, text, start, end, sentence, 60)
    return match[0].lower() if match else None
