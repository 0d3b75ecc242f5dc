"""The life of a case at the command line, and the cases that the fixtures' site holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ROOT = Path(__file__).parents[2]
LONG = " ".join(f"It has signed contract {n} with customer {n * 7} of region {n * 3}." for n in range(30))


def story(name: str, billions: str | None, day: str, publisher: str, more: str = "") -> dict[str, str]:
    """A row of a dump: an article on one round."""
    told = f"raised ${billions} billion in a Series C round" if billions else "has not said how much it raised"
    return {"id": name, "text": f"Northwind Compute {told}. {more}", "published": day, "publisher": publisher}


@pytest.fixture
def tell(cli: Run, tmp_path: Path) -> Callable[..., Any]:
    """Ingests stories; gives what the command said."""

    def ingest(*rows: dict[str, str]) -> Any:
        dump = tmp_path / "news.jsonl"
        dump.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        done = cli("ingest", dump)
        assert done.code == 0, done.err
        return done

    return ingest


@pytest.fixture
def one(cli: Run) -> Callable[..., dict[str, Any]]:
    """The one case, whatever its status."""

    def case() -> dict[str, Any]:
        (row,) = cli("conflicts", "--status", "all", "--format", "jsonl").rows
        return dict(row)

    return case


WIRE = story("wire", "2.4", "2026-05-05", "The Wire", LONG)
LEDGER = story("ledger", "4.2", "2026-05-07", "The Ledger")


def test_the_life_of_a_case(cli: Run, tell: Any, one: Any) -> None:
    """It opens, copies join it, it is decided, reopened by new evidence, taken back, and retired by a retraction."""
    # two articles contradict each other
    tell(WIRE)
    said = tell(LEDGER).err.splitlines()
    opened = one()
    case = opened["id"]
    assert said[0] == (
        f"counterclaim: new conflict {case[:10]}: Northwind Compute, Funding round (Series C): "
        "$2.4 billion or $4.2 billion"
    )
    assert (opened["status"], opened["articles"], opened["origins"]) == ("open", 2, 2)

    # copies arrive: the same words, and the same story with a line more
    copy = {**WIRE, "id": "copy", "publisher": "The Bell", "published": "2026-05-06"}
    cut = {
        **WIRE,
        "id": "cut",
        "publisher": "The Echo",
        "published": "2026-05-06",
        "text": WIRE["text"] + " By our own staff.",
    }
    said = tell(copy, cut).err.splitlines()
    assert said == ["counterclaim: 2 new; 2 claims added, 0 new conflicts"]
    copied = one()
    assert (copied["id"], copied["status"], copied["articles"], copied["origins"]) == (case, "open", 4, 2)
    assert [(s["articles"], s["origins"], s["origin_names"]) for s in copied["sides"]] == [
        (3, 1, ["The Wire"]), (1, 1, ["The Ledger"]),
    ]  # fmt: skip

    # an analyst decides; the suggestion was hidden until then
    assert "Suggested by the evidence alone" not in cli("conflict", case).out
    done = cli(
        "decide", case[:8], "prefer", "A", "--by", "ann", "--note", "asked the company", "--expect", copied["version"]
    )
    assert done.code == 0
    assert done.out.splitlines()[0].startswith(
        f"case {case[:10]}: ann prefers A ($2.4 billion); to take it back: counter"
    )
    assert cli("conflicts").err == "counterclaim: no conflicts fit\n"
    decided = one()
    assert (decided["status"], decided["decision"]["by"], decided["decision"]["note"]) == (
        "decided", "ann", "asked the company",
    )  # fmt: skip
    assert "Suggested by the evidence alone" in cli("conflict", case).out

    # independent evidence for the other side
    said = tell(story("post", "4.2", "2026-05-08", "The Post", "It hired people too.")).err.splitlines()
    assert said[0].startswith(f"counterclaim: reopened conflict {case[:10]}: ")
    reopened = one()
    assert (reopened["status"], reopened["decision"]["by"]) == ("reopened", "ann")
    line = "a new origin on side B: The Post says $4.2 billion"
    assert reopened["changes"] == [line]
    assert f"  since then, {line}: this reopens it" in cli("conflict", case).out.splitlines()
    assert [row["id"] for row in cli("conflicts", "--status", "reopened", "--format", "jsonl").rows] == [case]

    # the decision is taken back
    done = cli("undo", case, "--by", "bob", "--note", "look again")
    assert done.out.splitlines()[-1] == f"the case is open, version {one()['version']}"
    assert (one()["status"], one()["decision"]["id"]) == ("open", None)

    # both articles of one side take their figure back
    tell(story("ledger", None, "2026-05-07", "The Ledger"))
    assert (one()["status"], one()["other_ids"]) == ("open", [case])  # its first contradiction is another one now
    tell(story("post", None, "2026-05-08", "The Post"))
    assert one()["status"] == "retired"
    shown = json.loads(cli("conflict", case, "--format", "json").out)
    assert [event["what"] for event in shown["history"]] == [
        "opened", "evidence", "evidence", "decided", "evidence", "reopened", "undone", "merged",
        "merged", "lost", "retired",
    ]  # fmt: skip
    assert [(made["judgement"], made["by"], bool(made["undone_by"])) for made in shown["decisions"]] == [
        ("prefer", "ann", True), ("undo", "bob", False),
    ]  # fmt: skip
    assert [ground["value"] for ground in shown["decisions"][0]["grounds"]] == ["$2.4 billion"] * 3 + ["$4.2 billion"]
    assert "The Post no longer says $4.2 billion" in cli("conflict", case).out


def test_a_misread_claim_gets_the_analysts_beside_it(cli: Run, tell: Any, one: Any) -> None:
    """Both are listed, and what comes later meets the analyst's."""
    tell(WIRE, LEDGER)
    wrong = one()["sides"][1]["evidence"][0]["claim"]
    done = cli("decide", one()["id"], "extraction-error", wrong[:8], "--set", "value=2.4bn", "--note", "a table")
    assert done.code == 0
    made = one()["decision"]
    assert (made["judgement"], made["claim"], made["changes"]) == ("extraction-error", wrong, ["value=2.4bn"])
    assert f"the corrected claim is {made['corrected']}, beside {wrong}" in done.out
    listed = {row["claim"]: row for row in cli("claims", "--source", "ledger", "--format", "jsonl").rows}
    assert {claim: (row["low"], row["rule"] == "analyst") for claim, row in listed.items()} == {
        wrong: (4.2e9, False), made["corrected"]: (2.4e9, True),
    }  # fmt: skip
    tell(story("post", "2.4", "2026-05-08", "The Post"))
    assert one()["status"] == "decided"


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_decide_and_undo_print_the_case_for_programs(cli: Run, tell: Any, one: Any, form: str) -> None:
    """In each form, with the decision."""
    tell(WIRE, LEDGER)
    case = one()["id"]
    done = cli("decide", case, "both-valid", "--differs", "scope", "--format", form)
    assert (done.code, done.err) == (0, "")
    assert case in done.out
    assert "both are valid, they differ in scope" in done.out
    assert cli("undo", case, "--format", form).code == 0


