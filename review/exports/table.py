"""The formats that can be exported: one row each, and the module that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from claims.errors import CounterclaimError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from review.exports.material import Material

    Write = Callable[[Material, BinaryIO], None]

_OURS = ("claims", "extractors", "storage", "flows", "review")


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One row of FORMATS.

    what -- it in words, for the help.  of -- what it is a list of: it decides which filters apply.
    module -- has a function `write(material, out)` and is imported when it is used, for some load large libraries.
    text -- whether it may be shown on a terminal.
    """

    name: str
    what: str
    of: Literal["claims", "cases"]
    module: str
    media_type: str
    text: bool = True

    def writer(self) -> Write:
        """The function that writes the format.  Raises CounterclaimError where its library is not installed."""
        try:
            found: Write = import_module(self.module).write
        except ModuleNotFoundError as error:
            if error.name is None or error.name.split(".")[0] in _OURS:
                raise
            repair = f"pip install 'counterclaim[{self.name}]'"
            raise CounterclaimError(f"export {self.name} needs {error.name}, which is missing; {repair}") from error
        return found


_ROWS = (
    ExportFormat("csv", "a row a claim", "claims", "review.exports.rows_csv", "text/csv"),
    ExportFormat("jsonl", "an object a claim", "claims", "review.exports.rows_jsonl", "application/jsonl"),
    ExportFormat(
        "parquet", "typed columns", "claims", "review.exports.rows_parquet", "application/vnd.apache.parquet",
        text=False,
    ),
    ExportFormat(
        "annotation", "W3C Web Annotations", "claims", "review.exports.annotation",
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    ),
    ExportFormat("ftm", "FollowTheMoney statements", "claims", "review.exports.ftm", "application/jsonl"),
    ExportFormat("atom", "a feed of cases", "cases", "review.exports.atom", "application/atom+xml"),
)  # fmt: skip

FORMATS: dict[str, ExportFormat] = {row.name: row for row in _ROWS}
"""All formats by name, in the order in which people are shown them."""


def known_format(name: str) -> str:
    """The format's name.  Raises UsageError where there is none."""
    if name not in FORMATS:
        raise UsageError(f"unknown format {name!r}; use one of {', '.join(FORMATS)}")
    return name
