"""The table of date expressions: one row per kind, with its pattern, its reader, its precision and the reason.

A pattern may name groups for its reader in `extractors.date_readers`; `docs/dates.md` shows what each row becomes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from extractors.date_leads import HEDGE, S
from extractors.date_values import WEEKDAYS, Precision
from extractors.patterns import any_of

_COUNTED = (
    r"[MGTk]We?\b|[MGTk]?Wh\b|watts?|\w{2,5}watts?|million|billion|trillion|thousand|[mb]n\b|percent|per cent|pct|basis"
    r"|shares?|stores?|people|employees|workers|staff|jobs|homes|households|units?|chips|GPUs?|servers?|acres?|square|feet"
    r"|miles?|km|kilomet\w+|met(?:er|re)s?|tons?|tonnes|tokens|users|customers|dollars|euros|pounds|yen|yuan|points|hours?"
    r"|days?|times|deals|companies|firms|investors|startups|patents|GMT|UTC|EST|ET|barrels|ounces|cars|vehicles|dlrs|cts|pixels"
)
YEAR_GUARD = rf"(?![\w%°×])(?![.,/]\d)(?!-\d)(?!-?(?: |\xa0)?(?:{_COUNTED}))"
"""What may not follow a year: more digits, or what a number counts ("2000 MW", "1987 shares")."""
_YEAR = r"(?:19|20)\d\d"
_Y = rf"(?<![\d$€£¥₹#.,/])(?P<year>{_YEAR}){YEAR_GUARD}"
_REL = r"(?P<rel>last|this|next|that|the same|the current|the previous|the prior|the) years?\b"
_OF_YEAR = (
    rf"(?:{S}of\b|,)?{S}(?:(?P<fy>fiscal(?: year)?{S}|FY ?)?(?P<year>{_YEAR}){YEAR_GUARD}|FY ?(?P<yy>\d\d)\b|{_REL})"
)
_FULL_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_FORMS = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
_M = (
    rf"(?P<month>(?-i:(?:{_MONTH_FORMS}|{_FULL_MONTHS.upper()})(?![A-Za-z])))"  # months are capitalised: "may", "march"
)
_D = (
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,/:]\d| ?%|[A-Za-z])(?! (?:[bmtr]\w+illion|per ?cent|[MG]W))"
)
_WD = r"(?P<weekday>(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY))\b"
_DIGITS = r"(?>\d{1,3}(?:\.5)?)"  # atomic: fewer digits never fit where all of them did not
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "ninety")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_NUMBER_WORDS = (*_TEENS, *_TENS, *_ONES, "hundred")
_NUM = (
    rf"(?:{_DIGITS}|(?!\d)(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|{'|'.join((*_TEENS, *_ONES))}"
    r"|(?:one[- ])?hundred))"
)
_UNIT = r"(?P<unit>year|month|week|day|quarter|decade)"
_D2, _M2 = _D.replace("<day>", "<day2>"), _M.replace("<month>", "<month2>")
_COUNT = rf"(?P<count>{_NUM})(?:(?:\s?[-–]\s?|-? to | or )(?P<top>{_NUM}))?"
_TERM = "(?:quarter|period|month|half|time)"
_SIGN_YEAR = (
    rf"['’]?{S}?(?:of )?(?P<fy>FY ?|fiscal )?(?P<year>{_YEAR})(?!\d)"
    rf"| ?(?:['’]|FY)(?P<yy>\d\d)(?!\d)|{S}of{S}{_REL}"
)
"""The year behind Q3 or 1H: 2025, of 2025, '25, FY25, of last year."""


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of expression.

    starts -- the words it may begin with: only there it is tried.  DIGIT, NUMBER (also in words), MONTH and WEEKDAY
    stand for many.
    becomes -- the reader in `extractors.date_readers` that turns the groups into a value.
    precision -- what it has as a rule, and where the value is unknown.
    lead -- `free`: stands alone; `needed`: only behind a preposition or a part; `length`: only behind a
    preposition that takes lengths.
    """

    name: str
    starts: str
    pattern: str
    becomes: str
    precision: Precision
    reason: str
    lead: Literal["free", "needed", "length"] = "free"
    regex: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "regex", re.compile(self.pattern, re.IGNORECASE))


FORMS: tuple[Form, ...] = (
    Form("iso_day", "DIGIT",
         rf"(?<![\d-])(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)(?![\d-])", "day", "day",
         "the standard order; other dates in figures (10/03/2025) are left alone: day and month could be either"),
    Form("iso_part", "DIGIT",
         rf"(?<![\d-])(?P<year>{_YEAR})[- ](?-i:Q(?P<quarter>[1-4])|H(?P<half>[12]))\b", "part", "quarter",
         "year first, as tables write it"),
    Form("years", "DIGIT",
         rf"(?<![\d$€£¥₹#.,/-])(?P<year>{_YEAR})\s?(?P<dash>[-–—/])\s?(?P<last>{_YEAR}|\d\d){YEAR_GUARD}",
         "years", "year", "its last year is when it is reached, but 2027/28 is one business year; 2025-10 is a month"),
    Form("weekday_date", "WEEKDAY",
         rf"{_WD},?{S}\(?(?:{_M}{S}{_D}|{_D2}{S}{_M2})(?:,?{S}{_Y})?\)?", "day", "day",
         "the date decides, not the weekday"),
    Form("month_day", "MONTH",
         rf"{_M}{S}{_D}(?:\s?[-–]\s?\d\d?(?![\d%]))?(?:,?{S}{_Y})?", "day", "day",
         "without a year the last such day; the next one behind will/due/next, or where it is at most a month ahead"),
    Form("day_month", "DIGIT",
         rf"(?<![\d$€£.,-]){_D}(?:{S}of)?{S}{_M}(?:,?{S}{_Y})?", "day", "day", "the British order"),
    Form("month_year", "MONTH",
         rf"{_M}(?:{S}of)?(?:,?{S}(?P<year>{_YEAR}){YEAR_GUARD}|{S}{_REL})", "month", "month",
         "the year is said"),
    Form("which_month", "last next this",
         rf"(?P<which>last|next|this(?: past| coming)?){S}{_M}", "month", "month",
         "last: over before the article's month; next: after it; this: of the article's year"),
    Form("month", "MONTH",
         rf"(?P<month>(?-i:January|February|March|July|September|October|November|December"
         rf"|(?:April|June|August)(?! [A-Z][a-z]))(?![A-Za-z]| 3[01]\b))"
         rf"(?=(?: (?:and|or|to|through) | ?[-–] ?)(?:{_MONTH_FORMS}),? (?P<year>{_YEAR}){YEAR_GUARD}|)",
         "month", "month",
         "the latest one that has begun, the next behind will/due; April, June and August may be first names"),
    Form("short_month", "MONTH",
         rf"{_M}(?!\.? 3[01]\b)", "month", "month",
         "May and short forms are also other words: only behind a preposition", "needed"),
    Form("ended", "NUMBER fiscal financial quarter half year first second third fourth",
         rf"(?P<fiscal>fiscal |financial )?(?:(?:first|second|third|fourth)[ -])?(?:(?P<unit>quarter|half|year)"
         rf"|(?P<count>three|six|nine|twelve|3|6|9|12)[ -]months?(?: period)?){S}(?:that )?"
         rf"(?:ended|(?P<open>ending|ends)|to|through){S}(?:on |in )?(?:{_M}(?:{S}{_D})?|{_D2}{S}{_M2})(?:,?{S}{_Y})?",
         "ended", "quarter",
         "the quarter or half that holds its middle; a year is fiscal and named by its end"),
    Form("opening_months", "the first opening last final closing",
         rf"(?:the )?(?P<edge>first|opening|last|final|closing){S}(?P<count>{_NUM}){S}months{_OF_YEAR}",
         "opening_months", "quarter",
         "three are a quarter, six a half; others have no period of their own: the year"),
    Form("same_period", "same comparable corresponding year prior",
         rf"(?:same|comparable|corresponding){S}{_TERM}{S}(?:of |in )?(?:last|the previous|the prior){S}year"
         rf"|(?:same|comparable|corresponding){S}{_TERM}{S}a{S}year{S}(?:ago|earlier|before)"
         rf"|(?:year-(?:ago|earlier)|prior-year)(?: {_TERM})?", "same_period", "quarter",
         "a year before the period named before it in the sentence, else before the last full quarter"),
    Form("quarter", "DIGIT fiscal financial first second third fourth last final closing opening",
         rf"(?P<fiscal>(?:fiscal|financial)[ -])?(?:(?P<ord>first|second|third|fourth|[1-4](?:st|nd|rd|th))"
         rf"|(?P<edge>last|final|closing|opening))[ -](?P<label>fiscal[ -])?quarters?\b(?:{_OF_YEAR})?(?! of a\b)",
         "quarter", "quarter",
         "without a year the latest one that has begun, the coming one behind will/expects; fiscal ones as labelled"),
    Form("quarter_sign", "DIGIT q",
         rf"(?-i:(?<!Audi )(?:Q(?P<quarter>[1-4])|(?P<quarter2>[1-4])Q(?P<yy2>\d\d)?))(?:{_SIGN_YEAR})?(?!\w)",
         "quarter", "quarter", "Q3, Q3 2025, 3Q25: as the quarter in words"),
    Form("half", "DIGIT first second latter front back",
         rf"(?P<ord>first|second|latter|back|front|1st|2nd)[ -]half{_OF_YEAR}", "half", "half",
         "the year is said"),
    Form("half_sign", "DIGIT h",
         rf"(?-i:H(?P<half>[12])|(?P<half2>[12])H)(?:{_SIGN_YEAR}|(?<=H)(?P<yy2>\d\d))(?!\w)", "half", "half",
         "H1 2026, 1H26; without a year it may be a chip, a form or hydrogen"),
    Form("bare_half", "DIGIT h first second",
         r"(?:(?P<ord>first|second)[ -]half|(?-i:H(?P<half>[12])|(?P<half2>[12])H))(?!\w| of\b|-)", "half",
         "half", "as the quarter, where a preposition shows that it is a time", "needed"),
    Form("half_adjective", "first second",
         r"(?P<ord>first|second)-half(?= \w)", "half", "half", "before a noun: first-half profit"),
    Form("fiscal", "fiscal financial fy last this next current previous prior coming",
         rf"(?:(?:fiscal|financial)(?:[ -]year)?[ -]|(?-i:FY)[ -]?['’]?)(?:(?P<year>{_YEAR})|(?P<yy>\d\d))"
         r"(?:[/-](?P<last>\d\d))?(?!\w)|(?P<which>last|this|next|current|previous|prior|coming)"
         r" (?:fiscal|financial) year",
         "fiscal", "year", "named by the year it ends in; it need not be the calendar's"),
    Form("full_year", "full",
         rf"full[ -]year(?:{S}{_Y})?(?![ -]old)", "full_year", "year",
         "until March a result is last year's; later, or behind will/expects, this year's"),
    Form("year_end", "calendar year end",
         rf"(?:calendar )?year[ -]end(?: {_Y})?\b|end[ -]of[ -]year\b|year['’]s end\b", "year_end", "quarter",
         "the last quarter; as a limit the year; until March without will/due it is the year before"),
    Form("decade_years", "DIGIT",
         r"(?:19|20)\d0s\b", "unknown", "unknown", "no period is a decade"),
    Form("decade", "the this decade",
         r"(?P<this>this) decade|(?:the )?decade['’]s end|decade[ -]end|the (?:current )?decade(?!-|['’])",
         "decade", "year",
         "a decade ends with its year 0: plans for the end of the 2020s are plans for 2030", "needed"),
    Form("stretch", "the next coming past last first following previous initial subsequent final",
         rf"(?:the )?(?P<which>next|coming|past|last|first|following|previous|initial|subsequent|final){S}"
         rf"(?:(?:{HEDGE}){S})?(?:{_COUNT}|(?P<few>few|several|couple of)){S}{_UNIT}s?\b(?![ -]old)",
         "length", "duration", "a stretch that touches the present, or the first years of a contract"),
    Form("whole_stretch", "the",
         r"the (?P<which>past|last|next|coming) (?P<unit>year|month|week|decade)\b"
         r"|the (?:following|ensuing) (?P<unit2>decade)", "length", "duration",
         "'the last year' is twelve months, 'last year' a calendar year"),
    Form("ago", "NUMBER a an half",
         rf"(?:{_COUNT}|(?P<article>an?|half an?)){S}{_UNIT}s?(?P<more> and a half)?{S}"
         r"(?P<where>ago|earlier|later|previously|before(?=\s*(?:[.,;:)]|$)))\b(?! than)", "ago", "month",
         "counted from the article; before, earlier and later from a date named before it in the sentence; "
         "as coarse as it counts"),
    Form("beside", "the",
         r"the (?P<unit>year|quarter|month) (?:before|earlier)\b"
         r"|the (?P<which>previous|prior|preceding|following|subsequent) (?P<unit2>year|quarter|month)\b",
         "beside", "year",
         "beside a date named before it in the sentence, else beside the article's own"),
    Form("that", "that the",
         r"(?:that|the same) (?P<unit>year|quarter|month|day|period)\b", "that", "year",
         "of the date named before it in the sentence"),
    Form("which", "last past this next the current",
         r"(?P<which>last|past|this|next|the current|current|the coming) (?P<unit>year|quarter|month|week)\b(?!-)",
         "which", "year", "counted from the article; a week has no period: the month it lies in"),
    Form("weekend", "last this next the",
         r"(?:(?P<which>last|this|next) |the )weekend\b", "weekend", "day",
         "its Saturday: deals are told from then on"),
    Form("near_day", "today yesterday tomorrow tonight this",
         r"(?<!USA )(?P<word>today|yesterday|tomorrow|tonight)\b|this (?:morning|afternoon|evening)\b",
         "near_day", "day", "counted from the article"),
    Form("weekday", "WEEKDAY last next this",
         rf"(?:(?P<which>last|next|this(?: past| coming)?) )?(?<!Black )(?<!Cyber )(?<!Good )(?<!Super ){_WD}",
         "weekday", "day", "the latest such day, the article's own among them; the next one behind will/next"),
    Form("season", "last this next spring summer autumn fall winter",
         rf"(?:(?P<which>last|this|next|this past|this coming) )?(?P<season>spring|summer|autumn|winter|fall"
         r"(?! (?:in|at|from|to|by|below|short)\b| of (?!\d|last|this|next)))"
         rf"(?:(?: of)? {_Y}|(?: of)? {_REL})?(?![\w-])", "season", "year",
         "a season lies astride quarters and differs between hemispheres: its year"),
    Form("compound", "NUMBER several many multi multiyear",
         rf"(?:{_COUNT}(?:-plus|\+)?|(?P<few>several|many))[-‑]{_UNIT}(?!\w|['’]s|-(?:old|high|low|ago|over|on)"
         r"| (?:old|high|low|peak|treasur\w+|yields?|notes?|gilts?|bunds?|anniversary|record|average)\b)"
         r"|(?P<few2>multi)[-‑]?(?P<unit2>year)\b", "length", "duration",
         "how long a contract or plan runs; not an age, a record or a yield"),
    Form("long", "year month week decade yearlong monthlong weeklong decadelong",
         r"(?P<unit>year|month|week|decade)-?long\b", "length", "duration", "one of the unit"),
    Form("length", "NUMBER a an half few several",
         rf"(?:{_COUNT}|(?P<article>an?|half an?)|(?P<few>few|several|a couple of|a few))(?P<half> and a half)?"
         rf"{S}(?:full |calendar |more )?{_UNIT}s?\b(?P<more> and a half)?(?! (?:old|ago|earlier|later)\b)", "length",
         "duration", "over, within, for, in: how long; of two numbers the larger, as it is reached by then", "length"),
    Form("rate", "/ a per each every yearly monthly quarterly annual annually annualized annualised p",
         r"(?:(?P<article>a)|per|each|every|/)[ -]?(?:year|month|week|day|quarter)\b(?! (?:and|ago|earlier|before"
         r"|later|after|when|old)\b|-)|(?:year|month|quarter)ly\b|annual(?:ly|i[sz]ed)?\b(?! (?:reports?|meeting"
         r"|general|conference|letter|filing)\b)|per annum\b|p\.a\.", "rate", "unknown", "how often, not when"),
    Form("the_year", "the",
         r"the (?:calendar )?year\b(?!-|['’]| (?:before|earlier|after|to))", "the_year", "year",
         "the article's year", "needed"),
    Form("the_quarter", "the",
         r"the quarter\b(?!-|['’]| (?:before|earlier|after|to|of))", "the_quarter", "quarter",
         "the quarter named before it in the sentence, else the last full one: results are told after it", "needed"),
    Form("named_year", "DIGIT",
         rf"{_Y}(?:(?<=\(\d{{4}})(?=\))|(?<=the \d{{4}})(?= [a-z])|(?=['’]s\b|:\s)|(?= (?:revenues?|sales"
         r"|results|earnings|guidance|cap(?:ex|ital)|forecasts?|outlook|profits?|spending|targets?|budget|plans?|was|is"
         r"|will|would|saw|has|had)\b))", "year", "year",
         "in brackets, before a colon, as a possessive, behind 'the', or before what only a year has"),
    Form("year", "DIGIT",
         _Y, "year", "year", "a bare number is a year only behind a preposition or a part of a year", "needed"),
)  # fmt: skip


_MANY = {
    "DIGIT": ("0",),
    "NUMBER": ("0", *_NUMBER_WORDS),
    "MONTH": tuple({word for full in _FULL_MONTHS.lower().split("|") for word in (full, full[:3], full[:4])}),
    "WEEKDAY": WEEKDAYS,
}


def _by_start() -> dict[str, tuple[Form, ...]]:
    rows: dict[str, list[Form]] = {}
    for form in FORMS:
        for start in form.starts.split():
            for word in _MANY.get(start, (start,)):
                rows.setdefault(word, []).append(form)
    return {word: tuple(forms) for word, forms in rows.items()}


BY_START: dict[str, tuple[Form, ...]] = _by_start()
"""The rows that may begin with a word (lower case; "0" is any figure), in the order in which they are tried."""

QUICK = {
    word: re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", row.pattern) for row in BY_START[word]), re.IGNORECASE)
    for word in ("0", "the")
}
"""Where most rows begin: what none of them matches, asked in one go."""

_BEGINS = r"(?<!\w.)"
WORD = re.compile(rf"(?:{any_of(BY_START.keys() - {'0', '/'}, _BEGINS)})(?![^\W\d_])")
FIGURE = re.compile(r"[\d/](?:(?<=/)|(?<!\w.))")
"""Where an expression may begin, in lower case: one of the words, or the first digit of a number, or a slash."""

HINTS: tuple[str, ...] = (
    "year", "day", "month", "week", "quarter", "decade", "half", "annual", "fiscal", "tonight", "tomorrow", "morning",
    "noon", "evening", "spring", "summer", "autumn", "fall", "winter", "p.a.", "fy", "q1", "q2", "q3", "q4", "1q", "2q",
    "3q", "4q", "h1", "h2", "1h", "2h", "jan", "feb", "mar.", "mar ", "march", "apr", "may", "jun", "jul", "aug", "sep",
    "oct", "nov", "dec",
)  # fmt: skip
"""Every expression but a year in figures holds one of these in lower case: a text without any is passed over."""

YEAR_HINT = re.compile(rf"{_YEAR}")
"""Four figures that may be a year."""
