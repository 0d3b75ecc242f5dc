"""Companies that no table knows: strong wording around a capitalised name, and lists of investors, make it one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from extractors.mentions import Mention
from extractors.party_patterns import (
    AFTER,
    BEFORE,
    BEFORE_LAST,
    BEFORE_REACH,
    GIVEN_NAMES,
    LAST_WORDS,
    LEGAL,
    LIST_LEAD,
    LIST_LINK,
    NAME_HERE,
    NOT_NAMES,
    PERSON_AFTER,
    PERSON_BEFORE,
)
from extractors.spans import Taken

_LEGAL_END = re.compile(rf",? {LEGAL}\.?$")
_LEADING = re.compile(r"^(?:The|A|An|In|On|At|And|But|For|With|By|From|As|When|While|After|Since|If|Its|Their)[ ]+")
_HALVES = frozenset(
    "Electricity Power Gas Light Water Energy Trust Sons Company Holding Insurance Steel Chemical Chemicals "
    "Fertilizers Resources Exploration Transport Shipping".split()
)
"""Names that are the second half of one: "Water and Electricity Holding Company"."""
_FIRST_HALF = re.compile(r"(?:[A-Z][\w’']+ ){1,3}(?:and|&) $")
LONGEST_HEADING = 200
LONGEST_LIST = 12


def by_context(text: str, capitalised: Sequence[re.Match[str]], known: list[Mention]) -> list[Mention]:
    """The companies that no table knows and strong wording makes known.

    capitalised -- the capitalised names of the text, in order.  known -- the names of the table.
    """
    parties = Taken((m.start, m.end) for m in known if m.is_party)
    others = [m for m in known if not m.is_party]
    starts = [m.start for m in others]
    longer: dict[str, list[str]] = {}
    for mention in known:
        if mention.is_party and " " in mention.canonical:
            longer.setdefault(mention.canonical.split()[0], []).append(mention.canonical)
    found: list[Mention] = []
    listed = _listed(text)
    for match in capitalised:
        start, end = match.span()
        name, legal = match[0], None
        if " " in name:
            lead = _LEADING.match(name)
            if lead:
                start += lead.end()
            legal = _LEGAL_END.search(text, start, end)
            name = text[start : legal.start() if legal else end].strip(" .,'’")
            end = start + len(name)
        elif name in NOT_NAMES:
            continue
        if not name or not parties.free(start, end):
            continue
        i = bisect_right(starts, start) - 1
        if i >= 0 and end <= others[i].end:
            continue  # a product, a person or a place
        if i >= 0 and start == others[i].start and all(word in NOT_NAMES for word in text[others[i].end : end].split()):
            continue  # "the San Francisco AI company"
        if not _can_be_name(name):
            continue
        if legal and name in _HALVES:
            half = _FIRST_HALF.search(text, max(0, start - 60), start)
            if half is not None:  # "Emirates Water and Electricity Co."
                start, name = half.start(), text[half.start() : end]
        key = "legal_form" if legal else _context(text, name, start, end) or ("listed" if start in listed else None)
        if key is None or not _plausible(text, name, start, end, key):
            continue
        known_as = (full for full in longer.get(name.split()[0], ()) if full.startswith(name + " "))
        found.append(Mention(start, end, next(known_as, name), "company", "context"))
    return found


def _listed(text: str) -> frozenset[int]:
    """Where the names of lists of investors start: "led by Lux Capital and Polaris, with participation from"."""
    starts: set[int] = set()
    for lead in LIST_LEAD.finditer(text):
        at = lead.end()
        for _ in range(LONGEST_LIST):
            name = NAME_HERE.match(text, at)
            if name is None:
                break
            starts.add(at)
            link = LIST_LINK.match(text, name.end())
            if link is None:
                break
            at = link.end()
    return frozenset(starts)


def _can_be_name(name: str) -> bool:
    words = name.split()
    if len(name) < 3 or not words or words[0] in NOT_NAMES:
        return False
    return len(words) > 1 or not name.endswith("ly")  # "Historically, the company ..."


def _context(text: str, name: str, start: int, end: int) -> str | None:
    """The key of the context that makes the name a company; None where nothing does."""
    words = name.split()
    match = AFTER.match(text, end)
    if len(words) > 1 and (words[-1] in LAST_WORDS or name.endswith(("Data Centers", "Data Centres"))):
        told = match is not None and words[-1] == "AI" and match.lastgroup in _TELLS
        return match.lastgroup if match is not None and told else "tail"
    if match is None and start > 1 and text[start - 1] == " ":
        word = text.rfind(" ", max(0, start - BEFORE_REACH), start - 1) + 1
        if start - word <= BEFORE_REACH and _ends_a_context(text[word : start - 1]):
            match = BEFORE.search(text, max(0, start - BEFORE_REACH), start)
    return match.lastgroup if match else None


@lru_cache(maxsize=4096)  # the same few words stand before most names
def _ends_a_context(word: str) -> bool:
    return BEFORE_LAST.fullmatch(word) is not None


_TELLS = frozenset({"apposition", "raised"})
"""Contexts that make "Smelt AI" a name; "European AI" alone is none."""


def _plausible(text: str, name: str, start: int, end: int, key: str) -> bool:
    words = name.split()
    ends_as_one = key in ("legal_form", "ticker") or (key in _TELLS if words[-1] == "AI" else key == "tail")
    if words[-1] in NOT_NAMES and (len(words) == 1 or not ends_as_one):
        return False  # "Canara Bank" and "Wexcombe Group PLC" may end so
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
