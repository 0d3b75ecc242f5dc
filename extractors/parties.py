"""Who is named in a text: the table first, then names that the text itself introduces, then strong contexts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from claims.parties import PARTY_KINDS, PartyTable
from extractors.party_patterns import (
    AFTER,
    BEFORE,
    BEFORE_LAST,
    BEFORE_REACH,
    GIVEN_NAMES,
    LAST_WORDS,
    LEGAL,
    NAMES,
    NOT_NAMES,
    PERSON_AFTER,
    PERSON_BEFORE,
)
from extractors.spans import Taken


class Mention(NamedTuple):  # texts have many: a dataclass takes three times as long to make
    """One named party (or product, person, place) in a text: `text[start:end]`."""

    start: int
    end: int
    canonical: str
    kind: str
    found_by: str

    @property
    def is_party(self) -> bool:
        """Whether it can act in a claim."""
        return self.kind in PARTY_KINDS


_ACRONYM = re.compile(r"[ ]?\((?:[\"“‘'])?(?P<short>[A-Z][A-Za-z&]{1,11})(?:[\"”’'])?\)")
_KNOWN_AS = re.compile(
    r",? (?:\(?(?:also |better |formerly )?known as|dubbed|abbreviated|or) (?P<short>[A-Z][\w&]{1,11})\b"
)
_TAIL = re.compile(rf",? (?:{LEGAL})\.?(?![\w])")
_LEGAL_END = re.compile(rf",? {LEGAL}\.?$")
_LEADING = re.compile(r"^(?:The|A|An|In|On|At|And|But|For|With|By|From|As|When|While|After|Since|If|Its|Their)[ ]+")
_CAPITAL = re.compile(r"[A-Z]")
_CAPITAL_AFTER = re.compile(r"[ ](?:[A-Z][a-z]+)")


LONGEST_HEADING = 200

_RUN = re.compile(r"\w+")
_SPACE = re.compile(r"\s")
_BETWEEN = " \n "
"""Parts the stretches of one Doc: no form holds it."""
_LONG_RUN = re.compile(r"\S{200,}")
"""No word is that long, and the tokenizer's time grows with the square of a run: it gets spaces in its place."""


