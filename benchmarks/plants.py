"""All plants: 2,000 seeded pairs of claims whose verdicts follow from what the verdicts mean."""

from __future__ import annotations

import random
from collections.abc import Iterable

from benchmarks.planting import PARTIES, Draw, Plant, Planted, rate
from benchmarks.plants_agree import AGREEING
from benchmarks.plants_apart import APART
from benchmarks.plants_clash import CLASHES
from claims.conflicts import Context, compare
from claims.model import Claim

PAIRS = 2000
PLANTS: tuple[Draw, ...] = (*CLASHES, *AGREEING, *APART)
SEEDS = range(-(-PAIRS // len(PLANTS)))


def drawn(plant: Draw, seed: int) -> tuple[Planted, Context]:
    """One pair of a plant, and what is known around it: who owns whom, the rates, what else the texts say."""
    hand = Plant(random.Random(f"{plant.__name__} {seed}"))
    pair = plant(hand)
    known = (pair[0], pair[1], *hand.around)

    def article(claim: Claim) -> Iterable[Claim]:
        return [one for one in known if one.text_sha == claim.text_sha]

    return pair, Context(parties=PARTIES, rate=rate, article=article)


def share_right() -> float:
    """The share of all planted pairs whose outcome, kind and deciding reason are right."""
    right = total = 0
    for plant in PLANTS:
        for seed in SEEDS:
            (a, b, *wanted), context = drawn(plant, seed)
            verdict = compare(a, b, context)
            total += 1
            right += [verdict.outcome, verdict.kind, verdict.reasons[0]] == wanted
    return right / total
