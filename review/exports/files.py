"""Where an export goes: a file that is replaced as a whole when all is written, or a stream."""

from __future__ import annotations

import io
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from claims.errors import CounterclaimError, UsageError

BUFFER = 1 << 20


@contextmanager
def whole_file(name: str) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of the one of that name when the block ends well.

    Until then, and where it does not end well, the old one stays as it was; the new one lies beside it under a name of
    its own.  A link is followed; what is no file, such as a pipe, is written to as it is.
    Raises CounterclaimError with the place and the cause where it cannot be written.
    """
    path = Path(os.path.realpath(name))
    try:
        known = path.stat() if path.exists() else None
        if path.is_dir():
            raise UsageError(f"{name}: this is a folder; add a file name, such as {path / 'claims.csv'}")
        if known is not None and not stat.S_ISREG(known.st_mode):
            with path.open("wb", buffering=BUFFER) as out:
                yield out
            return
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(name, error) from error
    try:
        with os.fdopen(handle, "wb", buffering=BUFFER) as out:
            yield out
            out.flush()
            os.fchmod(out.fileno(), _mode() if known is None else stat.S_IMODE(known.st_mode))
            os.fsync(out.fileno())
        os.replace(beside, path)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        raise _unwritable(name, error) from error
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


@contextmanager
def stream() -> Iterator[BinaryIO]:
    """stdout, for bytes."""
    out = sys.stdout.buffer
    with _Forward(out) as counted:
        yield cast(BinaryIO, counted)
        counted.flush()


class _Forward(io.BufferedIOBase):
    """Hands on what is written, and knows how much it was: what a pipe does not."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._written = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        written = self._out.write(data)
        self._written += written
        return written

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        if not self.closed:
            self._out.flush()


def _mode() -> int:
    """The permissions of a new file, as the person's umask has them."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _unwritable(name: str, error: OSError) -> CounterclaimError:
    return CounterclaimError(f"{name}: cannot be written ({error.strerror}); name another file with -o")
