"""What the tables and views are, in words: metadata for datasette, of which docs/datasette.json is a copy.

`python -m storage.describing > docs/datasette.json` writes it anew after a change here or in `storage.views`.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

from storage.views import VIEWS

DATABASE = "counterclaim"
"""What datasette calls `counterclaim.db`: the file's name without its ending."""


@dataclass(frozen=True, slots=True)
class Described:
    """One table: what it holds, and the column that names its rows where another table points at them.

    hidden -- whether people have no use for it.  secret -- whether it is about who may sign in.
    """

    name: str
    holds: str
    label: str | None = None
    hidden: bool = False
    secret: bool = False


TABLES = (
    Described("articles", "Articles: what makes each the same when it comes again, and its current revision.", "doc"),
    Described("revisions", "The texts that each article has had, and what is said around them.", "title"),
    Described("claims", "Claims since they are known, also those no longer stated: see readable_claims.", "quote"),
    Described("cases", "Contradictions with one root cause: see open_cases.", "party"),
    Described("case_claims", "Which claims, told by which articles, a case is made of."),
    Described("case_log", "What happened to each case, in order."),
    Described("decisions", "What analysts decided, and what they took back; nothing is ever changed.", "judgement"),
    Described("edges", "The verdict on every pair of claims that was compared, with its reasons and its trace."),
    Described("fetches", "Attempts to get each source, and why they were refused: see refusals_by_reason."),
    Described("mentions", "Where each text names a party."),
    Described("signals", "What was seen in each text and not read as a claim, with the reason."),
    Described("feeds", "What is watched, and how it fares.", "url"),
    Described("urls", "The URLs that feeds brought, and what became of each.", "url"),
    Described("assignments", "Who looks after each case, who said so, and when."),
    Described("saved_views", "Filters of the queue under a name.", "name"),
    Described("bulks", "Decisions on many cases at once.", "judgement"),
    Described("bulk_cases", "The cases that each of these was about, and what became of them."),
    Described("texts", "What a text says of where it comes from.", "sha"),
    Described("cited", "The outlet that a claim's own sentence cites."),
    Described("snapshots", "Raw pages and cleaned texts by their hash, compressed with zstd.", hidden=True),
    Described("bands", "What finds near-duplicates of a text.", hidden=True),
    Described("claim_parties", "What finds the claims of a party.", hidden=True),
    Described("metric_counts", "How many claims that stand each subject has of each metric.", hidden=True),
    Described("party_counts", "In how many claims each party stands, in any role.", hidden=True),
    Described("marks", "What says whether the queue has changed.", hidden=True),
    Described("case_sides", "What a list of cases shows of each side: its value, articles and origins.", hidden=True),
    Described("case_facets", "What finds the cases of a party, a metric or a publisher.", hidden=True),
    Described("case_postings", "What counts cases by party, metric and publisher.", hidden=True),
    Described("case_words", "What finds the cases that hold a word.", hidden=True),
    Described("users", "Who may sign in at the desk.", secret=True),
    Described("counterclaim_version", "Which migration the tables are at.", hidden=True),
)


def metadata() -> dict[str, Any]:
    """Metadata in datasette's form."""
    tables: dict[str, Any] = {}
    for table in TABLES:
        found: dict[str, Any] = {"description": table.holds}
        if table.label is not None:
            found["label_column"] = table.label
        if table.hidden or table.secret:
            found["hidden"] = True
        if table.secret:
            found["allow"] = False
        tables[table.name] = found
    for view in VIEWS:
        tables[view.name] = {"description": view.answers, "columns": dict(view.columns)}
    return {
        "title": "counterclaim",
        "description": "Dated claims on the financing of AI infrastructure, and the ones that contradict.",
        "databases": {DATABASE: {"tables": tables}},
    }


def page() -> str:
    """The metadata as a file holds it."""
    return json.dumps(metadata(), indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
