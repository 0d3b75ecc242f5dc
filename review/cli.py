"""The command line: one function a command, and nothing in it but what to ask and what to show."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from review.exits import FAILED, Commands, say
from review.formats import Format, Printer, Shape
from review.options import (
    Database,
    Explained,
    Limit,
    MetricName,
    Order,
    Party,
    Printed,
    Sources,
    Standing,
    moment,
    open_store,
)

if TYPE_CHECKING:
    from claims.article import Article
    from claims.model import Reading
    from review.sheets import Comparison, Side
    from storage.records import StoredClaim, StoredEdge
    from storage.store import Store

app = typer.Typer(
    cls=Commands, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False
)
