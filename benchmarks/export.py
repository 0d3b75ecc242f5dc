"""How much memory and time `counterclaim export` of each format takes, in a store of some claims and in a larger one.

Each export is a process of its own that writes to a file; the figure is the largest memory it ever held. It may grow by
no more than a tenth from the small store to the large one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from review.exports.table import FORMATS

A_DAY = 100
GROWTH = 0.10
"""The bar: memory in the large store over that in the small one."""


def filled(db: Path, count: int) -> None:
    """Make a store with so many claims."""
    from benchmarks.filling import Model, fill
    from storage.store import Store

    with Store.open(str(db)) as store:
        fill(store._engine, Model.built(), count, A_DAY)


def exported(form: str, db: Path, target: Path) -> tuple[float, float, int]:
    """Mebibytes at the most, seconds by the clock, and bytes written, of one export in a process of its own."""
    command = [sys.executable, "-m", "review.cli", "export", form, "--db", str(db), "-o", str(target)]
    begin = time.perf_counter()
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {running.returncode}")
    return used.ru_maxrss / 1024, time.perf_counter() - begin, target.stat().st_size


def main() -> None:
    """Print a line a format; exits with 1 where memory grows by more than the bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=10_000, help="claims in the small store")
    parser.add_argument("--large", type=int, default=100_000, help="claims in the large one")
    parser.add_argument("--formats", nargs="+", default=[row.name for row in FORMATS.values() if row.of == "claims"])
    parser.add_argument("--folder", help="where the stores are kept and found again; else in a temporary one")
    given = parser.parse_args()
    grown = False
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(given.folder or temporary)
        stores = []
        for count in (given.small, given.large):
            db = folder / f"{count}.db"
            if not db.exists():
                # elsewhere: a process begins with the memory that its parent held
                made = f"from benchmarks.export import *; filled(Path({str(db)!r}), {count})"
                subprocess.run([sys.executable, "-c", made], check=True)
            stores.append(db)
        for form in given.formats:
            target = Path(temporary) / f"claims.{form}"
            (a, fast, _), (b, slow, size) = (exported(form, db, target) for db in stores)
            rate = given.large / slow
            print(
                f"{form:<10} {given.small:,} claims: {a:.0f} MiB, {fast:.1f} s; {given.large:,} claims: {b:.0f} MiB, "
                f"{slow:.1f} s ({rate:,.0f} claims/s, {size / 2**20:,.0f} MiB written); memory {b / a:.2f}"
            )
            grown |= b / a > 1 + GROWTH
            target.unlink()
    if grown:
        raise SystemExit(f"memory grew by more than {GROWTH:.0%}")


if __name__ == "__main__":
    main()
