"""Unpacks gzip, brotli and zstd without ever holding more than was allowed: a small bomb stays small."""

from __future__ import annotations

import gzip
import io
import zlib

ENCODINGS = "gzip, br, zstd"
"""The Accept-Encoding of this project: what is asked for is what can be unpacked within a bound."""

GZIP_MAGIC = b"\x1f\x8b"
_BROTLI_STEP = 65_536  # bytes to give at a time; the decoder may give about as much again, and holds a window of 16 MiB
_ZSTD_STEP = 256  # compressed bytes a step: 4 of them can become one block of 128 KiB (RFC 8878), so 8 MiB at most
_ZSTD_WINDOW = 2**23  # bytes; what RFC 9659 allows on the web


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """Undo a content encoding, giving at most `limit` + 1 bytes: longer than the limit means there is more.

    Raises ValueError where the bytes are damaged or cut off, or the encoding is not one of ENCODINGS.
    """
    if encoding in ("gzip", "x-gzip"):
        return _gunzip(body, limit)
    if encoding == "br":
        return _unbrotli(body, limit)
    if encoding == "zstd":
        return _unzstd(body, limit)
    raise ValueError(f"the content encoding {encoding!r} was not asked for; {ENCODINGS} can be read")


def _gunzip(body: bytes, limit: int) -> bytes:
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(body)).read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"the gzip data is damaged ({error})") from error


def _unbrotli(body: bytes, limit: int) -> bytes:
    import brotli

    unpacked = bytearray()
    stream = brotli.Decompressor()
    try:
        unpacked += stream.process(body, output_buffer_limit=_BROTLI_STEP)
        while len(unpacked) <= limit and not stream.is_finished():
            more = stream.process(b"", output_buffer_limit=_BROTLI_STEP)
            if not more and stream.can_accept_more_data():
                raise ValueError("the br data is damaged (it ends too early)")
            unpacked += more
    except brotli.error as error:
        raise ValueError(f"the br data is damaged ({error})") from error
    return bytes(unpacked[: limit + 1])


def _unzstd(body: bytes, limit: int) -> bytes:
    import zstandard

    unpacked = bytearray()
    frame = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
    try:
        for start in range(0, len(body), _ZSTD_STEP):
            unpacked += frame.decompress(body[start : start + _ZSTD_STEP])
            if len(unpacked) > limit:
                return bytes(unpacked[: limit + 1])
            if frame.eof:
                return bytes(unpacked)
    except zstandard.ZstdError as error:
        raise ValueError(f"the zstd data is damaged ({error})") from error
    raise ValueError("the zstd data is damaged (it ends too early)")
