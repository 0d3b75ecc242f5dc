"""Claims as JSON lines: one flat object each."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from review.exports.columns import plain, row
from review.formats import json_line

if TYPE_CHECKING:
    from review.exports.material import Material


def write(material: Material, out: BinaryIO) -> None:
    """Write the claims."""
    for stored in material.claims():
        out.write(json_line(plain(row(stored))).encode() + b"\n")
