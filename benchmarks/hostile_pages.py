"""Pages that mean harm, good ones beside them, and what makes a process that reads pages come to harm."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

from claims.metrics import Metric
from claims.parties import PartyTable
from flows.gathering import Material
from flows.worker import Read, reading

STORY = "<p>{who} raised $1.2 billion from Nvidia on 3 May 2026, the company said. It plans 300 MW in Texas.</p>"
WORDS = (
    "Amber Birch Cedar Delta Ember Frost Grove Heron Ivory Jasper Kestrel Larch Maple Nimbus Opal Pine Quartz"
).split()
HANDLED = "new"

_MARKER = b"data-hook="


def _page(body: str) -> bytes:
    return f"<html><body><article><h1>A headline</h1>{body}</article></body></html>".encode()


def _story(number: int = 0) -> str:
    first, second = divmod(number, len(WORDS))
    kind = ("Energy", "Power", "Compute", "Systems", "Capital")[first // len(WORDS) % 5]
    return STORY.format(who=f"{WORDS[first % len(WORDS)]} {WORDS[second]} {kind}") * 3


def good(number: int) -> bytes:
    """An article with claims of its own."""
    return _page(_story(number))


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    # what came of it, and the page
    "inline tags, quadratic in a parser": (HANDLED, lambda: _page(_story() + "<p>" + "<b>x</b> y" * 3_000)),
    "many inline tags": ("too_complex", lambda: _page("<b>x</b> y" * 40_000)),
    "attributes in one tag": ("too_complex", lambda: _page("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x")),
    "a million line breaks": ("too_complex", lambda: _page("<br>" * 1_000_000)),
    "10 MB of JSON-LD": ("too_large", lambda: _json_ld(10_000_000)),
    "2 MB of JSON-LD": ("too_large", lambda: _json_ld(2_000_000)),
    "nesting": ("too_complex", lambda: _page("<div>" * 5_000 + _story())),
    "20 MB of text": ("too_large", lambda: _page("<p>" + "word " * 4_000_000)),
    "lone surrogates": (HANDLED, lambda: _page(_story() + "<p>€ 5 bn</p>") + b"<p>\xed\xa0\x80\xed\xbf\xbf</p>"),
    "some NULs": (HANDLED, lambda: _page(_story() + "<p>a\x00b\x00c</p>")),
    "many NULs": ("binary", lambda: _page("\x00" * 10_000)),
    "another encoding than it says": (
        HANDLED, lambda: _page('<meta charset="utf-16"><p>Größe, Gebühr, Öl</p>' + _story()).decode().encode("cp1252"),
    ),
    "a picture": ("binary", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100),
    "nothing": ("empty", lambda: b""),
    "a page that kills its process": ("cleaning_crashed", lambda: _hook("kill")),
    "a page that crashes its process": ("cleaning_crashed", lambda: _hook("crash")),
    "a page that an error of ours meets": ("cleaning_crashed", lambda: _hook("error")),
    "a page that fills the memory": ("cleaning_memory", lambda: _hook("memory")),
    "a page that never ends": ("cleaning_timeout", lambda: _hook("sleep")),
}  # fmt: skip
"""Kinds of hostile pages; what is done to the process by `build`, for the guards leave no page that does it."""


def _json_ld(size: int) -> bytes:
    return _page(f'<script type="application/ld+json">["{"x" * size}"]</script>{_story()}')


def _hook(name: str) -> bytes:
    return _page(f'<p data-hook="{name}">{_story()}')


def build(parties: PartyTable, counts: tuple[Metric, ...]) -> Callable[[Material], Read]:
    """The function that reads pages, but for those that name a hook."""
    read = reading(parties, counts)

    def hooked(material: Material) -> Read:
        body = material.body or b""
        hook = body.partition(_MARKER)[2][1:].partition(b'"')[0].decode()
        if hook == "sleep":
            time.sleep(3600)
        elif hook in ("kill", "crash"):
            os.kill(os.getpid(), signal.SIGKILL if hook == "kill" else signal.SIGSEGV)
        elif hook == "memory":
            bytearray(1 << 40)
        elif hook == "error":
            raise RuntimeError("met on purpose")
        return read(material)

    return hooked
