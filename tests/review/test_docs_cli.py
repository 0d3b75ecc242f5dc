"""docs/cli.md and the help: every command and every option is explained, with an example."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from review.cli import app

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
GROUP: Any = get_command(app)
TOP: dict[str, Any] = GROUP.commands
COMMANDS: dict[str, Any] = {
    " ".join(filter(None, (name, below))): command
    for name, group in TOP.items()
    for below, command in (group.commands.items() if hasattr(group, "commands") else [("", group)])
}
"""Every command that does something, `feeds add` among them."""


def options(command: Any) -> set[str]:
    """The long options of a command."""
    return {name for parameter in command.params for name in parameter.opts if name.startswith("--")}


def section(name: str) -> str:
    """What the page says of a command."""
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None, f"docs/cli.md has no section '## {name}'"
    return found[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_on_the_page(name: str) -> None:
    """Each option is in a row of its command's section, and is used in an example there."""
    text = section(name)
    rows = re.findall(r"^\| (`--.*?) \| .* \| (`counterclaim .*`) \|$", text, re.MULTILINE)
    named = {option for cell, _ in rows for option in re.findall(r"--[a-z-]+", cell)}
    used = {option for _, example in rows for option in re.findall(r"--[a-z-]+", example)}
    assert named == options(COMMANDS[name])
    assert used == named
    assert f"counterclaim {name}" in text


def test_the_page_names_no_command_that_is_not_there() -> None:
    """Nothing is promised."""
    assert set(re.findall(r"^## ([a-z]+(?: [a-z]+)?)$", PAGE, re.MULTILINE)) == set(COMMANDS)
    assert set(re.findall(r"counterclaim ([a-z]+)\b", PAGE)) == set(TOP)


def test_options_of_the_program_itself_are_on_the_page() -> None:
    """--version stands before any command."""
    assert all(option in PAGE for option in options(GROUP))


@pytest.mark.parametrize("name", COMMANDS)
def test_help_teaches(name: str) -> None:
    """What it does, an example that works as typed, and the exit codes."""
    done = CliRunner().invoke(app, [*name.split(), "--help"], env={"COLUMNS": "120"})
    assert done.exit_code == 0
    assert f"  counterclaim {name}" in done.stdout
    assert "Exit codes: 0" in done.stdout
    for option in options(COMMANDS[name]):
        assert option in done.stdout


def test_help_lists_the_commands_with_their_whole_first_sentence() -> None:
    """Nothing is cut at the width of an ordinary terminal."""
    done = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "80"})
    listed = done.stdout.partition("Commands:")[2]
    assert [line.split()[0] for line in listed.splitlines() if line.strip()] == list(TOP)
    assert "..." not in listed
