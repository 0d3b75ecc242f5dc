"""The queue as an Atom feed: `/cases.atom` with the filters of `/cases`."""

from __future__ import annotations

import io
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import Response

from review.api.tags import known_by
from review.desk.context import Reader, desk
from review.desk.filters import Filters
from review.exports.material import Material
from review.exports.table import FORMATS
from storage.records import ClaimQuery

router = APIRouter(include_in_schema=False)

NEWEST = 100
"""Cases that the feed holds: those that changed last; `counterclaim export atom` writes them all."""


@router.get("/cases.atom")
def feed(request: Request, _: Reader) -> Response:
    """The feed; 304 where the reader has it already."""
    here, form = desk(request), FORMATS["atom"]
    filters = Filters.read(request.query_params.multi_items())
    asked = replace(filters.query(here.clock()), limit=NEWEST, after=None)
    out = io.BytesIO()
    address = str(request.base_url).rstrip("/")
    form.writer()(Material(here.store, here.parties, here.clock(), ClaimQuery(), asked, filters.but(), address), out)
    return known_by(request, Response(out.getvalue(), media_type=form.media_type))
