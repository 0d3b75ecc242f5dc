"""What extract prints: claims, parties, and how each claim was read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from review.options import Explaining, with_a_value

Run = Callable[..., Any]

STORY = "Northwind Compute raised $2.4 billion in a Series C round.\n\nIt has over 900 MW of power.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A short text file."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_rows_come_in_the_order_of_the_input(cli: Run, stories: Path, story: Path) -> None:
    """First by source as typed, then by line, then by place in the text; doc is the row's id or the file's name."""
    rows = cli("extract", "--format", "jsonl", story, stories).rows
    assert [row["doc"] for row in rows] == ["story.txt", "story.txt", "wire-1", "ledger-1", "echo-1", "plan-1"]
    assert [STORY[row["start"] : row["end"]] for row in rows[:2]] == ["$2.4 billion", "900 MW"]
    assert [row["quote"] for row in rows[:2]] == ["$2.4 billion", "900 MW"]


def test_no_store_is_made(cli: Run, story: Path, tmp_path: Path) -> None:
    """Reading leaves nothing behind."""
    assert cli("extract", story).code == 0
    assert not (tmp_path / "claims.db").exists()


def test_a_table_says_it_in_words(cli: Run, story: Path) -> None:
    """One line a claim where nobody looks at a terminal's width."""
    heading, _, money, power = cli("extract", story).out.splitlines()
    assert heading.split() == ["who", "what", "how", "much", "when", "how", "sure", "from", "id"]
    assert " ".join(money.split()).startswith(
        "Northwind Compute Funding round (Series C) $2.4 billion asserted story.txt, undated"
    )
    assert "over 900 MW" in power


def test_a_set_width_is_kept(cli: Run, story: Path) -> None:
    """COLUMNS is the width of a table also where there is no terminal."""
    assert max(map(len, cli("extract", story, COLUMNS="70").out.splitlines())) <= 70


def test_parties_are_mentions_with_places(cli: Run, story: Path) -> None:
    """Canonical name, words and offsets."""
    row = cli("extract", "--parties", "--format", "jsonl", story).rows[0]
    assert (row["canonical"], row["kind"], STORY[row["start"] : row["end"]]) == (
        "Northwind Compute", "company", row["text"],
    )  # fmt: skip


def test_explain_shows_rule_and_cues_with_their_words(cli: Run, story: Path) -> None:
    """Every span is named with the words that stand there."""
    done = cli("extract", "--explain", story)
    assert done.code == 0
    assert "Northwind Compute: Funding round (Series C): $2.4 billion; asserted" in done.out
    assert "“Northwind Compute raised $2.4 billion in a Series C round.”" in done.out
    assert "rule " in done.out
    assert "subject    “Northwind Compute” 0:17" in done.out


def test_explain_for_programs_adds_the_cues_to_the_rows(cli: Run, story: Path) -> None:
    """Offsets and words agree."""
    for row in cli("extract", "--explain", "--format", "jsonl", story).rows:
        assert [STORY[cue["start"] : cue["end"]] for cue in row["cues"]] == [cue["text"] for cue in row["cues"]]
    rows = list(csv.DictReader(io.StringIO(cli("extract", "--explain", story, "--format", "csv").out)))
    assert json.loads(rows[0]["cues"].split("; {")[0])["decided"]


