"""Where an export goes: a file that is replaced as a whole or not at all, stdout, a pipe."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claims.errors import CounterclaimError
from review.exports.files import whole_file
from review.exports.table import FORMATS

Run = Callable[..., Any]

ROOT = Path(__file__).parents[3]

HANGING = """
import sys
from pathlib import Path
from claims.errors import CounterclaimError
from review.exports.files import whole_file
with whole_file(sys.argv[1]) as out:
    out.write(b"new" * 1_000_000)
    out.flush()
    print("written", flush=True)
    sys.stdin.read()
"""


def test_a_file_is_there_when_all_is_written(tmp_path: Path) -> None:
    """Until then the old one is, and nothing else is left."""
    target = tmp_path / "claims.csv"
    target.write_bytes(b"old")
    with whole_file(str(target)) as out:
        out.write(b"new")
        out.flush()
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert [path for path in tmp_path.iterdir() if "claims" in path.name] == [target]


def test_what_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """And takes its own away."""
    target = tmp_path / "claims.csv"
    target.write_bytes(b"old")

    def fail() -> None:
        with whole_file(str(target)) as out:
            out.write(b"new")
            raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        fail()
    assert target.read_bytes() == b"old"
    assert [path for path in tmp_path.iterdir() if "claims" in path.name] == [target]


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_export_leaves_the_old_file(tmp_path: Path, sign: signal.Signals) -> None:
    """What it had written lies beside it under another name."""
    target = tmp_path / "claims.csv"
    target.write_bytes(b"old")
    command = [sys.executable, "-c", HANGING, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"written\n"
        running.send_signal(sign)
    assert running.returncode == -sign
    assert target.read_bytes() == b"old"


def test_permissions_stay_and_new_files_get_the_usual_ones(tmp_path: Path) -> None:
    """A file that others may not read is not opened up, and a new one is not closed."""
    secret, fresh = tmp_path / "secret.csv", tmp_path / "fresh.csv"
    secret.write_bytes(b"old")
    secret.chmod(0o600)
    before = os.umask(0o022)
    try:
        for target in (secret, fresh):
            with whole_file(str(target)) as out:
                out.write(b"new")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(target.stat().st_mode) for target in (secret, fresh)] == [0o600, 0o644]


def test_a_link_is_followed(tmp_path: Path) -> None:
    """The file that it names is replaced, and the link stays."""
    target, link = tmp_path / "claims.csv", tmp_path / "latest.csv"
    link.symlink_to(target)
    with whole_file(str(link)) as out:
        out.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_what_is_no_file_is_written_to(cli: Run, stored: Path) -> None:
    """A device is never replaced by a file."""
    assert cli("export", "csv", "-o", "/dev/null").code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [("", 2, "this is a folder"), ("none/claims.csv", 1, "cannot be written"), ("claims.db/x", 1, "cannot be written")],
)
def test_a_place_that_cannot_be_written_is_one_line(
    cli: Run, stored: Path, tmp_path: Path, name: str, code: int, said: str
) -> None:
    """With the place and what to do."""
    done = cli("export", "csv", "-o", tmp_path / name)
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1)
    assert str(tmp_path / name) in done.err
    assert said in done.err


@pytest.mark.parametrize("form", FORMATS)
def test_stdout_gets_what_a_file_would(process: Run, stored: Path, tmp_path: Path, form: str) -> None:
    """Also where it is a pipe; stderr has no bar there."""
    target = tmp_path / "out"
    assert process("export", form, "-o", target).code == 0
    command = [sys.executable, "-m", "review.cli", "export", form]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=True, env={**os.environ})
    assert done.stdout == target.read_bytes()
    assert done.stderr.count(b"\n") == (1 if form == "ftm" else 0)
    assert b"\r" not in done.stderr


def test_a_reader_that_stops_ends_it_quietly(stored: Path) -> None:
    """`| head` leaves no message and no traceback."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "review.cli", "export", "jsonl", "--db", str(stored)],
        stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["export", "xml"], "unknown format 'xml'; use one of csv, jsonl, parquet, annotation, ftm, atom"),
        (["export", "atom", "--party", "OpenAI"], "--party"),
        (["export", "atom", "--order", "value"], "--order"),
        (["export", "csv", "--query", "party=OpenAI"], "--query is for cases"),
        (["export", "atom", "--query", "partei=OpenAI"], "no filter 'partei'"),
        (["export", "atom", "--query", "grade=huge"], "unknown grade 'huge'"),
        (["export", "atom", "--desk", "desk.example"], "no address of a desk"),
        (["export", "csv", "--metric", "weight"], "unknown metric"),
    ],
)
def test_wrong_usage_is_one_line_that_says_what_to_type(cli: Run, stored: Path, asked: list[str], said: str) -> None:
    """And exit code 2."""
    done = cli(*asked)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_format_whose_library_is_missing_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.delitem(sys.modules, "review.exports.ftm", raising=False)
    monkeypatch.setitem(sys.modules, "followthemoney", None)
    with pytest.raises(CounterclaimError, match=r"^export ftm needs followthemoney, .*'counterclaim\[ftm\]'$"):
        FORMATS["ftm"].writer()
