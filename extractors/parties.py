"""Who is named in a text: the table first, then names that the text itself introduces, then strong contexts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from claims.parties import PARTY_KINDS, PartyTable
from extractors.capitalised import names
from extractors.context_names import by_context
from extractors.mentions import Mention
from extractors.party_patterns import LEGAL, NOT_NAMES
from extractors.recurring import recurring
from extractors.spans import Taken

_ACRONYM = re.compile(r"[ ]?\((?:[\"“‘'])?(?P<short>[A-Z][A-Za-z&]{1,11})(?:[\"”’'])?\)")
_KNOWN_AS = re.compile(
    r",? (?:\(?(?:also |better |formerly )?known as|dubbed|abbreviated|or) (?P<short>[A-Z][\w&]{1,11})\b"
)
_TAIL = re.compile(rf",? (?:{LEGAL})\.?(?![\w])")
_CAPITAL_AFTER = re.compile(r"[ ](?:[A-Z][a-z]+)")


_MAKER = re.compile(r"(?:’s|'s)?[ -](?:maker|parent|owner|creator|developer|operator)\b(?!,? [A-Z]| of\b)")
"""After a product or a brand: its maker, unless the name follows."""

_RUN = re.compile(r"\w+")
_SPACE = re.compile(r"\s")
_REMEMBERED, _REMEMBERED_LENGTH = 10_000, 100
"""How many stretches are kept with their names, and how long one may be: news names the same parties every day."""
_LONG_RUN = re.compile(r"\S{200,}")
"""No word is that long, and the tokenizer's time grows with the square of a run: it gets spaces in its place."""
_LONE = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which the tokenizer refuses."""


class PartyFinder:
    """Finds mentions by one table of names.  Build it once: it holds the compiled phrases."""

    def __init__(self, nlp: Language, table: PartyTable) -> None:
        self.table = table
        self._nlp = nlp
        self._kinds = {form: (row.name, row.kind) for row in table for form in row.forms}
        self._trades = {row.name: row.trade for row in table if row.trade}
        self._owners = {row.name: row.parent for row in table if row.kind in ("product", "project")}
        self._matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._matcher.add("party", [nlp.make_doc(form) for form in self._kinds])
        self._names = lru_cache(maxsize=_REMEMBERED)(self._match)
        forms: dict[str, list[str]] = {}
        for form in self._kinds:
            forms.setdefault(_first_word(form), []).append(form)
        self._forms = {word: tuple(sorted(group, key=len, reverse=True)) for word, group in forms.items()}
        self._small = [form for form in self._kinds if form[0].islower()]
        initials = "".join(sorted({re.escape(form[0]) for form in self._kinds if not form[0].islower()}))
        self._capitalised = re.compile(rf"[{initials}]\w*") if initials else _RUN

    def find(self, text: str) -> list[Mention]:
        """All mentions of a text, in order, without overlaps."""
        known = [self._described(text, mention) for mention in self._in_table(text)]
        taken = {(m.start, m.end) for m in known}
        capitalised = names(text)
        new = by_context(text, capitalised, known)
        every = _merge((*known, *new))
        named = Taken((m.start, m.end) for m in every)
        again = [Mention(s, e, name, "company", "context") for s, e, name in recurring(text, capitalised, named.free)]
        if again:
            new += again
            every = _merge((*known, *new))
        canonical = {m.canonical for m in (*known, *new)}
        shorts = _short_names(text, every, self._kinds)
        if shorts or new:
            full = {m.canonical: (m.canonical, m.kind) for m in new if len(m.canonical) > 2}
            every = _merge((*every, *_repeats(text, full, "context"), *_repeats(text, shorts, "short_name")))
        trades = self._trades
        return [
            m._replace(trade=trades[m.canonical]) if m.trade is None and m.canonical in trades else m
            for m in every
            if m.canonical in canonical or (m.start, m.end) in taken or m.found_by == "short_name"
        ]

    def _described(self, text: str, mention: Mention) -> Mention:
        """ "The ChatGPT maker" and "the Facebook parent" are parties: who makes the product, who owns the company."""
        match = _MAKER.match(text, mention.end)
        row = self.table.get(mention.canonical) if match else None
        if match is None or row is None or not (mention.kind == "product" or mention.is_party):
            return mention
        own = text[mention.start : mention.end] != mention.canonical and mention.kind != "product"
        owner = row if own else self.table.get(row.parent or "")
        if owner is None or owner.kind not in PARTY_KINDS:
            return mention
        return Mention(mention.start, match.end(), owner.name, owner.kind, "description", owner.trade)

    def _in_table(self, text: str) -> list[Mention]:
        """The names of the table, over line breaks too; only what begins with one is tokenized."""
        text = text.replace("\n", " ")
        found: list[Mention] = []
        for first, last in self._stretches(text):
            match = self._names if last - first <= _REMEMBERED_LENGTH else self._match
            for at, form in match(text[first:last]):
                name, kind = self._kinds[form]
                trade, owner = self._trades.get(name), self._owners.get(name)
                found.append(Mention(first + at, first + at + len(form), name, kind, "table", trade, owner))
        return found

    def _match(self, stretch: str) -> tuple[tuple[int, str], ...]:
        """Where spaCy finds forms of the table in a stretch, without overlaps."""
        doc = self._nlp.make_doc(_LONG_RUN.sub(_blank, _LONE.sub("\ufffd", stretch)))
        spans = filter_spans(self._matcher(doc, as_spans=True))
        return tuple((span.start_char, span.text) for span in spans if span.text in self._kinds)

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
            if not text.startswith(group, start):
                continue
            end = start + next(len(form) for form in group if text.startswith(form, start))
            if end <= stop:
                continue
            if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
                continue  # inside a word
            while start > stop and not text[start - 1].isspace():
                start -= 1
            space = _SPACE.search(text, end)
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
    """Without overlaps: the longer one wins, then the table, then the first given."""
    rank = {"table": 0, "description": 0, "short_name": 1, "context": 2}
    ordered = sorted(dict.fromkeys(mentions), key=lambda m: (m.start - m.end, rank[m.found_by], m.start))
    kept: list[Mention] = []
    taken = Taken()
    for mention in ordered:
        if taken.free(mention.start, mention.end):
            taken.add(mention.start, mention.end)
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)


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
