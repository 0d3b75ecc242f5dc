"""The `extract` command: sources in, rows out as they come, no store."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from claims.article import Article
from claims.errors import Refusal
from claims.model import Reading
from claims.parties import PartyTable
from flows import stages
from flows.discovery import Refused, Source, expand
from flows.fetch_settings import FetchSettings
from flows.gathering import gather
from review import explain as explaining
from review import words
from review.explain import Shown
from review.formats import Format, Printer, Shape, machine_stdout, say, show
from review.options import Explaining, utc_now
from review.tables import CLAIMS, MENTIONS, Read

if TYPE_CHECKING:
    from extractors.pipeline import Reader

T = TypeVar("T")
Found: TypeAlias = Callable[[Article, Reading], None]


def run(
    arguments: Sequence[str],
    form: Format,
    *,
    parties: bool = False,
    explain: Explaining | None = None,
    metrics: Sequence[str] = (),
    clock: Callable[[], datetime] = utc_now,
) -> bool:
    """Print what the sources hold: claims, parties, or how the claims were read.  Gives whether nothing was refused.

    metrics -- print the claims of these only, and read those of them that are read only when named.
    Raises UsageError on an argument that is no source, TableError on a party table that cannot be read.
    """
    sources = expand(arguments)
    reader = _lazily(stages.party_table(), metrics)
    settings = FetchSettings.from_environment()
    with _printing(form, parties, explain, reader) as found:
        refused = asyncio.run(_read(sources, reader, _only(metrics, found), settings, clock, mentions=parties))
    if refused:
        say(f"{words.plural(refused.total(), 'source')} refused ({words.counted(refused)})")
    return not refused


async def _read(
    sources: Sequence[Source | Refused],
    reader: Callable[[], Reader],
    found: Found,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    *,
    mentions: bool,
) -> Counter[str]:
    """Read the sources in their order; a refusal is a line on stderr.  Gives the refusals by reason.

    mentions -- whether party mentions are asked for: without them reading is faster.
    """
    refused: Counter[str] = Counter()
    async for material in gather(sources, settings=settings, clock=clock):
        try:
            article = stages.read(material)
        except Refusal as refusal:
            refused[refusal.reason] += 1
            say(str(refusal))
        else:
            found(article, reader().read(article, mentions=mentions))
        await asyncio.sleep(0)  # so that Ctrl-C is heard between two articles
    return refused


def _only(metrics: Sequence[str], found: Found) -> Found:
    """The same, with the claims of these metrics alone; all of them where none is named."""
    if not metrics:
        return found

    def some(article: Article, reading: Reading) -> None:
        found(article, replace(reading, claims=tuple(claim for claim in reading.claims if claim.metric in metrics)))

    return some


def _lazily(parties: PartyTable, metrics: Sequence[str]) -> Callable[[], Reader]:
    """A function that builds the extractors when it is first called: a refusal need not wait for them."""

    @cache
    def build() -> Reader:
        return stages.build_reader(parties, metrics)

    return build


@contextmanager
def _printing(form: Format, parties: bool, explain: Explaining | None, reader: Callable[[], Reader]) -> Iterator[Found]:
    """What is to be done with each article that was read."""
    if parties:
        with Printer(MENTIONS, form) as mentions:
            yield _each(lambda _, reading: reading.parties, mentions)
    elif explain is None:
        with Printer(CLAIMS, form) as claims:
            yield _each(lambda article, reading: [Read(claim, article.publisher) for claim in reading.claims], claims)
    elif explain is Explaining.html:
        shown: list[Shown] = []
        yield lambda article, reading: shown.extend(explaining.explained(article, reading))
        out = machine_stdout()
        out.write(explaining.as_html(shown, reader().nlp))
        out.flush()
    elif form is Format.table:
        yield _show_explained
    else:
        shape = Shape(row=explaining.explained_row, columns=(), header=(*CLAIMS.header, "cues", "signal"))
        with Printer(shape, form) as explained:
            yield _each(explaining.explained, explained)


def _each(items: Callable[[Article, Reading], Sequence[T]], printer: Printer[T]) -> Found:
    def found(article: Article, reading: Reading) -> None:
        for item in items(article, reading):
            printer.add(item)
        printer.flush()

    return found


def _show_explained(article: Article, reading: Reading) -> None:
    for shown in explaining.explained(article, reading):
        show(*explaining.as_text(shown))
