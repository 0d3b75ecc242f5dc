"""Claims as Apache Parquet: typed columns, with the schema's version and the columns' meanings in the metadata."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from review.exports.columns import COLUMNS, SCHEMA_VERSION, Type, row

if TYPE_CHECKING:
    from review.exports.material import Material

GROUP = 10_000
"""Rows of a row group: so many are in memory at a time, and a reader can skip by so many."""

_TYPES: dict[Type, pa.DataType] = {
    "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
    "moment": pa.timestamp("ms", tz="UTC"), "texts": pa.list_(pa.string()),
}  # fmt: skip


_NUMBERS = tuple(column.name for column in COLUMNS if column.type == "number")


def schema() -> pa.Schema:
    """The schema: each field's metadata has its meaning, the schema's own the version."""
    fields = [
        pa.field(column.name, _TYPES[column.type], nullable=not column.required, metadata={"meaning": column.meaning})
        for column in COLUMNS
    ]
    return pa.schema(fields, metadata={"counterclaim.schema_version": str(SCHEMA_VERSION)})


def write(material: Material, out: BinaryIO) -> None:
    """Write the claims, a row group at a time."""
    shape = schema()
    with pq.ParquetWriter(pa.PythonFile(out, mode="w"), shape, compression="zstd") as writer:
        rows = (_reals(row(stored)) for stored in material.claims())
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pylist(group, schema=shape))


def _reals(values: dict[str, Any]) -> dict[str, Any]:
    """Whole numbers of number columns as floats: beyond 2**53 Arrow converts none by itself."""
    return values | {name: float(values[name]) for name in _NUMBERS if values[name] is not None}


def _groups(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while group := list(islice(rows, GROUP)):
        yield group
