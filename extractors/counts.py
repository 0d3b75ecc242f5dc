"""Numbers of people and accounts, such as "900 million weekly active users", for the rows that a reader is asked for.

What is counted is data: `nouns`, `acts` and `undergone` of the rows of `claims.metrics` whose unit is `count`.  Here is
how a number stands to those words, whatever they are:

    direct       900 million weekly active users; 9 million paying business users; tens of millions of users
    acting       800 million people use ChatGPT; used by 800 million people
    told before  weekly users topped 1 billion; a user base of 900 million
    moved        to 20 million from 15 million; up from 15 million
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.metrics import Counted, Metric
from claims.model import Signal
from claims.units import COUNT
from claims.values import Qualifier, Quantity
from extractors import count_numbers
from extractors.count_words import (
    BEFALLEN,
    BEFALLS,
    BETWEEN,
    FOLLOWS,
    HEDGES,
    NO_MODIFIERS,
    NOT_ALL,
    OF_SEVERAL,
    OWN,
    PEOPLE,
    PLURAL_MODIFIERS,
    THINGS,
    TOLD,
)
from extractors.found import Found
from extractors.mentions import Mention
from extractors.numbers import SPACE
from extractors.patterns import any_of
from extractors.quantities import combined
from extractors.spans import Taken
from extractors.vague import orders_of_magnitude
from extractors.written import Number

_S = rf"[{SPACE}\n]"
_WORD = re.compile(rf"{_S}{{1,2}}(?P<word>[^\W_][\w.'’&+-]*)")
_BACK = re.compile(rf"(?P<word>[^\W_][\w.'’&+-]*){_S}{{1,2}}$")
_AFTER_NUMBER = re.compile(rf"(?:\+|-plus\b)?(?:{_S}or (?:more|so)\b|,?{_S}at (?:the )?least\b|{_S}of(?={_S}))?")
_OWN = re.compile(OWN, re.IGNORECASE)
_OF = re.compile(rf"{_S}(?:of|to|on|for){_S}(?:the{_S})?")
_REACH = 140  # characters in which the noun before a number is looked for
_MODIFIERS = 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a number counts: the metric, offsets of the words that say so, and who they name as the one it is of.

    kind -- what tells it from other counts of the metric ("weekly users", "subscribers"); None for the plain noun.
    added -- it is what came on top ("5 million new users").
    """

    metric: str
    start: int
    end: int
    kind: str | None = None
    owner: str | None = None
    added: bool = False


class Counts:
    """Finds what some rows of METRICS count.  Build it once: it holds the compiled words."""

    def __init__(self, rows: Iterable[Metric]) -> None:
        self._rules = [_Rules(row.name, row.counted) for row in rows if row.counted is not None]

    def __bool__(self) -> bool:
        return bool(self._rules)

    def find(
        self, text: str, known: Sequence[Found], named: Sequence[Mention]
    ) -> tuple[list[Found], dict[int, Phrase], list[Signal]]:
        """The counts of a text in order, what each counts by its start, and what was seen and not read.

        known -- the sums and power figures, which are no counts.  named -- with each product under its maker's name.
        Spans are apart from those of `known`; time is linear in the length.
        """
        rules = [rule for rule in self._rules if rule.any.search(text)]
        if not rules:
            return [], {}, []
        signals: list[Signal] = []
        taken = Taken((one.start, one.end) for one in known)
        places = {mention.start: mention for mention in named}
        ends = {mention.end: mention for mention in named}
        phrases: dict[int, Phrase] = {}
        kept: list[Number] = []
        every = count_numbers.find(text, taken)
        for i, number in enumerate(every):
            phrase = _first(rule.phrase(text, number.start, number.end, places, ends) for rule in rules)
            if (
                phrase is None
                and kept
                and kept[-1].unit
                and count_numbers.moved(text, max(kept[-1].end, phrases[kept[-1].start].end), number)
            ):
                phrase = replace(phrases[kept[-1].start], start=number.start, end=number.end)
            if phrase is not None and not number.scaled and number.value < _least(rules, phrase.metric):
                phrase = None
            if phrase is not None and _not_all(text, number.start, phrase):
                signals.append(Signal(NOT_ALL, number.start, number.end, text[number.start : number.end]))
                phrase = None
            if phrase is not None:
                number.unit, phrases[number.start] = phrase.metric, phrase
            if phrase is not None or count_numbers.listed(text, number, every[i + 1 : i + 2]):
                kept.append(number)
        found = [
            replace(one, quantity=replace(one.quantity, unit=COUNT), metric=one.quantity.unit)
            for one in combined(text, kept)
        ]
        for one in (*known, *found):
            if taken.free(one.start, one.end):
                taken.add(one.start, one.end)
        for start, end, low, high in orders_of_magnitude(text):
            phrase = _first(rule.phrase(text, start, end, places, ends) for rule in rules)
            if phrase is None or not taken.free(start, end) or _not_all(text, start, phrase):
                continue
            taken.add(start, end)
            phrases[start] = phrase
            quantity = Quantity(low=low, high=high, unit=COUNT, qualifier=Qualifier.vague)
            found.append(Found(start, end, quantity, "vague", metric=phrase.metric))
        found.sort(key=lambda one: one.start)
        starts = sorted(phrases)
        return found, {one.start: phrases[starts[bisect_left(starts, one.start)]] for one in found}, signals


