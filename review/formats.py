"""Writes data to stdout, as a table for people or as json, jsonl or csv for programs, and messages to stderr."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TextIO, TypeVar

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

T = TypeVar("T")

NO_LIMIT = 10_000
"""Columns of a table that no terminal shows: no line of it is wrapped, so that grep finds whole rows."""

_SILENT = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")
"""Characters without any effect but on line breaks and letter forms: left out where people read."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories of what steers and is not seen: controls, formats, surrogates, private use, unassigned."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet run a cell (OWASP, CSV injection); such a cell gets an apostrophe before it."""

_INLINE = frozenset({"event"})
"""Objects in a row whose keys stand in a csv without the object's name before them: round, site, instrument."""


class Format(StrEnum):
    """What can follow --format."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column of a table: its heading, and the line or lines in it.

    right -- set it flush right.  whole -- do not break its lines where the table is narrow.
    """

    title: str
    cell: Callable[[T], str | tuple[str, ...]]
    right: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """How one kind of thing is printed.

    row -- the object that json and jsonl print.  columns -- what the table shows.  header -- the columns of a csv, the
    same for every row and printed also when there is none.
    """

    row: Callable[[T], Mapping[str, Any]]
    columns: tuple[Column[T], ...]
    header: tuple[str, ...]


class Printer(Generic[T]):
    """Prints things of one shape: `add` them inside a with-block.

    jsonl and csv are written as they come; a table is drawn when the block ends, because its columns fit all rows.
    """

    def __init__(self, shape: Shape[T], form: Format) -> None:
        self._shape = shape
        self._form = form
        self._out = people_stdout() if form is Format.table else machine_stdout()
        self._items: list[T] = []
        self.count = 0

    def __enter__(self) -> Self:
        if self._form is Format.csv:
            self._out.write(csv_line(self._shape.header))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, BrokenPipeError):
            return
        if self._form is Format.json:
            self._out.write("\n]\n" if self.count else "[]\n")
        elif self._form is Format.table and self._items:
            draw(self._shape, self._items)
        self._out.flush()

    def add(self, item: T) -> None:
        """Print one thing, or keep it for the table."""
        self.count += 1
        match self._form:
            case Format.table:
                self._items.append(item)
            case Format.jsonl:
                self._out.write(json_line(self._shape.row(item)) + "\n")
            case Format.json:
                self._out.write(("[\n" if self.count == 1 else ",\n") + json_line(self._shape.row(item)))
            case Format.csv:
                row = flat(self._shape.row(item))
                self._out.write(csv_line(row.get(name) for name in self._shape.header))

    def flush(self) -> None:
        """Hand on what was printed so far."""
        self._out.flush()


def print_all(items: Iterable[T], shape: Shape[T], form: Format, none: str) -> None:
    """Print the things; a table without any is the line `none` on stderr."""
    with Printer(shape, form) as printer:
        for item in items:
            printer.add(item)
    if not printer.count and form is Format.table:
        say(none)


def print_one(row: Mapping[str, Any], header: tuple[str, ...], form: Format) -> None:
    """Print one object for programs; json prints it bare, not in a list."""
    if form is Format.json:
        out = machine_stdout()
        out.write(json_line(row) + "\n")
        out.flush()
        return
    shape: Shape[Mapping[str, Any]] = Shape(row=dict, columns=(), header=header)
    with Printer(shape, form) as printer:
        printer.add(row)


def say(line: str) -> None:
    """One line to the person, on stderr."""
    print(f"counterclaim: {clean(line)}", file=sys.stderr, flush=True)  # noqa: T201  # the one place for messages


def machine_stdout() -> TextIO:
    """stdout for programs: UTF-8 whatever the locale; a lone surrogate of a file's name becomes its \\u escape."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return sys.stdout


def people_stdout() -> TextIO:
    """stdout for people: in the locale's encoding, with escapes for what it cannot write."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    return sys.stdout


def clean(text: str) -> str:
    """A text of unknown origin as one line that cannot steer a terminal: `harmless`, with single spaces."""
    return " ".join(harmless(text).split())


def harmless(text: str, *, marks: bool = False) -> str:
    """A text of unknown origin without what could steer a terminal or reverse a reading direction.

    White space of all kinds becomes a space; controls, escapes, bidirectional overrides and lone surrogates become
    visible (`\\x1b`, `\\u202e`); what has neither width nor meaning (soft hyphen, zero-width space) is left out,
    or visible with `marks`.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char, marks) for char in text)


def _visible(char: str, marks: bool) -> str:
    if char.isspace():
        return " "
    if char in _SILENT:
        return char.encode("ascii", "backslashreplace").decode() if marks else ""
    if unicodedata.category(char) in _INVISIBLE:
        return f"\\x{ord(char):02x}" if ord(char) < 256 else char.encode("ascii", "backslashreplace").decode()
    return char


def show(*things: RenderableType) -> None:
    """Print something of rich's: with colour and the width of a terminal on one, plain and unwrapped elsewhere.

    A set COLUMNS is the width everywhere.  Strings are printed as they are: no markup, emoji names or links.
    """
    from rich.console import Console

    stream = people_stdout()
    width = None if stream.isatty() or os.environ.get("COLUMNS", "").isdigit() else NO_LIMIT
    console = Console(file=stream, width=width, markup=False, emoji=False, highlight=False)
    with console.capture() as capture:  # written below, so that a closed pipe is our error and not rich's exit
        console.print(*things, sep="\n")
    stream.write("\n".join(line.rstrip() for line in capture.get().split("\n")))
    stream.flush()


def styled(*parts: str | tuple[str, str]) -> Text:
    """One line of a sheet; a part with a style is a pair.  All of it is made harmless, edges and all."""
    from rich.text import Text

    line = Text()
    for part in parts:
        text, style = (part, "") if isinstance(part, str) else part
        line.append(harmless(text), style)
    return line


def draw(shape: Shape[T], items: Sequence[T]) -> None:
    """Draw a table of the things."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in shape.columns:
        justify: Literal["left", "right"] = "right" if column.right else "left"
        table.add_column(column.title, justify=justify, overflow="fold", no_wrap=column.whole)
    for item in items:
        cells = (column.cell(item) for column in shape.columns)
        lines = ((cell,) if isinstance(cell, str) else cell for cell in cells)
        table.add_row(*(Text("\n".join(map(clean, cell))) for cell in lines))
    show(table)


def json_line(row: Mapping[str, Any]) -> str:
    """One row as JSON, in its own script."""
    return json.dumps(row, ensure_ascii=False)


def csv_line(cells: Any) -> str:
    """One line of a csv; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(_cell(cell) for cell in cells)  # so that it quotes a lone \r
    return line.getvalue().removesuffix("\r\n") + "\n"


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as columns: `a.doc` becomes `a_doc`, `event.round` becomes `round`, a list is joined by `; `."""
    columns: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            inner = flat(value)
            columns.update(inner if name in _INLINE else {f"{name}_{key}": cell for key, cell in inner.items()})
        elif isinstance(value, list | tuple):
            columns[name] = "; ".join(json_line(item) if isinstance(item, Mapping) else str(item) for item in value)
        else:
            columns[name] = value
    return columns


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    if isinstance(value, bool):
        return str(value).lower()
    return value
