"""Scores extracted claims against expected ones: quantities, each field of those found, and the claim as a whole.

A claim counts for an expected row where its span overlaps the row's and it has the row's unit and number.  A row's
`alt` holds the other labels that are fair; `optional` rows cost nothing when missing and nothing when found.
`claim_f1` asks for value, qualifier, metric and subject together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]
Named: TypeAlias = Callable[[Any], Any]

DEFAULTS = {"qualifier": "exact", "modality": "asserted"}


def score(expected: Iterable[Row], extracted: Iterable[Row], canonical: Named = lambda name: name) -> dict[str, float]:
    """The figures, each between 0 and 1; a share of nothing is left out.

    expected, extracted -- rows with doc, start, end, low, high, unit and the fields of a claim.
    canonical -- the name under which two written forms of a party are the same.
    """
    by_doc: dict[str, tuple[list[Row], list[Row]]] = {}
    for side, rows in enumerate((expected, extracted)):
        for row in rows:
            by_doc.setdefault(row["doc"], ([], []))[side].append(row)
    n: Counter[str] = Counter()
    for gold, found in by_doc.values():
        _score_one(gold, found, canonical, n)
    figures = {"quantity_f1": _f1(n["found"], n["extra"], n["lost"])}
    for key in ("qualifier", "metric", "subject", "modality", "basis"):
        total = n["based"] if key == "basis" else n["found"]
        if total:
            figures[key] = n[key] / total
    figures["as_of_f1"] = _f1(n["date_hit"], n["date_extra"], n["date_lost"])
    figures["counterparties_f1"] = _f1(n["party_hit"], n["party_extra"], n["party_lost"])
    wrong = n["found"] - n["whole"]
    figures["claim_f1"] = _f1(n["whole"], wrong + n["extra"], wrong + n["lost"])
    return figures


def pairs(gold: Sequence[Row], found: Sequence[Row], canonical: Named) -> list[tuple[Row, Row]]:
    """One-to-one pairs of rows about the same quantity, those that agree on most first."""
    fits = sorted(
        (
            (-_agreement(g, p, canonical), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(found)
            if _overlap(g, p) and _fair(g, "unit", p["unit"]) and _same_number(g, p)
        )
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    out = []
    for _, i, j in fits:
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            out.append((gold[i], found[j]))
    return out


def _score_one(gold: Sequence[Row], found: Sequence[Row], canonical: Named, n: Counter[str]) -> None:
    matched = pairs(gold, found, canonical)
    for g, p in matched:
        if g.get("optional"):
            continue
        n["found"] += 1
        right = {
            "qualifier": _fair(g, "qualifier", p.get("qualifier")),
            "metric": _fair(g, "metric", p.get("metric")),
            "subject": _fair(g, "subject", p.get("subject"), canonical),
            "modality": _fair(g, "modality", p.get("modality")),
        }
        n.update({key: int(good) for key, good in right.items()})
        n["whole"] += _same_value(g, p) and right["qualifier"] and right["metric"] and right["subject"]
        if g.get("basis"):
            n["based"] += 1
            n["basis"] += g["basis"] == p.get("basis")
        dated = _fair(g, "as_of", p.get("as_of"))
        n["date_hit"] += bool(p.get("as_of")) and dated
        n["date_extra"] += bool(p.get("as_of")) and not dated
        n["date_lost"] += bool(g.get("as_of")) and not dated
        named = {canonical(name) for name in p.get("counterparties") or ()}
        wanted = max(
            ({canonical(name) for name in side or ()} for side in _allowed(g, "counterparties")),
            key=lambda side: 2 * len(side & named) - len(side | named),
        )
        n["party_hit"] += len(wanted & named)
        n["party_extra"] += len(named - wanted)
        n["party_lost"] += len(wanted - named)
    missed = [g for g in gold if not any(g is one for one, _ in matched)]
    n["lost"] += sum(not g.get("optional") for g in missed)
    free = [g for g in gold if g.get("optional")]
    surplus = [p for p in found if not any(p is one for _, one in matched)]
    n["extra"] += sum(not any(_overlap(g, p) for g in free) for p in surplus)


def _allowed(g: Row, key: str) -> list[Any]:
    return [g.get(key), *(g.get("alt") or {}).get(key, ())]


def _fair(g: Row, key: str, value: Any, canonical: Named = lambda name: name) -> bool:
    default = DEFAULTS.get(key)
    return any(canonical(value or default) == canonical(one or default) for one in _allowed(g, key))


def _overlap(a: Row, b: Row) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _near(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1)


def _same_value(g: Row, p: Row) -> bool:
    return all(any(_near(one, p.get(end)) for one in _allowed(g, end)) for end in ("low", "high"))


def _same_number(g: Row, p: Row) -> bool:
    """The right number, though its bound (over, up to) may be read wrongly."""
    a, b = (sorted(v for v in (row.get("low"), row.get("high")) if v is not None) for row in (g, p))
    return bool(a and b and (_near(a[0], b[0]) or _near(a[-1], b[-1]))) or _same_value(g, p)


def _agreement(g: Row, p: Row, canonical: Named) -> int:
    return sum(
        (
            g.get("metric") == p.get("metric"),
            canonical(g.get("subject")) == canonical(p.get("subject")),
            _fair(g, "qualifier", p.get("qualifier")),
            _same_value(g, p),
        )
    )


def _f1(hit: int, extra: int, lost: int) -> float:
    total = 2 * hit + extra + lost
    return 2 * hit / total if total else 0.0
