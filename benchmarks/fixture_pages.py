"""The fixture pages as the benchmarks and the tests use them: each page with what should be read from it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from claims.article import Article
from extractors.article import read_html

FIXTURES = Path(__file__).parent.parent / "fixtures"
SITE, EXPECTED = FIXTURES / "site", FIXTURES / "expected"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of fixtures/site, and the two files under fixtures/expected that say what it holds."""

    name: str

    @property
    def html(self) -> Path:
        """The page itself."""
        return SITE / f"{self.name}.html"

    @property
    def claims_file(self) -> Path:
        """One expected claim a line."""
        return EXPECTED / f"{self.name}.jsonl"

    @property
    def meta_file(self) -> Path:
        """Title, date, language, flags, refusal."""
        return EXPECTED / f"{self.name}.meta.json"

    def article(self) -> Article:
        """The page read as a file, named like the page.  Raises Refusal where the page is no article."""
        return _article(self.name)

    def meta(self) -> dict[str, Any]:
        """What the page says about itself."""
        return dict(json.loads(self.meta_file.read_text(encoding="utf-8")))

    def rows(self) -> list[dict[str, Any]]:
        """The expected claims as they are written, without offsets."""
        lines = self.claims_file.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]

    def gold(self) -> list[dict[str, Any]]:
        """The expected claims with `doc`, `start` and `end`.  Raises ValueError where a context does not stand once."""
        text = self.article().text if self.rows() else ""
        return [{"doc": self.name, **row, **placed(row, text, str(self.claims_file))} for row in self.rows()]


def placed(row: dict[str, Any], text: str, where: str) -> dict[str, int]:
    """`start` and `end` of an expected claim in the text of its page.  Raises ValueError naming file and context."""
    context, quote = row["context"], row["quote"]
    if text.count(context) != 1 or context.count(quote) != 1:
        raise ValueError(
            f"{where}: context {context!r} stands {text.count(context)} times in the text, "
            f"its quote {quote!r} {context.count(quote)} times in it; write an excerpt that stands once"
        )
    start = text.index(context) + context.index(quote)
    return {"start": start, "end": start + len(quote)}


def pages() -> list[Page]:
    """All fixture pages, by name."""
    return [Page(path.stem) for path in sorted(SITE.glob("*.html"))]


@cache
def _article(name: str) -> Article:
    page = Page(name)
    return replace(read_html(page.html.read_bytes(), name=page.html.name), doc=name)
