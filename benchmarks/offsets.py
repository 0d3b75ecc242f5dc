"""Whether every claim stands where it says: `text[start:end] == quote`, over texts and dumps; prints what does not."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, datetime

from claims.errors import Refusal
from flows import stages
from flows.discovery import expand
from flows.fetch_settings import FetchSettings
from flows.gathering import gather


async def check(sources: list[str], limit: int) -> tuple[int, int, int, list[str]]:
    """Articles, claims and refusals that were read, and a line for each claim that does not stand at its offsets."""
    reader = stages.build_reader(stages.party_table())
    articles = claims = refusals = 0
    wrong: list[str] = []
    material = gather(expand(sources), settings=FetchSettings(), clock=lambda: datetime.now(UTC))
    async for piece in material:
        try:
            article, reading = stages.extract_one(reader, piece)
        except Refusal:
            refusals += 1
            continue
        articles += 1
        claims += len(reading.claims)
        for claim in reading.claims:
            inside = claim.sentence_start <= claim.start and claim.end <= claim.sentence_end
            if article.text[claim.start : claim.end] != claim.quote or not inside:
                wrong.append(f"{claim.doc}:{claim.start} {claim.quote!r}")
        if articles == limit:
            break
    return articles, claims, refusals, wrong


def main() -> None:
    """Print the counts; exit 1 where a claim is not where it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="+", help="files, folders or dumps")
    parser.add_argument("--limit", type=int, default=0, help="stop after so many articles")
    given = parser.parse_args()
    articles, claims, refusals, wrong = asyncio.run(check(given.sources, given.limit))
    print(f"{articles} articles, {claims} claims, {refusals} refused, {len(wrong)} claims not at their offsets")
    for line in wrong:
        print(line)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
