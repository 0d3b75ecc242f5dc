"""The table of parties: names, aliases, owners, and what is said of a file that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.errors import TableError
from claims.parties import KINDS, TRADES, Party, PartyTable, load_parties, read_table

HEAD = "name,kind,parent,aliases\n"


WITH_TRADE = "name,kind,parent,aliases,trade\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "mine.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_file_is_read_row_by_row(tmp_path: Path) -> None:
    """Name, kind, owner and the other written forms, with spaces trimmed."""
    path = written(tmp_path, HEAD + "Acme Cloud,company, Acme ,AC | Acme Web\nAcme,company,,\n")
    assert read_table(path) == [
        Party("Acme Cloud", "company", "Acme", ("AC", "Acme Web")),
        Party("Acme", "company"),
    ]


def test_a_fifth_column_may_tell_trades(tmp_path: Path) -> None:
    """What a company does; an empty cell, and a table without the column, tell nothing."""
    path = written(tmp_path, WITH_TRADE + "Acme,company,,AC, cloud \nHooli,company,,,\n")
    assert read_table(path) == [Party("Acme", "company", None, ("AC",), "cloud"), Party("Hooli", "company")]
    assert {row.trade for row in read_table(written(tmp_path, HEAD + "Acme,company,,AC\n"))} == {None}


@pytest.mark.parametrize("trade", TRADES)
def test_every_trade_is_read_and_used(tmp_path: Path, trade: str) -> None:
    """Each is accepted in an analyst's file, and the shipped table has parties of it."""
    assert [row.trade for row in read_table(written(tmp_path, WITH_TRADE + f"Acme,company,,,{trade}\n"))] == [trade]
    assert any(row.trade == trade for row in load_parties())


def test_an_unknown_trade_is_one_line(tmp_path: Path) -> None:
    """File, line, value and repair."""
    path = written(tmp_path, WITH_TRADE + "Acme,company,,,shop\n")
    with pytest.raises(TableError) as error:
        read_table(path)
    assert str(error.value) == f"party table {path}, line 2: trade 'shop'; use one of {list(TRADES)}"


def test_only_companies_and_news_outlets_have_a_trade() -> None:
    """A trade says what somebody does in the field: a fund, a place or a product has none."""
    assert {row.kind for row in load_parties() if row.trade not in (None, "news")} == {"company"}
    assert {row.kind for row in load_parties() if row.trade == "news"} <= {"company", "organisation"}


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    """Spreadsheets write one."""
    assert read_table(written(tmp_path, b"\xef\xbb\xbf" + HEAD.encode() + b"Acme,company,,\n")) == [
        Party("Acme", "company")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,kind\nAcme,company\n", "line 1: columns are"),
        ("", "line 1: columns are"),
        (HEAD + "Acme,company,,\n,company,,\n", "line 3: no name"),
        (HEAD + "Acme,compny,,\n", "line 2: kind 'compny'; use one of"),
        (WITH_TRADE + "Acme,company,,,cloud\nHool,company,,,clouds\n", "line 3: trade 'clouds'; use one of ['lab', "),
        ("name,kind,parent,aliases,trades\n", "write name,kind,parent,aliases"),
        (HEAD.encode() + b"Caf\xe9,company,,\n", "byte 28 is not UTF-8; save the file as UTF-8"),
    ],
)
def test_a_bad_file_is_named_with_line_and_repair(tmp_path: Path, text: str | bytes, message: str) -> None:
    """The error names the file, the line and what to do."""
    path = written(tmp_path, text)
    with pytest.raises(TableError) as error:
        read_table(path)
    assert str(path) in str(error.value)
    assert message in str(error.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A wrong path is one clear line, not a traceback of the system's."""
    with pytest.raises(TableError, match=r"nowhere\.csv: .*; check the path"):
        read_table(tmp_path / "nowhere.csv")


def test_forms_lead_to_names() -> None:
    """Every written form finds the canonical name, exact in case; others find nothing."""
    table = PartyTable([Party("Acme Cloud", "company", None, ("AC",))])
    assert [table.canonical(form) for form in ("AC", "Acme Cloud", "ac", "Other")] == [
        "Acme Cloud", "Acme Cloud", None, None,
    ]  # fmt: skip


def test_the_top_owner_is_found_even_in_a_circle() -> None:
    """Ownership is followed to the top; a circle in the table ends where it began to repeat."""
    rows = [
        Party("C", "company", "B"),
        Party("B", "company", "A"),
        Party("X", "company", "Y"),
        Party("Y", "company", "X"),
    ]
    table = PartyTable(rows)
    assert [table.group(name) for name in ("C", "B", "A", "Unknown", "X", "Y")] == ["A", "A", "A", "Unknown", "Y", "X"]


def test_an_analysts_row_replaces_the_shipped_one(tmp_path: Path) -> None:
    """A known name is replaced, a new one added, and the rest stays."""
    shipped = load_parties()
    table = load_parties(written(tmp_path, HEAD + "Acme Fictional AI,lab,,AFAI\n"))
    assert len(table) == len(shipped) + 1
    assert table.canonical("AFAI") == "Acme Fictional AI"


def test_the_shipped_table_is_sound() -> None:
    """Known kinds only, owners that have a row, no form that two rows claim."""
    rows = list(load_parties())
    names = {row.name for row in rows}
    assert {row.kind for row in rows} <= KINDS
    assert {row.parent for row in rows if row.parent} <= names
    forms = [form for row in rows for form in set(row.forms)]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []


def test_a_family_is_the_same_whoever_of_it_asks() -> None:
    """Also where the owner has no row of its own."""
    table = PartyTable([Party("Acme Cloud", "company", "Acme"), Party("Acme AI", "lab", "Acme Cloud")])
    family = {"Acme", "Acme Cloud", "Acme AI"}
    assert {name: table.family(name) for name in family} == dict.fromkeys(family, frozenset(family))
    assert table.family("Other") == frozenset({"Other"})
