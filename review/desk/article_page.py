"""The page of an article: its text with the claims marked in place, its flags, its revisions and what they changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from claims.errors import NotStored
from review.charts.marks import FATES
from review.desk.context import Reader, desk, render
from review.desk.marking import Line, Window, lines, windows
from storage.store import ClaimQuery, Revision, Store, StoredArticle, StoredClaim

router = APIRouter(include_in_schema=False)

LISTED = 200
"""Claims of a window that are listed beside it, changes of a kind that are listed, and the like: all are counted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One text of an article, a window of it, and the claims of both.

    claims -- of the whole text, in its order.  inside -- those that begin in the window.
    """

    article: StoredArticle
    revision: Revision
    text: str
    claims: tuple[StoredClaim, ...]
    window: Window
    windows: int
    inside: tuple[StoredClaim, ...]
    lines: list[Line]

    @property
    def current(self) -> bool:
        """Whether it is the text that the article has now."""
        return self.revision.number == self.article.revisions[-1].number


@router.get("/articles")
def find(request: Request, _: Reader, name: Annotated[str, Query(max_length=4_000)] = "") -> Response:
    """The page of the article with this URL, doc or id; without a name, the form that asks for one."""
    if not name.strip():
        return render(request, "articles.html", name="")
    return RedirectResponse(f"/articles/{desk(request).store.article(name.strip()).id}", 303)


@router.get("/articles/{article_id}")
def article(
    request: Request,
    article_id: str,
    _: Reader,
    part: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    revision: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    claim: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """The article with this id.

    part -- which window of its text.  revision -- which of its texts, by number, else the one it has now.
    claim -- the id of a claim of it: its text and its window, whatever `revision` and `part` are.
    """
    store = desk(request).store
    shown = see(store, store.article(article_id), part=part, revision=revision, claim=claim)
    standings = store.shelves.standings(shown.inside[:LISTED])
    return render(request, "article.html", shown=shown, listed=LISTED, target=claim, standings=standings, fates=FATES)


def see(store: Store, stored: StoredArticle, *, part: int, revision: int | None, claim: str) -> Shown:
    """What the page shows.  Raises NotStored where there is no such revision or claim."""
    chosen = stored.revisions[-1]
    every: Sequence[StoredClaim] = stored.claims
    if revision is not None or (claim and all(one.claim.id != claim for one in every)):
        told = store.claims(ClaimQuery(source=stored.id, include_retired=True))
        every = list({one.claim.id: one for one in sorted(told, key=lambda one: one.recorded_at)}.values())
        chosen = _chosen(stored, every, revision, claim)
    own = tuple(sorted((one for one in every if one.claim.text_sha == chosen.text_sha), key=lambda c: c.claim.start))
    text = stored.text if chosen.text_sha == stored.article.text_sha else store.text(chosen.text_sha)
    cut = windows(text)
    wanted = next((one.claim.start for one in own if one.claim.id == claim), None)
    window = cut[min(part, len(cut)) - 1] if wanted is None else next(one for one in cut if one.holds(wanted))
    spans = ((one.claim.id, one.claim.start, one.claim.end) for one in own)
    inside = tuple(one for one in own if window.holds(one.claim.start))
    return Shown(stored, chosen, text, own, window, len(cut), inside, lines(text, window, spans))


def _chosen(stored: StoredArticle, every: Sequence[StoredClaim], number: int | None, claim: str) -> Revision:
    """The revision whose text the claim stands in, else the one with this number."""
    if claim:
        shas = {one.claim.text_sha for one in every if one.claim.id == claim}
        found = [one for one in stored.revisions if one.text_sha in shas]
        trouble = f"the article {stored.id} has no claim {claim!r}"
    else:
        found = [one for one in stored.revisions if one.number == number]
        trouble = f"the article {stored.id} has no revision {number}; it has {len(stored.revisions)}"
    if not found:
        raise NotStored(trouble)
    return found[-1]
