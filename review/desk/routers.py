"""The pages of the desk, by their routers, in the order in which a path is looked up."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> tuple[APIRouter, ...]:
    """One line for each page."""
    from review.desk import chart_page, claim_page, ingest_form, keys_page, party_page, sign_in

    return (
        chart_page.router,
        claim_page.router,
        ingest_form.router,
        keys_page.router,
        party_page.router,
        sign_in.router,
    )  # fmt: skip
