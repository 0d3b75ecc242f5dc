"""Who really says it: the origin behind each telling of a claim, so that copies count once.

An origin is a newsroom.  A telling goes back to the outlet that its own sentence cites; else to the outlet that the
text, or a copy of the text, is taken from; else to the publisher, or the host, of the earliest of its copies; else to
the text itself.  It is a function of the tellings at hand, whatever order they came in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from claims.copies import near_pairs
from claims.groups import Groups
from claims.model import Claim, content_id
from claims.outlets import RELEASES


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One article's statement of one claim, with what is known of where the article took it from.

    article -- its id.  publisher, url, published, title -- the article's own.  wire, cited -- as
    `claims.outlets.Signs` has them, `cited` of this claim.  signature -- of the text, `claims.copies.signature`.
    """

    claim: Claim
    article: str
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None
    wire: str | None = None
    cited: str | None = None
    signature: bytes | None = None

    @cached_property
    def key(self) -> str:
        """Content hash of who tells what: the same when the article is read by better rules or is edited elsewhere."""
        c = self.claim
        return content_id(self.article, c.metric, c.unit, number(c.low), number(c.high), c.modality == "denied")

    @cached_property
    def place(self) -> tuple[str, str]:
        """The claim's id and the article's: what tells one telling from another."""
        return self.claim.id, self.article


@dataclass(frozen=True, slots=True)
class Origin:
    """A newsroom, or a text whose newsroom nobody knows."""

    name: str

    @property
    def id(self) -> str:
        """Content hash of the name: Bloomberg, Bloomberg News and BLOOMBERG are one."""
        plain = _ADDED.sub("", self.name.casefold()).strip()
        return content_id("origin", plain or self.name.casefold())


_ADDED = re.compile(r"^the | (?:news|magazine|newspaper|online|\.com)$|\.com$")


def number(value: float | None) -> str:
    """A bound as text, the same for equal numbers."""
    return "" if value is None else repr(float(value))


def origins(tellings: Iterable[Telling]) -> dict[tuple[str, str], Origin]:
    """The origin of each telling, by its place."""
    told = sorted(tellings, key=lambda telling: telling.place)
    found: dict[tuple[str, str], Origin] = {}
    for copies in _texts(told):
        outlet = _outlet(copies)
        for telling in copies:
            found[telling.place] = Origin(telling.cited or outlet)
    return found


def _texts(told: Sequence[Telling]) -> list[list[Telling]]:
    """The tellings by text: the same text or address, and near-duplicates, are one."""
    groups: Groups[str] = Groups()
    signatures: dict[str, bytes | None] = {}
    for telling in told:
        sha = telling.claim.text_sha
        groups.add(sha)
        groups.join(sha, f"article {telling.article}")
        if telling.url:
            groups.join(sha, f"url {telling.url}")
        signatures[sha] = telling.signature
    for one, other in near_pairs(signatures):
        groups.join(one, other)
    by_text: dict[str, list[Telling]] = {}
    for telling in told:
        by_text.setdefault(groups.top(telling.claim.text_sha), []).append(telling)
    return list(by_text.values())


def _outlet(copies: Sequence[Telling]) -> str:
    """The newsroom of one text: named by its copies' tags, else that of the earliest copy."""
    wires = Counter(telling.wire for telling in copies if telling.wire and telling.wire.casefold() not in RELEASES)
    if wires:
        return min(wires, key=lambda name: (-wires[name], name))
    earliest = min(copies, key=lambda t: (t.published is None, t.published or "", t.publisher or "~", t.place))
    publisher = earliest.publisher
    if publisher is not None and publisher.casefold() not in RELEASES:
        return publisher
    host = urlsplit(earliest.url).hostname if earliest.url and publisher is None else None
    return (host or "").removeprefix("www.") or f"text {min(t.claim.text_sha for t in copies)[:10]}"
