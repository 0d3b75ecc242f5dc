"""Free text: what a person types into the search box, and the words of a case that it is looked for in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storage.schema import cases

WORDS = 12
"""Words of one search that count: the rest is passed over."""

LETTERS = 64
"""Letters of a word that count."""

LENGTH = 20_000
"""Characters of a case's words that are kept: some hundred sentences."""

BEGINS = 3
"""From so many letters on, a word is also found by its beginning, unless it is a number."""

_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r'(?P<no>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')


def words_of(text: str) -> list[str]:
    """The words of a text without capitals and accents; signs and stops part them: `$2.4bn` is `2` and `4bn`."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return [word[:LETTERS] for word in _WORD.findall(plain.casefold())]


def kept(texts: Iterable[str]) -> str:
    """The words of these texts as they are stored: each text once, a space between two words."""
    lines = dict.fromkeys(" ".join(words_of(text)) for text in texts)
    whole = " ".join(filter(None, lines))
    return whole if len(whole) <= LENGTH else whole[:LENGTH].rpartition(" ")[0]


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: all of these words (found by their beginnings), all phrases, and none of those without."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    without: tuple[str, ...]


def read_search(typed: str) -> Search:
    """What was typed: words, `"a phrase"`, `-without`; whatever else stands there parts words and is never an error."""
    words: dict[str, None] = {}
    phrases: dict[str, None] = {}
    without: dict[str, None] = {}
    for part in _PART.finditer(typed):
        found = words_of(part["phrase"] or part["word"] or "")
        if part["no"]:
            without.update(dict.fromkeys(found))
            continue
        words.update(dict.fromkeys(found))
        if len(found) > 1:  # "2.4" is looked for as one, though it is kept as two
            phrases[" ".join(found)] = None
    return Search(tuple(words)[:WORDS], tuple(phrases)[:WORDS], tuple(without)[:WORDS])


def conditions(typed: str) -> Iterator[ColumnElement[bool]]:
    """What a case has to fulfil for a search; a search without any word asks for nothing."""
    asked = read_search(typed)
    if asked.words:
        yield cases.c.key.op("IN", is_comparison=True)(_having(asked.words, asked.phrases, " AND ", " & "))
    if asked.without:
        yield cases.c.key.op("NOT IN", is_comparison=True)(_having(asked.without, (), " OR ", " | "))


class _Keys(FunctionElement[int]):
    """Keys of the rows of case_words that have the words: takes what SQLite's FTS5 is asked, and what PostgreSQL is.

    The latter has no places of words in its index, and looks for phrases in the rows that have their words.
    """

    type = Integer()
    inherit_cache = True
    name = "keys_with_words"


def _having(words: Iterable[str], phrases: Sequence[str], fts5: str, tsquery: str) -> _Keys:
    asked = [(word, len(word) >= BEGINS and not word.isdigit()) for word in words]
    quoted = (f'"{phrase}"' for phrase in phrases)
    return _Keys(
        literal(fts5.join((*(f'"{word}"{"*" if begins else ""}' for word, begins in asked), *quoted))),
        literal(tsquery.join(f"'{word}'{':*' if begins else ''}" for word, begins in asked)),
        *(literal(f" {phrase} ") for phrase in phrases),
    )


@compiles(_Keys, "sqlite")
def _on_sqlite(element: _Keys, compiler: SQLCompiler, **more: Any) -> str:
    question, *_ = element.clauses
    return f"(SELECT rowid FROM case_search WHERE case_search MATCH {compiler.process(question, **more)})"


@compiles(_Keys, "postgresql")
def _on_postgresql(element: _Keys, compiler: SQLCompiler, **more: Any) -> str:
    _, question, *phrases = element.clauses
    held = "array_to_tsvector(string_to_array(found.words, ' '))"
    having = [f"{held} @@ CAST({compiler.process(question, **more)} AS tsquery)"]
    having += [f"strpos(' ' || found.words || ' ', {compiler.process(one, **more)}) > 0" for one in phrases]
    return f"(SELECT found.key FROM case_words AS found WHERE {' AND '.join(having)})"
