"""One sentence as a row of units (words, parties, quantities), and how each party stands to the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.found import Found
from extractors.lexicon import ROWS, Row
from extractors.parties import Mention

_WORD = re.compile(r"\w+(?:[.'’&-]\w+)*|[^\w\s]")
_POSSESSIVE = ("'s", "’s")
PREPOSITIONS = frozenset(
    "by from in into to with for of at on against like than through via including alongside "
    "between among under over per toward towards about onto within".split()
)
_SKIP_LEFT = frozenset(
    "the a an its their his her our rival fellow chipmaker startup start-up giant company "
    "firm group tech cloud ai partner partners investor investors backer bank banks "
    "utility developer operator software existing new both either u.s. us american "
    "chinese japanese european french german uk british operator maker parent owner "
    "subsidiary unit newcomer lender lenders asset manager managers hyperscaler hyperscalers "
    "firms companies customers customer suppliers supplier tenant tenants "
    "named called energy power crypto bitcoin miner venture capital private equity".split()
)
_COORDINATE = frozenset({",", "and", "&", "or", "plus", "as", "well", "then", "finally"})
_BACKED = frozenset("backed led owned funded supported controlled affiliated".split())
SPEECH = frozenset(
    "said says told reported reports announced disclosed wrote confirmed stated estimates "
    "estimated reckons forecasts predicts projected projects added adds noted notes "
    "according claimed claims argues argued revealed reveals declared cited citing writes "
    "estimate forecast expects".split()
)
_FINITE = frozenset(
    "is are was were has have had will would could can may might should must does did "
    "do said says told plans expects aims agreed wants hopes intends announced reported"
    " raised secured closed signed committed pledged invested bought acquired sold "
    "struck won posted generated spent built builds owns operates leads led joined "
    "valued"
    " values brings brought rose fell grew climbed jumped dropped makes made takes "
    "took puts gives gave includes included follows followed needs seeks sought remains "
    "became"
    " becomes stands stood runs ran reached reaches covers covered comes came goes "
    "went keeps kept gets got lost earns earned pays paid borrowed issued lent completed".split()
)
_OBJECT_VERBS = frozenset(
    "acquire acquires acquired acquiring buy buys buying bought purchase purchases "
    "purchased value values valued valuing give gives giving gave provide supply let "
    "lets allow allows"
    " help helps back backs backing makes make making made join joins hand hands handed "
    "leaves left sued sue pay pays paying paid fund funds lend lends lent owe owes "
    "fined fine sell sold"
    " buying out took over taken put puts serve serves supplying providing supplies provides valuing".split()
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One word, party or quantity of a sentence; offsets into the whole text."""

    text: str
    low: str
    start: int
    end: int
    party: Mention | None = None
    found: int | None = None  # index into the article's quantities


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of the lexicon found in a sentence: units [first, last]."""

    row: Row
    first: int
    last: int


def _trie() -> dict[str, list[tuple[tuple[str, ...], Row]]]:
    table: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
    for row in ROWS:
        for phrase in row.phrases:
            words = tuple(phrase.split())
            table.setdefault(words[0], []).append((words, row))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


_TRIE = _trie()


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
        at = start
        for first, last, party, found in spans:
            self._words(at, first)
            self.units.append(Unit(text[first:last], text[first:last].lower(), first, last, party, found))
            at = last
        self._words(at, end)
        self.at = {unit.found: i for i, unit in enumerate(self.units) if unit.found is not None}
        self.parties = [i for i, unit in enumerate(self.units) if unit.party is not None and unit.party.is_party]

    def _words(self, start: int, end: int) -> None:
        for match in _WORD.finditer(self.text, start, end):
            word = match[0]
            if word.lower().endswith(_POSSESSIVE) and len(word) > 2:
                cut = match.end() - 2
                self.units.append(Unit(self.text[match.start() : cut], word[:-2].lower(), match.start(), cut))
                self.units.append(Unit(self.text[cut : match.end()], "'s", cut, match.end()))
            else:
                self.units.append(Unit(word, word.lower().replace("’", "'"), match.start(), match.end()))

    @cached_property
    def lows(self) -> list[str]:
        """The units in lower case; a party is "⟨p⟩", a quantity "⟨q⟩"."""
        return [
            "⟨p⟩" if u.party is not None and u.party.is_party else "⟨q⟩" if u.found is not None else u.low
            for u in self.units
        ]

    @cached_property
    def hits(self) -> list[Hit]:
        """All words of the lexicon in the sentence, the longest phrase at each place."""
        lows, found, i = self.lows, [], 0
        while i < len(lows):
            for words, row in _TRIE.get(lows[i], ()):
                if tuple(lows[i : i + len(words)]) == words:
                    found.append(Hit(row, i, i + len(words) - 1))
                    for other, second in _TRIE[lows[i]]:
                        if other == words and second is not row:
                            found.append(Hit(second, i, i + len(words) - 1))
                    i += len(words) - 1
                    break
            i += 1
        return found

    def distance(self, a: int, b: int) -> float:
        """Units between two places, with a price for each boundary crossed; smaller is closer."""
        low, high = min(a, b), max(a, b)
        cost = 0.0
        for i in range(low + 1, high):
            word = self.lows[i]
            cost += _PRICES.get(word, 2.0 if word in _FINITE else 1.0)
        return cost

    def relation(self, i: int) -> str:
        """How the party at unit `i` stands: agent, possessor, backer, speaker, object, or the preposition before it."""
        relations = self._relations
        return relations[i]

    def _before_phrase(self, i: int) -> int:
        """The unit before the noun phrase that ends with the party: over "the artificial intelligence chip startup"."""
        j = i - 1
        while j >= 0 and self.lows[j] in _SKIP_LEFT:
            j -= 1
        for k in range(j, max(-1, j - 6), -1):
            word = self.lows[k]
            if word in _DETERMINERS:
                return k - 1
            if word in PREPOSITIONS or word in _OBJECT_VERBS:
                return k
            if word in _FINITE or not word.replace("-", "").isalpha() or not self.units[k].text.islower():
                break
        return j

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
            if own in ("agent", "other") and previous is not None and self._coordinated(previous, i):
                own = out[previous] if out[previous] not in ("possessor",) else own
            out[i] = own
            previous = i
        return out

    def _coordinated(self, a: int, b: int) -> bool:
        between = self.lows[a + 1 : b]
        if not between or len(between) > 7:
            return False
        if between[0] == "(" and ")" in between:
            between = between[between.index(")") + 1 :]
        return (
            bool(between)
            and all(w in _COORDINATE or w in _SKIP_LEFT for w in between)
            and any(w in _COORDINATE for w in between)
        )

    def _own_relation(self, i: int) -> str:
        lows = self.lows
        after = lows[i + 1] if i + 1 < len(lows) else ""
        after2 = lows[i + 2] if i + 2 < len(lows) else ""
        if (after in ("-", "‑") and after2 in _BACKED) or (after.startswith("-") and after[1:] in _BACKED):
            return "backer"
        if after in ("-", "‑") and after2.isalpha():
            return "compound"
        if after == "'s" or (after == "'" and self.units[i].text.endswith("s")) or after == "’":
            return "possessor"
        j = self._before_phrase(i)
        before = lows[j] if j >= 0 else ""
        if before == "to" and j and lows[j - 1] == "according":
            return "forecaster"
        if before in ("told", "telling", "tells"):
            return "audience"
        if before in ("of", "at", "from", "with", "for") and (self._person_before(j) or lows[j - 1] in _JOBS):
            return "employer"
        if after in _RELATIVE or (after == "," and after2 in _RELATIVE):
            return "relative"
        if (before == "like" and j and lows[j - 1] in _PLURALS) or (
            before == "as" and lows[max(0, j - 1)] == "such" and lows[max(0, j - 2)] in _PLURALS
        ):
            return "agent"
        if before in PREPOSITIONS:
            return before
        if before in _OBJECT_VERBS:
            return "object"
        if after in _FORECAST:
            return "forecaster"
        if after in SPEECH or (after == "," and after2 in SPEECH):
            return "speaker"
        if after in _MODIFIED and lows[i - 1 : i] not in ([], [","]) and self.units[i + 1].text.islower():
            return "modifier"
        if before in SPEECH and after in (",", ".", ""):
            return "speaker"
        return "agent"


_FORECAST = frozenset(
    "estimates estimated estimate forecasts forecast predicts predicted reckons reckoned "
    "projects calculates expected sees".split()
)
_DETERMINERS = frozenset({"the", "a", "an"})
_MODIFIED = frozenset(
    "agreement agreements deal contract contracts pact lease leases partnership investment "
    "stake loan round bonds debt ipo order orders transaction merger acquisition".split()
)
_STARTS = frozenset(
    "and but or while as that when after because if though although where before since "
    "until so then whereas said says both neither nor yet meanwhile".split()
)
_JOBS = frozenset(
    "analyst analysts economist economists strategist strategists director head manager "
    "executive officer professor partner president chief ceo cfo lawyer".split()
)
_PLURALS = frozenset(
    "companies startups start-ups firms groups giants players labs developers operators "
    "hyperscalers investors banks utilities makers rivals providers businesses miners".split()
)
_RELATIVE = frozenset({"which", "who", "whose", "that", "where"})
_PRICES = {
    ",": 1.5, ";": 8.0, ":": 2.0, "—": 3.0, "–": 2.0, "(": 1.5, ")": 1.0, "which": 2.5, "who": 2.0,
    "while": 4.0, "but": 3.5, "whereas": 4.0, "after": 2.5, "when": 2.5, "as": 1.5, "and": 1.0, "because": 3.0,
    "although": 3.0, "that": 1.0, "⟨q⟩": 2.0, "the": 0.3, "a": 0.3, "an": 0.3, "its": 0.3, "of": 0.5,
    "about": 0.3, "at": 0.6, "'s": 0.3, "-": 0.2, "$": 0.5, "more": 0.3, "than": 0.3, "over": 0.3, "'": 0.3,
    '"': 0.5, "“": 0.5, "”": 0.5,
}  # fmt: skip
