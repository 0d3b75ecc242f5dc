"""The page of the queue: the cases that fit the filters, counts by facet, saved views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from claims.model import Claim
from review import words
from review.desk.case_page import last_done
from review.desk.case_view import around
from review.desk.context import Analyst, Reader, desk, render
from review.desk.decide_form import Sent, text
from review.desk.filters import Filters, value_label
from review.options import Standing
from storage.queue_records import FACETS, CaseLine, Counted, SideLine
from storage.store import Store

router = APIRouter(include_in_schema=False)

SIZE = 25
"""Cases of a page."""

_TITLES = {
    "status": "Status", "grade": "Grade", "kind": "Kind", "metric": "Metric", "gap": "Gap",
    "origins": "Independent origins", "opened": "Opened", "changed": "Changed", "assignee": "Looked after by",
    "party": "Party", "source": "Source",
}  # fmt: skip
_ORDERED = {"grade": ("high", "medium", "low"), "status": ("open", "reopened", "decided", "retired")}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how it reads, how many cases it would leave, where it leads, and whether it is set."""

    label: str
    count: int
    link: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the page, and its sides with the words before and behind each quote."""

    case: CaseLine
    sides: tuple[tuple[SideLine, str, str], ...]


@router.get("/cases")
def page(request: Request, user: Reader, done: Annotated[str | None, Query(max_length=40)] = None) -> Response:
    """The page; done -- the decision that was made just before."""
    here = desk(request)
    filters = Filters.read(request.query_params.multi_items())
    query = filters.query(here.clock())
    found, counted = here.store.queue.look(query, SIZE)
    return render(
        request, "cases.html", filters=filters, rows=rows(here.store, found.lines),
        total=counted.total, after=found.after and filters.but(after=found.after),
        facets=[(name, _TITLES[name], choices(name, counted.counted[name], filters)) for name in FACETS],
        link=f"?{filters.but()}" if filters.but() else "", views=here.store.queue.views(),
        mine=filters.but(assignee=user.name), done=last_done(request, done), bulks=here.store.queue.last_bulks(3),
        standing=tuple(Standing),
    )  # fmt: skip


@router.post("/cases/views")
def save_view(request: Request, user: Analyst, sent: Sent) -> Response:
    """Keep the filters under a name, or forget a view."""
    here, filters = desk(request), Filters.read(text(sent, "filters"))
    with here.store.writing(here.parties) as writer:
        if text(sent, "drop"):
            writer.queue.drop_view(text(sent, "drop"))
        else:
            writer.queue.save_view(text(sent, "name"), filters.but(), user.name)
    return RedirectResponse("/cases" + (f"?{filters.but()}" if filters.but() else ""), 303)


def rows(store: Store, lines: Sequence[CaseLine]) -> list[Row]:
    """The rows of these cases; of a text that is damaged only the quote."""
    texts = store.queue.texts({side.claim.text_sha for line in lines for side in line.sides})

    def excerpt(claim: Claim) -> tuple[str, str]:
        whole = texts.get(claim.text_sha)
        return ("", "") if whole is None else around(whole, claim, words.EXCERPT)

    return [Row(line, tuple((side, *excerpt(side.claim)) for side in line.sides)) for line in lines]


def choices(name: str, counted: tuple[Counted, ...], filters: Filters) -> list[Choice]:
    """The values of a facet as links: each sets it, the one that is set clears it."""
    now = getattr(filters, name)
    made = []
    for one in counted:
        chosen = now is not None and str(now).casefold() == one.value.casefold()
        label = one.label if one.label != one.value else value_label(name, one.value)
        link = filters.but(**{name: (Standing.waiting if name == "status" else None) if chosen else one.label})
        made.append(Choice(label, one.count, link, chosen))
    order = _ORDERED.get(name)
    return sorted(made, key=lambda one: order.index(one.label)) if order else made
