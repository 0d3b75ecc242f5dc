"""What claims, conflicts, conflict, why, article and status print of a store."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("stored")

Run = Callable[..., Any]


def test_claims_say_who_what_how_much_when_how_sure_and_from_where(cli: Run) -> None:
    """The table has a line for each claim, newest publication first."""
    done = cli("claims", "--order", "published")
    assert done.err == ""
    assert [line.split("  ")[0] for line in done.out.splitlines()[2:]] == ["Northwind Compute"] * 4
    first = done.out.splitlines()[2]
    assert "Power capacity" in first
    assert "up to 2 GW" in first
    assert "by 2030" in first
    assert "planned" in first
    assert "The Echo, 1 Jun 2026" in first


def test_claims_as_json_lines_hold_the_claim_and_its_article(cli: Run) -> None:
    """A row has the claim's own fields, then the article's, and offsets that fit the text."""
    (row,) = cli("claims", "--source", "ledger-1", "--format", "jsonl").rows
    assert (row["doc"], row["quote"], row["start"], row["metric"]) == ("ledger-1", "$4.2 billion", 25, "funding")
    assert (row["low"], row["unit"], row["event"]["round"]) == (4_200_000_000, "USD", "Series C")
    assert (row["publisher"], row["title"], row["revision"]) == ("The Ledger", "A large round", 1)
    assert row["retired_at"] is None


def test_claims_as_csv_are_flat(cli: Run) -> None:
    """The event's parts are columns of their own, and the header has a name for every cell."""
    rows = list(csv.DictReader(io.StringIO(cli("claims", "--metric", "funding", "--format", "csv").out)))
    assert [(row["doc"], row["round"], row["site"]) for row in rows] == [
        ("ledger-1", "Series C", ""), ("echo-1", "Series C", ""), ("wire-1", "Series C", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "docs"),
    [
        (["--party", "northwind compute", "--metric", "power"], ["plan-1"]),
        (["--party", "Nobody"], []),
        (["--since", "2026-05-06", "--until", "2026-05"], ["ledger-1", "echo-1"]),
        (["--source", "The Echo", "--metric", "funding"], ["echo-1"]),
        (["--metric", "funding", "--order", "value", "--limit", "1"], ["ledger-1"]),
        (["--as-of", "2020-01-01"], []),
        (["--as-of", "2020-01-01T12:00+02:00"], []),
        (["--metric", "power", "--include-retired"], ["plan-1"]),
    ],
)
def test_claims_fit_all_that_is_asked(cli: Run, asked: list[str], docs: list[str]) -> None:
    """Conditions narrow each other; none that fits is no failure."""
    done = cli("claims", *asked, "--format", "jsonl")
    assert (done.code, [row["doc"] for row in done.rows]) == (0, docs)


def test_a_table_without_rows_is_a_message(cli: Run) -> None:
    """Nothing goes to stdout, and stderr says why."""
    done = cli("claims", "--party", "Nobody")
    assert (done.code, done.out, done.err) == (0, "", "counterclaim: no claims fit\n")


@pytest.mark.parametrize(("form", "empty"), [("json", "[]\n"), ("jsonl", "")])
def test_no_rows_are_still_valid_data(cli: Run, form: str, empty: str) -> None:
    """A program reads an empty list, and no message in it."""
    done = cli("claims", "--party", "Nobody", "--format", form)
    assert (done.out, done.err) == (empty, "")


def test_json_is_one_list(cli: Run) -> None:
    """All rows together are one document."""
    assert len(json.loads(cli("claims", "--format", "json").out)) == 4


def test_conflicts_show_both_values_with_quotes_and_sources(cli: Run) -> None:
    """Kind, grade and gap stand beside what each side says, where, and when."""
    done = cli("conflicts")
    assert done.code == 0
    text = done.out
    for part in ("Northwind Compute", "value", "$2.4 billion", "raised [$4.2 billion] in a Series C round",
                 "The Ledger, 7 May 2026", "The Wire, 5 May 2026"):  # fmt: skip
        assert part in text


