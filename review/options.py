"""What several commands take: their options, the database they open, and the moments people write."""

from __future__ import annotations

from datetime import UTC, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from claims.errors import UsageError
from claims.metrics import METRICS
from claims.periods import is_period, span
from review.formats import Format, say

if TYPE_CHECKING:
    from claims.cases import CaseStatus
    from storage.store import Store, StoredCase

_NAMED = [row.name for row in METRICS.values() if not row.default]
VARIABLE = "COUNTERCLAIM_DB"


class Order(StrEnum):
    """What can follow --order."""

    published = "published"
    value = "value"
    recorded = "recorded"
    article = "article"


class Standing(StrEnum):
    """What can follow --status."""

    waiting = "waiting"
    open = "open"
    decided = "decided"
    reopened = "reopened"
    retired = "retired"
    all = "all"


class Grading(StrEnum):
    """What can follow --grade: claims.verdicts.Grade."""

    high = "high"
    medium = "medium"
    low = "low"


class Deciding(StrEnum):
    """What can be decided: claims.judgements.Judgement but for undoing, which is a command of its own."""

    prefer = "prefer"
    both_valid = "both-valid"
    superseded = "superseded"
    extraction_error = "extraction-error"
    same_source = "same-source"
    unsure = "unsure"


class Explaining(StrEnum):
    """What can follow --explain."""

    text = "text"
    html = "html"


def known_metric(name: str | None) -> str | None:
    """The metric's name.  Raises UsageError where there is none."""
    if name is not None and name not in METRICS:
        raise UsageError(f"unknown metric {name!r}; use one of {', '.join(METRICS)}")
    return name


def known_metrics(names: list[str] | None) -> list[str]:
    """The metrics' names, none where none was given.  Raises UsageError where there is no such metric."""
    for name in names or ():
        known_metric(name)
    return names or []


Database: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--db", metavar="PATH|URL", envvar=VARIABLE, show_default=False,
        help="The database: a file, or a sqlite or postgresql URL. Default: counterclaim.db in the user data folder.",
    ),
]  # fmt: skip
Printed: TypeAlias = Annotated[
    Format, typer.Option("--format", help="A table for people, or json, jsonl or csv for programs.")
]
Sources: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...", show_default=False,
        help="An http(s) URL, an .html or .txt file, a folder, a .jsonl dump, each also .gz; - for stdin.",
    ),
]  # fmt: skip
Section: TypeAlias = Annotated[
    str | None, typer.Option("--section", metavar="NAME", help="Of this section: the feeds of one schedule.")
]
Party: TypeAlias = Annotated[
    str | None,
    typer.Option("--party", metavar="NAME", help="Only of this party, as subject or counterparty, any case."),
]
MetricName: TypeAlias = Annotated[
    str | None,
    typer.Option("--metric", metavar="METRIC", callback=known_metric, help=f"Only these: {', '.join(METRICS)}."),
]
MetricNames: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--metric", metavar="METRIC", callback=known_metrics, show_default=False,
        help=f"Only claims of this metric; may be repeated. Read only when named: {', '.join(_NAMED)}.",
    ),
]  # fmt: skip
Since: TypeAlias = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Published then or later: 2025, 2025-Q4, 2025-10-03.")
]
Until: TypeAlias = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Published then or earlier.")]
AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE|TIME", help="What the database held then: at the end of that day, in UTC."),
]
From: TypeAlias = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Id, URL, doc or publisher of the article.")
]
Ordered: TypeAlias = Annotated[
    Order, typer.Option("--order", help="Newest published, largest, or last stored first; article by article.")
]
Retired: TypeAlias = Annotated[bool, typer.Option("--include-retired", help="Also what its article no longer says.")]
Limit: TypeAlias = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Not more than N rows.")]


By: TypeAlias = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", show_default=False, help="Who decides. Default: the user of this machine."),
]
Note: TypeAlias = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why, for who asks a year later.")]


def who(by: str | None) -> str:
    """Who decides: the name given, else the user of this machine.  Raises UsageError where neither is known."""
    import getpass

    try:
        name = (by if by is not None else getpass.getuser()).strip()
    except (OSError, KeyError) as error:
        raise UsageError("this machine does not say who you are; pass --by NAME") from error
    if not name:
        raise UsageError("--by '' names nobody; pass --by NAME")
    return name


def open_store(where: str | None, *, create: bool = False) -> Store:
    """Open the database, and say where it is when it was just made.  Raises StoreError or UsageError."""
    from flows.stages import default_database
    from storage.store import Store

    store = Store.open(where or default_database(), create=create)
    if store.created:
        say(f"made the database {store.where}")
    return store


def statuses(standing: Standing) -> frozenset[CaseStatus]:
    """The statuses of cases that --status names; those that became part of others are never listed."""
    from claims.cases import WAITING, CaseStatus

    match standing:
        case Standing.waiting:
            return WAITING
        case Standing.all:
            return frozenset(CaseStatus) - {CaseStatus.merged}
        case _:
            return frozenset({CaseStatus(standing.value)})


def case_or_pair(store: Store, name: str) -> StoredCase | None:
    """The case whose id starts so; None where that is rather the id of a pair.

    Raises NotStored where it is neither, Ambiguous where it fits several cases.
    """
    from claims.errors import Ambiguous, NotStored

    try:
        return store.case(name)
    except Ambiguous:
        raise
    except NotStored:
        store.edge(name)
        return None


def utc_now() -> datetime:
    """The clock of the command line."""
    return datetime.now(UTC)


def with_a_value(option: str, values: type[StrEnum], arguments: list[str]) -> list[str]:
    """The arguments with the first of the values written after an option that stands without one of them.

    `--explain story.txt` becomes `--explain=text story.txt`: what follows an option is its value only where it can be.
    """
    known, first = [str(value) for value in values], str(next(iter(values)))
    out: list[str] = []
    rest = list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == "--":
            return [*out, argument, *rest]
        if argument == option:
            argument = f"{option}={rest.pop(0) if rest and rest[0] in known else first}"
        out.append(argument)
    return out


def moment(text: str) -> datetime:
    """The moment that --as-of names: the end of a day, month, quarter or year, or a timestamp; UTC where none is said.

    Raises UsageError.
    """
    try:
        if is_period(text):
            return datetime.combine(span(text).last, time.max, UTC)
        found = datetime.fromisoformat(text)
    except ValueError as error:
        line = f"--as-of {text!r} is no moment; write a date such as 2025-10-03, or 2025-10-03T14:00+02:00"
        raise UsageError(line) from error
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
