"""The rules of the house that no type checker knows: names, sizes, docstrings, and what an import may load."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("claims", "extractors", "storage", "flows", "review")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LINES = 320
LONGER = {  # why each is longer than what a reader can hold
    "extractors/lexicon.py": "a table of words, which a newcomer extends in one place",
    "review/cli.py": "all commands with their help, one short function each",
}

FORBIDDEN = {  # what importing every module of a package must not load: it is slow, or it is the network
    "claims": {"prefect", "httpx", "spacy", "sqlalchemy", "trafilatura", "lxml", "typer", "rich"},
    "extractors": {"prefect", "sqlalchemy"},  # spaCy itself loads httpx, typer and rich
    "storage": {"prefect", "httpx", "spacy", "trafilatura", "lxml", "typer"},
}


def name_of(path: Path) -> str:
    """The path of a module from the root, as a test's name shows it."""
    return path.relative_to(ROOT).as_posix()


def dotted(path: Path) -> str:
    """The name by which a module is imported."""
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@pytest.mark.parametrize("path", sorted((ROOT / "flows").glob("*.py")), ids=name_of)
def test_a_file_of_flows_shadows_nothing(path: Path) -> None:
    """Prefect puts `flows/` first on the path of modules: a name there hides every other module of that name."""
    taken = {*PACKAGES, *sys.stdlib_module_names, *packages_distributions()}
    assert path.stem == "__init__" or path.stem not in taken


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_its_one_job(path: Path) -> None:
    """The docstring begins with one sentence (a package's may add where to start reading); more stands apart."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring is not None
    first = " ".join(docstring.split("\n\n")[0].split())
    assert first.endswith(".")
    assert path.name == "__init__.py" or re.findall(r"[.!] +(?=[A-Z])", first) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_what_a_reader_can_hold(path: Path) -> None:
    """No module is longer than 320 lines, but for those that are listed with a reason."""
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LINES or name_of(path) in LONGER


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=name_of)
def test_imports_are_absolute(path: Path) -> None:
    """A relative import makes second copies of classes where Prefect loads a file by its path."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level] == []


def test_tests_are_no_packages() -> None:
    """`tests/storage/__init__.py` would hide `storage`."""
    assert [name_of(path) for path in TESTS if path.name == "__init__.py"] == []


@pytest.mark.parametrize("package", sorted(FORBIDDEN))
def test_an_import_loads_no_more_than_it_may(package: str) -> None:
    """All modules of the package, imported in a new process, load none of what the package must not know."""
    own = [
        dotted(path) for path in MODULES if path.parts[len(ROOT.parts)] == package and "migrations" not in path.parts
    ]
    program = f"import sys, {', '.join(own)}; print(*sorted({FORBIDDEN[package]!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("\n", "")


def test_only_the_flows_know_prefect() -> None:
    """Of all modules, the flows import Prefect by themselves: the command line pays for it only where it is used."""
    knowing = set()
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:  # at the top: a function's imports come later
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] == "prefect" for name in names):
                knowing.add(name_of(path))
    assert knowing == {
        "flows/automations.py", "flows/backfill.py", "flows/ingest.py", "flows/prefect_helpers.py",
        "flows/reextract.py", "flows/scheduled.py",
    }  # fmt: skip
