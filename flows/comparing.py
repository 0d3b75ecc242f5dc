"""Comparing what a transaction changed with all that is stored, so that the order of articles leaves no trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.buckets import asked
from claims.conflicts import compare_bucket
from claims.pairs import Context
from claims.verdicts import Edge

if TYPE_CHECKING:
    from claims.model import Claim
    from storage.store import Writer


def compare_changed(writer: Writer, context: Context) -> list[Edge]:
    """Compare the claims of each text that changed with their buckets only, and store every verdict; gives them.

    All claims of such a text are compared, the kept ones too: a verdict may rest on what else the text tells.  So the
    verdicts are those that one comparison of all stored claims would give, in whatever order they came.
    """
    return [edge for sha in writer.changed() for edge in _compare_text(writer, context, sha)]


def _compare_text(writer: Writer, context: Context, sha: str) -> list[Edge]:
    told = writer.told(sha)
    if not told:
        return []
    copies = writer.copies(sha)

    def article(claim: Claim) -> Iterable[Claim]:
        return writer.told(claim.text_sha)

    context = replace(context, origin=lambda claim: "copies" if claim.text_sha in copies else None, article=article)
    mates = writer.bucket(asked(told, context.parties))
    mates += writer.told(*sorted(copies))  # they share their time, whenever they were told
    found = [Edge.between(a, b, verdict) for a, b, verdict in compare_bucket(told, mates, context)]
    writer.put_edges(found, of=[claim.id for claim in told])
    return found
