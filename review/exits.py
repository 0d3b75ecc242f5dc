"""How a command ends: its exit code, and one line on stderr where something failed."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from claims.errors import CounterclaimError, TableError, UsageError
from review.formats import say

FAILED = 1
USAGE = 2
INTERRUPTED = 130  # 128 and SIGINT, as shells count it
HUNG_UP = 141  # 128 and SIGPIPE: who read our output has closed it


class Commands(TyperGroup):
    """The group of all commands; every error that is raised on purpose leaves it as one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command.  Errors of the person's typing exit with 2, all others with 1."""
        try:
            return super().invoke(ctx)
        except (UsageError, TableError) as error:
            say(str(error))
            raise typer.Exit(USAGE) from error
        except CounterclaimError as error:
            say(str(error))
            raise typer.Exit(FAILED) from error
        except KeyboardInterrupt as error:
            say("interrupted; nothing that was stored is lost")
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:
            _let_go_of_stdout()
            raise typer.Exit(HUNG_UP) from error


def _let_go_of_stdout() -> None:
    """Point stdout to nowhere, so that the interpreter's last flush does not fail too."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
