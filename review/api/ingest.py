"""Reading a new article: a URL, or a text that is handed over."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from fastapi import APIRouter, Body
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from claims.model import content_id
from review.api.claim_models import Claim, claim_row
from review.api.problems import problems
from review.desk.context import Analyst, Here

router = APIRouter(tags=["ingest"])

Line: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


class IngestUrl(BaseModel):
    """A page to fetch."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, StringConstraints(max_length=4_000, pattern="^[Hh][Tt][Tt][Pp][Ss]?://.")]


class IngestText(BaseModel):
    """A text to read, with what is known of it."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, StringConstraints(min_length=1, max_length=2_000_000)]
    id: Line | None = Field(
        default=None, description="Its name: the same id is the same article. Else a hash of the text."
    )
    url: Line | None = Field(default=None, description="Where it was published; it is not fetched.")
    title: Line | None = None
    publisher: Line | None = None
    published: Annotated[
        str | None, Field(description="The day, YYYY-MM-DD.", json_schema_extra={"format": "date"})
    ] = None


class Ingested(BaseModel):
    """What came of it."""

    source: str
    state: Literal["new", "changed", "unchanged", "twin", "refused"]
    article_id: str | None
    doc: str | None
    title: str | None
    added: int = Field(description="Claims that were not stored for this article.")
    kept: int
    retired: int
    conflicts: list[str] = Field(description="Ids of the cases that it opened or reopened.")
    flags: list[str]
    reason: str | None = Field(description="Of a refusal: its code.")
    detail: str | None = Field(description="Of a refusal: the reason in words.")
    line: str = Field(description="All of it in one line.")
    claims: list[Claim] = Field(description="What the article states now.")


@router.post(
    "/ingest", operation_id="ingest", summary="Read an article", response_model=Ingested, responses=problems(413)
)
def ingest(
    here: Here,
    user: Analyst,
    asked: Annotated[IngestUrl | IngestText, Body()],
) -> Any:
    """Fetch a page, or take a text, and read, store and compare its claims; it waits until that is done.

    A refusal (no article there, a private address, robots.txt) is an answer too: `state` is refused, with the reason.
    The same again changes nothing. Analysts only.
    """
    if isinstance(asked, IngestUrl):
        outcome = here.intake.read_url(asked.url, user.name)
    else:
        row = asked.model_dump(exclude_none=True)
        row.setdefault("id", f"text:{content_id('text', asked.text)}")
        outcome = here.intake.read_row(row, f"api {row['id']}", user.name)
    stated = here.store.article(outcome.article_id).claims if outcome.article_id else ()
    return {**outcome.row, "claims": list(map(claim_row, stated))}
