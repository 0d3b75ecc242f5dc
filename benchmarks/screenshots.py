"""The pictures of the desk in the README: the fixtures' pages in a fresh database, as a browser shows them."""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from claims.article import Article, Fetch
from claims.errors import Refusal
from claims.model import Reading
from flows import stages
from flows.discovery import Source
from flows.gathering import Material
from review.desk.app import create_app
from review.desk.serving import serving
from storage.store import Store

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
LARGEST = 150_000
"""Bytes of a picture."""

PAGES: tuple[tuple[str, str, str, int], ...] = (
    # name, path, colours, height
    ("queue", "/cases", "light", 560),
    ("case", "{case}", "light", 820),
    ("case-dark", "{case}", "dark", 820),
    ("chart", "/charts/Nscale/funding", "light", 700),
    ("article", "{article}", "light", 520),
)
"""Small enough to be looked at, and to be kept in the repository."""


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
            page = chromium.new_page(viewport={"width": 1060, "height": height}, color_scheme=colours)
            page.goto(url + path.format(**known), wait_until="networkidle")
            made.append(folder / f"{name}.png")
            page.screenshot(path=made[-1])
            page.close()
    return made


@contextmanager
def desk(where: Path) -> Iterator[tuple[str, Store]]:
    """A desk at a fresh database with the fixtures' pages; gives its URL and the store."""

    def clock() -> datetime:
        return datetime(2026, 6, 8, 7, 30, tzinfo=UTC)

    parties = stages.party_table()
    reader, context = stages.build_reader(parties), stages.comparing(parties)
    with Store.open(str(where), clock=clock) as store:
        for page in sorted((ROOT / "fixtures" / "site").glob("*.html")):
            html = page.read_text(encoding="utf-8", errors="replace")
            canonical = re.search(r'rel="canonical" href="([^"]+)"', html)
            address = canonical[1] if canonical else f"https://paper.example/{page.stem}"
            row = {"id": address, "url": address, "html": html}
            material = Material(
                Source("row", address), Fetch(source=address, fetched_at="2026-06-08T07:00:00Z"), row=row
            )
            try:
                found: tuple[Article, Reading] | Refusal = stages.extract_one(reader, material)
            except Refusal as refusal:
                found = refusal
            stages.store_one(store, context, material, found)
        with serving(create_app(store, parties, local="ada", clock=clock)) as url:
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
