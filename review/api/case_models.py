"""What the API says of cases and decisions, and how a decision is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from claims.cases import CaseStatus
from claims.judgements import Differs, Judgement
from claims.model import Modality
from claims.verdicts import Grade, Kind
from review.api.claim_models import Event, Step
from review.case_sheets import CaseSheet, sheet_row
from review.case_tables import case_row, decision_row
from storage.case_records import Draft, StoredCase

if TYPE_CHECKING:
    from storage.case_records import StoredDecision

_NEXT = Field(default=None, description="The `cursor` of the next page; null on the last one.")

Line: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=500)]
"""A text without NUL, which no database keeps."""

Note: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=10_000)]


class Ground(BaseModel):
    """One telling that a decision rested on, as it was read then."""

    key: str
    side: str
    claim: str
    article: str
    origin: str
    source: str
    doc: str
    value: str
    quote: str
    low: float | None
    high: float | None
    unit: str
    published: str | None


class DecisionSummary(BaseModel):
    """What an analyst decided."""

    id: str
    judgement: Judgement
    side: str | None = Field(description="The letter of the side that it is about.")
    differs: Differs | None = Field(description="What separates two values that are both valid.")
    claim: str | None = Field(description="The claim that was read wrongly.")
    corrected: str | None = Field(description="The analyst's claim beside it.")
    changes: list[str] = Field(description="FIELD=VALUE: what the analyst set.")
    words: str = Field(description="The decision in words.")
    by: str
    note: str | None
    at: AwareDatetime
    version: int = Field(description="The version of the case that was decided.")


class Decision(DecisionSummary):
    """A decision with what it rested on, and what took it back."""

    case: str = Field(description="Id that the case had then.")
    undoes: str | None = Field(description="The decision that this one takes back.")
    undone_by: str | None = Field(description="The decision that took this one back.")
    grounds: list[Ground]


class DecisionPage(BaseModel):
    """Some decisions, in the order in which they were made."""

    items: list[Decision]
    next: str | None = _NEXT


class Evidence(BaseModel):
    """One article's telling of a side."""

    claim: str
    article_id: str
    doc: str
    start: int
    end: int
    quote: str
    value: str
    modality: Modality
    rule: str
    as_of: str | None
    published: str | None
    publisher: str | None
    title: str | None
    url: str | None
    origin: str = Field(description="Name of the independent origin that it goes back to.")
    sentence: str | None = Field(default=None, description="Its sentence; only of a single case.")


class Side(BaseModel):
    """Tellings whose values agree, the most precise claim first."""

    side: str = Field(description="Its letter within the case.")
    value: str
    low: float | None
    high: float | None
    unit: str
    claims: int
    articles: int
    origins: int
    origin_names: list[str]
    evidence: list[Evidence]


class Case(BaseModel):
    """Contradictions with one root cause."""

    id: str
    status: CaseStatus
    version: int = Field(description="Counts what an analyst would want to see before deciding: send it as `expect`.")
    party: str | None
    metric: str
    event: Event
    kind: Kind | None
    grade: Grade | None
    gap: float | None
    claims: int
    articles: int
    origins: int
    sides: list[Side]
    pairs: list[str] = Field(description="Ids of its contradictions, the gravest first.")
    decision: DecisionSummary | None = Field(description="The one in effect.")
    changes: list[str] = Field(description="What has changed since that decision, in words.")
    other_ids: list[str] = Field(description="Ids of cases that became part of this one.")
    opened_at: AwareDatetime
    changed_at: AwareDatetime


class CasePage(BaseModel):
    """Some cases in the order of the queue: those that deserve most time first."""

    items: list[Case]
    next: str | None = _NEXT


class HistoryLine(BaseModel):
    """One line of a case's history."""

    at: AwareDatetime
    version: int
    what: str
    detail: list[str]


class Suggestion(BaseModel):
    """Which side the evidence favours; shown after a decision only."""

    side: str | None
    reasons: list[str]


class CaseInFull(Case):
    """A case with its history, all decisions, and how its gravest verdict came about."""

    history: list[HistoryLine]
    decisions: list[Decision]
    trace: list[Step]
    rules: str | None
    suggestion: Suggestion | None = None


class Decided(BaseModel):
    """A decision that was made, and the case as it is then."""

    decision: Decision
    case: Case


class _Deciding(BaseModel):
    model_config = ConfigDict(extra="forbid")

    expect: Annotated[int, Field(ge=1, le=2**31 - 1, description="The version of the case that you looked at.")]
    note: Annotated[Note | None, Field(description="Why, for who asks a year later.")] = None


class Prefer(_Deciding):
    """This side is right."""

    judgement: Literal["prefer"]
    side: Annotated[Line, Field(description="Its letter or value.")]


class Superseded(_Deciding):
    """This side was right, and another has replaced it."""

    judgement: Literal["superseded"]
    side: Annotated[Line, Field(description="Its letter or value.")]


class BothValid(_Deciding):
    """Both are right."""

    judgement: Literal["both-valid"]
    differs: Differs


class ExtractionError(_Deciding):
    """The text does not say what the claim says."""

    judgement: Literal["extraction-error"]
    claim: Annotated[Line, Field(description="Id of the claim.")]
    changes: dict[Line, Line] = Field(min_length=1, max_length=40, description="Its fields as they should be, as text.")


class SameSource(_Deciding):
    """The sides go back to one source."""

    judgement: Literal["same-source"]


class Unsure(_Deciding):
    """Not to be decided with what is there."""

    judgement: Literal["unsure"]


Deciding: TypeAlias = Prefer | Superseded | BothValid | ExtractionError | SameSource | Unsure
"""A decision as it is asked for: `judgement` says which it is."""


class Undoing(BaseModel):
    """A decision is taken back."""

    model_config = ConfigDict(extra="forbid")

    expect: Annotated[int, Field(ge=1, le=2**31 - 1, description="The version of the case that you looked at.")]
    note: Annotated[Note | None, Field(description="Why.")] = None


def draft(asked: Deciding, by: str) -> Draft:
    """The decision as the store takes it."""
    given = asked.model_dump(exclude={"judgement"})
    return Draft(judgement=Judgement(asked.judgement), by=by, **given)


def case_values(found: StoredCase) -> dict[str, Any]:
    """The values of a Case."""
    return _undecided(case_row(found))


def sheet_values(shown: CaseSheet) -> dict[str, Any]:
    """The values of a CaseInFull."""
    row = _undecided(sheet_row(shown))
    row["decisions"] = list(map(decision_values, shown.decisions))
    return row


def decision_values(made: StoredDecision) -> dict[str, Any]:
    """The values of a Decision."""
    grounds = [{name: getattr(ground, name) for name in Ground.model_fields} for ground in made.grounds]
    return {
        **decision_row(made), "case": made.case, "undoes": made.undoes, "undone_by": made.undone_by, "grounds": grounds,
    }  # fmt: skip


def _undecided(row: dict[str, Any]) -> dict[str, Any]:
    return row if row["decision"]["id"] is not None else row | {"decision": None}
