"""The pictures of the desk in the README: the fixtures' pages in a fresh database, as a browser shows them."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows import stages
from review import ingesting
from review.desk.app import create_app
from review.desk.serving import serving
from review.formats import Format
from storage.store import Store

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
LARGEST = 150_000
"""Bytes of a picture."""

PAGES: tuple[tuple[str, str, str, int], ...] = (
    # name, path, colours, height
    ("queue", "/cases", "light", 820),
    ("case", "{case}", "light", 1000),
    ("case-dark", "{case}", "dark", 1000),
    ("chart", "/charts/Nscale/funding", "light", 760),
    ("article", "{article}", "light", 820),
)


def main() -> None:
    """Make all pictures anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=IMAGES)
    for path in take(parser.parse_args().folder):
        print(f"{path}: {path.stat().st_size:,} bytes")


def take(folder: Path) -> list[Path]:
    """Make the pictures in this folder, and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with (
        tempfile.TemporaryDirectory() as scratch,
        desk(Path(scratch) / "desk.db") as (url, store),
        browser() as chromium,
    ):
        case = store.cases()[0]
        telling = case.case.sides[0].evidence[0].telling
        known = {
            "case": f"/cases/{case.id}", "article": f"/articles/{telling.article}?claim={telling.claim.id}",
        }  # fmt: skip
        for name, path, colours, height in PAGES:
            page = chromium.new_page(viewport={"width": 1280, "height": height}, color_scheme=colours)
            page.goto(url + path.format(**known), wait_until="networkidle")
            made.append(folder / f"{name}.png")
            page.screenshot(path=made[-1])
            page.close()
    return made


@contextmanager
def desk(where: Path) -> Iterator[tuple[str, Store]]:
    """A desk at a fresh database with the fixtures' pages; gives its URL and the store."""

    def clock() -> datetime:
        return datetime(2026, 5, 12, 8, 30, tzinfo=UTC)

    ingesting.run([str(ROOT / "fixtures" / "site")], str(where), Format.jsonl, clock)
    with Store.open(str(where), clock=clock) as store:
        app = create_app(store, stages.party_table(), local="ada", clock=clock)
        with serving(app) as url:
            yield url, store


@contextmanager
def browser() -> Iterator[Any]:
    """A Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        try:
            yield chromium
        finally:
            chromium.close()


if __name__ == "__main__":
    main()
