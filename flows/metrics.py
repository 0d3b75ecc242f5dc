"""Figures for Prometheus: looks at feeds, articles by stage and reason, claims and conflicts found.

A run of the schedule is a process of its own, so the figures are kept in files of one folder, which the process that
serves them reads (the multiprocess mode of the Prometheus client).
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from claims.errors import stage_of
from flows.serving import LOOPBACK

if TYPE_CHECKING:
    from flows.due import Looked
    from flows.outcomes import Outcome

FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def expose(port: int) -> str:
    """Serve the figures in the folder that PROMETHEUS_MULTIPROC_DIR names, on a port of loopback; gives the address."""
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    start_http_server(port, addr=LOOPBACK, registry=registry)
    return f"http://{LOOPBACK}:{port}/metrics"


def looked(found: Looked) -> None:
    """Count a look at a feed."""
    if FOLDER in os.environ:
        counters()["looks"].labels(reason=found.reason or "").inc()
        counters()["listed"].inc(found.new)


def outcome(found: Outcome) -> None:
    """Count what became of a source."""
    if FOLDER in os.environ:
        labels = {"stage": stage_of(found.reason), "state": found.state, "reason": found.reason or ""}
        counters()["articles"].labels(**labels).inc()
        counters()["claims"].inc(found.added)
        counters()["conflicts"].inc(len(found.conflicts))


@cache
def counters() -> dict[str, Any]:
    """The counters of this process, by name."""
    from prometheus_client import Counter

    return {
        "looks": Counter("counterclaim_looks_total", "Looks at feeds, by the reason why one gave nothing", ["reason"]),
        "listed": Counter("counterclaim_new_urls_total", "URLs that feeds listed for the first time"),
        "articles": Counter(
            "counterclaim_articles_total", "Articles tried, by how far they came, state and reason of a refusal",
            ["stage", "state", "reason"],
        ),
        "claims": Counter("counterclaim_claims_total", "Claims added"),
        "conflicts": Counter("counterclaim_conflicts_total", "Conflicts opened or reopened"),
    }  # fmt: skip
