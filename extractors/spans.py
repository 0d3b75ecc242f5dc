"""Which stretches of a text are taken already: disjoint spans in order, asked by bisection."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Taken:
    """Disjoint spans of one text.  Asking takes logarithmic time, so that a page full of hits stays linear."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in spans:
            self.add(start, end)

    def free(self, start: int, end: int) -> bool:
        """Whether no character of `start:end` is taken."""
        i = bisect_right(self._ends, start)
        return i == len(self._ends) or end <= self._starts[i]

    def add(self, start: int, end: int) -> None:
        """Take a stretch that is free.  Raises ValueError where it is empty or taken."""
        if start >= end or not self.free(start, end):
            raise ValueError(f"span {start}:{end} is empty or overlaps one that is taken")
        i = bisect_right(self._ends, start)
        self._starts.insert(i, start)
        self._ends.insert(i, end)
