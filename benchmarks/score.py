"""Scores the extractors on the project's own sets, and on a folder of gold where there is one, against pinned floors.

`python -m benchmarks.score [--gold DIR --score DIR] [--raise-floors]` prints one table of all figures with their floors
and exits 1 when a figure is under its floor.  The gold is scored by the scripts of --score.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import scoring
from benchmarks.fixture_pages import Page, pages
from benchmarks.wording import Text, texts
from claims.model import Reading
from claims.parties import load_parties
from extractors.article import read_row, read_text
from extractors.pipeline import Reader

FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.01
"""How far under the measured figure a floor is pinned: one claim more or less is no step back."""

QUANTITIES = (
    ("challenge", "money"),
    ("challenge", "power"),
    ("newsquant", "money"),
    ("cqe_currency", "money"),
    ("recognizers", "money"),
    ("duckling", "money"),
    ("quantulum", "money"),
)
"""The sets of single sentences and the kind of quantity that each was labelled for."""

Figures = dict[str, dict[str, float]]
Row = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 when a figure is under its floor, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, help="a folder with seeds/, news/ and quantities/")
    parser.add_argument("--score", type=Path, help="the folder of the scripts that score it")
    parser.add_argument(
        "--raise-floors", action="store_true", help=f"pin floors {MARGIN} under today's; none is lowered"
    )
    given = parser.parse_args(arguments)
    reader = Reader(load_parties())
    measured = on_own(reader)
    if given.gold is not None and given.score is not None and given.gold.is_dir() and given.score.is_dir():
        measured |= on_gold(reader, given.gold, given.score)
    else:
        print(f"no gold at {given.gold} (or no scripts at {given.score}): the project's own sets alone are scored")
    return report(measured, raise_floors=given.raise_floors)


def report(measured: Figures, *, raise_floors: bool) -> int:
    """Print the figures beside their floors, after raising those where asked; 1 when one is under its floor, else 0."""
    if raise_floors:
        FLOORS.write_text(json.dumps(raised(floors(), measured), indent=2) + "\n", encoding="utf-8")
    pinned = floors()
    print("\n".join(table(measured, pinned)))
    low = under(measured, pinned)
    print("\n".join(low) if low else "every figure meets its floor")
    return 1 if low else 0


def floors() -> Figures:
    """The pinned floors: set, figure, least value."""
    return dict(json.loads(FLOORS.read_text(encoding="utf-8")))


def raised(pinned: Mapping[str, Mapping[str, float]], measured: Figures) -> Figures:
    """The floors moved up to just under the measured figures, never down."""
    out: Figures = {name: dict(figures) for name, figures in pinned.items()}
    for name, figures in measured.items():
        row = out.setdefault(name, {})
        for key, value in figures.items():
            row[key] = max(row.get(key, 0.0), round(value - MARGIN, 3))
    return out


def under(measured: Figures, pinned: Mapping[str, Mapping[str, float]]) -> list[str]:
    """One line for each measured figure that is under its floor."""
    return [
        f"{name} {key}: {value:.3f} is under its floor {pinned[name][key]:.3f} (benchmarks/floors.json)"
        for name, figures in measured.items()
        for key, value in figures.items()
        if value < pinned.get(name, {}).get(key, 0.0)
    ]


def table(measured: Figures, pinned: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """The lines of the table: set, figure, value, floor."""
    yield f"{'set':18} {'figure':18} {'value':>6} {'floor':>6}"
    for name, figures in measured.items():
        for key, value in figures.items():
            floor = pinned.get(name, {}).get(key)
            yield f"{name:18} {key:18} {value:6.3f} {'-' if floor is None else format(floor, '.3f'):>6}"


def on_own(reader: Reader) -> Figures:
    """The figures on the project's own sets: the fixture pages, and the texts of fixtures/wording."""
    return {
        "fixtures": _own(reader, [page for page in pages() if not page.meta()["refused"]]),
        "wording": _own(reader, texts()),
    }


def _own(reader: Reader, stories: Sequence[Page] | Sequence[Text]) -> dict[str, float]:
    """The figures on some stories; party names are compared through the table of parties."""
    parties = load_parties()
    expected = [row for story in stories for row in story.gold()]
    extracted = [claim.as_json() for story in stories for claim in reader.read(story.article()).claims]
    return scoring.score(expected, extracted, lambda name: parties.canonical(name) or name if name else None)


