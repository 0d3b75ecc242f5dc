"""The README: every command that it shows is run here, or is the test run itself."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.serving import serve_folder

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
LINES = [line.split("  #")[0].strip() for block in BLOCKS for line in block.splitlines() if line.strip()]
MADE = [line for line in LINES if line.startswith("make ")]
TYPED = [line for line in LINES if not line.startswith("make ")]


class Desk(NamedTuple):
    """A database with the fixtures' pages, the page's address, and what stands in it."""

    environ: dict[str, str]
    url: str
    conflict: str
    claims: tuple[str, str]


def run(arguments: list[str], environ: dict[str, str], stdin: str = "") -> subprocess.CompletedProcess[str]:
    """The command line as a person runs it."""
    return subprocess.run(
        [sys.executable, "-m", "review.cli", *arguments],
        env=environ, input=stdin, capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The fixtures' site on loopback, ingested once."""
    db = tmp_path_factory.mktemp("readme") / "claims.db"
    with serve_folder(ROOT / "fixtures" / "site") as url:
        environ = {**os.environ, "COUNTERCLAIM_DB": str(db), "COUNTERCLAIM_ALLOW_PRIVATE": "127.0.0.1"}
        environ.pop("PREFECT_API_URL", None)
        assert run(["ingest", str(ROOT / "fixtures" / "site")], environ).returncode == 1  # two pages are refused
        conflicts = run(["conflicts", "--format", "csv"], environ).stdout.splitlines()
        header = conflicts[0].split(",")
        claims = run(["claims", "--format", "csv", "--limit", "2"], environ).stdout.splitlines()
        ids = [line.split(",")[claims[0].split(",").index("claim")] for line in claims[1:3]]
        yield Desk(environ, url, conflicts[1].split(",")[header.index("id")], (ids[0], ids[1]))


@pytest.mark.parametrize("line", MADE)
def test_every_make_target_exists(line: str) -> None:
    """`make -n` knows each target that the README names."""
    done = subprocess.run([*shlex.split(line), "-n"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("line", [line for line in TYPED if "PREFECT_API_URL" not in line])
def test_every_command_works(desk: Desk, line: str) -> None:
    """Each command, with a served page, a file and stored ids in the place of its examples, ends with 0."""
    words = shlex.split(line)
    assert words[0] == "counterclaim"
    places = {
        "https://example.com/a-story": f"{desk.url}/bell-coreweave-capex.html",
        "https://example.com/news.rss": f"{desk.url}/feed.xml",
        "story.txt": str(ROOT / "fixtures" / "text" / "oracle-bonds.txt"),
        "0f69": desk.conflict[:6],
    }
    claims = iter(desk.claims)
    arguments = [next(claims) if word == "CLAIM" else places.get(word, word) for word in words[1:]]
    done = run(arguments, desk.environ)
    assert done.returncode == 0, done.stderr
    assert (done.stdout + done.stderr).strip()


def test_the_two_commands_come_first() -> None:
    """One sets all up and runs the main job, the other sets all up and passes the tests."""
    assert MADE[:2] == ["make demo", "make test"]


def test_every_link_leads_somewhere() -> None:
    """The files that the README points at are there."""
    targets = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_prefect_line_is_covered_by_the_flow_tests() -> None:
    """The one command that needs a server is run with a real one in tests/flows/test_ingest_flow.py."""
    assert [line for line in TYPED if "PREFECT_API_URL" in line] != []
    assert "prefect server start" in (ROOT / "flows" / "serving.py").read_text(encoding="utf-8").replace('", "', " ")
