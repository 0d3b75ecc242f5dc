"""The `export` command as it is typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from claims.errors import UsageError
from review.exports.table import FORMATS, known_format
from review.options import (
    AsOf,
    Database,
    From,
    Limit,
    MetricName,
    Order,
    Ordered,
    Party,
    Retired,
    Since,
    Until,
    moment,
    utc_now,
)

_WHAT = "; ".join(f"{row.name}: {row.what}" for row in FORMATS.values())


def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", callback=known_format, help=f"One of {_WHAT}.")],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Replaced as a whole at the end, or not at all."),
    ] = None,
    party: Party = None,
    metric: MetricName = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    source: From = None,
    order: Ordered = Order.article,
    limit: Limit = None,
    include_retired: Retired = False,
    query: Annotated[
        str | None,
        typer.Option("--query", metavar="QUERY", help="Of cases: what stands behind the ? of the queue's address."),
    ] = None,
    desk: Annotated[
        str | None, typer.Option("--desk", metavar="URL", help="The address of the analysts' desk, for links to it.")
    ] = None,
    db: Database = None,
) -> None:
    """Write claims or cases in a format of others.

    Claims are written as they are read, so any number of them takes the same memory; a terminal shows a bar. atom
    writes cases, the others claims.

    \b
    Examples:
      counterclaim export csv -o claims.csv
      counterclaim export parquet --metric valuation --since 2025 -o valuations.parquet
      counterclaim export jsonl --party OpenAI | head
      counterclaim export atom --query 'party=OpenAI&grade=high' -o openai.atom

    Exit codes: 0 also where none fits; 1 the file or the database cannot be used; 2 wrong usage.
    """
    from review.exports import asking, exporting
    from storage.records import ClaimQuery

    of_claims = {
        "--party": party, "--metric": metric, "--since": since, "--until": until, "--as-of": as_of, "--source": source,
        "--order": None if order is Order.article else order, "--include-retired": include_retired or None,
    }  # fmt: skip
    if FORMATS[form].of == "cases":
        given = next((name for name, value in of_claims.items() if value is not None), None)
        if given is not None:
            raise UsageError(f"{form} writes cases, which have no {given}; say which ones with --query 'party=...'")
    elif query is not None:
        raise UsageError(f"{form} writes claims; --query is for cases: use --party, --metric and the like")
    claims_asked = ClaimQuery(
        party=party, metric=metric, since=since, until=until, as_of=None if as_of is None else moment(as_of),
        source=source, order=str(order), limit=limit, include_retired=include_retired,
    )  # fmt: skip
    cases_asked, asked = asking.cases(query or "", utc_now())
    exporting.run(
        form, output, db, claims_asked=claims_asked, cases_asked=replace(cases_asked, limit=limit), asked=asked,
        desk=asking.address(desk),
    )  # fmt: skip
