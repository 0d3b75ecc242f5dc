"""The command line: one function a command, and nothing in it but what to ask and what to show."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from claims.errors import UsageError
from review.exits import FAILED, Commands
from review.formats import Format, draw, print_all, print_one, show
from review.options import (
    AsOf,
    Database,
    Explaining,
    From,
    Limit,
    MetricName,
    MetricNames,
    Order,
    Ordered,
    Party,
    Printed,
    Retired,
    Since,
    Sources,
    Standing,
    Until,
    moment,
    open_store,
    with_a_value,
)

app = typer.Typer(
    cls=Commands, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False
)


class _Extract(TyperCommand):
    """`--explain` may stand without a value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, with_a_value("--explain", Explaining, args))


def main() -> None:
    """The entry point `counterclaim`."""
    app(prog_name="counterclaim")


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"counterclaim {version('counterclaim')}")
        except PackageNotFoundError:
            typer.echo("counterclaim, not installed: run from its source tree")
        raise typer.Exit


@app.callback()
def counterclaim(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Read the news on AI-infrastructure financing into dated claims, and flag the ones that contradict.

    \b
    Examples:
      counterclaim ingest https://example.com/a-story   read and store an article
      counterclaim claims --party OpenAI                what is said about a party
      counterclaim conflicts                            what contradicts
      counterclaim conflict ID                          one contradiction, and why

    Exit codes of all commands: 0 done, 1 something failed, 2 wrong usage. Data goes to stdout, messages to stderr.
    """


@app.command(cls=_Extract)
def extract(
    sources: Sources,
    parties: Annotated[bool, typer.Option("--parties", help="Print the parties that are named instead.")] = False,
    explain: Annotated[
        Explaining | None,
        typer.Option(
            "--explain",
            help="Show the rule and the cues behind each claim, and what was not read; text or an HTML page.",
        ),
    ] = None,
    metric: MetricNames = None,
    form: Printed = Format.table,
) -> None:
    """Read sources and print their claims; no database.

    Rows come in the order of the input: jsonl and csv as the reading goes on, a table at the end.

    \b
    Examples:
      counterclaim extract story.txt
      counterclaim extract --format jsonl news.jsonl > claims.jsonl
      counterclaim extract --explain html story.html > story.explained.html
      counterclaim extract --metric users --metric power story.txt

    Exit codes: 0 all was read; 1 a source was refused (each has a line on stderr); 2 wrong usage.
    """
    from review import extracting

    if parties and explain:
        raise UsageError("--parties and --explain exclude each other; give one of them")
    if parties and metric:
        raise UsageError("--parties prints names, which have no metric; leave --metric away")
    if explain is Explaining.html and form is not Format.table:
        raise UsageError(f"--explain html is a page of its own; leave --format {form} away")
    _end(extracting.run(sources, form, parties=parties, explain=explain, metrics=metric or ()))


@app.command()
def ingest(sources: Sources, db: Database = None, form: Printed = Format.table) -> None:
    """Read sources, store and compare their claims.

    Says of each what was new, changed or refused, and why. The same source again changes nothing. New conflicts are
    named on stderr. Where PREFECT_API_URL is set, it is a run that Prefect sees.

    \b
    Examples:
      counterclaim ingest https://example.com/a-story
      counterclaim ingest --db news.db pages/ dump.jsonl

    Exit codes: 0 all was stored; 1 a source was refused, or the database cannot be used; 2 wrong usage.
    """
    from review import ingesting

    _end(ingesting.run(sources, db, form))


@app.command()
def claims(
    party: Party = None,
    metric: MetricName = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    source: From = None,
    order: Ordered = Order.published,
    limit: Limit = None,
    include_retired: Retired = False,
    db: Database = None,
    form: Printed = Format.table,
) -> None:
    """Print the stored claims that fit what is asked.

    \b
    Examples:
      counterclaim claims --party Nscale --metric funding
      counterclaim claims --since 2025-Q4 --order value --limit 20
      counterclaim claims --as-of 2025-10-03 --format csv > known-then.csv

    Exit codes: 0 also where none fits; 1 the database cannot be used; 2 wrong usage.
    """
    from review.tables import STORED
    from storage.records import ClaimQuery

    query = ClaimQuery(
        party=party, metric=metric, since=since, until=until, as_of=None if as_of is None else moment(as_of),
        source=source, order=str(order), limit=limit, include_retired=include_retired,
    )  # fmt: skip
    with open_store(db) as store:
        print_all(store.claims(query), STORED, form, "no claims fit")


@app.command()
def conflicts(
    status: Annotated[
        Standing, typer.Option("--status", help="Open, retired (a claim is no longer stated), or all.")
    ] = Standing.open,
    party: Party = None,
    metric: MetricName = None,
    min_gap: Annotated[
        float | None,
        typer.Option("--min-gap", metavar="SHARE", min=0, max=1, help="Relative gap of the values: 0.1 is 10 %."),
    ] = None,
    limit: Limit = None,
    pairs: Annotated[bool, typer.Option("--pairs", help="Every verdict, also those that are no conflict.")] = False,
    db: Database = None,
    form: Printed = Format.table,
) -> None:
    """Print the claims that contradict each other.

    Those that deserve most time come first.

    \b
    Examples:
      counterclaim conflicts --metric valuation --min-gap 0.1
      counterclaim conflicts --pairs --format jsonl > verdicts.jsonl

    Exit codes: 0 also where there is none; 1 the database cannot be used; 2 wrong usage.
    """
    from review import comparing
    from review.tables import CONFLICTS, PAIRS

    retired = status is not Standing.open
    with open_store(db) as store:
        found = store.edges(not pairs, party=party, metric=metric, min_gap=min_gap, include_retired=retired)
        edges = islice((edge for edge in found if status is not Standing.retired or edge.status == "retired"), limit)
        if pairs:
            print_all(edges, PAIRS, form, "no pairs fit")
        else:
            print_all(comparing.quoted(store, edges), CONFLICTS, form, "no conflicts fit")


@app.command()
def conflict(
    conflict: Annotated[str, typer.Argument(metavar="ID", help="A conflict's id, or its first digits.")],
    db: Database = None,
    form: Printed = Format.table,
) -> None:
    """Show one conflict and what led to the verdict.

    Both claims stand in their sentences; every question that was asked has its answer. It takes every id that
    `conflicts` or `conflicts --pairs` prints.

    \b
    Examples:
      counterclaim conflict 3f9a1c22

    Exit codes: 0 shown; 1 no such conflict, or the database cannot be used; 2 wrong usage.
    """
    from review import comparing

    with open_store(db) as store:
        _show_comparison(comparing.stored(store, conflict), form)


@app.command()
def why(
    one: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or its first digits.")],
    other: Annotated[str, typer.Argument(metavar="CLAIM", help="Another one's.")],
    db: Database = None,
    form: Printed = Format.table,
) -> None:
    """Compare any two stored claims, step by step.

    It is done now, by the rules of this version, whether or not the pair has a stored verdict.

    \b
    Examples:
      counterclaim why 7ba35f0b e6ed02a1

    Exit codes: 0 compared, whatever the verdict; 1 no such claim, or the database cannot be used; 2 wrong usage.
    """
    from review import comparing

    with open_store(db) as store:
        _show_comparison(comparing.made_now(store, one, other), form)


@app.command()
def article(
    name: Annotated[str, typer.Argument(metavar="ID|URL|DOC", help="Its id or the first digits, its URL, or its doc.")],
    db: Database = None,
    form: Printed = Format.table,
) -> None:
    """Show a stored article and its claims.

    Where it came from, its revisions, flags and fetches.

    \b
    Examples:
      counterclaim article https://example.com/a-story

    Exit codes: 0 shown; 1 no such article, or the database cannot be used; 2 wrong usage.
    """
    from review import sheets
    from review.tables import STORED

    with open_store(db) as store:
        stored = store.article(name)
    if form is not Format.table:
        print_one(sheets.article_row(stored), sheets.ARTICLE_KEYS, form)
        return
    show(*sheets.article(stored))
    if stored.claims:
        show("")
        draw(STORED, stored.claims)


@app.command()
def reextract(
    source: From = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    db: Database = None,
    form: Printed = Format.table,
) -> None:
    """Read stored articles again by today's rules.

    For after an upgrade, or a change of your table of names; no network. Claims that the rules no longer read are
    retired, never deleted; new ones are compared. It can be interrupted and repeated.

    \b
    Examples:
      counterclaim reextract --dry-run                  what would change
      counterclaim reextract --source "The Paper"       only of this publisher

    Exit codes: 0 all was read; 1 a stored text is damaged, or the database cannot be used; 2 wrong usage.
    """
    from review import rereading

    _end(rereading.run(db, source, form, dry_run=dry_run))


@app.command()
def status(db: Database = None, form: Printed = Format.table) -> None:
    """Count what is stored, and what was refused.

    Articles, claims, verdicts, open conflicts, and refused sources by reason.

    \b
    Examples:
      counterclaim status --format json

    Exit codes: 0 counted; 1 the database cannot be used; 2 wrong usage.
    """
    from review import sheets

    with open_store(db) as store:
        where, found = store.where, store.status()
    if form is Format.table:
        show(*sheets.status(where, found))
    else:
        print_one(sheets.status_row(where, found), sheets.STATUS_KEYS, form)


@app.command()
def doctor(db: Database = None, form: Printed = Format.table) -> None:
    """Check the set-up and everything that is stored.

    The party table, the settings and the database; that each claim's quote stands at its place in its text, that each
    snapshot has its hash, and that nothing points at what is not there. All that is wrong is a row, with a repair.

    \b
    Examples:
      counterclaim doctor
      counterclaim doctor --format jsonl

    Exit codes: 0 nothing is wrong; 1 something is; 2 wrong usage.
    """
    from review import doctor as checking

    _end(checking.run(db, form))


def _end(well: bool) -> None:
    if not well:
        raise typer.Exit(FAILED)


def _show_comparison(shown: Any, form: Format) -> None:
    from review import sheets

    if form is Format.table:
        show(*sheets.comparison(shown))
    else:
        print_one(sheets.comparison_row(shown), sheets.COMPARISON_KEYS, form)


if __name__ == "__main__":
    main()
