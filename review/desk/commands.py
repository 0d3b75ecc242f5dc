"""The commands of the desk: what to ask for the page, and for who may use it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claims.users import Role
from review.exits import Commands
from review.formats import Format
from review.options import Database, Printed

HOST = "127.0.0.1"
PORT = 8631

_Name = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]


def review(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen at.")] = HOST,
    port: Annotated[
        int, typer.Option("--port", metavar="PORT", min=0, max=65535, help="Its port; 0 takes a free one.")
    ] = PORT,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="A name that browsers ask for it by; may be repeated."),
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", metavar="FILE", help="Serve https with this certificate (PEM).")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help="The certificate's key (PEM).")] = None,
    db: Database = None,
) -> None:
    """Serve the analysts' desk, until stopped.

    A page to decide cases at, in the browser. On this machine's own address everybody is an analyst until there are
    users; any other address needs users (counterclaim users), who sign in with a password or show a token.

    \b
    Examples:
      counterclaim review
      counterclaim review --port 0 --db news.db
      counterclaim review --host 0.0.0.0 --allow-host desk.example --certificate desk.pem --key desk.key

    Exit codes: 0 stopped; 1 the address or the database cannot be used; 2 wrong usage.
    """
    from review.desk import serving

    serving.run(host, port, db, names=allow_host or (), certificate=certificate, key=key)


users = typer.Typer(
    cls=Commands, no_args_is_help=True, rich_markup_mode=None, help="Who may use the desk, and as what."
)


@users.command("add")
def users_add(
    name: _Name,
    role: Annotated[Role, typer.Option("--role", help="A reader looks; an analyst decides too.")] = Role.analyst,
    token: Annotated[bool, typer.Option("--token", help="Print a token, and ask for no password.")] = False,
    db: Database = None,
) -> None:
    """Add a user of the desk.

    The password is asked for twice; where stdin is no terminal, it is its first line.

    \b
    Examples:
      counterclaim users add ada
      counterclaim users add press-office --role reader
      counterclaim users add exporter --role reader --token

    Exit codes: 0 added; 1 the database cannot be used; 2 wrong usage, or there is such a user.
    """
    from review.desk import user_commands

    user_commands.add(name, role, db, token=token)


@users.command("list")
def users_list(db: Database = None, form: Printed = Format.table) -> None:
    """All users of the desk.

    \b
    Examples:
      counterclaim users list --format jsonl

    Exit codes: 0 listed; 1 the database cannot be used; 2 wrong usage.
    """
    from review.desk import user_commands

    user_commands.show(db, form)


@users.command("remove")
def users_remove(name: _Name, db: Database = None) -> None:
    """Remove a user of the desk; what was decided stays.

    \b
    Examples:
      counterclaim users remove ada

    Exit codes: 0 removed, and signed out; 1 there is no such user; 2 wrong usage.
    """
    from review.desk import user_commands

    user_commands.remove(name, db)


@users.command("password")
def users_password(name: _Name, db: Database = None) -> None:
    """Set a user's password, and sign the user out everywhere.

    It is asked for twice; where stdin is no terminal, it is its first line.

    \b
    Examples:
      counterclaim users password ada

    Exit codes: 0 set; 1 there is no such user; 2 wrong usage.
    """
    from review.desk import user_commands

    user_commands.set_password(name, db)


@users.command("token")
def users_token(name: _Name, db: Database = None) -> None:
    """Print a new token for a user, for programs; the old one is void.

    A program shows it as the header Authorization: Bearer TOKEN. It is not kept: it cannot be shown again.

    \b
    Examples:
      counterclaim users token exporter

    Exit codes: 0 printed; 1 there is no such user; 2 wrong usage.
    """
    from review.desk import user_commands

    user_commands.set_token(name, db)
