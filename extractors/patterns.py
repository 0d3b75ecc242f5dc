"""Patterns of many words, written so that `re` looks at few of them.

What costs time is to try every word at every letter, and more so where the case of each letter is ignored.  So a text
is searched in lower case, and a pattern begins with the letters themselves: `re` skips what is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def lowered(text: str) -> str:
    """The text in lower case, with every character at its place.

    The letters that `re` takes for i and s where it ignores case are i and s: İ (two characters in lower case), ı, ſ.
    """
    low = text.lower()
    if low.isascii():
        return low
    if len(low) != len(text):
        low = text.replace("İ", "i").lower()
    return low.replace("ı", "i").replace("ſ", "s")


def any_of(forms: Iterable[str], check: str = "") -> str:
    """Source of a pattern for any of the forms, the longest first; grouped by first letters, so that few are tried.

    check -- source of what must hold behind the first letter: tried there, it costs nothing at other letters.
    """
    tails: dict[str, list[str]] = {}
    for form in sorted(set(forms), key=lambda form: (-len(form), form)):
        tails.setdefault(form[0], []).append(re.escape(form[1:]))
    return "|".join(f"{re.escape(first)}{check}(?:{'|'.join(rest)})" for first, rest in tails.items())


def by_first_letter(alternatives: str, check: str = "") -> str:
    """Source of a pattern that finds something where one of the alternatives would; few of them are tried at a place.

    alternatives -- source of a pattern in lower case, as it stands between `(?:` and `)`.  check -- source of what must
    hold behind a first letter: where every alternative begins with a plain one, it costs nothing at other letters.
    """
    letters: dict[str, list[str]] = {}
    for one in _opened(alternatives):
        plain = one[0].isalpha() and one[1:2] not in tuple("?*+{")
        letters.setdefault(one[0] if plain else "", []).append(one[1:] if plain else one)
    return "|".join(f"{first}{check if first else ''}(?:{'|'.join(rest)})" for first, rest in letters.items())


def _opened(alternatives: str) -> Iterator[str]:
    """The alternatives; of one that begins with a choice of words, "(?:is|are) to", each word with what follows."""
    for one in _split(alternatives):
        choice = _CHOICE.match(one)
        if choice is None:
            yield one
        else:
            yield from (first + one[choice.end() :] for first in _opened(choice["words"]))


_CHOICE = re.compile(r"\(\?:(?P<words>[^()\\\[\]]+)\)(?![?*+{])")
"""Brackets around nothing but words, which stand there once."""


def _split(alternatives: str) -> list[str]:
    """The alternatives, cut at each `|` that stands in no brackets."""
    out, depth = [""], 0
    for part in _PARTS.findall(alternatives):
        depth += (part == "(") - (part == ")")
        if part == "|" and not depth:
            out.append("")
        else:
            out[-1] += part
    return out


_PARTS = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|.", re.DOTALL)
"""What a pattern is made of, as far as its alternatives are concerned: an escape, a class, another character."""
