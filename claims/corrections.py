"""An analyst's claim: one that was read wrongly, with the fields that its text really gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from claims.errors import UsageError
from claims.metrics import METRICS
from claims.model import ANALYST, Basis, Claim, Event, Includes, Modality, Scope, TemporalRole
from claims.units import COUNT, CURRENCIES, WATT, number
from claims.values import Qualifier, Quantity

_NUMBER = re.compile(r"(?P<digits>-?\d[\d,_]*(?:\.\d+)?(?:[eE][+-]?\d+)?) ?(?P<scale>[A-Za-z]*)")
_SCALES = {
    "": 1.0, "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9,
    "tn": 1e12, "trillion": 1e12, "kw": 1e3, "mw": 1e6, "gw": 1e9, "w": 1.0,
}  # fmt: skip


def _amount(text: str) -> float:
    match = _NUMBER.fullmatch(text.strip())
    if match is None or match["scale"].lower() not in _SCALES:
        raise ValueError("write a number, such as 2400000000, 2.4e9 or 2.4bn")
    return float(re.sub("[,_]", "", match["digits"])) * _SCALES[match["scale"].lower()]


def _plain(value: float | None) -> str | None:
    return None if value is None else str(number(value))


def _unit(text: str) -> str:
    if text not in CURRENCIES and text not in (WATT, COUNT):
        raise ValueError(f"write an ISO code such as USD or EUR, or {WATT} for watts")
    return text


def _metric(text: str) -> str:
    if text not in METRICS:
        raise ValueError(f"use one of {', '.join(METRICS)}")
    return text


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ValueError("write a whole number")
    return int(text)


def _one_of(words: type[StrEnum]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        try:
            return words(text)
        except ValueError as error:
            raise ValueError(f"use one of {', '.join(str(word) for word in words)}") from error

    return read


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(";") if name.strip())


_QUANTITY: dict[str, Callable[[str], Any]] = {
    "value": _amount, "low": _amount, "high": _amount, "precision": _amount, "unit": _unit,
    "qualifier": _one_of(Qualifier),
}  # fmt: skip
_EVENT: dict[str, Callable[[str], Any]] = {"round": str, "site": str, "instrument": str}
_PLAIN: dict[str, Callable[[str], Any]] = {
    "metric": _metric, "scope": _one_of(Scope), "per": str, "basis": _one_of(Basis), "includes": _one_of(Includes),
    "subject": str, "counterparties": _names, "temporal_role": _one_of(TemporalRole), "count": _count,
    "modality": _one_of(Modality), "denies": str, "attribution": str, "as_of": str, "period": str, "horizon": str,
}  # fmt: skip
_NEEDED = frozenset({"value", "precision", "unit", "qualifier", "metric", "scope", "temporal_role", "modality"})

FIELDS = (*_QUANTITY, *_EVENT, *_PLAIN)
"""What can be corrected: `value` is low and high at once, `;` stands between counterparties, no text clears a field."""

CHOICES: dict[str, tuple[str, ...]] = {
    "metric": tuple(METRICS),
    **{
        name: tuple(str(word) for word in kind)
        for name, kind in (
            ("qualifier", Qualifier), ("scope", Scope), ("basis", Basis), ("includes", Includes),
            ("temporal_role", TemporalRole), ("modality", Modality),
        )
    },
}  # fmt: skip
"""The fields that hold one of a few words, with these."""


def written(claim: Claim) -> dict[str, str]:
    """The fields of a claim as a person would write them for `correct`; "" where there is nothing, `value` always."""
    q, event = claim.quantity, claim.event
    given: dict[str, object] = {
        "value": None, "low": _plain(q.low), "high": _plain(q.high), "precision": _plain(q.precision), "unit": q.unit,
        "qualifier": q.qualifier, "round": event.round, "site": event.site, "instrument": event.instrument,
        "counterparties": "; ".join(claim.counterparties),
    }  # fmt: skip
    found = {name: given[name] if name in given else getattr(claim, name) for name in FIELDS}
    return {name: "" if value is None else str(value) for name, value in found.items()}


def correct(claim: Claim, changes: Mapping[str, str]) -> Claim:
    """The claim with these fields as they should have been read; its words and their place stay.

    Raises UsageError on an unknown field, on a value that a field cannot hold, and where nothing is changed.
    """
    read = {name: _read(name, text) for name, text in changes.items()}
    if not read:
        raise UsageError("extraction-error needs the corrected fields: --set FIELD=VALUE, once for each")
    q = claim.quantity
    bounds = {name: read[name] for name in _QUANTITY if name in read}
    if "value" in bounds:
        if "low" in bounds or "high" in bounds:
            raise UsageError("--set value= is low and high at once; leave low and high away")
        bounds["low"] = bounds["high"] = bounds.pop("value")
    given = {name: bounds.get(name, getattr(q, name)) for name in ("low", "high", "unit", "qualifier", "precision")}
    if given["qualifier"] in (Qualifier.exact, Qualifier.about) and given["low"] != given["high"]:
        line = f"an {given['qualifier']} figure has one value, and low {given['low']} is not high {given['high']}"
        raise UsageError(f"{line}; use --set value=, or --set qualifier=range")
    event = {name: read.get(name, getattr(claim.event, name)) for name in _EVENT}
    plain: dict[str, Any] = {
        name: (() if read[name] is None and name == "counterparties" else read[name]) for name in _PLAIN if name in read
    }
    try:
        made = replace(
            claim, quantity=Quantity(**given), event=Event(**event), rule=ANALYST, extractor_version=ANALYST, cues=(),
            **plain,
        )  # fmt: skip
    except ValueError as error:
        raise UsageError(f"--set {', '.join(changes)}: {error}") from error
    if replace(made, rule=claim.rule, extractor_version=claim.extractor_version) == claim:
        raise UsageError(f"--set {', '.join(changes)}: that is what claim {claim.id} says already; set what is wrong")
    return made


def _read(name: str, text: str) -> Any:
    reader = {**_QUANTITY, **_EVENT, **_PLAIN}.get(name)
    if reader is None:
        raise UsageError(f"--set {name}=: a claim has no field {name!r}; use one of {', '.join(FIELDS)}")
    if not text.strip():
        if name in _NEEDED:
            raise UsageError(f"--set {name}=: every claim has one; give a value")
        return None
    try:
        return reader(text.strip())
    except ValueError as error:
        raise UsageError(f"--set {name}={text}: {error}") from error
