"""Where texts come from: signatures, tags and citations, kept once for a text, and the near-duplicates of a text."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from claims.copies import bands as bands_of
from claims.copies import near, signature
from claims.model import Claim
from claims.outlets import Outlets
from storage import queries
from storage.engine import insert_missing, insert_new
from storage.schema import bands, cited, texts

_KNOWN = select(texts.c.key).where(texts.c.sha == bindparam("of"))
_OWN = select(texts.c.key, texts.c.signature).where(texts.c.sha == bindparam("of"))
_SHARING = select(bands.c.text).distinct()
_SIGNED = select(texts.c.sha, texts.c.signature)


def put_origins(
    connection: Connection, sha: str, text: str, claims: Iterable[Claim], outlets: Outlets, *, fresh: bool = False
) -> None:
    """Keep what a stored text, whose hash is `sha`, and its claims say of where they come from.

    A text that is known keeps what was read of it first; its new claims are read.  fresh -- whether it came just now.
    """
    known = None if fresh else connection.execute(_KNOWN, {"of": sha}).scalar()
    signs = outlets.read(text, claims)
    insert_missing(connection, cited, [{"claim": claim, "outlet": outlet} for claim, outlet in signs.cited])
    if known is not None:
        return
    made = signature(text)
    row = {"sha": sha, "signature": made, "wire": signs.wire, "first": signs.first}
    key = insert_new(connection, texts, row)
    if key is not None and made is not None:
        insert_missing(connection, bands, [{"band": band, "text": key} for band in sorted(set(bands_of(made)))])


def copies(connection: Connection, sha: str) -> frozenset[str]:
    """The hashes of the texts that are near-duplicates of this one, itself among them.

    The text meets only those with which it shares a band, however many texts there are.
    """
    own = connection.execute(_OWN, {"of": sha}).first()
    if own is None or own.signature is None:
        return frozenset({sha})
    found = {row["text"] for row in queries.by_values(connection, _SHARING, bands.c.band, set(bands_of(own.signature)))}
    rows = queries.by_values(connection, _SIGNED, texts.c.key, found)
    return frozenset({sha, *(row["sha"] for row in rows if near(own.signature, row["signature"]))})
