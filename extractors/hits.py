"""Words of the lexicon in a sentence: what its sums may measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors.lexicon import ROWS, Row


class Hit(NamedTuple):
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


def find_hits(lows: Sequence[str]) -> list[Hit]:
    """All words of the lexicon among the units of a sentence in lower case, the longest phrase at each place.

    "capital-spending" counts as "spending" where no row names it.
    """
    found: list[Hit] = []
    behind = 0
    for i, key in enumerate(lows):
        if i < behind or (key not in _TRIE and "-" not in key):
            continue
        if key not in _TRIE:
            tail = key.rpartition("-")[2]
            if any(row.kind == "noun" and words == (tail,) for words, row in _TRIE.get(tail, ())):
                key = tail
        for words, _ in _TRIE.get(key, ()):
            if (key, *lows[i + 1 : i + len(words)]) == words:
                found.extend(Hit(row, i, i + len(words) - 1) for other, row in _TRIE[key] if other == words)
                behind = i + len(words)
                break
    return found
