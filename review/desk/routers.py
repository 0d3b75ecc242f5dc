"""The pages of the desk, by their routers, in the order in which a path is looked up."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> tuple[APIRouter, ...]:
    """One line for each page."""
    from review.desk import keys_page

    return (
        keys_page.router,
    )  # fmt: skip