@pytest.mark.usefixtures("stored")
class TestBadDecisions:
    """One line, the exit code, and nothing half done."""

    @pytest.fixture
    def refused(self, cli: Run, one: Any) -> Callable[..., str]:
        """Runs a command that must fail so; gives its line, after seeing that the case is as before."""

        def run(code: int, *asked: str) -> str:
            before = cli("conflict", one()["id"], "--format", "json").out
            done = cli(*asked)
            assert (done.code, done.out, done.err.count("\n")) == (code, "", 1), done.err
            assert cli("conflict", one()["id"], "--format", "json").out == before
            assert done.err.startswith("counterclaim: ")
            return str(done.err).removeprefix("counterclaim: ").strip()

        return run

    def test_an_unknown_case(self, refused: Any) -> None:
        """The line says what lists them."""
        line = "no case has the id 'ffff'; `counterclaim conflicts --status all` lists them"
        assert refused(1, "decide", "ffff", "unsure") == line
        assert refused(1, "undo", "ffff") == line

    def test_a_decided_case(self, cli: Run, one: Any, refused: Any) -> None:
        """Who decided what, when, why, and the repair."""
        case = one()["id"]
        cli("decide", case, "prefer", "B", "--by", "ann", "--note", "the filing")
        line = refused(1, "decide", case, "unsure", "--by", "bob")
        assert line.startswith(f"case {case} was decided by ann on 20")
        assert line.endswith(
            f": prefers B ($4.2 billion) (the filing); to decide it anew, first: counterclaim undo {case}"
        )

    def test_nothing_to_take_back(self, one: Any, refused: Any) -> None:
        """An open case has no decision."""
        case = one()["id"]
        line = f"case {case} has no decision to take back; it is open; see it: counterclaim conflict {case}"
        assert refused(1, "undo", case) == line

    def test_a_case_that_has_moved_on(self, one: Any, refused: Any) -> None:
        """--expect is what was looked at."""
        case = one()["id"]
        assert f"case {case} is at version 2, not 1" in refused(1, "decide", case, "unsure", "--expect", "1")

    @pytest.mark.parametrize(
        ("typed", "line"),
        [
            (["prefer", "C"], "has no side 'C'; its sides are A ($2.4 billion), B ($4.2 billion)"),
            (["prefer"], "prefer needs a side"),
            (["unsure", "A"], "unsure takes no side or claim, and 'A' was given; leave it away"),
            (["both-valid"], "both-valid needs --differs"),
            (["prefer", "A", "--differs", "time"], "prefer takes no --differs; leave it away"),
            (["extraction-error", "--set", "value=1"], "extraction-error needs a claim"),
            (["extraction-error", "ffffff", "--set", "value=1"], "has no claim 'ffffff'; its claims are"),
            (["extraction-error", "CLAIM"], "extraction-error needs --set"),
            (["extraction-error", "CLAIM", "--set", "hight=1"], "a claim has no field 'hight'; use one of value, low"),
            (
                ["extraction-error", "CLAIM", "--set", "value=lots"],
                "write a number, such as 2400000000, 2.4e9 or 2.4bn",
            ),
            (["extraction-error", "CLAIM", "--set", "value"], "--set 'value' is no FIELD=VALUE; write, for example"),
            (["extraction-error", "CLAIM", "--set", "value=1", "--set", "value=2"], "--set value= is given twice"),
            (["unsure", "--by", " "], "--by '' names nobody; pass --by NAME"),
        ],
    )
    def test_what_was_typed_wrongly(self, one: Any, refused: Any, typed: list[str], line: str) -> None:
        """Exit code 2, and what to type instead."""
        claim = one()["sides"][1]["evidence"][0]["claim"]
        asked = [claim if word == "CLAIM" else word for word in typed]
        assert line in refused(2, "decide", one()["id"], *asked)

    def test_an_unknown_judgement(self, cli: Run, one: Any) -> None:
        """undo is a command, not a judgement."""
        for word in ("undo", "right"):
            done = cli("decide", one()["id"], word)
            assert done.code == 2
            assert "both-valid" in done.err

    def test_pairs_have_neither_origins_nor_decisions(self, refused: Any) -> None:
        """What cannot be asked together is said."""
        line = "--pairs prints pairs, and {} is of cases; leave it away"
        assert refused(2, "conflicts", "--pairs", "--origins", "2") == line.format("--origins")
        assert refused(2, "conflicts", "--pairs", "--status", "decided") == line.format("--status")
        typed = ("--grade", "low", "--source", "x", "--search", "y", "--assignee", "z")
        assert refused(2, "conflicts", "--pairs", *typed) == line.format("--grade, --source, --search, --assignee")


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        (("--grade", "high"), True), (("--grade", "low"), False), (("--source", "the ledger"), True),
        (("--source", "wire"), True), (("--source", "The Times"), False), (("--search", "north series -echo"), True),
        (("--search", '"round series"'), False), (("--search", '")('), True), (("--assignee", "nobody"), True),
        (("--assignee", "ann"), False), (("--grade", "high", "--search", "4.2", "--source", "The Wire"), True),
    ],
)  # fmt: skip
def test_cases_are_narrowed(cli: Run, tell: Any, asked: tuple[str, ...], fits: bool) -> None:
    """As in the queue of the desk; no search is an error."""
    tell(WIRE, LEDGER)
    done = cli("conflicts", "--format", "jsonl", *asked)
    assert (done.code, len(done.rows)) == (0, int(fits))


