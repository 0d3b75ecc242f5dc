"""The commands of the desk: what to ask for the page that `counterclaim review` serves."""

from __future__ import annotations

from typing import Annotated

import typer

from review.options import Database

HOST = "127.0.0.1"
PORT = 8631


def review(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at.")] = HOST,
    port: Annotated[
        int, typer.Option("--port", metavar="PORT", min=0, max=65535, help="Its port; 0 takes a free one.")
    ] = PORT,
    db: Database = None,
) -> None:
    """Serve the analysts' desk, until stopped.

    A page to decide cases at, in the browser of this machine.

    \b
    Examples:
      counterclaim review
      counterclaim review --port 0 --db news.db

    Exit codes: 0 stopped; 1 the address or the database cannot be used; 2 wrong usage.
    """
    from review.desk import serving

    serving.run(host, port, db)