def test_conflicts_as_json_lines_are_cases_with_their_sides(cli: Run) -> None:
    """A row is a case: each side with its value, its counts and all its evidence; no decision yet."""
    (row,) = cli("conflicts", "--format", "jsonl").rows
    assert (row["party"], row["metric"], row["event"]["round"]) == ("Northwind Compute", "funding", "Series C")
    assert (row["status"], row["version"], row["kind"], row["articles"], row["origins"]) == ("open", 2, "value", 3, 3)
    sides = [(s["side"], s["value"], s["articles"], s["origins"], s["origin_names"]) for s in row["sides"]]
    assert sides == [
        ("A", "$2.4 billion", 2, 2, ["The Wire", "The Echo"]), ("B", "$4.2 billion", 1, 1, ["The Ledger"]),
    ]  # fmt: skip
    told = [(one["publisher"], one["quote"], one["origin"]) for side in row["sides"] for one in side["evidence"]]
    assert ("The Ledger", "$4.2 billion", "The Ledger") in told
    assert len(row["pairs"]) == 2
    assert set(row["decision"].values()) == {None}


def test_pairs_hold_every_verdict_in_the_documented_form(cli: Run) -> None:
    """The keys are those of the documented row, and agreement is listed too."""
    rows = cli("conflicts", "--pairs", "--format", "jsonl").rows
    assert {tuple(row) for row in rows} == {
        ("id", "a", "b", "verdict", "kind", "reasons", "gap", "grade", "case", "via")
    }  # fmt: skip
    assert {tuple(row[side]) for row in rows for side in "ab"} == {("doc", "start", "claim")}
    found = {frozenset((row["a"]["doc"], row["b"]["doc"])): row["verdict"] for row in rows}
    assert found[frozenset(("wire-1", "echo-1"))] == "compatible"
    assert found[frozenset(("wire-1", "ledger-1"))] == "contradiction"


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (["--status", "retired"], 0), (["--min-gap", "0.9"], 0), (["--metric", "power"], 0), (["--limit", "1"], 1),
        (["--party", "Northwind Compute", "--status", "all", "--limit", "1"], 1),
    ],
)  # fmt: skip
def test_conflicts_fit_all_that_is_asked(cli: Run, asked: list[str], count: int) -> None:
    """Conditions narrow each other."""
    assert len(cli("conflicts", *asked, "--format", "jsonl").rows) == count


def test_a_conflict_is_retired_when_an_article_no_longer_says_it(cli: Run, tmp_path: Path) -> None:
    """A corrected article takes its conflict out of the open ones, not out of the store."""
    row = {"id": "ledger-1", "text": "Northwind Compute is a company.", "published": "2026-05-07"}
    dump = tmp_path / "corrected.jsonl"
    dump.write_text(json.dumps(row), encoding="utf-8")
    before = {row["id"] for row in cli("conflicts", "--format", "jsonl").rows}
    assert cli("ingest", dump).code == 0
    assert cli("conflicts", "--format", "jsonl").rows == []
    assert {row["id"] for row in cli("conflicts", "--status", "retired", "--format", "jsonl").rows} == before
    assert "no longer stated" in cli("claims", "--source", "ledger-1", "--include-retired").out


def test_a_conflict_is_shown_with_its_sentences_and_every_step(cli: Run) -> None:
    """The first digits of its id are enough; the last line is what to type next, and works."""
    row = cli("conflicts", "--format", "jsonl").rows[0]
    done = cli("conflict", row["id"][:6])
    assert done.code == 0
    assert "“Northwind Compute raised $4.2 billion in a Series C round.”" in done.out
    assert "contradiction (value)" in done.out
    assert " 14. Can both values be right?" in done.out
    assert "The Ledger, 7 May 2026: A large round" in done.out
    assert "3 articles, 3 independent origins" in done.out
    assert row["id"] in done.out
    typed = done.out.splitlines()[-1].removeprefix("To decide: counterclaim ").split(";")[0]
    assert cli(*typed.split()).code == 0


def test_a_conflict_as_json_holds_evidence_trace_and_history(cli: Run) -> None:
    """One object, with each telling in its sentence, questions with answers, and what happened; csv is one line."""
    row = cli("conflicts", "--format", "jsonl").rows[0]
    shown = json.loads(cli("conflict", row["id"], "--format", "json").out)
    assert shown["id"] == row["id"]
    sentences = [one["sentence"] for side in shown["sides"] for one in side["evidence"]]
    assert all(sentence.startswith("Northwind Compute raised") for sentence in sentences)
    assert [set(step) for step in shown["trace"]] == [{"question", "answer"}] * len(shown["trace"])
    assert [line["what"] for line in shown["history"]] == ["opened", "evidence"]
    assert "suggestion" not in shown
    assert len(list(csv.DictReader(io.StringIO(cli("conflict", row["id"], "--format", "csv").out)))) == 1


