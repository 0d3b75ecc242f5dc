"""A small server of many pages made of few: `python -m benchmarks.page_server FOLDER [--same]` prints its port.

Page /N is one of the folder's with a text and names of its own, which a store takes for another article about other
companies: it says "the q17" and "Appleq17" for "the" and "Apple", and names no canonical address.  With --same it is
the page as it is.
"""

from __future__ import annotations

import asyncio
import gzip
import re
import sys
from pathlib import Path

KEPT = 1_000
"""Pages that are kept as they were made."""

_CANONICAL = re.compile(rb"canonical|og:url", re.I)
_NAMES = re.compile(rb"(?<= )([A-Z][a-z]{2,})(?= )")
_SMALL_WORDS = re.compile(rb"(?<= )(the|and|that|was|is|are|to)(?= )")


def bodies(folder: Path) -> list[bytes]:
    """The pages of a folder, .html or .html.gz, in the order of their names."""
    found = sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".html.gz")))
    return [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in found]


def page(originals: list[bytes], number: int, same: bool = False) -> bytes:
    """The page with this number: the originals in turn, each turn with other texts, or `same`."""
    turn, which = divmod(number, len(originals))
    if same:
        return originals[which]
    body = _SMALL_WORDS.sub(rb"\1 q%d" % turn, _CANONICAL.sub(b"x", originals[which]))
    return _NAMES.sub(rb"\1q%d" % turn, body) if turn else body


async def serve(folder: Path, same: bool) -> None:
    """Serve until stdin ends."""
    originals = bodies(folder)
    made: dict[int, bytes] = {}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ", 2)[1].lstrip(b"/")
            if not path.isdigit():  # robots.txt
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                continue
            number = int(path)
            body = made[number] = made.pop(number, None) or page(originals, number, same)
            if len(made) > KEPT:
                del made[next(iter(made))]  # the one that was asked for least lately
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        def ended(task: asyncio.Future[None]) -> None:
            writer.close()
            if not task.cancelled():
                task.exception()  # the client has closed the connection

        asyncio.ensure_future(answer(reader, writer)).add_done_callback(ended)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), "--same" in sys.argv[2:]))
