"""The pages of the desk, by their routers, in the order in which a path is looked up."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> tuple[APIRouter, ...]:
    """One line for each page."""
    from review.api import router as api
    from review.desk import (
        article_page,
        bulk_form,
        case_page,
        cases_feed,
        chart_page,
        claim_page,
        decide_form,
        ingest_form,
        keys_page,
        party_page,
        queue_page,
        sign_in,
    )

    return (
        api.router,
        article_page.router,
        queue_page.router,
        cases_feed.router,
        bulk_form.router,  # before the case, whose path holds its own
        case_page.router,
        decide_form.router,
        chart_page.router,
        claim_page.router,
        ingest_form.router,
        keys_page.router,
        party_page.router,
        sign_in.router,
    )  # fmt: skip
