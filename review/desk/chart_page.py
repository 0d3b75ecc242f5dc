"""The charts of the desk: the picture by its own address, and the page with its table and links to the evidence."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from markupsafe import Markup

from claims.metrics import METRICS
from claims.periods import known_period
from claims.rates import reference_rate
from review.api.tags import names
from review.charts.layout import LARGE, SMALL
from review.charts.marks import Chart, chart
from review.charts.palette import dark_rules
from review.charts.svg import svg
from review.desk.context import Reader, desk, render
from review.desk.party_page import found_party
from review.desk.security import HEADERS
from review.options import known_metric

router = APIRouter(include_in_schema=False)

_STYLE = b64encode(sha256(dark_rules().encode()).digest()).decode()
_POLICY = HEADERS["content-security-policy"].replace("style-src 'self'", f"style-src 'sha256-{_STYLE}'")
"""The picture's own style sheet is allowed by its content, and nothing else."""

_drawn = lru_cache(maxsize=128)(svg)

Day = Annotated[str, Query(max_length=10)]


@router.get("/charts/{party:path}/{metric}.svg")
def picture(
    request: Request,
    party: str,
    metric: str,
    _: Reader,
    log: bool = False,
    since: Day = "",
    until: Day = "",
    small: bool = False,
) -> Response:
    """The picture; 304 where the browser has it."""
    shown = asked(request, party, metric, log=log, since=since, until=until)
    drawn = _drawn(shown, size=SMALL if small else LARGE)
    tag = f'"{sha256(drawn.encode()).hexdigest()[:32]}"'
    headers = {"etag": tag, "content-security-policy": _POLICY, "vary": "cookie"}
    if names(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(drawn, media_type="image/svg+xml", headers=headers)


@router.get("/charts/{party:path}/{metric}")
def page(
    request: Request,
    party: str,
    metric: str,
    _: Reader,
    log: bool = False,
    since: Day = "",
    until: Day = "",
) -> Response:
    """The chart with its marks as links, and a table of the same rows."""
    shown = asked(request, party, metric, log=log, since=since, until=until)
    inline = Markup(_drawn(shown, styled=False))  # cleaned by review.charts.svg
    return render(
        request, "chart.html", chart=shown, svg=inline, log=log, since=since.strip(), until=until.strip(),
        label=METRICS[shown.metric].label, metrics=list(desk(request).store.shelves.party(shown.party).metrics),
    )  # fmt: skip


def asked(request: Request, party: str, metric: str, *, log: bool, since: str, until: str) -> Chart:
    """The chart that a request asks for.  Raises NotStored, or UsageError on another metric or what is no date."""
    known_metric(metric)
    here = desk(request)
    name = found_party(here, party)
    first, last = known_period(since.strip() or None, "since"), known_period(until.strip() or None, "until")
    found = here.store.shelves.charted(name, metric, since=first, until=last)
    return chart(name, metric, found.claims, found.standings, total=found.total, log=log, rate=reference_rate)
