"""Claims as JSON lines: one flat object each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from review.exports.columns import plain, row
from review.formats import json_line

if TYPE_CHECKING:
    from review.exports.material import Material


def write(material: Material, out: BinaryIO) -> None:
    """Write the claims."""
    for stored in material.claims():
        out.write(_line(plain(row(stored))) + b"\n")


def _line(values: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(values)
    except TypeError:  # an integer of more than 64 bits, which JSON may hold
        return json_line(values).encode()
