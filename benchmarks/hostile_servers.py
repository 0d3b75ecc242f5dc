"""Answers of servers that mean harm or are broken: `python -m benchmarks.hostile_servers` serves each by its path.

/KIND/N is an answer of that kind, /good/N a good page; the first line on stdout is the port.
"""

from __future__ import annotations

import asyncio
import gzip
import inspect
import socket
import struct
import sys
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import brotli
import zstandard

from benchmarks.hostile_pages import good

Reaction: TypeAlias = Callable[[asyncio.StreamWriter], Awaitable[None] | None]
"""What a server does when it is asked for a page."""

HTML = b"<html><body><p>Northwind Compute raised $2 billion.</p></body></html>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PRIVATE = "http://10.0.0.1/"
SILENCE = 20.0  # seconds
HIDDEN = "/hidden/"
"""Where robots.txt lets nobody in."""

_HANDSHAKE = b"\x16"
"""The first byte of what a client says who speaks TLS."""


class SpeaksTls(ConnectionError):
    """The client shakes hands where there is no TLS."""


async def asked(reader: asyncio.StreamReader) -> tuple[str, dict[str, str]]:
    """The path that a request asks for, and its headers with small names.  Raises SpeaksTls."""
    begin = await reader.readexactly(1)
    if begin == _HANDSHAKE:
        raise SpeaksTls
    first, *rest = (begin + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in rest if line)
    return first.split(" ")[1], {name.lower(): value for name, value in headers.items()}


def answer(status: int, body: bytes | str = b"", **headers: str) -> bytes:
    """An answer as it goes over the wire; `content_type` in `headers` is Content-Type, and so on."""
    data = body.encode() if isinstance(body, str) else body
    given = {"content_length": str(len(data)), "content_type": "text/html", "connection": "close", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in given.items()]
    return "\r\n".join([f"HTTP/1.1 {status} Said", *lines, "", ""]).encode("latin-1") + data


def says(*parts: bytes) -> Reaction:
    """Send these bytes and hang up."""
    return lambda writer: writer.writelines(parts)


async def slow_head(writer: asyncio.StreamWriter) -> None:
    """A header that never ends, a byte at a time."""
    writer.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def slow_body(writer: asyncio.StreamWriter) -> None:
    """A body that never ends, a byte at a time."""
    writer.write(HEAD + b"\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def silence(writer: asyncio.StreamWriter) -> None:
    """Nothing at all."""
    await asyncio.sleep(SILENCE)


async def flood(writer: asyncio.StreamWriter) -> None:
    """A body that never ends, as fast as it goes."""
    writer.write(HEAD + b"\r\n")
    while True:
        writer.write(b"<p>more</p>" * 1000)
        await writer.drain()


async def chunks(writer: asyncio.StreamWriter) -> None:
    """The same in chunks."""
    writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"2710\r\n" + b"x" * 10_000 + b"\r\n")
        await writer.drain()


async def hints(writer: asyncio.StreamWriter) -> None:
    """Preliminary answers without end."""
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.001)


def reset(writer: asyncio.StreamWriter) -> None:
    """The connection is dropped in the middle of the body."""
    writer.write(HEAD + b"Content-Length: 900\r\n\r\n<p>")
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def bomb(encoding: str, pack: Callable[[bytes], bytes]) -> Reaction:
    """Thirty megabytes in a few kilobytes."""
    return says(answer(200, pack(bytes(30_000_000)), content_encoding=encoding))


HOSTILE: dict[str, tuple[str, Reaction]] = {
    # the reason of the refusal, and what the server does
    "slow-head": ("timeout", slow_head),
    "slow-body": ("timeout", slow_body),
    "hints-without-end": ("timeout", hints),
    "silence": ("timeout", silence),
    "flood": ("too_large", flood),
    "chunks": ("too_large", chunks),
    "gzip-bomb": ("too_large", bomb("gzip", gzip.compress)),
    "brotli-bomb": ("too_large", bomb("br", brotli.compress)),
    "zstd-bomb": ("too_large", bomb("zstd", zstandard.compress)),
    "packed-again-and-again": ("broken_answer", says(answer(200, HTML, content_encoding=", ".join(["gzip"] * 9)))),
    "redirect-to-a-private-address": ("private_address", says(answer(302, location=PRIVATE))),
    "redirect-to-a-file": ("bad_url", says(answer(302, location="file:///etc/passwd"))),
    "length-too-long": ("broken_answer", says(HEAD + b"Content-Length: 900\r\n\r\n<p>only this")),
    "length-below-zero": ("broken_answer", says(HEAD + b"Content-Length: -5\r\n\r\n")),
    "length-of-5000-digits": ("broken_answer", says(HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n")),
    "two-lengths": ("broken_answer", says(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n")),
    "reset": ("broken_answer", reset),
    "another-protocol": ("broken_answer", says(b"\x16\x03\x01\x02\x00")),
}
"""Kinds of hostile answers."""

LOOP, TLS = "redirect-loop", "tls"
EXPECTED = {
    **{kind: reason for kind, (reason, _) in HOSTILE.items()},
    LOOP: "redirect_loop", HIDDEN.strip("/"): "robots", TLS: "tls",
}  # fmt: skip
"""The reason for which each kind of path is refused; the server speaks no TLS where that is asked for."""


async def react(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request by its path."""
    path, _ = await asked(reader)
    kind, _, number = path.strip("/").partition("/")
    if path == "/robots.txt":
        writer.write(answer(200, f"User-agent: *\nDisallow: {HIDDEN}\n", content_type="text/plain"))
    elif kind == "good":
        writer.write(answer(200, good(int(number))))
    elif kind == LOOP:
        writer.write(answer(302, location=path))
    elif kind in HOSTILE:
        doing = HOSTILE[kind][1](writer)
        if inspect.isawaitable(doing):
            await doing
    else:
        writer.write(answer(404))
    await writer.drain()


async def serve() -> None:
    """Serve until stdin ends."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await react(reader, writer)
        except SpeaksTls:
            writer.write(answer(400))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client hung up
        finally:
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
