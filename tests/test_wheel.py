"""The wheel: what is installed elsewhere works there, and each top-level name belongs to this distribution."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {"claims", "extractors", "storage", "flows", "review"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel; the build back-end is one of the test requirements, so that no network is asked."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
         "--disable-pip-version-check", "--wheel-dir", str(folder), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_our_packages_and_nothing_else(wheel: Path) -> None:
    """Tests, fixtures and benchmarks stay at home; data files and migrations come along."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == PACKAGES
    assert "claims/data/parties.csv" in names
    assert any(name.startswith("storage/migrations/versions/0001") for name in names)


def test_the_command_runs_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    """Unpacked far from the repository, it reads a text, makes a database and finds the claim again."""
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (tmp_path / "story.txt").write_text("OpenAI raised $6.6 billion at a valuation of $157 billion.", encoding="utf-8")
    environ = {**os.environ, "PYTHONPATH": str(site), "COUNTERCLAIM_DB": str(tmp_path / "claims.db")}
    run = [sys.executable, "-P", "-m", "review.cli"]
    first = subprocess.run(
        [*run, "ingest", "story.txt"], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    assert first.returncode == 0, first.stderr
    found = subprocess.run(
        [*run, "claims", "--format", "csv"], cwd=tmp_path, env=environ, capture_output=True, text=True, check=True
    )
    assert "$157 billion" in found.stdout
    where = subprocess.run(
        [sys.executable, "-P", "-c", "import claims; print(claims.__file__)"],
        cwd=tmp_path, env=environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(site)
