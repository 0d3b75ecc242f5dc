"""Groups that grow by joining: the connected parts of a graph, the same whatever order its edges come in."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T", bound=str)


class Groups(Generic[T]):
    """A union-find of names; the top of a group is its smallest name."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def add(self, name: T) -> None:
        """Make the name a group of its own, where it is new."""
        self._above.setdefault(name, name)

    def top(self, name: T) -> T:
        """The smallest name of the name's group."""
        self.add(name)
        while self._above[name] != name:
            self._above[name] = self._above[self._above[name]]
            name = self._above[name]
        return name

    def join(self, one: T, other: T) -> None:
        """Make the two names' groups one."""
        low, high = sorted((self.top(one), self.top(other)))
        self._above[high] = low

    def all(self) -> list[list[T]]:
        """The groups, each sorted, by their tops."""
        found: dict[T, list[T]] = {}
        for name in sorted(self._above):
            found.setdefault(self.top(name), []).append(name)
        return [found[top] for top in sorted(found)]
