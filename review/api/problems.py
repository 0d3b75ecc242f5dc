"""The shape of every error (RFC 9457), and which ones an operation may answer with."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

MEDIA = "application/problem+json"

_WHAT = {
    400: "A value that cannot be asked for, or does not fit what it is about; `detail` says what would.",
    401: "Users have to show a token, and none, or a wrong one, was shown.",
    403: "The user may not do this, or the request came from another site.",
    404: "Nothing is stored under this id.",
    409: "Somebody was first: the case has changed, is decided already, or lost its evidence.",
    413: "The request is too large.",
    422: "A parameter or a field is missing or malformed.",
    429: "Too many wrong tokens were shown from this address.",
    503: "The database cannot be used now, or too much waits already; try again later.",
}

EVERYWHERE = (400, 401, 403, 422, 429, 503)
"""What any operation may answer with."""


class Problem(BaseModel):
    """What went wrong."""

    title: str = Field(description="The status in words.")
    status: int = Field(description="The status of the answer.")
    detail: str = Field(description="What, where, and how to repair it: one line for a person.")


def problems(*more: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an operation that may also answer with these statuses."""
    content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _WHAT[status], "content": content} for status in sorted({*EVERYWHERE, *more})}
