"""The `doctor` command: whether everything is set up, and whether what is stored holds together."""

from __future__ import annotations

from collections.abc import Iterator

from claims.errors import CounterclaimError, StoreError
from claims.parties import load_parties
from flows import stages
from flows.addresses import parse_allowed
from flows.fetch_settings import FetchSettings
from review import words
from review.formats import Format, Printer, say
from review.options import open_store
from review.progress import bar
from review.tables import FINDINGS
from storage.records import Checked, Finding
from storage.store import Store


def run(db: str | None, form: Format) -> bool:
    """Check the set-up and then the store, print what is wrong, and sum up; whether nothing is.

    Raises UsageError where `db` names no place.
    """
    wrong = 0
    with Printer(FINDINGS, form) as printer:
        for finding in _all(db):
            printer.add(finding)
            printer.flush()
            wrong += 1
    say(f"{words.plural(wrong, 'thing')} wrong" if wrong else "nothing is wrong")
    return not wrong


def _all(db: str | None) -> Iterator[Finding]:
    for what, check in (("party table", _parties), ("private addresses", _addresses)):
        try:
            say(f"{what}: {check()}")
        except CounterclaimError as error:
            yield _finding(what, error)
    try:
        with open_store(db) as store:
            yield from _stored(store)
    except StoreError as error:
        yield _finding("database", error)


def _finding(what: str, error: CounterclaimError) -> Finding:
    """An error's line with the repair that it ends with, where the two can be told apart."""
    said, _, repair = str(error).rpartition("; ")
    return Finding(what, said, repair) if said else Finding(what, repair, "correct it")


def _parties() -> str:
    found, shipped = stages.party_table(), load_parties()
    own = sum(1 for row in found if shipped.get(row.name) != row)
    return f"{len(found):,} names" + (f", {own:,} of them your own" if own else "")


def _addresses() -> str:
    found = FetchSettings.from_environment().allow_private
    parse_allowed(found)
    return f"{', '.join(found)} may be fetched" if found else "none may be fetched"


def _stored(store: Store) -> Iterator[Finding]:
    total = store.to_check()
    with bar("checking", total.steps, total.steps) as step:
        yield from store.check(step)
    say(f"database {store.where}: checked {_counted(total)}")


def _counted(total: Checked) -> str:
    return ", ".join(
        (
            words.plural(total.articles, "article"), words.plural(total.revisions, "revision"),
            words.plural(total.snapshots, "snapshot"), words.plural(total.claims, "claim"),
            words.plural(total.edges, "verdict"),
        )
    )  # fmt: skip
