"""What cleaning keeps of news pages with known bodies, against trafilatura with comments off in the same run.

python -m benchmarks.cleaning --corpus DIR --score DIR: the first holds `ground-truth.json` and `html/*.html.gz`, the
second `score_cleaning.py`, which scores both.  The dates of the fixture pages are compared to the day.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from trafilatura import extract

from benchmarks.fixture_pages import pages
from claims.errors import Refusal
from extractors.article import read_html

F1_BELOW, SUMS, DATES = 0.002, 281, 0.95
"""The bars: how far F1 may be below trafilatura's, sums that must be kept of 305, share of dates right to the day."""


def ours(body: bytes) -> str | None:
    """The text as ingestion of many pages gets it."""
    try:
        return read_html(body, name="page", bulk=True).text
    except Refusal:
        return None


def theirs(body: bytes) -> str | None:
    """The text of trafilatura alone."""
    text: str | None = extract(body, include_comments=False)
    return text


def scored(corpus: Path, script: Path, clean: Callable[[bytes], str | None]) -> dict[str, str]:
    """What the scoring script says of the texts, by name."""
    truth = corpus / "ground-truth.json"
    texts = {
        key: clean(gzip.decompress((corpus / "html" / f"{key}.html.gz").read_bytes()))
        for key in json.loads(truth.read_text(encoding="utf-8"))
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "texts.json")
        path.write_text(json.dumps(texts), encoding="utf-8")
        command = [sys.executable, str(script), str(truth), str(path)]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return {name: value for line in lines for name, value in (line.split(" ", 1),)}


def dates() -> tuple[int, int]:
    """Fixture pages whose date is right to the day, and those that carry one."""
    dated = [page for page in pages() if page.meta().get("published")]
    return sum(page.article().publication.date == page.meta()["published"] for page in dated), len(dated)


def main() -> None:
    """Print both scores and the dates; exit 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--corpus", type=Path, help="the pages and their bodies; only dates are checked without it")
    parser.add_argument("--score", type=Path, help="the folder of score_cleaning.py")
    given = parser.parse_args()
    right, dated = dates()
    print(f"dates right to the day: {right} of {dated} fixture pages (bar {DATES:.0%})")
    missed = right < DATES * dated
    if given.corpus is not None and given.score is not None:
        script = given.score / "score_cleaning.py"
        found = {name: scored(given.corpus, script, clean) for name, clean in (("ours", ours), ("trafilatura", theirs))}
        for name, scores in found.items():
            print(f"{name:<12} " + ", ".join(f"{what} {value}" for what, value in scores.items()))
        below = float(found["trafilatura"]["f1"]) - float(found["ours"]["f1"])
        kept = int(found["ours"]["sums"].split()[1])
        print(f"F1 below trafilatura's: {below:+.3f} (bar {F1_BELOW}); sums kept: {kept} (bar {SUMS})")
        missed |= below > F1_BELOW or kept < SUMS
    sys.exit(missed)


if __name__ == "__main__":
    main()
