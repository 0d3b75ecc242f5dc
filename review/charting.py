"""The `chart` command: a party and a metric as a picture in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claims.errors import CounterclaimError, NotStored, UsageError
from claims.metrics import METRICS
from claims.periods import known_period
from review import words
from review.formats import say
from review.options import known_metric, open_store
from review.party_names import find_party

if TYPE_CHECKING:
    from review.charts.marks import Chart, Mark

SUFFIXES = (".svg", ".png")


def run(
    party: str, metric: str, out: Path, db: str | None, *, log: bool, since: str | None, until: str | None
) -> None:  # fmt: skip
    """Draw the chart into the file, and say what is in it.

    Raises UsageError on an unknown metric, suffix or date, NotStored where there is nothing to draw, StoreError, or
    CounterclaimError where the file cannot be written.
    """
    known_metric(metric)
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError(f"-o {str(out)!r} ends neither in .svg nor in .png; name a file that does")
    known_period(since, "--since")
    known_period(until, "--until")
    chart = _chart(party, metric, db, log=log, since=since, until=until)
    picture = _picture(chart, out.suffix.lower())
    try:
        out.write_bytes(picture)
    except OSError as error:
        line = f"cannot write {str(out)!r}: {error.strerror or error}; name a file in a folder you can write to"
        raise CounterclaimError(line) from error
    say(f"{out}: {words.plural(len(chart.marks), 'value')} of {chart.party}, {METRICS[metric].label}")
    for note in chart.notes:
        say(note)


def _chart(party: str, metric: str, db: str | None, *, log: bool, since: str | None, until: str | None) -> Chart:
    from claims.rates import reference_rate
    from flows.stages import party_table
    from review.charts.marks import chart

    parties = party_table()
    with open_store(db) as store:
        name = find_party(store.shelves, parties, party)
        if name is None:
            raise NotStored(f"no claim names the party {party!r}; `counterclaim claims` lists what is stored")
        found = store.shelves.charted(name, metric, since=since, until=until)
    made = chart(name, metric, found.claims, found.standings, total=found.total, log=log, rate=reference_rate)
    if not made.marks:
        why = made.notes[0] if made.notes else f"there is no claim on the {metric} of {name!r}"
        dates = " in these dates" if since or until else ""
        raise NotStored(f"nothing to draw{dates}: {why.rstrip('.')}; see counterclaim claims --metric {metric}")
    return made


def _picture(chart: Chart, suffix: str) -> bytes:
    from review.charts.svg import png, svg

    return png(chart) if suffix == ".png" else svg(chart, _article).encode()


def _article(mark: Mark) -> str | None:
    """The article on the web, at the claim's words: a file has no desk behind it."""
    from review.desk.links import live_link

    return live_link(mark.claim.url, None, mark.claim.claim)
