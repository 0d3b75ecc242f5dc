"""The table of date expressions: prepositions, parts of a period, and one row per kind of expression with its reason.

A pattern may name groups for its reader in `extractors.dates`; `docs/dates.md` shows what each row becomes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from extractors.date_values import WEEKDAYS, Precision
from extractors.numbers import WORDS_ALONE

_S = r"\s{1,3}"  # bounded, so that time stays linear on any white space
_COUNTED = (
    r"[MGTk]We?\b|[MGTk]?Wh\b|watts?|\w{2,5}watts?|million|billion|trillion|thousand|[mb]n\b|percent|per cent|pct|basis"
    r"|shares?|stores?|people|employees|workers|staff|jobs|homes|households|units?|chips|GPUs?|servers?|acres?|square|feet"
    r"|miles?|km|kilomet\w+|met(?:er|re)s?|tons?|tonnes|tokens|users|customers|dollars|euros|pounds|yen|yuan|points|hours?"
    r"|days?|times|deals|companies|firms|investors|startups|patents|GMT|UTC|EST|ET|barrels|ounces|cars|vehicles|dlrs|cts"
)
YEAR_GUARD = rf"(?![\d%°])(?![.,/]\d)(?!-\d)(?!-?(?: |\xa0)?(?:{_COUNTED}))"
"""What may not follow a year: more digits, or what a number counts ("2000 MW", "1987 shares")."""
_YEAR = r"(?:19|20)\d\d"
_Y = rf"(?<![\d$€£¥₹#.,/])(?P<year>{_YEAR}){YEAR_GUARD}"
_REL = r"(?P<rel>last|this|next|that|the same|the current|the previous|the prior|the) years?\b"
_OF_YEAR = rf"(?:{_S}of\b|,)?{_S}(?:(?P<fy>fiscal(?: year)?{_S}|FY ?)?(?P<year>{_YEAR}){YEAR_GUARD}|FY ?(?P<yy>\d\d)\b|{_REL})"
_FULL_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_MONTH_FORMS = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
_M = rf"(?P<month>(?-i:(?:{_MONTH_FORMS}|{_FULL_MONTHS.upper()})(?![A-Za-z])))"  # months are capitalised: "may", "march"
_D = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,/:]\d| ?%|[A-Za-z])(?! (?:[bmtr]\w+illion|per ?cent|[MG]W))"
_WD = r"(?P<weekday>(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY))\b"
_DIGITS = r"\d{1,3}(?:\.5)?"
_NUM = rf"(?:{_DIGITS}|{WORDS_ALONE})"
_UNIT = r"(?P<unit>year|month|week|day|quarter|decade)"
_D2, _M2 = _D.replace("<day>", "<day2>"), _M.replace("<month>", "<month2>")
_COUNT = rf"(?P<count>{_NUM})(?:(?:\s?[-–]\s?|-? to | or )(?P<top>{_NUM}))?"
_TERM = "(?:quarter|period|month|half|time)"
_SIGN_YEAR = (
    rf"['’]?{_S}?(?:of )?(?P<fy>FY ?|fiscal )?(?P<year>{_YEAR})(?!\d)|['’]?(?P<yy>\d\d)(?!\d)"
    rf"| ?(?:['’]|FY)(?P<yy2>\d\d)(?!\d)|{_S}of{_S}{_REL}"
)
"""The year behind Q3 or 1H: 2025, of 2025, '25, FY25, of last year, or two figures that touch it (3Q25)."""
_HEDGE = (
    r"at least|at most|up to|about|around|roughly|approximately|nearly|almost|just(?: (?:over|under))?|only|under"
    r"|(?:less|more|fewer|no more|no less) than|as (?:little|few|many|early|soon|late) as|some ?time|early as|possibly"
    r"|probably|likely|perhaps|well over|over|the better part of|the space of"
)


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


