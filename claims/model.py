"""What is stored and compared: a claim, that is one quantity that one article states about a party.

Everything here is frozen. Ids are hashes of content, never of time: reading the same text again gives the same ids.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from claims import metrics, periods, units
from claims.parties import PARTY_KINDS
from claims.values import Qualifier, Quantity, written_precision


class Scope(StrEnum):
    """Which part of the thing the figure measures."""

    total = "total"
    part = "part"  # a tranche, one phase, "initial"
    cumulative = "cumulative"  # "to date", "in total since 2019"
    increment = "increment"  # "another", "additional"
    rate = "rate"  # per year, per share, per MWh: `per` says which


class Basis(StrEnum):
    """Whether a valuation counts the money of the round itself."""

    pre_money = "pre_money"
    post_money = "post_money"


class Includes(StrEnum):
    """What a price contains beside plain equity in cash."""

    debt = "debt"
    cash_only = "cash_only"
    contingent = "contingent"


class TemporalRole(StrEnum):
    """Where the figure stands in the story's own time."""

    current = "current"
    previous = "previous"  # "last year's", "up from"
    target = "target"
    superseded = "superseded"


class Modality(StrEnum):
    """How sure the article is; where two fit, the first of denied, speculative, reported, planned, asserted."""

    asserted = "asserted"
    reported = "reported"
    planned = "planned"
    speculative = "speculative"
    denied = "denied"


ANALYST = "analyst"
"""The rule of a claim that an analyst made of one that was read wrongly; it stands beside the machine's."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One span that decided something about a claim: what it decided, and where it stands in the text."""

    decided: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Event:
    """What tells one event from another, where the text says it."""

    round: str | None = None  # "Series C", "seed"
    site: str | None = None  # project or place: "Stargate Norway", "Abilene"
    instrument: str | None = None  # "bridge loan", "convertible notes"

    def __bool__(self) -> bool:
        return bool(self.round or self.site or self.instrument)