class _Rules:
    """The words of one row, compiled."""

    def __init__(self, metric: str, words: Counted) -> None:
        self.metric, self.words = metric, words
        several = [noun for noun in words.nouns if not noun.endswith("s")]
        self.any = re.compile(rf"\b(?:{any_of((*words.nouns, *words.acts, *words.undergone))})\b", re.IGNORECASE)
        self._noun = re.compile(rf"{_S}{{1,2}}(?P<noun>{any_of(words.nouns)})(?![\w-]|['’](?:s|{_S}\w))", re.IGNORECASE)
        self._people = re.compile(rf"{_S}{{1,2}}(?:{any_of(PEOPLE)})\b", re.IGNORECASE)
        self._acts = re.compile(rf"{_S}{{1,2}}(?:{any_of(words.acts)}){_S}", re.IGNORECASE) if words.acts else None
        self._undergone = (
            re.compile(rf"\b(?:{any_of(words.undergone)}){_S}{HEDGES}$", re.IGNORECASE) if words.undergone else None
        )
        of = rf"|\b(?:{any_of(several)}){_S}of{_S}{HEDGES}$" if several else ""
        self._told = re.compile(rf"\b(?P<noun>{any_of(words.nouns)})(?P<link>{TOLD}){HEDGES}$" + of, re.IGNORECASE)

    def phrase(
        self, text: str, start: int, end: int, places: dict[int, Mention], ends: dict[int, Mention]
    ) -> Phrase | None:
        """What the number at `text[start:end]` counts, by the words of this row; None where they do not say so."""
        if OF_SEVERAL.search(text, max(0, start - 24), start):
            return None
        skipped = _AFTER_NUMBER.match(text, end)
        after = skipped.end() if skipped else end
        return self._direct(text, start, after, places) or self._acting(text, start, after, places) or (
            self._told_before(text, start, end, places, ends)
        )  # fmt: skip

    def _direct(self, text: str, start: int, end: int, places: dict[int, Mention]) -> Phrase | None:
        at, owner = end, None
        modifiers: list[str] = []
        for _ in range(_MODIFIERS + 1):
            noun = self._noun.match(text, at)
            if noun is not None:
                return self._made(text, start, noun, [word.lower() for word in modifiers], owner, places)
            word = _WORD.match(text, at)
            if word is None:
                return None
            mention = places.get(word.start("word"))
            if mention is not None:
                owner, at = owner or mention.canonical, mention.end
            elif not _modifies(word["word"]):
                return None
            else:
                modifiers.append(word["word"])
                at = word.end()
        return None

    def _made(
        self, text: str, start: int, noun: re.Match[str], modifiers: list[str], owner: str | None,
        places: dict[int, Mention],
    ) -> Phrase:  # fmt: skip
        after = _OF.match(text, noun.end())
        if owner is None and after is not None and after.end() in places:
            owner = places[after.end()].canonical
        added = not {"new", "net", "additional", "extra", "more"}.isdisjoint(modifiers)
        each = _EACH.match(text, noun.end() + 1)
        return Phrase(
            self.metric,
            start,
            noun.end(),
            self._kind(noun["noun"], modifiers, each),
            owner,
            added,
        )

    def _kind(self, noun: str, modifiers: Sequence[str], each: re.Match[str] | None) -> str | None:
        period = next((word for word in modifiers if word in _PERIODS.values()), None)
        if period is None and each is not None:
            period = _PERIODS.get(each[1] or "", each[2])
        pays = "paying" if not {"paying", "paid"}.isdisjoint(modifiers) else None
        plain = next(
            (word for word in self.words.nouns if word[-1] == "s" and noun.lower().startswith(word[:-1])), noun
        )
        words = [word for word in (period, pays, plain) if word]
        return None if words == [self.words.nouns[0]] else " ".join(words)

    def _acting(self, text: str, start: int, end: int, places: dict[int, Mention]) -> Phrase | None:
        people = self._people.match(text, end)
        if people is None:
            return None
        plain = self.words.nouns[0]
        each = _EACH.search(text, people.end(), min(len(text), people.end() + 80))
        undergone = self._undergone and self._undergone.search(text, max(0, start - 60), start)
        if undergone:
            return Phrase(self.metric, undergone.start(), people.end(), self._kind(plain, (), each))
        at = people.end()
        for _ in range(_MODIFIERS * 2):
            act = self._acts.match(text, at) if self._acts else None
            if act is not None:
                own = _OWN.match(text, act.end())
                mention = places.get(own.end() if own else act.end())
                if mention is None and THINGS.match(text, act.end()) is None:
                    return None
                owner = mention.canonical if mention else None
                last = mention.end if mention else act.end()
                return Phrase(self.metric, start, last, self._kind(plain, (), each), owner)
            word = _WORD.match(text, at)
            if word is None or word["word"].lower() not in BETWEEN:
                return None
            at = word.end()
        return None

    def _told_before(
        self, text: str, start: int, end: int, places: dict[int, Mention], ends: dict[int, Mention]
    ) -> Phrase | None:
        if FOLLOWS.match(text, end) is None and self._noun.match(text, end) is None:
            return None
        told = self._told.search(text, max(0, start - _REACH), start)
        if told is None:
            return None
        first, owner = told.start(), None
        modifiers: list[str] = []
        for _ in range(_MODIFIERS):
            word = _BACK.search(text, max(0, first - 30), first)
            if word is None:
                break
            mention = ends.get(word.end("word"))
            if mention is not None:
                owner, first = mention.canonical, mention.start
                continue
            if not _modifies(word["word"]):
                break
            modifiers.append(word["word"].lower())
            first = word.start()
        noun = told["noun"] or self.words.nouns[0]
        if owner is None and told["noun"]:
            of = _OF.match(text, told.end("noun"))
            owner = places[of.end()].canonical if of and of.end() in places else None
        return Phrase(self.metric, first, end, self._kind(noun, modifiers, None), owner)


_PERIODS = {"day": "daily", "week": "weekly", "month": "monthly"}
_EACH = re.compile(rf"\b(?:each|every|an?|per){_S}(day|week|month)\b|\b(daily|weekly|monthly)\b", re.IGNORECASE)


def _modifies(word: str) -> bool:
    """Whether a word can stand between a number and its noun: no verb or preposition, no other thing counted."""
    low = word.lower()
    if low in NO_MODIFIERS or not low[0].isalpha() or low[-1] in ".'’":
        return False
    return not low.endswith("s") or low.endswith("ss") or low in PLURAL_MODIFIERS


def _first(phrases: Iterable[Phrase | None]) -> Phrase | None:
    return next((phrase for phrase in phrases if phrase is not None), None)


def _least(rules: Sequence[_Rules], metric: str) -> Decimal:
    return Decimal(next(rule.words.least for rule in rules if rule.metric == metric))


def _not_all(text: str, start: int, phrase: Phrase) -> bool:
    """Whether they are those to whom something was done ("a leak that affected 3 million users"), not all there are."""
    return bool(BEFALLS.search(text, max(0, start - 60), start) or BEFALLEN.match(text, phrase.end))