PARTS: tuple[Part, ...] = (
    Part("earlier", r"earlier", "some time before the article, in the same period", direction="past"),
    Part("later", r"later", "some time after the article, in the same period", direction="future"),
    Part("so far", r"so far", "from the beginning of the period until now", direction="past"),
    Part("rest", r"(?:rest|remainder|balance) of", "from now to the end of the period", direction="future"),
    Part("early", r"early|(?:very )?(?:start|beginning|outset|opening) of|start", "the first quarter of a year", 1),
    Part("late", r"late|(?:very )?(?:end|close|tail end) of|end|(?:latter|later) part of",
         "the last quarter of a year; as a limit the whole year, which ends on the same day", 4),
    Part("mid", r"mid(?:-to-late)?|(?:middle|midpoint) of", "astride two quarters: the year stays whole"),
    Part("course", r"(?:course|whole|all|full|most|much|bulk) of", "the period itself"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of expression.

    becomes -- the reader in `extractors.dates` that turns the groups into a value.  precision -- what it has as a rule,
    and where the value is unknown.  lead -- `free`: stands alone; `needed`: only behind a preposition or a part;
    `length`: only behind a preposition that takes lengths, or with next, past, first, ... of its own.
    """

    name: str
    pattern: str
    becomes: str
    precision: Precision
    reason: str
    lead: Literal["free", "needed", "length"] = "free"
    regex: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "regex", re.compile(self.pattern, re.IGNORECASE))


FORMS: tuple[Form, ...] = (
    Form("iso_day", rf"(?<![\d-])(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)(?![\d-])", "day", "day",
         "the standard order; other dates in figures (10/03/2025) are left alone: day and month could be either"),
    Form("iso_part", rf"(?<![\d-])(?P<year>{_YEAR})[- ](?-i:Q(?P<quarter>[1-4])|H(?P<half>[12]))\b", "part", "quarter",
         "year first, as tables write it"),
    Form("years", rf"(?<![\d$€£¥₹#.,/-])(?P<year>{_YEAR})\s?(?P<dash>[-–—/])\s?(?P<last>{_YEAR}|\d\d){YEAR_GUARD}",
         "years", "year", "its last year is when it is reached; 2025-10 is a month, as no year 10 follows 25"),
    Form("weekday_date", rf"{_WD},?{_S}\(?(?:{_M}{_S}{_D}|{_D2}{_S}{_M2})(?:,?{_S}{_Y})?\)?", "day", "day",
         "the date decides, not the weekday"),
    Form("month_day", rf"{_M}{_S}{_D}(?:\s?[-–]\s?\d\d?(?![\d%]))?(?:,?{_S}{_Y})?", "day", "day",
         "without a year the last such day; the next one behind will/due/next, or where it is at most a month ahead"),
    Form("day_month", rf"(?<![\d$€£.,-]){_D}(?:{_S}of)?{_S}{_M}(?:,?{_S}{_Y})?", "day", "day", "the British order"),
    Form("month_year", rf"{_M}(?:{_S}of)?(?:,?{_S}(?P<year>{_YEAR}){YEAR_GUARD}|{_S}{_REL})", "month", "month",
         "the year is said"),
    Form("which_month", rf"(?P<which>last|next|this(?: past| coming)?){_S}{_M}", "month", "month",
         "last: over before the article's month; next: after it; this: of the article's year"),
    Form("month", rf"(?P<month>(?-i:January|February|March|July|September|October|November|December"
         rf"|(?:April|June|August)(?! [A-Z][a-z]))(?![A-Za-z]))"
         rf"(?=(?: (?:and|or|to|through) | ?[-–] ?)(?:{_MONTH_FORMS}),? (?P<year>{_YEAR}){YEAR_GUARD}|)", "month", "month",
         "the latest one that has begun, the next behind will/due; April, June and August may be first names"),
    Form("short_month", _M, "month", "month",
         "May and short forms are also other words: only behind a preposition", "needed"),
    Form("ended", rf"(?P<fiscal>fiscal |financial )?(?:\w{{2,6}}[ -](?=quarter|half))?(?:(?P<unit>quarter|half|year)"
         rf"|(?P<count>three|six|nine|twelve|3|6|9|12)[ -]months?(?: period)?){_S}(?:that )?(?:ended|ending|ends|to|through)"
         rf"{_S}(?:on |in )?(?:{_M}(?:{_S}{_D})?|{_D2}{_S}{_M2})(?:,?{_S}{_Y})?", "ended", "quarter",
         "the quarter or half that holds its middle; a year is fiscal and named by its end"),
    Form("opening_months", rf"(?:the )?(?P<edge>first|opening|last|final|closing){_S}(?P<count>three|six|nine|3|6|9){_S}"
         rf"months{_OF_YEAR}", "opening_months", "quarter",
         "three are a quarter, six a half; nine have no period of their own: the year"),
    Form("same_period", rf"(?:same|comparable|corresponding){_S}{_TERM}{_S}(?:of |in )?(?:last|the previous|the prior){_S}year"
         rf"|(?:same|comparable|corresponding){_S}{_TERM}{_S}a{_S}year{_S}(?:ago|earlier|before)"
         rf"|(?:year-(?:ago|earlier)|prior-year)(?: {_TERM})?", "same_period", "quarter",
         "a year before the period named before it in the sentence, else before the last full quarter"),
    Form("quarter", rf"(?P<fiscal>(?:fiscal|financial)[ -])?(?:(?P<ord>first|second|third|fourth|[1-4](?:st|nd|rd|th))"
         rf"|(?P<edge>last|final|closing|opening))[ -](?P<label>fiscal[ -])?quarters?\b(?:{_OF_YEAR})?(?! of a\b)",
         "quarter", "quarter",
         "without a year the latest one that has begun, the coming one behind will/expects; fiscal ones as labelled"),
    Form("quarter_sign", rf"(?-i:(?<!Audi )(?:Q(?P<quarter>[1-4])|(?P<quarter2>[1-4])Q))(?:{_SIGN_YEAR})?(?!\w)",
         "quarter", "quarter", "Q3, Q3 2025, 3Q25: as the quarter in words"),
    Form("half", rf"(?P<ord>first|second|latter|back|front|1st|2nd)[ -]half{_OF_YEAR}", "half", "half",
         "the year is said"),
    Form("half_sign", rf"(?-i:H(?P<half>[12])|(?P<half2>[12])H)(?:{_SIGN_YEAR})(?!\w)", "half", "half",
         "H1 2026, 1H26; without a year it may be a chip, a form or hydrogen"),
    Form("bare_half", r"(?:(?P<ord>first|second)[ -]half|(?-i:H(?P<half>[12])|(?P<half2>[12])H))(?!\w| of\b|-)", "half",
         "half", "as the quarter, where a preposition shows that it is a time", "needed"),
    Form("half_adjective", r"(?P<ord>first|second)-half(?= \w)", "half", "half", "before a noun: first-half profit"),
    Form("fiscal", rf"(?:(?:fiscal|financial)(?:[ -]year)?[ -]|(?-i:FY)[ -]?['’]?)(?:(?P<year>{_YEAR})|(?P<yy>\d\d))"
         r"(?:[/-](?P<last>\d\d))?(?!\w)|(?P<which>last|this|next|current|previous|prior|coming) (?:fiscal|financial) year",
         "fiscal", "year", "named by the year it ends in; it need not be the calendar's"),
    Form("full_year", rf"full[ -]year(?:{_S}{_Y})?(?![ -]old)", "full_year", "year",
         "until March a result is last year's; later, or behind will/expects, this year's"),
    Form("year_end", rf"(?:calendar )?year[ -]end(?: {_Y})?\b|end[ -]of[ -]year\b|year['’]s end\b", "year_end", "quarter",
         "the last quarter; as a limit the year; until March without will/due it is the year before"),
    Form("decade_years", r"(?:19|20)\d0s\b", "unknown", "unknown", "no period is a decade"),
    Form("decade", r"(?P<this>this) decade|(?:the )?decade['’]s end|decade[ -]end|the (?:current )?decade(?!-|['’])",
         "decade", "year", "a decade ends with the year 0: plans for the end of the 2020s are plans for 2030", "needed"),
    Form("stretch", rf"(?:the )?(?P<which>next|coming|past|last|first|following|previous|initial|subsequent|final){_S}"
         rf"(?:(?:{_HEDGE}){_S})?(?:{_COUNT}|(?P<few>few|several|couple of)){_S}{_UNIT}s?\b(?![ -]old)",
         "length", "duration", "a stretch that touches the present, or the first years of a contract"),
    Form("whole_stretch", r"the (?P<which>past|last|next|coming) (?P<unit>year|month|week|decade)\b"
         r"|the (?:following|ensuing) (?P<unit2>decade)", "length", "duration",
         "'the last year' is twelve months, 'last year' a calendar year"),
    Form("ago", rf"(?:{_COUNT}|(?P<article>an?|half an?)){_S}{_UNIT}s?(?P<more> and a half)?{_S}"
         r"(?P<where>ago|earlier|later|previously|before(?=\s*(?:[.,;:)]|$)))\b(?! than)", "ago", "month",
         "counted from the article; before, earlier and later from a date named before it in the sentence; "
         "as coarse as it counts"),
    Form("beside", r"the (?P<unit>year|quarter|month) (?:before|earlier)\b"
         r"|the (?P<which>previous|prior|preceding|following|subsequent) (?P<unit2>year|quarter|month)\b", "beside", "year",
         "beside a date named before it in the sentence, else beside the article's own"),
    Form("that", r"(?:that|the same) (?P<unit>year|quarter|month|day|period)\b", "that", "year",
         "of the date named before it in the sentence"),
    Form("which", r"(?P<which>last|past|this|next|the current|current|the coming) (?P<unit>year|quarter|month|week)\b(?!-)",
         "which", "year", "counted from the article; a week has no period: the month it lies in"),
    Form("weekend", r"(?:(?P<which>last|this|next) |the )weekend\b", "weekend", "day",
         "its Saturday: deals are told from then on"),
    Form("near_day", r"(?<!USA )(?P<word>today|yesterday|tomorrow|tonight)\b|this (?:morning|afternoon|evening)\b",
         "near_day", "day", "counted from the article"),
    Form("weekday", rf"(?:(?P<which>last|next|this(?: past| coming)?) )?(?<!Black )(?<!Cyber )(?<!Good )(?<!Super ){_WD}",
         "weekday", "day", "the latest such day, the article's own among them; the next one behind will/next"),
    Form("season", rf"(?:(?P<which>last|this|next|this past|this coming) )?(?P<season>spring|summer|autumn|fall|winter)"
         rf"(?:(?: of)? {_Y}|(?: of)? {_REL})?(?![\w-])", "season", "year",
         "a season lies astride quarters and differs between hemispheres: its year"),
    Form("compound", rf"(?:{_COUNT}(?:-plus|\+)?|(?P<few>several|many))[-‑]{_UNIT}(?!\w|['’]s|-(?:old|high|low|ago|over|on)"
         r"| (?:old|high|low|peak|treasur\w+|yields?|notes?|gilts?|bunds?|anniversary|record|average)\b)"
         r"|(?P<few2>multi)[-‑]?(?P<unit2>year)\b", "length", "duration",
         "how long a contract or plan runs; not an age, a record or a yield"),
    Form("long", r"(?P<unit>year|month|week|decade)-?long\b", "length", "duration", "one of the unit"),
    Form("length", rf"(?:{_COUNT}|(?P<article>an?|half an?)|(?P<few>few|several|a couple of|a few))(?P<half> and a half)?"
         rf"{_S}(?:full |calendar |more )?{_UNIT}s?\b(?P<more> and a half)?(?! (?:old|ago|earlier|later)\b)", "length",
         "duration", "over, within, for, in: how long; of two numbers the larger, as it is reached by then", "length"),
    Form("rate", r"(?:(?P<article>a)|per|each|every|/)[ -]?(?:year|month|week|day|quarter)\b(?! (?:and|ago|earlier|before"
         r"|later|after|when|old)\b|-)|(?:year|month|quarter)ly\b|annual(?:ly|i[sz]ed)?\b(?! (?:reports?|meeting|general"
         r"|conference|letter|filing)\b)|per annum\b|p\.a\.", "rate", "unknown", "how often, not when"),
    Form("the_year", r"the (?:calendar )?year\b(?!-|['’]| (?:before|earlier|after|to))", "the_year", "year",
         "the article's year", "needed"),
    Form("the_quarter", r"the quarter\b(?!-|['’]| (?:before|earlier|after|to|of))", "the_quarter", "quarter",
         "the quarter named before it in the sentence, else the last full one: results are told after it", "needed"),
    Form("named_year", rf"{_Y}(?:(?<=\(\d{{4}})(?=\))|(?<=the \d{{4}})(?= [a-z])|(?=['’]s\b|:\s)|(?= (?:revenues?|sales"
         r"|results|earnings|guidance|cap(?:ex|ital)|forecasts?|outlook|profits?|spending|targets?|budget|plans?|was|is"
         r"|will|would|saw|has|had)\b))", "year", "year",
         "in brackets, before a colon, as a possessive, behind 'the', or before what only a year has"),
    Form("year", _Y, "year", "year", "a bare number is a year only behind a preposition or a part of a year", "needed"),
)  # fmt: skip


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_LEAD_WORDS = "|".join(
    word.replace(" ", r"\s{1,3}").replace(".", r"\.")
    for word in sorted((word for row in PREPOSITIONS for word in row.words), key=len, reverse=True)
)
_PART_WORDS = "|".join(f"(?P<{row.name.replace(' ', '_')}>{row.pattern})" for row in PARTS)
LEAD = re.compile(
    rf"(?<![\w-])(?:(?P<prep>{_LEAD_WORDS}){_S}(?:(?:{_HEDGE}){_S})?)?(?:(?:in|the){_S}){{0,2}}"
    rf"(?P<part>(?:{_PART_WORDS})(?:{_S}in\b)?(?:-|{_S}))?(?:the{_S})?(?:calendar{_S})?\Z",
    re.IGNORECASE,
)
"""What stands in front of a date, searched in the characters before it: preposition, hedge, part of a period."""

ANY = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{row.name}>{_unnamed(row.pattern)})' for row in FORMS)})",
    re.IGNORECASE,
)
"""Any expression; the group that matched is the row's name."""

HINTS = re.compile(
    r"(?i:day|year|month|week|quarter|decade|half|annual|fiscal|tonight|tomorrow|spring|summer|autumn|fall\b|winter|p\.a\.)"
    r"|\b(?:19|20)\d\d|Q[1-4]|[1-4]Q|H[12]|[12]H|FY|this (?:morn|aft|even)"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[JFMASOND][A-Z]{2})"
)
"""One of these stands in every expression: most sentences hold none and are passed over quickly."""
