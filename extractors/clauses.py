"""One sentence as a row of units (words, parties, quantities), and how each party stands to the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from extractors.asides import find_asides
from extractors.found import Found
from extractors.hits import Hit, find_hits
from extractors.mentions import Mention
from extractors.word_classes import (
    ARRANGES,
    AUXILIARIES,
    BACKED,
    BE,
    COORDINATE,
    DETERMINERS,
    DONE,
    FINITE,
    FORECAST,
    GIVING,
    JOBS,
    MODIFIED,
    NOT_SHARED,
    OBJECT_VERBS,
    PLURALS,
    POLLED,
    PREPOSITIONS,
    PRICES,
    RELATIVE,
    SKIP_LEFT,
    SPEECH,
    UNDERGONE,
)

_WORD = re.compile(r"['’]s\b|\w+(?:[.'’&-]\w+)*|[^\w\s]")
_POSSESSIVE = ("'s", "’s")
_new = tuple.__new__
"""Makes a unit of a word in half the time that `Unit(...)` takes: a sentence has dozens."""


ASIDE_PRICE = 2.0
"""What a whole aside costs on the way over it: "Humain, the champion owned by the fund, aims for"."""


class Unit(NamedTuple):
    """One word, party or quantity of a sentence; offsets into the whole text."""

    text: str
    low: str
    start: int
    end: int
    party: Mention | None = None
    found: int | None = None  # index into the article's quantities


class Clause:
    """One sentence, cut into units.  All indexes are into `units`."""

    def __init__(
        self, text: str, start: int, end: int, mentions: Sequence[Mention], quantities: Sequence[tuple[int, Found]]
    ) -> None:
        self.text, self.start, self.end = text, start, end
        spans: list[tuple[int, int, Mention | None, int | None]] = [(f.start, f.end, None, i) for i, f in quantities]
        spans += [
            (m.start, m.end, m, None)
            for m in mentions
            if not any(f.start < m.end and m.start < f.end for _, f in quantities)
        ]
        spans.sort(key=lambda s: s[0])
        self.units: list[Unit] = []
        self.lows: list[str] = []
        """The units in lower case; a party is "⟨p⟩", a quantity "⟨q⟩"."""
        self.at: dict[int, int] = {}
        self.parties: list[int] = []
        at = start
        for first, last, party, found in spans:
            self._words(at, first)
            unit = Unit(text[first:last], text[first:last].lower(), first, last, party, found)
            low = unit.low
            if found is not None:
                self.at[found], low = len(self.units), "⟨q⟩"
            elif party is not None and party.is_party:
                self.parties.append(len(self.units))
                low = "⟨p⟩"
            self.units.append(unit)
            self.lows.append(low)
            at = last
        self._words(at, end)

    def _words(self, start: int, end: int) -> None:
        text, units, lows = self.text, self.units, self.lows
        for match in _WORD.finditer(text, start, end):
            word, (first, last) = match[0], match.span()
            low = word.lower()
            if "'" in low or "’" in low:
                if low.endswith(_POSSESSIVE) and len(word) > 2:
                    low = word[:-2].lower()
                    units.append(Unit(word[:-2], low, first, last - 2))
                    lows.append(low)
                    word, low, first = word[-2:], "'s", last - 2
                else:
                    low = low.replace("’", "'")
            units.append(_new(Unit, (word, low, first, last, None, None)))
            lows.append(low)

    @cached_property
    def hits(self) -> list[Hit]:
        """All words of the lexicon in the sentence, the longest phrase at each place; "capital-spending" counts."""
        return find_hits(self.lows)

    def distance(self, a: int, b: int) -> float:
        """Units between two places, with a price for each boundary crossed; smaller is closer."""
        low, high = (a, b) if a < b else (b, a)
        cost = 0.0
        if not self._aside_from:
            for price in self._prices[low + 1 : high]:
                cost += price
            return cost
        i = low + 1
        while i < high:
            skipped = self._aside_from.get(i)
            if skipped is not None and skipped < high:
                cost, i = cost + ASIDE_PRICE, skipped + 1
                continue
            cost += self._prices[i]
            i += 1
        return cost

    @cached_property
    def _prices(self) -> list[float]:
        return [PRICES.get(word) or (2.0 if word in FINITE else 1.0) for word in self.lows]

    @cached_property
    def _aside_from(self) -> dict[int, int]:
        return {first: last for first, last in self.asides if last - first > 3}

    def relation(self, i: int) -> str:
        """How the party at unit `i` stands: agent, possessor, backer, speaker, object, or the preposition before it."""
        relations = self._relations
        return relations[i]

    def _before_phrase(self, i: int) -> int:
        """The unit before the noun phrase that ends with the party: over "the artificial intelligence chip startup"."""
        j = i - 1
        while j >= 0 and self.lows[j] in SKIP_LEFT:
            j -= 1
        if j >= 1 and self.lows[j] == "'s" and self.units[j - 1].text[:1].isupper():
            return self._before_phrase(j - 1)  # "from Russia's Sberbank", "with Elon Musk's xAI"
        for k in range(j, max(-1, j - 6), -1):
            word = self.lows[k]
            if word in DETERMINERS:
                return k - 1
            if word in PREPOSITIONS or word in OBJECT_VERBS:
                return k
            if word in RELATIVE or word in COORDINATE:
                break  # "to revive it and whose output Microsoft": another clause
            name = not self.units[k].text.islower() and word not in SKIP_LEFT
            if word in FINITE or name or not word.replace("-", "").isalpha():
                break
        return j

    @cached_property
    def asides(self) -> list[tuple[int, int]]:
        """Relative clauses and appositions between commas; the units of both commas."""
        return find_asides(self.lows)

    def aside_of(self, i: int) -> tuple[int, int] | None:
        """The aside that holds the unit; None outside of all."""
        return next((span for span in self.asides if span[0] < i < span[1]), None)

    def _undergoes(self, i: int) -> bool:
        """Whether something is done to the party, in the passive: "Core Scientific is to be bought by ..."."""
        passive = False
        for k in range(i + 1, min(i + 8, len(self.lows))):
            word = self.lows[k]
            if word in UNDERGONE:
                return passive
            if word not in AUXILIARIES and not word.endswith("ly"):
                return False
            passive = passive or word in BE
        return False

    def preposition(self, i: int) -> str | None:
        """The preposition that governs the party's noun phrase, also where it possesses: "into SoftBank's fund"."""
        j = self._before_phrase(i)
        return self.lows[j] if j >= 0 and self.lows[j] in PREPOSITIONS else None

    def agent_of_passive(self, i: int) -> bool:
        """Whether the party after "by" is who acts: "was raised by", "sold in May by"; not "led by", "backed by"."""
        j = self._before_phrase(i)
        if j < 1 or self.lows[j] != "by":
            return False
        for k in range(j - 1, max(-1, j - 6), -1):
            if self.lows[k] in DONE:
                return True
            if self.units[k].party is not None or self.lows[k] in (",", ";", "and", "⟨q⟩") or self.lows[k] in BACKED:
                return False
        return False

    def _person_before(self, j: int) -> bool:
        """Whether two capitalised words that name no party stand before the preposition: "Amy Yong of Macquarie"."""
        names = self.units[max(0, j - 2) : j]
        return len(names) == 2 and all(
            u.party is None and u.found is None and u.text[:1].isupper() and len(u.text) > 1 for u in names
        )

    @cached_property
    def _relations(self) -> dict[int, str]:
        out: dict[int, str] = {}
        previous: int | None = None
        for i in self.parties:
            own = self._own_relation(i)
            if own in ("agent", "other") and previous is not None and self.coordinated(previous, i):
                own = out[previous] if out[previous] not in NOT_SHARED else own
            out[i] = own
            previous = i
        return out

    def coordinated(self, a: int, b: int) -> bool:
        """Whether the parties at two places stand in one list, the one at `a` first."""
        between = self.lows[a + 1 : b]
        if not between or len(between) > 7:
            return False
        if between[0] == "(" and ")" in between:
            between = between[between.index(")") + 1 :]
        if between == [","] and self.lows[b + 1 : b + 2] and self.lows[b + 1] in FINITE:
            return False  # "After the loan from Ares, Crusoe said"
        return (
            bool(between)
            and all(w in COORDINATE or w in SKIP_LEFT for w in between)
            and any(w in COORDINATE for w in between)
        )

    def _joined(self, i: int) -> bool:
        """Whether the unit, the sign after it and the next stand without a space: "Nvidia-made", not "Wexcombe - a"."""
        unit, sign, after = self.units[i : i + 3]
        return unit.end == sign.start and sign.end == after.start

    def _own_relation(self, i: int) -> str:
        lows = self.lows
        after = lows[i + 1] if i + 1 < len(lows) else ""
        after2 = lows[i + 2] if i + 2 < len(lows) else ""
        if (after in ("-", "‑") and after2 in BACKED) or (after.startswith("-") and after[1:] in BACKED):
            return "backer"
        if after in ("-", "‑") and after2.isalpha() and self._joined(i):
            return "compound"
        if after in (":", "|") and not any(unit.text.isalnum() or unit.party for unit in self.units[:i]):
            return "label"  # "• Amazon: $6 billion"
        if after == "'s" or (after == "'" and self.units[i].text.endswith("s")) or after == "’":
            return "possessor"
        j = self._before_phrase(i)
        before = lows[j] if j >= 0 else ""
        if before == "to" and j and lows[j - 1] == "according":
            return "forecaster"
        if before in ("told", "telling", "tells"):
            return "audience"
        if before in ("include", "includes", "included") and after2 not in RELATIVE:
            return "including"
        if before in ("of", "at", "from", "with", "for") and (self._person_before(j) or lows[j - 1] in JOBS):
            return "employer"
        if after in RELATIVE or (after == "," and after2 in RELATIVE):
            return "relative"
        if (before == "like" and j and lows[j - 1] in PLURALS) or (
            before == "as" and lows[max(0, j - 1)] == "such" and lows[max(0, j - 2)] in PLURALS
        ):
            return "agent"
        if before == "by" and lows[j - 1] in POLLED:
            return "pollster"
        if after == "⟨q⟩" and before in GIVING:
            return "recipient"
        if after == "to" and after2 in ARRANGES and before not in PREPOSITIONS:
            return "arranger"
        if before == "with" and after.endswith("ing"):
            return "agent"  # "with Amazon leading"
        if before in PREPOSITIONS:
            return before
        if before in OBJECT_VERBS or self._undergoes(i):
            return "object"
        if after in ("has", "have", "had") and (after2 in FORECAST or after2 in SPEECH):
            after, after2 = after2, lows[i + 3] if i + 3 < len(lows) else ""
        if after in FORECAST or (after in ("put", "puts", "pegs", "pegged") and "at" in lows[i + 2 : i + 4]):
            return "forecaster"
        if after in SPEECH and after2 == "to":
            return "agent"  # "GE Vernova expects to end the year with"
        if after in SPEECH or (after == "," and after2 in SPEECH):
            return "speaker"
        noun = after2 if after2 in MODIFIED and after.isalpha() and after not in FINITE else after
        if noun in MODIFIED and lows[i - 1 : i] not in ([], [","]) and self.units[i + 1].text.islower():
            return "modifier"
        if before in SPEECH and after in (",", ".", ""):
            return "speaker"
        return "agent"