def text_hash(text: str) -> str:
    """SHA-256 of a cleaned text, in hex: what a claim's offsets refer to."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def content_id(*parts: object) -> str:
    """A 16-digit hex id of the parts' content; the same parts give the same id in every process."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One quantity that one article states about a party.

    `quote` is `text[start:end]` of the cleaned text whose hash is `text_sha`, always.  Offsets are code points, end
    exclusive.  `as_of`, `period` and `horizon` are EDTF-like periods (`claims.periods`); `horizon` may be a duration.
    Raises ValueError where a field holds a value that its table does not know.
    """

    doc: str
    text_sha: str
    quote: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    metric: str
    quantity: Quantity
    scope: Scope = Scope.total
    per: str | None = None
    basis: Basis | None = None
    includes: Includes | None = None
    subject: str | None = None
    counterparties: tuple[str, ...] = ()
    event: Event = field(default_factory=Event)
    temporal_role: TemporalRole = TemporalRole.current
    converts: str | None = None  # id of the claim that this bracket converts
    part_of: str | None = None  # id of the claim that this is a part of
    count: int | None = None  # "two of 400 MW"
    modality: Modality = Modality.asserted
    denies: str | None = None  # whose report is denied
    attribution: str | None = None
    as_of: str | None = None
    period: str | None = None
    horizon: str | None = None
    published: str | None = None
    published_source: str | None = None
    rule: str = ""
    extractor_version: str = ""
    cues: tuple[Cue, ...] = field(default=(), compare=False)
    _id: str | None = field(default=None, init=False, repr=False, compare=False)  # once it was asked for

    def __post_init__(self) -> None:
        if self.metric not in metrics.METRICS:
            raise ValueError(f"unknown metric {self.metric!r}: add a row to claims.metrics")
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise ValueError(f"quote {self.quote!r} does not fit its offsets {self.start}:{self.end}")
        for name in ("as_of", "period", "published"):
            value = getattr(self, name)
            if value is not None and not periods.is_period(value):
                raise ValueError(f"{name} {value!r} is no period")
        if self.horizon is not None and not (periods.is_period(self.horizon) or periods.is_duration(self.horizon)):
            raise ValueError(f"horizon {self.horizon!r} is neither a period nor a duration")

    @property
    def id(self) -> str:
        """Content hash of what the claim says and where: text, offsets, metric, subject, value.

        An analyst's claim has another id than the machine's, also where only other fields differ.
        """
        if self._id is None:
            q, own = self.quantity, (ANALYST,) if self.rule == ANALYST else ()
            made = content_id(
                self.text_sha, self.start, self.end, self.metric, self.subject,
                units.number(q.low), units.number(q.high), q.unit, q.qualifier, *own,
            )  # fmt: skip
            object.__setattr__(self, "_id", made)
            return made
        return self._id

    @property
    def low(self) -> float | None:
        """Lower bound in base units; None is an open end."""
        return self.quantity.low

    @property
    def high(self) -> float | None:
        """Upper bound in base units; None is an open end."""
        return self.quantity.high

    @property
    def unit(self) -> str:
        """ISO 4217 code, or W."""
        return self.quantity.unit

    def as_json(self) -> dict[str, Any]:
        """The row that `counterclaim extract --format jsonl` prints: the fields of docs/claims.md, flat, in order."""
        q = self.quantity
        return {
            "claim": self.id, "doc": self.doc, "quote": self.quote, "start": self.start, "end": self.end,
            "sentence_start": self.sentence_start, "sentence_end": self.sentence_end, "metric": self.metric,
            "low": units.number(q.low), "high": units.number(q.high), "unit": q.unit, "qualifier": str(q.qualifier),
            "precision": units.number(q.precision), "scope": str(self.scope), "per": self.per,
            "basis": _text(self.basis), "includes": _text(self.includes), "subject": self.subject,
            "counterparties": list(self.counterparties),
            "event": {"round": self.event.round, "site": self.event.site, "instrument": self.event.instrument}
            if self.event else None,
            "temporal_role": str(self.temporal_role), "converts": self.converts, "part_of": self.part_of,
            "count": self.count, "modality": str(self.modality), "denies": self.denies,
            "attribution": self.attribution, "as_of": self.as_of, "period": self.period, "horizon": self.horizon,
            "published": self.published, "published_source": self.published_source, "rule": self.rule,
            "extractor_version": self.extractor_version,
        }  # fmt: skip

    @classmethod
    def from_json(cls, row: Mapping[str, Any], text_sha: str | None = None) -> Claim:
        """The claim that `as_json` printed; also reads gold rows, which lack some fields.

        Without `text_sha` the document's name stands for its text; a row without `precision` has that of its quote.
        Raises KeyError or ValueError on a bad row.
        """
        event, low, high = row.get("event"), row.get("low"), row.get("high")
        bound = high if low is None else low
        precision = row.get("precision")
        if precision is None:
            precision = 0.0 if bound is None else written_precision(row["quote"], bound)
        basis, includes = row.get("basis"), row.get("includes")
        return cls(
            doc=str(row["doc"]), text_sha=text_sha or str(row["doc"]), quote=row["quote"], start=row["start"],
            end=row["end"], sentence_start=row.get("sentence_start", row["start"]),
            sentence_end=row.get("sentence_end", row["end"]), metric=row["metric"],
            quantity=Quantity(
                low=low, high=high, unit=row["unit"], qualifier=Qualifier(row.get("qualifier") or "exact"),
                precision=float(precision),
            ),
            scope=Scope(row.get("scope") or "total"), per=row.get("per"), basis=Basis(basis) if basis else None,
            includes=Includes(includes) if includes else None, subject=row.get("subject"),
            counterparties=tuple(row.get("counterparties") or ()), event=Event(**event) if event else Event(),
            temporal_role=TemporalRole(row.get("temporal_role") or "current"), converts=row.get("converts"),
            part_of=row.get("part_of"), count=row.get("count"), modality=Modality(row.get("modality") or "asserted"),
            denies=row.get("denies"), attribution=row.get("attribution"), as_of=row.get("as_of"),
            period=row.get("period"), horizon=row.get("horizon"), published=row.get("published"),
            published_source=row.get("published_source"), rule=row.get("rule") or "",
            extractor_version=row.get("extractor_version") or "",
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMention:
    """One place where a text names a party: `text[start:end]`, its canonical name and how it was found."""

    doc: str
    text_sha: str
    start: int
    end: int
    text: str
    canonical: str
    kind: str  # company, lab, fund, university, government, organisation, product, person, place
    found_by: str  # table, short_name, context

    @property
    def id(self) -> str:
        """Content hash of the place and the name."""
        return content_id(self.text_sha, self.start, self.end, self.canonical)

    def as_json(self) -> dict[str, Any]:
        """The row that `counterclaim extract --parties --format jsonl` prints."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "text_sha"}


@dataclass(frozen=True, slots=True)
class Signal:
    """Something seen and not read as a claim, with the reason: energy, counts, a language we have no rules for."""

    reason: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the extractors found in one article."""

    claims: tuple[Claim, ...] = ()
    mentions: tuple[PartyMention, ...] = ()
    signals: tuple[Signal, ...] = ()

    @property
    def parties(self) -> tuple[PartyMention, ...]:
        """The mentions of those who can act; products, persons and places are left out."""
        return tuple(mention for mention in self.mentions if mention.kind in PARTY_KINDS)


def _text(value: StrEnum | None) -> str | None:
    return None if value is None else str(value)
