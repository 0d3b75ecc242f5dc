"""A progress bar on stderr, where that is a terminal and there is much to do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

BAR_FROM = 20  # things to do: below that, what is printed shows that it goes on


@contextmanager
def bar(doing: str, things: int, total: int | None) -> Iterator[Callable[[int], None]]:
    """Gives what is to be called with the number of steps done; nothing is drawn in a pipe, or where there is little.

    things -- how many are named; total -- how many steps there will be, None where nobody knows.
    """
    if things <= BAR_FROM or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    # what is printed above the bar goes through it, but only where both are one terminal
    shared = sys.stdout.isatty()
    with Progress(console=Console(stderr=True, soft_wrap=True), transient=True, redirect_stdout=shared) as progress:
        task = progress.add_task(doing, total=total)
        yield lambda steps: progress.advance(task, steps)
