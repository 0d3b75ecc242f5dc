"""The texts of fixtures/wording: each stands for one kind of wording, with what should be read from it beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from benchmarks.fixture_pages import FIXTURES, placed
from claims.article import Article, Publication
from extractors.article import read_text

WORDING = FIXTURES / "wording"


@dataclass(frozen=True, slots=True)
class Text:
    """One text with its date and outlet, and the claims in the file of the same name."""

    name: str
    published: str
    publisher: str

    def article(self) -> Article:
        """The text read as a file, named like the text."""
        path = WORDING / f"{self.name}.txt"
        given = Publication(self.published, "given")
        return read_text(path.read_bytes(), name=path.name, doc=self.name, publication=given, publisher=self.publisher)

    def rows(self) -> list[dict[str, Any]]:
        """The expected claims as they are written, without offsets."""
        lines = (WORDING / f"{self.name}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]

    def gold(self) -> list[dict[str, Any]]:
        """The expected claims with `doc`, `start` and `end`.  Raises ValueError where a context does not stand once."""
        text, where = self.article().text, f"fixtures/wording/{self.name}.jsonl"
        return [{"doc": self.name, **row, **placed(row, text, where)} for row in self.rows()]


def texts() -> list[Text]:
    """All texts that fixtures/wording/index.jsonl lists, in its order."""
    lines = (WORDING / "index.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [Text(row["doc"], row["published"], row["publisher"]) for row in rows]