def test_a_pair_is_shown_by_its_own_id(cli: Run) -> None:
    """Both claims in full, and the case that the contradiction belongs to."""
    row = cli("conflicts", "--format", "jsonl").rows[0]
    shown = json.loads(cli("conflict", row["pairs"][0], "--format", "json").out)
    assert (shown["id"], shown["case"], shown["verdict"]) == (row["pairs"][0], row["id"], "contradiction")
    assert shown["a"]["sentence"].startswith("Northwind Compute raised")
    assert f"case {row['id']}" in cli("conflict", row["pairs"][0]).out


def test_why_compares_claims_that_have_no_stored_verdict(cli: Run) -> None:
    """Two claims of other metrics were never compared; why does it now, and says so."""
    power, funding = (cli("claims", "--metric", m, "--format", "jsonl").rows[0]["claim"] for m in ("power", "funding"))
    done = cli("why", power, funding[:8])
    assert done.code == 0
    assert "not comparable: the figures measure two things" in done.out
    assert "This verdict is not stored: it was made now." in done.out


def test_why_gives_the_stored_verdict_of_a_conflict(cli: Run) -> None:
    """The same two claims get the same verdict, whichever comes first."""
    row = next(row for row in cli("conflicts", "--pairs", "--format", "jsonl").rows if row["case"])
    there = json.loads(cli("why", row["a"]["claim"], row["b"]["claim"], "--format", "json").out)
    back = json.loads(cli("why", row["b"]["claim"], row["a"]["claim"], "--format", "json").out)
    assert there == back
    assert (there["id"], there["verdict"], there["status"]) == (row["id"], "contradiction", "open")


@pytest.mark.parametrize("name", ["wire-1", "https://wire.example/northwind"])
def test_an_article_is_found_by_doc_and_url(cli: Run, name: str) -> None:
    """Title, date, history and claims are on one sheet."""
    done = cli("article", name)
    assert done.code == 0
    for part in ("Northwind raises money", "5 May 2026 (from row)", "The Wire", "revision 1", "$2.4 billion"):
        assert part in done.out


def test_an_article_as_json_is_one_object(cli: Run) -> None:
    """It has its revisions, fetches and claims, and can be asked for by the first digits of its id."""
    shown = json.loads(cli("article", "wire-1", "--format", "json").out)
    assert (shown["doc"], shown["published"], len(shown["revisions"]), len(shown["claims"])) == (
        "wire-1", "2026-05-05", 1, 1,
    )  # fmt: skip
    assert json.loads(cli("article", shown["id"][:8], "--format", "json").out) == shown


def test_status_counts(cli: Run, stored: Path) -> None:
    """Articles, claims and open conflicts, and where they are."""
    shown = json.loads(cli("status", "--format", "json").out)
    assert (shown["database"], shown["articles"], shown["claims"], shown["refusals"]) == (str(stored), 4, 4, {})
    assert shown["open_conflicts"] == len(cli("conflicts", "--format", "jsonl").rows)
    assert "open conflicts" in cli("status").out


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (["conflict", "ffff"], "no conflict has the id 'ffff'; `counterclaim conflicts` lists them"),
        (["why", "zz", "zz"], "no claim has the id 'zz'; `counterclaim claims` lists them"),
        (["article", "nothing"], "no article has the id 'nothing'; `counterclaim claims` lists them"),
    ],
)
def test_what_is_not_stored_is_one_line_and_exit_1(cli: Run, asked: list[str], line: str) -> None:
    """The line says which command lists what there is."""
    done = cli(*asked)
    assert (done.code, done.out, done.err) == (1, "", f"counterclaim: {line}\n")


@pytest.mark.parametrize(
    "asked",
    [
        ["claims", "--metric", "height"], ["conflicts", "--metric", "height"], ["claims", "--as-of", "yesterday"],
        ["claims", "--since", "last week"], ["status", "--db", "mysql://host/name"],
    ],
)  # fmt: skip
def test_a_wrong_value_is_one_line_and_exit_2(cli: Run, asked: list[str]) -> None:
    """The line names the value and what to type instead."""
    done = cli(*asked)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("counterclaim: ")
    assert asked[-1] in done.err


def test_a_query_makes_no_database(cli: Run, tmp_path: Path) -> None:
    """Asking a database that is not there is a failure that names the command which makes one."""
    done = cli("claims", "--db", tmp_path / "other.db")
    assert (done.code, done.out) == (1, "")
    assert "counterclaim ingest SOURCE" in done.err
    assert not (tmp_path / "other.db").exists()