def test_explain_as_html_is_one_page_that_runs_nothing(cli: Run, tmp_path: Path) -> None:
    """The page has a figure for each claim, loads nothing, and what stands in a text or a name is text there too."""
    hostile = tmp_path / "<img src=x onerror=alert(1)>.txt"
    hostile.write_text("Northwind Compute <script>alert(1)</script> raised $2.4 billion.\n", encoding="utf-8")
    page = cli("extract", "--explain", "html", hostile).out
    assert page.startswith("<!DOCTYPE html>")
    assert page.count("<figure") == 1
    assert "Funding round" in page
    for sign in ("<script", "<img", "http:", "https:"):
        assert sign not in page


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["--explain", "a.txt"], ["--explain=text", "a.txt"]),
        (["--explain", "html", "a.txt"], ["--explain=html", "a.txt"]),
        (["a.txt", "--explain"], ["a.txt", "--explain=text"]),
        (["--explain=html", "a.txt"], ["--explain=html", "a.txt"]),
        (["--", "--explain"], ["--", "--explain"]),
    ],
)
def test_explain_takes_its_value_only_where_it_is_one(typed: list[str], meant: list[str]) -> None:
    """A source after a bare --explain stays a source."""
    assert with_a_value("--explain", Explaining, typed) == meant


@pytest.mark.parametrize(
    "asked",
    [["--parties", "--explain"], ["--parties", "--metric", "users"], ["--explain", "html", "--format", "csv"]],
)
def test_options_that_exclude_each_other_are_wrong_usage(cli: Run, story: Path, asked: list[str]) -> None:
    """One line says which to leave away."""
    done = cli("extract", story, *asked)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def test_a_refused_source_is_a_line_and_a_count(cli: Run, story: Path, tmp_path: Path) -> None:
    """The others are read, and stdout holds nothing but rows."""
    done = cli("extract", tmp_path / "gone.txt", story, "--format", "jsonl")
    assert (done.code, len(done.rows)) == (1, 2)
    assert done.err.splitlines() == [
        f"counterclaim: there is no such file: {tmp_path / 'gone.txt'}", "counterclaim: 1 source refused (missing 1)",
    ]  # fmt: skip


def test_articles_cannot_steer_the_terminal(cli: Run, tmp_path: Path) -> None:
    """Escapes and reversed text in a title, an outlet or a text are shown, never obeyed; markup is text."""
    row = {
        "id": "[bold]x[/bold]\x1b[2J", "publisher": "The \u202eWire", "published": "2026-05-05",
        "text": "Northwind Compute raised $2.4\u00a0billion in a \x1b]0;owned\x07 Series C round.",
    }  # fmt: skip
    dump = tmp_path / "news.jsonl"
    dump.write_text(json.dumps(row) + "\n", encoding="utf-8")
    printed = [cli("extract", dump).out, cli("extract", "--explain", dump).out, cli("extract", "--parties", dump).out]
    done = cli("ingest", dump)
    printed += [done.out, done.err, *(cli(*asked).out for asked in (["claims"], ["article", row["id"]], ["status"]))]
    for text in printed:
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "[bold]x[/bold]\\x1b[2J" in printed[1]
    assert "The \\u202eWire" in printed[0]


COUNTED = "ChatGPT has 900 million weekly users. OpenAI raised $40 billion for 2 GW of power.\n"


@pytest.mark.parametrize(
    ("asked", "metrics"),
    [
        ([], ["funding", "power"]),
        (["--metric", "users"], ["users"]),
        (["--metric", "power", "--metric", "users"], ["users", "power"]),
        (["--metric", "funding"], ["funding"]),
        (["--metric", "debt"], []),
        (["--metric", "users", "--explain"], ["users"]),
    ],
)
def test_only_the_named_metrics_are_printed(cli: Run, tmp_path: Path, asked: list[str], metrics: list[str]) -> None:
    """Without a name all that are on by default; users only when named."""
    story = tmp_path / "counted.txt"
    story.write_text(COUNTED, encoding="utf-8")
    assert [row["metric"] for row in cli("extract", *asked, story, "--format", "jsonl").rows] == metrics


def test_a_count_in_words(cli: Run, tmp_path: Path) -> None:
    """The table says whose, of what kind, how many."""
    story = tmp_path / "counted.txt"
    story.write_text(COUNTED, encoding="utf-8")
    line = cli("extract", "--metric", "users", story).out.splitlines()[2]
    assert " ".join(line.split()).startswith("OpenAI Users (weekly users) 900 million asserted counted.txt, undated")