def on_gold(reader: Reader, gold: Path, scripts: Path) -> Figures:
    """The figures on the gold folder, from the scripts: seeds, news, its unread part, parties, single sentences."""
    out: Figures = {}
    with TemporaryDirectory() as folder:
        work = Path(folder)
        seeds = [
            reader.read(read_text(path.read_bytes(), name=path.name))
            for path in sorted((gold / "seeds" / "docs").glob("*.txt"))
        ]
        truth, ours = gold / "seeds" / "gold.jsonl", write(work / "seeds.jsonl", _claims(seeds))
        out["seeds"] = _claim_figures(scripts, truth, ours)
        mentions = write(work / "mentions.jsonl", (m.as_json() for reading in seeds for m in reading.parties))
        out["seeds parties"] = _printed(scripts / "score_parties.py", gold / "seeds" / "parties.jsonl", mentions)
        news = list(_claims(reader.read(read_row(row, where=row["id"])) for row in news_rows(gold / "news")))
        truth = gold / "news" / "gold.jsonl"
        out["news"] = _claim_figures(scripts, truth, write(work / "news.jsonl", news))
        unread = set((gold / "news" / "unread.txt").read_text(encoding="utf-8").split())
        out["news unread"] = _claim_figures(
            scripts,
            write(work / "unread.gold.jsonl", (row for row in lines(truth) if row["doc"] in unread)),
            write(work / "unread.jsonl", (row for row in news if row["doc"] in unread)),
        )
        for name, kind in QUANTITIES:
            stem = gold / "quantities" / f"{name}.dev"
            sentences = (reader.read(read_row(row, where=row["id"])) for row in lines(Path(f"{stem}.inputs.jsonl")))
            found = write(work / f"{name}.jsonl", _claims(sentences))
            out[f"{name} {kind}"] = _quantity_figures(scripts, stem, found, kind)
    return out


def news_rows(folder: Path) -> Iterator[Row]:
    """The news texts of a gold folder as rows of a dump."""
    for row in lines(folder / "index.jsonl"):
        text = (folder / "docs" / f"{row['doc']}.txt").read_text(encoding="utf-8")
        yield {"id": row["doc"], "text": text, "published": row.get("published"), "publisher": row.get("publisher")}


def _claims(readings: Iterable[Reading]) -> Iterator[Row]:
    """The rows that `counterclaim extract` prints."""
    return (claim.as_json() for reading in readings for claim in reading.claims)


def _claim_figures(scripts: Path, truth: Path, found: Path) -> dict[str, float]:
    printed = json.loads(run(scripts / "score_claims.py", truth, found, "--json"))
    kept = ("quantity_f1", "qualifier", "metric", "subject", "modality", "basis", "as_of_f1", "counterparties_f1")
    return {key: printed[key] for key in (*kept, "claim_f1") if printed[key] is not None}


def _quantity_figures(scripts: Path, stem: Path, found: Path, kind: str) -> dict[str, float]:
    script = scripts / "score_quantities.py"
    gold, inputs = f"{stem}.gold.jsonl", f"{stem}.inputs.jsonl"
    options = ("--gold", gold, "--pred", found, "--inputs", inputs, "--kind", kind, "--json")
    printed = json.loads(run(script, *options))
    return {"value_unit": printed["F1"], "with_qualifier": printed["F1q"]}


def _printed(script: Path, *arguments: object) -> dict[str, float]:
    """The figures of a script that prints one `name value` a line."""
    return {key: float(value) for key, value in (line.split() for line in run(script, *arguments).splitlines())}


def run(script: Path, *arguments: object) -> str:
    """What a scoring script prints."""
    command = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def write(path: Path, rows: Iterable[Row]) -> Path:
    """The path, with the rows written to it as JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def lines(path: Path) -> Iterator[Row]:
    """The rows of a file of JSON lines."""
    with path.open(encoding="utf-8") as opened:
        yield from (json.loads(line) for line in opened if line.strip())


if __name__ == "__main__":
    sys.exit(main())
