"""The `chart` command as it is typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from review.options import Database, Since, Until


def chart(
    party: Annotated[str, typer.Argument(metavar="PARTY", help="Its name, in any of its forms.")],
    metric: Annotated[str, typer.Argument(metavar="METRIC", help="What is measured, as `claims --metric` takes it.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="A file that ends in .svg or .png.")],
    log: Annotated[bool, typer.Option("--log", help="Values on a logarithmic scale.")] = False,
    since: Since = None,
    until: Until = None,
    db: Database = None,
) -> None:
    """Draw what is told of a party and metric over time.

    A value stands at the date when it was true, else when it was said: a point where it is exact, hollow where it is
    approximate, a bar for a range, an arrow for a bound. The shape is the basis, the colour the origin (copies count
    once), faded is replaced or withdrawn, a ring is an open case.

    \b
    Examples:
      counterclaim chart OpenAI valuation -o openai.svg
      counterclaim chart OpenAI valuation -o openai.png --log --since 2025 --until 2026-06

    Exit codes: 0 drawn; 1 nothing to draw, the file cannot be written, or the database cannot be used; 2 wrong usage.
    """
    from review import charting

    charting.run(party, metric, output, db, log=log, since=since, until=until)
