"""The pages of the desk, by their routers, in the order in which a path is looked up."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> tuple[APIRouter, ...]:
    """One line for each page."""
    from review.desk import ingest_form, keys_page, sign_in

    return (
        ingest_form.router,
        keys_page.router,
        sign_in.router,
    )  # fmt: skip
