"""Puts the parts of the API together, and describes them all as OpenAPI."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import APIRouter, Depends
from fastapi.openapi.utils import get_openapi

from review.api import articles, cases, claims, ingest
from review.api.problems import Problem
from review.desk.context import reader

PREFIX = "/api"

ABOUT = """Claims on the financing of AI infrastructure with their sources, the ones that contradict, and decisions on
them.

Lists come in pages: `next` of a page is the `cursor` of the one behind it, and null on the last. Each answer to a GET
has an `ETag`; send it as `If-None-Match`, and 304 says that nothing has changed. Every error is a Problem (RFC 9457).
Where the desk has users, send a user's token: `Authorization: Bearer ...`; readers may read, analysts also write."""

router = APIRouter(prefix=PREFIX)
for part in (claims.router, cases.router, articles.router, ingest.router):
    router.include_router(part)

_described: dict[str, Any] = {}


@router.get("/openapi.json", include_in_schema=False, dependencies=[Depends(reader)])
def openapi() -> dict[str, Any]:
    """The description of the API."""
    if not _described:
        _described.update(describe())
    return _described


def describe() -> dict[str, Any]:
    """The OpenAPI document."""
    found = get_openapi(
        title="counterclaim", version=_version(), description=ABOUT,
        routes=router.routes,
        tags=[
            {"name": "claims", "description": "What articles say, and what comparing two of it gave."},
            {"name": "cases", "description": "Contradictions with one root cause, and decisions on them."},
            {"name": "articles", "description": "The texts, and the parties that they name."},
            {"name": "ingest", "description": "Reading new articles."},
        ],
    )  # fmt: skip
    parts = found.setdefault("components", {})
    parts["schemas"]["Problem"] = Problem.model_json_schema()
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "description": "A user's token."}}
    found["security"] = [{"token": []}, {}]  # none is needed where the desk has no users
    for operations in found["paths"].values():
        if "get" in operations:
            _tagged(operations["get"])
    return found


def _tagged(operation: dict[str, Any]) -> None:
    """Add what `review.api.tags` does to an operation."""
    header = {"schema": {"type": "string"}, "description": "What this answer is known by."}
    operation["responses"]["200"]["headers"] = {"ETag": header}
    operation["responses"]["304"] = {"description": "Nothing has changed.", "headers": {"ETag": header}}
    operation.setdefault("parameters", []).append(
        {"name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"},
         "description": "The ETag of the answer that you have."}
    )  # fmt: skip


def _version() -> str:
    try:
        return version("counterclaim")
    except PackageNotFoundError:
        return "0"