class PartyFinder:
    """Finds mentions by one table of names.  Build it once: it holds the compiled phrases."""

    def __init__(self, nlp: Language, table: PartyTable) -> None:
        self.table = table
        self._nlp = nlp
        self._kinds = {form: (row.name, row.kind) for row in table for form in row.forms}
        self._matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._matcher.add("party", [nlp.make_doc(form) for form in self._kinds])
        forms: dict[str, list[str]] = {}
        for form in self._kinds:
            forms.setdefault(_first_word(form), []).append(form)
        self._forms = {word: (tuple(group), max(map(len, group))) for word, group in forms.items()}
        self._small = [form for form in self._kinds if form[0].islower()]
        initials = "".join(sorted({re.escape(form[0]) for form in self._kinds if not form[0].islower()}))
        self._capitalised = re.compile(rf"[{initials}]\w*") if initials else _RUN

    def find(self, text: str) -> list[Mention]:
        """All mentions of a text, in order, without overlaps."""
        known = self._in_table(text)
        taken = {(m.start, m.end) for m in known}
        new = _by_context(text, known)
        names = {m.canonical: m.kind for m in (*known, *new)}
        every = _merge((*known, *new))
        shorts = _short_names(text, every, self._kinds)
        if shorts or new:
            full = {m.canonical: (m.canonical, m.kind) for m in new if len(m.canonical) > 2}
            every = _merge((*every, *_repeats(text, full, "context"), *_repeats(text, shorts, "short_name")))
        return [m for m in every if m.canonical in names or (m.start, m.end) in taken or m.found_by == "short_name"]

    def _in_table(self, text: str) -> list[Mention]:
        """The names of the table, over line breaks too; only what begins with one is tokenized, as one Doc."""
        text = text.replace("\n", " ")
        pieces: list[str] = []
        starts: list[int] = []  # of the pieces, in the Doc
        moves: list[int] = []  # from the Doc to the text
        at = 0
        for start, end in self._stretches(text):
            pieces.append(_LONG_RUN.sub(_blank, text[start:end]))
            starts.append(at)
            moves.append(start - at)
            at += end - start + len(_BETWEEN)
        if not pieces:
            return []
        found: list[Mention] = []
        for span in filter_spans(self._matcher(self._nlp.make_doc(_BETWEEN.join(pieces)), as_spans=True)):
            form = span.text
            if form in self._kinds:
                first = span.start_char + moves[bisect_right(starts, span.start_char) - 1]
                found.append(Mention(first, first + len(form), *self._kinds[form], "table"))
        return found

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a form of the table stands: from white space to white space, without overlaps."""
        known = self._forms
        begin = stop = 0
        # few forms begin with a small letter: without them only the words are looked at that begin as the others do
        words = _RUN if any(map(text.__contains__, self._small)) else self._capitalised
        for match in words.finditer(text):
            group = known.get(match[0])
            if group is None:
                continue
            start = match.start()
            if not text.startswith(group[0], start) or start + group[1] <= stop:
                continue
            if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
                continue  # inside a word
            while start > stop and not text[start - 1].isspace():
                start -= 1
            space = _SPACE.search(text, match.start() + group[1])
            if start > stop:
                if stop:
                    yield begin, stop
                begin = start
            stop = space.start() if space else len(text)
        if stop:
            yield begin, stop


def _first_word(form: str) -> str:
    """The word by which a form is looked for.  Raises ValueError where the form does not begin with one."""
    match = _RUN.match(form)
    if match is None:
        raise ValueError(f"party {form!r} does not begin with a letter or a digit: write the name without the sign")
    return match[0]


def _blank(run: re.Match[str]) -> str:
    return " " * len(run[0])


def _merge(mentions: Iterable[Mention]) -> list[Mention]:
    """Without overlaps: the longer one wins, then the table."""
    rank = {"table": 0, "short_name": 1, "context": 2}
    ordered = sorted(set(mentions), key=lambda m: (m.start - m.end, rank[m.found_by], m.start))
    kept: list[Mention] = []
    taken = Taken()
    for mention in ordered:
        if taken.free(mention.start, mention.end):
            taken.add(mention.start, mention.end)
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


def _by_context(text: str, known: list[Mention]) -> list[Mention]:
    parties = Taken((m.start, m.end) for m in known if m.is_party)
    others = [m for m in known if not m.is_party]
    starts = [m.start for m in others]
    longer: dict[str, list[str]] = {}
    for mention in known:
        if mention.is_party and " " in mention.canonical:
            longer.setdefault(mention.canonical.split()[0], []).append(mention.canonical)
    found: list[Mention] = []
    for match in _names(text):
        start, end = match.span()
        lead = _LEADING.match(match[0])
        if lead:
            start += lead.end()
        legal = _LEGAL_END.search(text, start, end)
        name = text[start : legal.start() if legal else end].strip(" .,'’")
        end = start + len(name)
        if not name or not parties.free(start, end):
            continue
        i = bisect_right(starts, start) - 1
        if i >= 0 and end <= others[i].end:
            continue  # a product, a person or a place
        if not _can_be_name(name):
            continue
        key = "legal_form" if legal else _context(text, name, start, end)
        if key is None or not _plausible(text, name, start, end, key):
            continue
        known_as = (full for full in longer.get(name.split()[0], ()) if full.startswith(name + " "))
        found.append(Mention(start, end, next(known_as, name), "company", "context"))
    return found


def _names(text: str) -> Iterator[re.Match[str]]:
    """The capitalised names of a text.  Each begins with a capital letter, or with at most two small ones before it."""
    at = 0
    for capital in _CAPITAL.finditer(text):
        start = capital.start()
        if start < at:
            continue
        least = max(at, start - 2)
        while start > least and "a" <= text[start - 1] <= "z":
            start -= 1
        match = NAMES.match(text, start)
        if match is not None:
            at = match.end()
            yield match


def _can_be_name(name: str) -> bool:
    words = name.split()
    if len(name) < 3 or not words or words[0] in NOT_NAMES or words[-1] in NOT_NAMES:
        return False
    return len(words) > 1 or not name.endswith("ly")  # "Historically, the company ..."


def _context(text: str, name: str, start: int, end: int) -> str | None:
    """The key of the context that makes the name a company; None where nothing does."""
    words = name.split()
    if len(words) > 1 and (words[-1] in LAST_WORDS or name.endswith(("Data Centers", "Data Centres"))):
        return "tail"
    match = AFTER.match(text, end)
    if match is None and start > 1 and text[start - 1] == " ":
        word = text.rfind(" ", max(0, start - BEFORE_REACH), start - 1) + 1
        if BEFORE_LAST.fullmatch(text, word, start - 1):
            match = BEFORE.search(text, max(0, start - BEFORE_REACH), start)
    return match.lastgroup if match else None


def _plausible(text: str, name: str, start: int, end: int, key: str) -> bool:
    words = name.split()
    if key in ("legal_form", "ticker"):
        return True
    if _in_heading(text, start, end):
        return False
    if key == "tail":
        return True
    before, after = text[max(0, start - 40) : start], text[end : end + 60]
    if len(words) in (2, 3) and words[0] in GIVEN_NAMES:
        return False
    if len(words) == 2 and (PERSON_BEFORE.search(before) or PERSON_AFTER.match(after)):
        return False
    if key in ("raised", "led_by", "descriptor") and re.match(r"(?:’|')s? ?", after) and key != "descriptor":
        return False
    if name.isupper() and len(words) > 1 and len(name) > 24:
        return False  # a headline in capitals
    if key == "backed" and len(words) == 1 and re.match(r"[-‑](?:led|founded)", after):
        return False  # "Perry-led": a person more often than not
    return not (
        key == "descriptor" and len(words) == 1 and name[0].isupper() and name.lower() in ("here", "says", "said")
    )


def _in_heading(text: str, start: int, end: int) -> bool:
    """Whether the name stands in a line in title case, where every word is capitalised and none tells a name."""
    first = text.rfind("\n", max(0, start - LONGEST_HEADING), start) + 1
    last = text.find("\n", end, end + LONGEST_HEADING)
    if (first == 0 and start > LONGEST_HEADING) or (last < 0 and len(text) - end > LONGEST_HEADING):
        return False
    words = [word for word in text[first : last if last >= 0 else len(text)].split() if len(word) > 3]
    return len(words) > 3 and sum(word[:1].isupper() for word in words) >= 0.8 * len(words)


def _short_names(text: str, mentions: list[Mention], table: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Forms that the text introduces: "Advanced Machine Intelligence (AMI)", and the first word of a long name."""
    shorts: dict[str, tuple[str, str]] = {}
    firsts: dict[str, set[str]] = {}
    for mention in mentions:
        if not mention.is_party:
            continue
        tail = _TAIL.match(text, mention.end)
        end = tail.end() if tail else mention.end
        given = _ACRONYM.match(text, end) or _KNOWN_AS.match(text, end)
        if given and given["short"] not in table and given["short"] not in NOT_NAMES:
            shorts[given["short"]] = (mention.canonical, mention.kind)
        words = text[mention.start : mention.end].split()
        if (
            len(words) > 1
            and len(words[0]) > 3
            and words[0][0].isupper()
            and words[0] not in NOT_NAMES
            and words[0] not in table
        ):
            firsts.setdefault(words[0], set()).add(mention.canonical)
            shorts.setdefault(words[0], (mention.canonical, mention.kind))
    for first, owners in firsts.items():
        if len(owners) > 1:
            shorts.pop(first, None)
    return shorts


def _repeats(text: str, forms: dict[str, tuple[str, str]], found_by: str) -> list[Mention]:
    """The forms wherever they stand as whole words, the longest first, without overlaps among them."""
    out: list[Mention] = []
    taken = Taken()
    for form in sorted(forms, key=len, reverse=True):
        at = text.find(form)
        while at >= 0:
            end = at + len(form)
            following = at + 1
            if _whole(text, at, end) and taken.free(at, end):
                taken.add(at, end)
                following = end
                longer = _CAPITAL_AFTER.match(text, end) and not _TAIL.match(text, end)
                if found_by != "short_name" or not longer:  # "General" of "General Motors" inside another name
                    out.append(Mention(at, end, *forms[form], found_by))
            at = text.find(form, following)
    return out


def _whole(text: str, start: int, end: int) -> bool:
    """Whether the stretch is no part of a longer word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before in _JOINS or after.isalnum() or after == "_")


_JOINS = frozenset("_.&-")