@pytest.mark.parametrize("asked", [["--metric", "user"], ["--metric", "users", "--metric", "x"]])
def test_an_unknown_metric_is_wrong_usage(cli: Run, story: Path, asked: list[str]) -> None:
    """One line lists the names."""
    done = cli("extract", story, *asked)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(f"counterclaim: unknown metric {asked[-1]!r}; use one of funding, investment, ")
    assert done.err.endswith(", users\n")


UNREAD = "OpenAI raised $40 billion. It stored 40 MWh and paid $1,0,000.\n\nIt cost $2.4\u200bbillion. It has 5 GW.\n"


@pytest.fixture
def unread(tmp_path: Path) -> Path:
    """A text with energy, a strange grouping and a mark inside a sum."""
    path = tmp_path / "<b>unread.txt"
    path.write_text(UNREAD, encoding="utf-8")
    return path


def test_explain_shows_what_was_not_read(cli: Run, unread: Path) -> None:
    """Reason, words and place, between the claims in the order of the text; an unseen mark is made visible."""
    lines = cli("extract", "--explain", unread).out.splitlines()
    at = UNREAD.index("40 MWh")
    assert lines.index("Not read: energy, not power") > lines.index("OpenAI: Funding round: $40 billion; asserted")
    assert f"  <b>unread.txt {at}:{at + 6}" in lines
    assert "  “OpenAI raised $40 billion. It stored 40 MWh and paid $1,0,000.”" in lines
    assert "Not read: digits grouped in no known way" in lines
    assert "  “It cost $2.4\\u200bbillion. It has 5 GW.”" in lines


def test_explain_for_programs_shows_what_was_not_read(cli: Run, unread: Path) -> None:
    """One row more with a reason, without a claim; json, jsonl and csv hold the same rows."""
    rows = cli("extract", "--explain", "--format", "jsonl", unread).rows
    assert [(row["claim"] is None, row["signal"] is None, row["quote"]) for row in rows] == [
        (False, True, "$40 billion"), (True, False, "40 MWh"), (True, False, "$1,0,000"),
        (True, False, "$2.4\u200bbillion"), (False, True, "5 GW"),
    ]  # fmt: skip
    assert all(UNREAD[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert rows[1] == {
        "claim": None, "doc": "<b>unread.txt", "quote": "40 MWh", "start": 37, "end": 43, "cues": [],
        "signal": "energy, not power",
    }  # fmt: skip
    assert json.loads(cli("extract", "--explain", "--format", "json", unread).out) == rows
    cells = list(csv.DictReader(io.StringIO(cli("extract", "--explain", "--format", "csv", unread).out)))
    assert [row["signal"] for row in cells] == [row["signal"] or "" for row in rows]
    assert [row["quote"] for row in cells] == [row["quote"] for row in rows]


def test_explain_as_html_shows_what_was_not_read(cli: Run, unread: Path) -> None:
    """A figure each, and the text stays text."""
    page = cli("extract", "--explain", "html", unread).out
    assert page.count("<figure") == 5
    assert page.count("Not read: ") == 3
    assert "<b>" not in page


def test_a_text_in_another_language_is_explained(cli: Run, tmp_path: Path) -> None:
    """One signal without words, in every form."""
    path = tmp_path / "de.txt"
    path.write_text(
        "Die Firma hat am Dienstag zwei Milliarden Dollar von der Bank und dem Staat " * 3, encoding="utf-8"
    )
    assert cli("extract", "--explain", path).out == "Not read: language de: no rules for it\n  de.txt 0:0\n\n"
    assert [row["signal"] for row in cli("extract", "--explain", "--format", "jsonl", path).rows] == [
        "language de: no rules for it"
    ]
    assert cli("extract", "--explain", "html", path).out.count("<figure") == 1
    assert cli("extract", path).out == ""
