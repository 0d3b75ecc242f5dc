"""The columns of exported claims: names, types and meanings, the same in csv, jsonl and parquet.

A version names them: within one, columns are neither renamed nor dropped, change no type and no meaning; new ones may
come at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from claims.metrics import METRICS

if TYPE_CHECKING:
    from storage.records import StoredClaim

SCHEMA_VERSION = 1

Type = Literal["text", "integer", "number", "boolean", "moment", "texts"]


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column: `texts` is a list; a moment is in UTC, to the second; all but those marked may be null."""

    name: str
    type: Type
    meaning: str
    required: bool = False


COLUMNS = (
    ExportColumn("schema_version", "integer", "version of these columns", required=True),
    ExportColumn("claim", "text", "id: a hash of text, place, metric, subject and value", required=True),
    ExportColumn("doc", "text", "name of the article to people", required=True),
    ExportColumn("quote", "text", "the words of the quantity: `text[start:end]`", required=True),
    ExportColumn("start", "integer", "first character of the quote in the cleaned text, code points", required=True),
    ExportColumn("end", "integer", "the character after the quote", required=True),
    ExportColumn("sentence_start", "integer", "first character of its sentence", required=True),
    ExportColumn("sentence_end", "integer", "the character after its sentence", required=True),
    ExportColumn("metric", "text", f"what is measured: {', '.join(METRICS)}", required=True),
    ExportColumn("low", "number", "lower bound in base units; null is an open end"),
    ExportColumn("high", "number", "upper bound in base units; null is an open end"),
    ExportColumn("unit", "text", "ISO 4217 code of the currency, W, or count", required=True),
    ExportColumn("qualifier", "text", "exact, about, at_least, at_most, range or vague", required=True),
    ExportColumn("precision", "number", "value of one unit in the last written digit; 0 is unknown", required=True),
    ExportColumn("scope", "text", "total, part, cumulative, increment or rate", required=True),
    ExportColumn("per", "text", "of a rate: per what"),
    ExportColumn("basis", "text", "of a valuation: pre_money or post_money"),
    ExportColumn("includes", "text", "of a price: debt, cash_only or contingent"),
    ExportColumn("subject", "text", "canonical name of the party that it is about"),
    ExportColumn("counterparties", "texts", "canonical names of who stands on the other side", required=True),
    ExportColumn("round", "text", "Series C, seed"),
    ExportColumn("site", "text", "project or place"),
    ExportColumn("instrument", "text", "bridge loan, convertible notes"),
    ExportColumn("temporal_role", "text", "current, previous, target or superseded", required=True),
    ExportColumn("converts", "text", "id of the claim that it converts to another currency"),
    ExportColumn("part_of", "text", "id of the claim that it is a part of"),
    ExportColumn("count", "integer", "how many there are of it: two of 400 MW"),
    ExportColumn("modality", "text", "asserted, reported, planned, speculative or denied", required=True),
    ExportColumn("denies", "text", "whose report is denied"),
    ExportColumn("attribution", "text", "whom the article cites"),
    ExportColumn("as_of", "text", "when it was true: 2025, 2025-Q4, 2025-10, 2025-10-03"),
    ExportColumn("period", "text", "the period of a result"),
    ExportColumn("horizon", "text", "by when, or for how long (P8Y)"),
    ExportColumn("published", "text", "the article's day when the claim was read"),
    ExportColumn("published_source", "text", "where that day was read"),
    ExportColumn("rule", "text", "the rule that read it; `analyst` where an analyst corrected it", required=True),
    ExportColumn("extractor_version", "text", "version of the rules", required=True),
    ExportColumn("article_id", "text", "id of the article", required=True),
    ExportColumn("revision", "integer", "number of the article's text that it was read from first", required=True),
    ExportColumn("text_sha", "text", "SHA-256 of the cleaned text that the offsets point into", required=True),
    ExportColumn("title", "text", "of the article"),
    ExportColumn("url", "text", "of the article"),
    ExportColumn("publisher", "text", "of the article"),
    ExportColumn("misread", "boolean", "whether an analyst holds that the text does not say so", required=True),
    ExportColumn("recorded_at", "moment", "since when the store holds it", required=True),
    ExportColumn("retired_at", "moment", "since when the article no longer states it"),
    ExportColumn("last_seen", "moment", "when it was last read", required=True),
)

NAMES = tuple(column.name for column in COLUMNS)


_NO_EVENT: dict[str, Any] = {"round": None, "site": None, "instrument": None}
_MOMENTS = tuple(column.name for column in COLUMNS if column.type == "moment")
_LISTS = tuple(column.name for column in COLUMNS if column.type == "texts")


def row(stored: StoredClaim) -> dict[str, Any]:
    """The values of a claim's columns, in their order; moments are datetimes, lists are lists."""
    values = stored.claim.as_json()
    values |= values.pop("event") or _NO_EVENT
    values |= {
        "schema_version": SCHEMA_VERSION, "article_id": stored.article_id, "revision": stored.revision,
        "text_sha": stored.claim.text_sha, "title": stored.title, "url": stored.url, "publisher": stored.publisher,
        "misread": stored.misread, "recorded_at": stored.recorded_at, "retired_at": stored.retired_at,
        "last_seen": stored.last_seen,
    }  # fmt: skip
    return {name: values[name] for name in NAMES}


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """The same with moments as ISO 8601 text, for formats without a type for them."""
    for name in _MOMENTS:
        if values[name] is not None:
            values[name] = values[name].isoformat()
    return values


def joined(values: dict[str, Any]) -> dict[str, Any]:
    """The same with lists joined by `; `, for formats without a type for them."""
    for name in _LISTS:
        values[name] = "; ".join(values[name])
    return values
