"""The `export` command: opens the store, puts what was asked into a format's hands, and shows how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from claims.errors import UsageError
from flows import stages
from review import words
from review.exports.files import stream, whole_file
from review.exports.material import Material
from review.exports.table import FORMATS, ExportFormat
from review.formats import say
from review.options import open_store, utc_now
from review.progress import bar

if TYPE_CHECKING:
    from storage.case_records import CaseQuery
    from storage.records import ClaimQuery

EVERY = 500  # claims between two steps of the bar


def run(
    name: str,
    output: str | None,
    db: str | None,
    *,
    claims_asked: ClaimQuery,
    cases_asked: CaseQuery,
    asked: str,
    desk: str | None,
    clock: Callable[[], datetime] = utc_now,
) -> None:
    """Export to the file, or to stdout where there is none or it is `-`.

    Raises UsageError, TableError or StoreError, CounterclaimError where the file cannot be written.
    """
    form, to_file = FORMATS[name], output is not None and output != "-"
    if not to_file and not form.text and sys.stdout.isatty():
        raise UsageError(f"{name} is not for a terminal; name a file with -o FILE")
    parties = stages.party_table()
    with open_store(db) as store:
        material = Material(store, parties, clock(), claims_asked, cases_asked, asked, desk)
        target = whole_file(output) if output is not None and to_file else stream()
        with target as out, _counted(material, form) as (counting, done):
            form.writer()(counting, out)
    if to_file:
        say(f"{words.plural(done[0], form.of.removesuffix('s'))} in {output}")


@contextmanager
def _counted(material: Material, form: ExportFormat) -> Iterator[tuple[Material, list[int]]]:
    """The material with a bar behind it, and where the number of what was handed out is found."""
    done = [0]
    total = 0
    if sys.stderr.isatty():
        of_claims = form.of == "claims"
        store = material.store
        total = store.count_claims(material.claims_asked) if of_claims else store.queue.count(material.cases_asked)
    with bar(f"exporting {form.of}", total, total) as step:

        def count(steps: int) -> None:
            done[0] += steps
            if done[0] % EVERY == 0:
                step(EVERY)

        yield replace(material, step=count), done
