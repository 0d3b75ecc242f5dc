"""The one place that prints: what each format looks like, and what it does with hostile text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest

from review.formats import Column, Format, Printer, Shape, clean, csv_line, flat, harmless

PEOPLE: Shape[Mapping[str, Any]] = Shape(
    row=lambda row: row,
    columns=(
        Column("name", lambda row: (row["name"], row["place"])),
        Column("age", lambda row: str(row["age"]), right=True),
    ),
    header=("name", "place", "age"),
)
ROWS = ({"name": "Ada", "place": "Köln", "age": 36}, {"name": "[red]Bob[/red] :smile:", "place": "", "age": 7})


def printed(form: Format, capsys: pytest.CaptureFixture[str], *rows: Mapping[str, Any]) -> str:
    """What a printer writes for the rows."""
    with Printer(PEOPLE, form) as printer:
        for row in rows:
            printer.add(row)
    return capsys.readouterr().out


def test_jsonl_is_a_line_a_row_in_its_own_script(capsys: pytest.CaptureFixture[str]) -> None:
    """Letters are not escaped."""
    assert printed(Format.jsonl, capsys, *ROWS).splitlines()[0] == '{"name": "Ada", "place": "Köln", "age": 36}'


@pytest.mark.parametrize("count", [0, 1, 2])
def test_json_is_one_list_of_any_length(capsys: pytest.CaptureFixture[str], count: int) -> None:
    """Also an empty one."""
    assert json.loads(printed(Format.json, capsys, *ROWS[:count])) == list(ROWS[:count])


def test_csv_has_a_header_also_without_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """A spreadsheet sees the columns it will get."""
    assert printed(Format.csv, capsys) == "name,place,age\n"


def test_csv_keeps_line_breaks_and_quotes_in_their_cell(capsys: pytest.CaptureFixture[str]) -> None:
    """Reading it back gives what was printed."""
    row = {"name": 'a "b"\nc', "place": "d,e", "age": 1}
    assert list(csv.reader(io.StringIO(printed(Format.csv, capsys, row))))[1] == ['a "b"\nc', "d,e", "1"]


def test_a_table_has_its_rows_in_order_and_interprets_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    """A cell of several lines is a row of several lines."""
    assert printed(Format.table, capsys, *ROWS) == (
        "name                     age\n"
        "────────────────────────────\n"
        "Ada                       36\n"
        "Köln\n"
        "[red]Bob[/red] :smile:     7\n"
        "\n"
    )  # fmt: skip


def test_a_table_of_nothing_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """No heading stands alone."""
    assert printed(Format.table, capsys) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("  two\n lines\tand\u00a0more \u2028", "two lines and more"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("bell\x07 nul\x00 c1\x9b", "bell\\x07 nul\\x00 c1\\x9b"),
        ("\u202e$01\u202c \u2066x\u2069 \u200f", "\\u202e$01\\u202c \\u2066x\\u2069 \\u200f"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
        ("caf\udce9.txt", "caf\\udce9.txt"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("€2.4bn – “Köln” 東京 🙂", "€2.4bn – “Köln” 東京 🙂"),
        ("", ""),
    ],
)
def test_hostile_text_is_made_visible(text: str, shown: str) -> None:
    """Controls, escapes and reversals are shown; letters of all scripts stay."""
    assert clean(text) == shown
    assert clean(clean(text)) == shown


def test_harmless_text_keeps_its_spaces() -> None:
    """Where a layout is ours, a line break becomes one space, and no space is lost."""
    assert harmless(" a\n b\x1b") == " a  b\\x1b"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(cell: str) -> None:
    """Titles are written by strangers; numbers stay numbers."""
    assert next(csv.reader(io.StringIO(csv_line([cell, -1]), newline=""))) == ["'" + cell, "-1"]


def test_a_nested_row_is_flat() -> None:
    """An event's parts stand alone, other objects' parts behind their name, lists in one cell."""
    row = {"a": {"doc": "x", "event": {"round": "A"}}, "event": {"round": "B", "site": None}, "who": ["p", "q"], "n": 1}
    assert flat(row) == {"a_doc": "x", "a_round": "A", "round": "B", "site": None, "who": "p; q", "n": 1}
