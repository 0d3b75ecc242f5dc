"""Articles with their texts, and the parties that they name."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path

from claims.errors import NotStored
from review.api import claim_models as models
from review.api.parameters import PAGE, After, Id, Limit, Source, cursor, place
from review.api.problems import problems
from review.api.tags import Tagged
from review.desk.context import Here, reader

router = APIRouter(route_class=Tagged, dependencies=[Depends(reader)], tags=["articles"])


@router.get(
    "/articles", operation_id="list_articles", summary="Articles that fit", response_model=models.ArticlePage,
    responses=problems(),
)  # fmt: skip
def articles(here: Here, source: Source = None, after: After = None, limit: Limit = PAGE) -> Any:
    """Articles without their texts, in the order in which they came."""
    page = here.store.pages.articles(source, place(after, number=True), limit)
    return {"items": list(map(models.summary_row, page.items)), "next": cursor(page.after)}


@router.get(
    "/articles/{article_id}", operation_id="get_article", summary="One article", response_model=models.Article,
    responses=problems(404),
)  # fmt: skip
def article(here: Here, article_id: Id) -> Any:
    """An article as it stands now: its cleaned text, the claims that it states, and the texts that it has had."""
    return models.article_row(here.store.article(article_id))


@router.get(
    "/parties", operation_id="list_parties", summary="Parties of claims", response_model=models.PartyPage,
    responses=problems(),
)  # fmt: skip
def parties(here: Here, after: After = None, limit: Limit = PAGE) -> Any:
    """The parties of the claims that stand."""
    page = here.store.pages.parties(place(after), limit)
    return {"items": list(map(models.summary_row, page.items)), "next": cursor(page.after)}


@router.get(
    "/parties/{name}", operation_id="get_party", summary="One party", response_model=models.Party,
    responses=problems(404),
)  # fmt: skip
def party(
    here: Here, name: Annotated[str, Path(min_length=1, max_length=500, description="Canonical name, any case.")]
) -> Any:
    """What the table of names knows of a party, and how many claims there are of it, by metric.

    Its claims are those that `list_claims` gives for it.
    """
    line, metrics = here.store.pages.party(name)
    known = here.parties.get(line.name if line else name)
    if line is None and known is None:
        raise NotStored(f"no claim and no table names {name[:200]!r}; GET /api/parties lists those of claims")
    return {
        "name": line.name if line else name, "claims": line.claims if line else 0,
        "kind": known and known.kind, "parent": known and known.parent, "trade": known and known.trade,
        "aliases": list(known.aliases) if known else [],
        "metrics": [{"metric": metric, "claims": number} for metric, number in metrics.items()],
    }  # fmt: skip
