"""The commands about users of the desk, and the one that serves it."""

from __future__ import annotations

import os
import signal
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from review.cli import app
from review.desk import passwords
from storage.store import Store
from tests.flows.servers import Authority

Run = Any

PASSWORD = "correct horse battery"


def typed(*arguments: str, line: str = PASSWORD) -> Any:
    """A command with this line on stdin."""
    return CliRunner().invoke(app, list(arguments), input=f"{line}\n")


def test_a_user_is_added_with_a_password(cli: Run, stored: Path) -> None:
    """Which is kept as a hash only."""
    done = typed("users", "add", "ada")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "counterclaim: added the analyst ada\n")
    with Store.open(str(stored)) as store:
        (ada,) = store.users.all()
    assert passwords.fits(PASSWORD, ada.password)
    (row,) = cli("users", "list", "--format", "jsonl").rows
    assert (row["name"], row["role"], row["password"], row["token"]) == ("ada", "analyst", True, False)
    assert "$argon2" not in cli("users", "list").out


def test_a_user_with_a_token_gets_it_once(cli: Run, stored: Path) -> None:
    """A new one takes its place."""
    first = cli("users", "add", "bot", "--role", "reader", "--token").out.strip()
    second = cli("users", "token", "bot").out.strip()
    assert first != second
    with Store.open(str(stored)) as store:
        assert store.users.by_token(passwords.token_hash(first)) is None
        assert store.users.by_token(passwords.token_hash(second)) is not None


def test_a_user_gets_another_password_and_is_removed(cli: Run, stored: Path) -> None:
    """What was decided stays."""
    typed("users", "add", "ada")
    assert typed("users", "password", "ada", line="another long one").exit_code == 0
    with Store.open(str(stored)) as store:
        (ada,) = store.users.all()
    assert passwords.fits("another long one", ada.password)
    assert cli("users", "remove", "ada").code == 0
    assert cli("users", "list").err == "counterclaim: no users; add one with `counterclaim users add NAME`\n"


@pytest.mark.parametrize(
    ("arguments", "line", "code", "words"),
    [
        (("add", "ada"), "short", 2, "a password of 5 characters: use 12 to 500"),
        (("add", ""), PASSWORD, 2, "use 1 to 100 characters"),
        (("password", "bob"), PASSWORD, 1, "no user has the name 'bob'"),
        (("token", "bob"), PASSWORD, 1, "no user has the name 'bob'"),
        (("remove", "bob"), PASSWORD, 1, "no user has the name 'bob'"),
    ],
)
def test_what_goes_wrong_is_one_line(
    stored: Path, arguments: tuple[str, ...], line: str, code: int, words: str
) -> None:
    """And changes nothing."""
    done = typed("users", *arguments, line=line)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (code, "", 1)
    assert words in done.stderr


def test_nobody_is_added_twice(cli: Run, stored: Path) -> None:
    """In whatever capitals."""
    typed("users", "add", "ada")
    done = typed("users", "add", "ADA")
    assert (done.exit_code, "there is a user" in done.stderr) == (2, True)


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_without_users_the_desk_is_not_served_to_others(cli: Run, stored: Path, host: str) -> None:
    """It says what to do first, and does not listen."""
    done = cli("review", "--host", host, "--port", "0")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "counterclaim users add NAME" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--host", "192.0.2.1"), 1, "cannot listen at 192.0.2.1"),
        (("--host", "no.such.host.invalid"), 1, "cannot listen at no.such.host.invalid"),
        (("--certificate", "c.pem"), 2, "--certificate and --key go together"),
        (("--certificate", "c.pem", "--key", "k.pem"), 2, "c.pem: there is no such file"),
        (("--db", "none.db"), 1, "there is no such file"),
    ],
)
def test_where_it_cannot_be_served_is_one_line(
    cli: Run, stored: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """With the value and the repair."""
    done = cli("review", "--port", "0", *arguments)
    assert (done.code, done.err.count("\n")) == (code, 1)
    assert words in done.err


def started(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """`counterclaim review` at a free port, and the address that it says."""
    command = [sys.executable, "-m", "review.cli", "review", "--port", "0", *arguments]
    running = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=dict(os.environ), cwd=Path(__file__).parents[2]
    )
    assert running.stderr is not None
    for line in running.stderr:
        if "the desk is at " in line:
            return running, line.partition("the desk is at ")[2].partition(";")[0]
    raise AssertionError(f"it ended with {running.wait()}")


def test_the_desk_is_served_until_ctrl_c(stored: Path) -> None:
    """It says where, and ends without a trace."""
    running, url = started()
    with running:
        try:
            assert "<h1>Keys</h1>" in httpx.get(f"{url}keys", trust_env=False).text
        finally:
            running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert (running.returncode, "Traceback" in err) == (130, False)


def test_over_https_the_session_is_never_sent_in_the_clear(stored: Path, tmp_path: Path) -> None:
    """Its cookie is for https and this host alone; the certificate and its key may be one file."""
    authority = Authority(tmp_path)
    authority.context()
    typed("users", "add", "ada")
    pem = str(tmp_path / "server.pem")
    running, url = started("--certificate", pem, "--key", pem)
    with running:
        try:
            trusted = ssl.create_default_context(cafile=str(authority.file))
            with httpx.Client(base_url=url, verify=trusted, trust_env=False) as client:
                form = client.get("/sign-in").text
                token = form.partition('name="csrf" value="')[2][:64]
                sent = {"csrf": token, "name": "ada", "password": PASSWORD}
                cookie = client.post("/sign-in", data=sent).headers["set-cookie"]
                assert client.get("/articles").status_code == 200
        finally:
            running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
    assert url.startswith("https://127.0.0.1:")
    assert cookie.startswith("__Host-counterclaim-")
    assert "; secure" in cookie.lower()


def test_to_others_it_is_served_with_users_and_says_what_is_missing(stored: Path) -> None:
    """Nobody is let in without signing in, under whatever address of this machine."""
    typed("users", "add", "ada")
    command = [sys.executable, "-m", "review.cli", "review", "--host", "0.0.0.0", "--port", "0"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert running.stderr is not None
    with running:
        try:
            warned, said = running.stderr.readline(), running.stderr.readline()
            port = said.partition("0.0.0.0:")[2].partition("/")[0]
            answer = httpx.get(f"http://127.0.0.1:{port}/cases", trust_env=False)
        finally:
            running.send_signal(signal.SIGINT)
        running.communicate(timeout=60)
    assert "unencrypted" in warned
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fcases")
