"""The small things that the flows share: a logger that is there outside a run too."""

from __future__ import annotations

import logging

from prefect.exceptions import MissingContextError
from prefect.logging import get_run_logger

Logger = logging.Logger | logging.LoggerAdapter[logging.Logger]


def run_logger() -> Logger:
    """The logger of the run, whose lines Prefect keeps; outside a run the standard one named `counterclaim`."""
    try:
        return get_run_logger()
    except MissingContextError:
        return logging.getLogger("counterclaim")
