"""The templates of the desk: where they are, what they may call, and that no value reaches a page unescaped."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from claims.article import FLAGS
from claims.cases import value_words
from claims.metrics import METRICS
from review import case_tables, words
from review.formats import harmless

FOLDER = Path(__file__).parent

LONGEST_URL = 4_000

STATES: dict[str, str] = {
    "new": "New", "changed": "Changed", "unchanged": "Unchanged", "twin": "A copy of a stored article",
}  # fmt: skip
"""What became of an article, in words."""


def templates() -> Jinja2Templates:
    """The desk's templates.

    They know `words` (review.words), `value_words`, `about` and `support` (review.case_tables), `METRICS`, `static` for
    the address of a static file, and the filters `web`, an address if it is one of the web, else nothing, and `cut`, a
    text that may be of any length.
    """
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=shown, auto_reload=False,
    )  # fmt: skip
    environment.globals |= {
        "words": words, "value_words": value_words, "about": case_tables.about, "support": case_tables.support,
        "METRICS": METRICS, "FLAGS": FLAGS, "STATES": STATES, "static": static,
    }  # fmt: skip
    environment.filters |= {"web": web, "cut": cut}
    return Jinja2Templates(env=environment)


def shown(value: Any) -> Any:
    """A value as a page prints it: a text without what could hide or reverse it; its lines stay."""
    if not isinstance(value, str) or isinstance(value, Markup) or (value.isascii() and value.isprintable()):
        return value
    return "\n".join(harmless(line) for line in value.split("\n"))


def web(url: str | None) -> str | None:
    """The address where a browser may follow it: http and https only, and of a length that addresses have."""
    fits = url is not None and len(url) <= LONGEST_URL and url.lower().startswith(("http://", "https://"))
    return url if fits else None


def cut(text: str, most: int) -> str:
    """The text, its end replaced by an ellipsis where it has more characters than that."""
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


@cache
def static(name: str) -> str:
    """The address of a static file, another one when the file changes."""
    return f"/static/{name}?{sha256((FOLDER / 'static' / name).read_bytes()).hexdigest()[:12]}"
