"""Errors as programs read them: who is one, and the object that it gets."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi.responses import JSONResponse
from starlette.requests import HTTPConnection

from review.api.problems import MEDIA


def wants_json(asked: HTTPConnection) -> bool:
    """Whether a program asks: below /api, or with an Accept that names JSON and not HTML."""
    accept = asked.headers.get("accept", "")
    return asked.url.path.startswith("/api/") or ("json" in accept and "html" not in accept)


def problem(status: int, line: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """One error as an object of RFC 9457: title, status, detail."""
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": line}
    return JSONResponse(body, status, headers, media_type=MEDIA)
