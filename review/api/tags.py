"""ETags: every answer to a GET says what it is known by, and who has it already is told that nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

UNCHANGED = 304


class Tagged(APIRoute):
    """A route whose answers have an ETag, the hash of their bytes; it answers 304 where `If-None-Match` has it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of FastAPI with the tag around it."""
        handle = super().get_route_handler()

        async def tagged(request: Request) -> Response:
            answer = await handle(request)
            if request.method not in ("GET", "HEAD") or answer.status_code != 200:
                return answer
            return known_by(request, answer)

        return tagged


def known_by(request: Request, answer: Response) -> Response:
    """The answer with its tag, or, where the request has that tag, one that says so and no more."""
    tag = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:32]}"'
    if names(request.headers.get("if-none-match"), tag):
        return Response(status_code=UNCHANGED, headers={"etag": tag})
    answer.headers["etag"] = tag
    return answer


def names(header: str | None, tag: str) -> bool:
    """Whether the header names this tag, among others or by `*`; weak tags compare as strong ones do here."""
    known = [part.strip().removeprefix("W/") for part in (header or "").split(",")]
    return "*" in known or tag in known
