"""How long `counterclaim extract` of a 10 kB text takes, as a ratio to importing spaCy and trafilatura, in pairs."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PARAGRAPH = (
    "Crusoe said on Tuesday it had raised $1.4 billion at a valuation of more than $10 billion, to build in Texas. "
    "The company will add 1.2 GW of capacity for OpenAI by 2027, and has borrowed $2.5 billion from Blue Owl Capital. "
)


def seconds(command: Sequence[str]) -> float:
    """Wall seconds of one run of the command, from start to exit."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> None:
    """Print the median ratio over the pairs, with both medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "article.txt"
        page.write_text(PARAGRAPH * (10_000 // len(PARAGRAPH)), encoding="utf-8")
        ours = [str(Path(sys.executable).with_name("counterclaim")), "extract", str(page), "--format", "jsonl"]
        base = [sys.executable, "-c", "import spacy, trafilatura"]
        for command in (ours, base):
            seconds(command)
        pairs = [(seconds(ours), seconds(base)) for _ in range(runs)]
    ratio = statistics.median(a / b for a, b in pairs)
    a, b = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"extract of a 10 kB text / import spacy, trafilatura: {ratio:.2f} ({a:.2f} s / {b:.2f} s, {runs} pairs)")


if __name__ == "__main__":
    main()
