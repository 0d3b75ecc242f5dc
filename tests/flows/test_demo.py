"""The demo as `make demo` starts it: what it prints, that its next command works, and that nothing keeps running."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
META = {path.name.removesuffix(".meta.json"): path for path in (ROOT / "fixtures" / "expected").glob("*.meta.json")}


def start(folder: Path) -> subprocess.Popen[str]:
    """The demo in a process group of its own."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "COUNTERCLAIM_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "review.demo", "--folder", str(folder)], cwd=ROOT, env=environ, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def assert_nothing_runs(group: int) -> None:
    """No process of the group is left."""
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


def test_the_demo_shows_what_it_found(prefect_home: Path) -> None:
    """Each page has its line, claims and conflicts their tables, each refusal its reason; the next command works."""
    folder = prefect_home.parent
    (folder / "counterclaim.db").write_text("what the last demo left is not used")
    demo = start(folder)
    stdout, stderr = demo.communicate(timeout=120)
    assert (demo.returncode, stderr) == (0, "")
    assert_nothing_runs(demo.pid)

    first, claims, conflicts, refused, next_one = stdout.split("\n== ")
    lines = [line.split() for line in first.splitlines() if ".html" in line]
    states = {Path(line[1].rstrip(":")).stem: line[0] for line in lines}
    expected = {page: json.loads(path.read_text()) for page, path in META.items()}
    assert {page for page, state in states.items() if state == "refused"} == {
        page for page, said in expected.items() if said["refused"]
    }
    assert set(states) == set(expected)
    db = f"--db {folder / 'counterclaim.db'}"
    assert claims.splitlines()[0] == "The claims it found"
    assert claims.splitlines()[1].endswith(f"claims {db}")
    assert conflicts.splitlines()[0] == "The conflicts it flagged"
    assert conflicts.splitlines()[1].endswith(f"conflicts {db}")
    assert conflicts.count("“") >= 2  # both quotes, in their sentences
    for said in ("Just a moment...", "Page not found"):
        assert said in refused
    command = next_one.splitlines()[-1]
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    conflict = command.split(" conflict ")[1].split()[0]
    assert conflict in conflicts
    assert conflict in done.stdout


def test_a_demo_that_is_ended_leaves_nothing_running(prefect_home: Path) -> None:
    """After SIGTERM the server is stopped too."""
    demo = start(prefect_home.parent)
    assert demo.stdout is not None
    assert demo.stdout.readline().startswith("fixtures/site is served at http://127.0.0.1:")
    demo.send_signal(signal.SIGTERM)
    demo.communicate(timeout=60)
    assert demo.returncode == 143
    assert_nothing_runs(demo.pid)
