"""`counterclaim chart`: a picture in a file, or one clear line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

Run = Callable[..., Any]


@pytest.mark.parametrize("party", ["Northwind Compute", "northwind compute", "Northwind"])
def test_a_chart_is_drawn_into_a_file(cli: Run, stored: Path, tmp_path: Path, party: str) -> None:
    """A party in any of its forms; the same store gives the same file."""
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    done = cli("chart", party, "funding", "-o", one)
    assert (done.code, done.out) == (0, "")
    assert done.err == f"counterclaim: {one}: 3 values of Northwind Compute, Funding round\n"
    assert cli("chart", party, "funding", "--output", two).code == 0
    assert one.read_bytes() == two.read_bytes()
    root = etree.fromstring(one.read_bytes())
    links = {link.get("href") for link in root.iter("{http://www.w3.org/2000/svg}a")}
    assert links == {"https://wire.example/northwind#:~:text=%242.4%20billion"}


def test_a_chart_is_drawn_as_png(cli: Run, stored: Path, tmp_path: Path) -> None:
    """By the file's suffix, in any case."""
    path = tmp_path / "one.PNG"
    assert cli("chart", "Northwind", "power", "-o", path, "--log", "--since", "2026", "--until", "2026-06").code == 0
    assert path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (
            ("Nobody", "funding", "-o", "x.svg"),
            1,
            "no claim names the party 'Nobody'; `counterclaim claims` lists what",
        ),
        (
            ("Northwind", "debt", "-o", "x.svg"),
            1,
            "nothing to draw: there is no claim on the debt of 'Northwind Compute'",
        ),
        (("Northwind", "funding", "-o", "x.svg", "--until", "1999"), 1, "nothing to draw in these dates: there is no"),
        (("Northwind", "funds", "-o", "x.svg"), 2, "unknown metric 'funds'; use one of funding"),
        (("Northwind", "funding", "-o", "x.pdf"), 2, "-o 'x.pdf' ends neither in .svg nor in .png; name a file that"),
        (("Northwind", "funding", "-o", "x.svg", "--since", "19"), 2, "--since '19' is no date; write 2025"),
        (
            ("Northwind", "funding", "-o", "no/such/folder/x.svg"),
            1,
            "cannot write 'no/such/folder/x.svg': No such file",
        ),
    ],
)
def test_what_cannot_be_drawn_is_one_line(
    cli: Run,
    stored: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    line: str,
) -> None:
    """And no file is written."""
    monkeypatch.chdir(tmp_path)
    done = cli("chart", *arguments)
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)
    assert done.err.startswith(f"counterclaim: {line}")
    assert list(tmp_path.glob("**/x.*")) == []


def test_undated_claims_alone_are_nothing_to_draw(cli: Run, tmp_path: Path) -> None:
    """The line says why."""
    dump = tmp_path / "undated.jsonl"
    dump.write_text(json.dumps({"id": "u", "text": "Northwind Compute raised $2.4 billion."}) + "\n", encoding="utf-8")
    assert cli("ingest", dump).code == 0
    done = cli("chart", "Northwind", "funding", "-o", tmp_path / "x.svg")
    assert (done.code, "nothing to draw: 1 value without any date is only in the table" in done.err) == (1, True)
