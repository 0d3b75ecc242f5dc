"""The command line: one function a command, and nothing in it but what to ask and what to show."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from claims.errors import UsageError
from claims.judgements import Differs, Judgement
from review.charts.commands import chart
from review.desk import commands as desk
from review.exits import FAILED, Commands
from review.exports.commands import export
from review.formats import Format, draw, print_all, print_one, show
from review.options import (
    AsOf,
    By,
    Database,
    Deciding,
    Explaining,
    From,
    Grading,
    Limit,
    MetricName,
    MetricNames,
    Note,
    Order,
    Ordered,
    Party,
    Printed,
    Retired,
    Section,
    Since,
    Sources,
    Standing,
    Until,
    case_or_pair,
    moment,
    open_store,
    statuses,
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
      counterclaim conflict ID                          one of them, and why
      counterclaim decide ID prefer SIDE                what you make of it

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
        Standing,
        typer.Option("--status", help="Waiting is open and reopened; retired ones have lost their evidence."),
    ] = Standing.waiting,
    party: Party = None,
    metric: MetricName = None,
    min_gap: Annotated[
        float | None,
        typer.Option("--min-gap", metavar="SHARE", min=0, max=1, help="Relative gap of the values: 0.1 is 10 %."),
    ] = None,
    origins: Annotated[
        int | None, typer.Option("--origins", metavar="N", min=1, help="At least N independent origins.")
    ] = None,
    grade: Annotated[Grading | None, typer.Option("--grade", help="Of this grade only.")] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="NAME", help="Told by this publisher, or this article: its id, URL or doc."),
    ] = None,
    search: Annotated[
        str | None,
        typer.Option("--search", metavar="WORDS", help="In quotes, their sentences and titles; also -without."),
    ] = None,
    assignee: Annotated[
        str | None, typer.Option("--assignee", metavar="NAME", help="Looked after by NAME; nobody: by no one.")
    ] = None,
    limit: Limit = None,
    pairs: Annotated[bool, typer.Option("--pairs", help="Every verdict on two claims, conflict or not.")] = False,
    db: Database = None,
    form: Printed = Format.table,
) -> None:
    """Print the cases in which articles contradict each other.

    Contradictions with one root cause are one case: its sides, and how many articles and independent origins each has.
    Those that deserve most time come first.

    \b
    Examples:
      counterclaim conflicts --metric valuation --min-gap 0.1
      counterclaim conflicts --status reopened
      counterclaim conflicts --origins 3 --grade high
      counterclaim conflicts --search '"power plant" -nuclear' --assignee nobody
      counterclaim conflicts --pairs --format jsonl > verdicts.jsonl

    Exit codes: 0 also where there is none; 1 the database cannot be used; 2 wrong usage.
    """
    from claims.verdicts import Grade
    from review import case_tables
    from review.tables import PAIRS
    from storage.case_records import CaseQuery

    of_cases = {"origins": origins, "grade": grade, "source": source, "search": search, "assignee": assignee}
    given = [f"--{name}" for name, value in of_cases.items() if value is not None]
    if status not in (Standing.waiting, Standing.retired, Standing.all):
        given.append("--status")
    if pairs and given:
        raise UsageError(f"--pairs prints pairs, and {', '.join(given)} is of cases; leave it away")
    with open_store(db) as store:
        if pairs:
            gone = status is not Standing.waiting
            found = store.edges(False, party=party, metric=metric, min_gap=min_gap, include_retired=gone)
            edges = islice((e for e in found if status is not Standing.retired or e.status == "retired"), limit)
            print_all(edges, PAIRS, form, "no pairs fit")
            return
        query = CaseQuery(
            statuses=statuses(status), party=party, metric=metric, min_gap=min_gap, origins=origins, limit=limit,
            grade=None if grade is None else Grade(str(grade)), source=source, search=search, assignee=assignee,
        )  # fmt: skip
        print_all(case_tables.quoted(store, store.cases(query)), case_tables.CASES, form, "no conflicts fit")


@app.command()
def conflict(
    conflict: Annotated[str, typer.Argument(metavar="ID", help="A case's or a pair's id, or its first digits.")],
    suggestion: Annotated[
        bool, typer.Option("--suggestion", help="Show which side the evidence favours; after a decision it is shown.")
    ] = False,
    db: Database = None,
    form: Printed = Format.table,
) -> None:
    """Show one conflict with its evidence and its history.

    Its sides in their sentences, every question that led to the verdict, and what became of it. It takes every id that
    `conflicts` or `conflicts --pairs` prints; of a pair it shows the two claims and their verdict. A case that became
    part of another is shown as that one.

    \b
    Examples:
      counterclaim conflict 3f9a1c22
      counterclaim conflict 3f9a1c22 --suggestion

    Exit codes: 0 shown; 1 no such conflict, or the database cannot be used; 2 wrong usage.
    """
    from review import case_sheets, comparing

    with open_store(db) as store:
        found = case_or_pair(store, conflict)
        if found is None:
            _show_comparison(comparing.stored(store, conflict), form)
            return
        shown = case_sheets.sheet(store, found, suggestion=suggestion)
    if form is Format.table:
        show(*case_sheets.case_sheet(shown))
    else:
        print_one(case_sheets.sheet_row(shown), case_sheets.SHEET_KEYS, form)


@app.command()
def decide(
    case: Annotated[str, typer.Argument(metavar="ID", help="A case's id, or its first digits.")],
    judgement: Annotated[Deciding, typer.Argument(metavar="JUDGEMENT", help=f"One of {', '.join(Deciding)}.")],
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[SIDE|CLAIM]",
            show_default=False,
            help="The side, by letter or value, for prefer and superseded; the misread claim for extraction-error.",
        ),
    ] = None,
    differs: Annotated[
        Differs | None, typer.Option("--differs", help="What separates two values that are both valid.")
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="A field of the misread claim as it should be; repeatable."),
    ] = None,
    note: Note = None,
    by: By = None,
    expect: Annotated[
        int | None, typer.Option("--expect", metavar="VERSION", help="Only if the case is still at this version.")
    ] = None,
    db: Database = None,
    form: Printed = Format.table,
) -> None:
    """Decide a case, with who, when and why.

    \b
    prefer SIDE             this side is right
    both-valid --differs X  both are right: they differ in basis, time, scope or event
    superseded SIDE         this side was right, and another has replaced it
    extraction-error CLAIM  the text does not say so: --set gives what it says, as an analyst's claim
    same-source             the sides go back to one source
    unsure                  not to be decided with what is there

    A decision stays until it is undone; new evidence that it did not weigh reopens the case and says so.

    \b
    Examples:
      counterclaim decide 3f9a1c22 prefer B --note "the company's filing says so" --expect 2
      counterclaim decide 3f9a1c22 both-valid --differs basis
      counterclaim decide 3f9a1c22 extraction-error 7ba35f0b --set value=4.2bn --set subject=Nscale

    Exit codes: 0 decided; 1 no such case, it is decided or retired already, or it has changed; 2 wrong usage.
    """
    from review import deciding

    deciding.decide(
        case, Judgement(judgement.value), what, db, form, differs=differs, changes=changes or (), note=note, by=by,
        expect=expect,
    )  # fmt: skip


@app.command()
def undo(
    name: Annotated[str, typer.Argument(metavar="ID", help="A case's or a decision's id, or its first digits.")],
    note: Note = None,
    by: By = None,
    db: Database = None,
    form: Printed = Format.table,
) -> None:
    """Take a decision back; it stays in the case's history.

    \b
    Examples:
      counterclaim undo 3f9a1c22 --note "the filing was amended"

    Exit codes: 0 taken back; 1 no such case, or nothing to take back; 2 wrong usage.
    """
    from review import deciding

    deciding.undo(name, db, form, note=note, by=by)


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


app.command()(export)
app.command()(chart)

feeds = typer.Typer(
    cls=Commands, no_args_is_help=True, rich_markup_mode=None, help="What is watched: feeds, sitemaps, pages of links."
)
app.add_typer(feeds, name="feeds")


@feeds.command("add")
def feeds_add(
    url: Annotated[str, typer.Argument(help="Where the feed, the sitemap or the page of links is.")],
    section: Section = None,
    publisher: Annotated[str | None, typer.Option("--publisher", help="Who publishes what it brings.")] = None,
    every: Annotated[int | None, typer.Option("--every", metavar="SECONDS", help="Between two looks.")] = None,
    links: Annotated[
        str | None,
        typer.Option("--links", metavar="PATTERN", help="A page of links: the regular expression of an article's URL."),
    ] = None,
    primary: Annotated[bool, typer.Option("--primary", help="It tells its own news, as a company does.")] = False,
    db: Database = None,
) -> None:
    """Watch a feed; it is looked at once, and what was found is said.

    A feed that is known gets the given fields.

    \b
    Examples:
      counterclaim feeds add https://example.com/news.rss --section technology
      counterclaim feeds add https://example.com/business --links '/20[0-9]{2}/'

    Exit codes: 0 it is watched; 1 nothing is there that can be; 2 wrong usage.
    """
    from review import feeding

    given = {
        "section": section,
        "publisher": publisher,
        "interval": every,
        "pattern": links,
        "primary": primary or None,
    }
    feeding.add(url, {name: value for name, value in given.items() if value is not None}, db)


@feeds.command("remove")
def feeds_remove(url: Annotated[str, typer.Argument(help="The feed's URL.")], db: Database = None) -> None:
    """Watch a feed no longer; what it brought stays.

    \b
    Examples:
      counterclaim feeds remove https://example.com/news.rss

    Exit codes: 0 removed; 1 there is no such feed; 2 wrong usage.
    """
    from review import feeding

    feeding.remove(url, db)


@feeds.command("list")
def feeds_list(section: Section = None, db: Database = None, form: Printed = Format.table) -> None:
    """All feeds, and how they fare.

    What each brought, by state, and whether it fails or is silent for longer than is its habit.

    \b
    Examples:
      counterclaim feeds list --section technology

    Exit codes: 0 listed; 1 the database cannot be used; 2 wrong usage.
    """
    from review import feeding

    feeding.show(db, section, form)


@feeds.command("check")
def feeds_check(section: Section = None, db: Database = None) -> None:
    """Look at the feeds that are due, and read nothing yet.

    \b
    Examples:
      counterclaim feeds check

    Exit codes: 0 each gave something; 1 one did not; 2 wrong usage.
    """
    from review import feeding

    _end(feeding.check(db, section))


@app.command()
def run(
    section: Section = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Also try what failed and waits, or was given up.")
    ] = False,
    limit: Limit = None,
    db: Database = None,
    form: Printed = Format.table,
) -> None:
    """Look at feeds that are due, and read what is new.

    A URL that failed is tried again after 10 minutes, an hour, six hours and a day, then given up.

    \b
    Examples:
      counterclaim run
      counterclaim run --retry-failed

    Exit codes: 0 all went well; 1 a feed or a URL was refused or failed; 2 wrong usage.
    """
    from review import feeding

    _end(feeding.run(db, section, form, again=retry_failed, limit=limit))


@app.command()
def serve(
    db: Database = None,
    metrics: Annotated[
        int | None, typer.Option("--metrics", metavar="PORT", help="Figures for Prometheus at this port of loopback.")
    ] = None,
) -> None:
    """Keep the schedule, until stopped.

    Each section of feeds is read when it is due.

    Where PREFECT_API_URL is not set, a Prefect server of its own runs beside it, on loopback.

    \b
    Examples:
      counterclaim serve
      counterclaim serve --metrics 9464

    Exit codes: 0 stopped; 1 there is no feed, or the database cannot be used; 2 wrong usage.
    """
    from review import feeding

    feeding.serve(db, metrics=metrics)


app.command()(desk.review)
app.add_typer(desk.users, name="users")


@app.command()
def status(db: Database = None, form: Printed = Format.table) -> None:
    """Count what is stored, refused and watched.

    Articles, claims, verdicts, open conflicts, refused sources by reason; each feed with when it last brought
    something new, and whether it has failed or is silent for longer than its habit; the URLs of feeds by state.

    \b
    Examples:
      counterclaim status --format json

    Exit codes: 0 counted; 1 the database cannot be used; 2 wrong usage.
    """
    from review import sheets

    with open_store(db) as store:
        found = store.where, store.status(), store.feeds(), store.url_states()
    if form is Format.table:
        show(*sheets.status(*found))
    else:
        print_one(sheets.status_row(*found), sheets.STATUS_KEYS, form)


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
