"""Cuts a text into windows that a page can show, and a window into lines whose pieces say which claims stand there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

SIZE = 20_000
"""Characters of a window: an article, as a rule; a text of a megabyte is fifty of them."""

Span: TypeAlias = tuple[str, int, int]
"""The id of a claim, and where its quote begins and ends."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a text, by its offsets; `number` counts from 1."""

    number: int
    start: int
    end: int

    def holds(self, offset: int) -> bool:
        """Whether the character at this offset is in it."""
        return self.start <= offset < self.end


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one line that the same claims are quoted in; begins -- the ids of those that begin here."""

    text: str
    claims: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


Line: TypeAlias = tuple[Piece, ...]


def windows(text: str, size: int = SIZE) -> list[Window]:
    """The windows of a text, in order and without a gap: each ends with a line, else with a word, where one is near."""
    found: list[Window] = []
    start = 0
    while start < len(text) or not found:
        end = min(start + size, len(text))
        if end < len(text):
            for mark in ("\n", " "):
                at = text.rfind(mark, start + size // 2, end)
                if at >= 0:
                    end = at + 1
                    break
        found.append(Window(len(found) + 1, start, end))
        start = end
    return found


def lines(text: str, window: Window, spans: Iterable[Span]) -> list[Line]:
    """The lines of a window that are not empty, each in pieces.

    A quote that is cut by the window's border is marked on either side of it, and begins on each.
    """
    first, last = window.start, window.end
    starts: dict[int, list[Span]] = {}
    ends: dict[int, list[Span]] = {}
    cuts = {first, last}
    for span in spans:
        start, end = max(span[1], first), min(span[2], last)
        if start < end:
            starts.setdefault(start, []).append(span)
            ends.setdefault(end, []).append(span)
            cuts |= {start, end}
    at = text.find("\n", first, last)
    while at >= 0:
        cuts |= {at, at + 1}
        at = text.find("\n", at + 1, last)
    found: list[Line] = []
    line: list[Piece] = []
    standing: dict[Span, None] = {}
    ordered = sorted(cuts)
    for here, following in zip(ordered, [*ordered[1:], last], strict=True):
        for span in ends.get(here, ()):
            standing.pop(span, None)
        begun = starts.get(here, [])
        standing.update(dict.fromkeys(begun))
        if text[here:following] == "\n":
            found.append(tuple(line))
            line = []
        elif here < following:
            line.append(Piece(text[here:following], tuple(s[0] for s in standing), tuple(s[0] for s in begun)))
    found.append(tuple(line))
    return [pieces for pieces in found if any(piece.text.strip() for piece in pieces)]
