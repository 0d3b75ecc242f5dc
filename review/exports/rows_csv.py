"""Claims as csv (RFC 4180, UTF-8): one row each under a header; lists are joined by `; `."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from review.exports.columns import NAMES, joined, plain, row
from review.formats import csv_line

if TYPE_CHECKING:
    from review.exports.material import Material


def write(material: Material, out: BinaryIO) -> None:
    """Write the claims; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    out.write(csv_line(NAMES).encode())
    for stored in material.claims():
        out.write(csv_line(joined(plain(row(stored))).values()).encode())
