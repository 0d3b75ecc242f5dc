"""Bodies and texts by content: SHA-256 of the bytes, kept once, compressed with zstd."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

import zstandard
from sqlalchemy import Connection, bindparam, select, update

from claims.errors import NotStored, SnapshotDamaged
from storage import queries
from storage.engine import insert_new
from storage.schema import snapshots

LEVEL = 3
"""zstd level: on 181 real news pages 9 needs a tenth less room and 4.3 instead of 0.8 ms a page."""

_SNAPSHOTS = select(snapshots.c.sha, snapshots.c.data)
_DATA = select(snapshots.c.data).where(snapshots.c.sha == bindparam("of"))


def put_bytes(connection: Connection, content: bytes) -> str:
    """Keep the bytes, once; gives their SHA-256 in hex.  A snapshot of them that was damaged is whole again."""
    sha = hashlib.sha256(content).hexdigest()
    row = {"size": len(content), "data": zstandard.ZstdCompressor(level=LEVEL).compress(content)}
    if insert_new(connection, snapshots, {"sha": sha, **row}, "sha") is None:
        known = connection.execute(_DATA, {"of": sha}).scalar_one()
        if fault(sha, known) is not None:
            connection.execute(update(snapshots).where(snapshots.c.sha == sha).values(row))
    return sha


def get_bytes(connection: Connection, sha: str) -> bytes:
    """The bytes with this hash.  Raises NotStored, or SnapshotDamaged where it is no longer theirs."""
    data = connection.execute(_DATA, {"of": sha}).scalar()
    if data is None:
        raise NotStored(f"no snapshot has the hash {sha}; only the first body of each revision is kept")
    content, wrong = _unpacked(sha, data)
    if wrong is not None:
        raise SnapshotDamaged(f"snapshot {sha[:16]} is damaged ({wrong}); `counterclaim doctor` says what to do")
    return content


def fault(sha: str, data: bytes) -> str | None:
    """What is wrong with the compressed bytes of a snapshot, in words; None where their hash is right."""
    return _unpacked(sha, data)[1]


def _unpacked(sha: str, data: bytes) -> tuple[bytes, str | None]:
    try:
        content = zstandard.ZstdDecompressor().decompress(data)
    except zstandard.ZstdError as error:
        return b"", f"it cannot be unpacked: {error}"
    except MemoryError:
        return b"", "it cannot be unpacked: it names a size that no memory holds"
    found = hashlib.sha256(content).hexdigest()
    return content, None if found == sha else f"its bytes have the hash {found[:16]}"


def put_text(connection: Connection, text: str) -> str:
    """Keep a text, once; gives `claims.model.text_hash` of it."""
    return put_bytes(connection, text.encode("utf-8", "surrogatepass"))


def get_text(connection: Connection, sha: str) -> str:
    """The text with this hash.  Raises NotStored or SnapshotDamaged."""
    return get_bytes(connection, sha).decode("utf-8", "surrogatepass")


def texts(connection: Connection, shas: Collection[str]) -> dict[str, str]:
    """The texts with these hashes; those that are damaged or not there are left out."""
    found = {}
    for row in queries.by_values(connection, _SNAPSHOTS, snapshots.c.sha, set(shas)):
        content, wrong = _unpacked(row["sha"], row["data"])
        if wrong is None:
            found[row["sha"]] = content.decode("utf-8", "surrogatepass")
    return found