def test_of_two_analysts_at_two_terminals_the_second_is_told(stored: Path, one: Any) -> None:
    """Two processes at once: one exit code is 0, and the other's line names who was first."""
    case = one()["id"]
    command = [sys.executable, "-m", "review.cli", "decide", case, "prefer", "A", "--db", str(stored), "--by"]
    both = [
        subprocess.Popen(
            [*command, who], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ}
        )
        for who in ("ann", "bob")
    ]  # fmt: skip
    ends = [(*process.communicate(), process.returncode) for process in both]
    assert sorted(code for _, _, code in ends) == [0, 1]
    first = ("ann", "bob")[[code for _, _, code in ends].index(0)]
    (told,) = [err for _, err, code in ends if code == 1]
    assert told.startswith(f"counterclaim: case {case} was decided by {first} on ")
    assert one()["decision"]["by"] == first


SITE = ROOT / "fixtures" / "site"
EXPECTED = ROOT / "fixtures" / "expected" / "conflicts.jsonl"
LABELLED = [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def site_cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The cases that the fixtures' pages open, and each page's text by its doc."""
    from typer.testing import CliRunner

    from review.cli import app
    from storage.store import Store

    db = tmp_path_factory.mktemp("site") / "claims.db"
    environ = {"COUNTERCLAIM_DB": str(db), "COUNTERCLAIM_PARTIES": ""}
    pages = [str(page) for page in sorted(SITE.glob("*.html"))]
    assert CliRunner().invoke(app, ["ingest", *pages], env=environ).exit_code == 1  # two pages are refused
    out = CliRunner().invoke(app, ["conflicts", "--format", "jsonl"], env=environ).stdout
    rows = [json.loads(line) for line in out.splitlines()]
    with Store.open(str(db)) as store:
        docs = {one["doc"] for row in rows for side in row["sides"] for one in side["evidence"]}
        texts = {doc: store.article(doc).text for doc in docs}
    return rows, texts


def labels(row: dict[str, Any], texts: dict[str, str]) -> set[str]:
    """The names of the labelled cases of which this case holds a contradiction, by the words around its claims."""

    def near(context: str) -> set[str]:
        plain = " ".join(context.split())
        return {
            one["claim"]
            for side in row["sides"]
            for one in side["evidence"]
            if plain in " ".join(texts[one["doc"]].split())
            and abs(" ".join(texts[one["doc"]].split()).index(plain) - one["start"]) <= 200
        }

    return {
        pair["case"]
        for pair in LABELLED
        if pair["relation"] == "contradiction" and near(pair["a"]["context"]) and near(pair["b"]["context"])
    }


def test_the_fixtures_contradictions_are_one_case_each(site_cases: Any) -> None:
    """No two labelled cases are mixed, and none falls into two."""
    rows, texts = site_cases
    found: Sequence[set[str]] = [labels(row, texts) for row in rows]
    assert all(len(names) == 1 for names in found), found
    assert len({name for names in found for name in names}) == len(found)
    assert {"nscale-round", "crusoe-loan", "microsoft-mistral"} <= {name for names in found for name in names}


def test_the_wire_copy_of_the_fixtures_is_no_witness_of_its_own(site_cases: Any) -> None:
    """The business daily prints the wire's story: an article more, and the wire is its origin."""
    rows, _ = site_cases
    (row,) = [row for row in rows if row["party"] == "Nscale" and row["kind"] == "value"]
    told = {one["publisher"]: one["origin"] for side in row["sides"] for one in side["evidence"]}
    assert told["Harbour Business Daily"] == "Meridian Wire"
    assert told["The Capacity Ledger"] == "The Capacity Ledger"
    assert row["origins"] < row["articles"] or len(told) == row["origins"]
