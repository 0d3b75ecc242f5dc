"""Fills a database with contradictions as a newsroom's years bring them: articles, copies, verdicts and their cases.

All is stored by the writer itself, so the rows are what it makes. The verdicts are made up, with the questions and
answers of real ones; parties follow Zipf's law, and one case in a hundred is told by some dozens of articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from benchmarks.filling import LAST_DAY, NOW, Model
from claims.article import Article, Fetch, Publication
from claims.judgements import Judgement
from claims.metrics import METRICS
from claims.model import Claim, Event, Reading
from claims.units import COUNT, WATT
from claims.values import Quantity
from claims.verdicts import Edge, Grade, Kind, Outcome, Step, Verdict
from storage.case_records import Draft
from storage.store import Store, Writer

ROUNDS = ("Seed", "Series A", "Series B", "Series C", "Series D", "Series E")
ANALYSTS = ("ada", "bob", "cid", "dora")
PUBLISHERS = 97
AT_ONCE = 50  # cases a transaction
MANY = 100  # one case in so many is told by many articles

FILLER = (
    "The figure was given by people familiar with the matter, who asked not to be named as talks are private.",
    "Demand for computing power has outrun what the grid can deliver, and developers compete for sites with power.",
    "Lenders have asked for firmer contracts before they commit, according to two bankers who work on such deals.",
    "A spokesperson declined to comment on the terms, and said that more would be told when papers are signed.",
    "Analysts had expected less, as chips that were bought two years ago lose their worth faster than was planned.",
    "The site is to open in stages, with the first halls served from a substation that stands there already.",
    "It is the third such deal of the month, after two that were told of by the companies themselves.",
    "Investors were told that the money goes to buildings, cooling and long orders of machines.",
)

TRACE = tuple(
    Step(question, answer)
    for question, answer in (
        ("Is it the same party and the same kind of figure?", "yes: {metric} of {party}"),
        ("Is it the same event?", "both are about the {round}"),
        ("Does one convert the other in brackets?", "no"),
        ("Is it a slip of scale or currency?", "no"),
        ("Does one deny the other?", "nothing is denied"),
        ("Do both cover the same part of it?", "both: total"),
        ("Do both stand at the same place in the story's time?", "both: current"),
        ("Are both on the same basis?", "no other basis is named"),
        ("Is one only an order of magnitude?", "no"),
        ("Did talk become fact?", "both: asserted"),
        ("Is one figure told with two dates?", "not asked: other values, one text, or not told as a fact"),
        ("Is it the same time?", "the articles were published within days of each other"),
        ("Do both stand in one text?", "no"),
        ("Can both values be right?", "they are {gap:.1%} apart: they cannot both be right"),
    )
)


@dataclass(frozen=True)
class Clash:
    """One contradiction to be stored: each article with its one claim, and the verdicts between them."""

    told: tuple[tuple[Article, Claim], ...]
    edges: tuple[Edge, ...]


def clash(model: Model, chance: Random, number: int) -> Clash:
    """A contradiction between two values, each told by some articles, some of which copy another."""
    party = chance.choices(model.names, cum_weights=model.weights)[0]
    other = chance.choices(model.names, cum_weights=model.weights)[0]
    metric = chance.choice([row for row in METRICS.values() if row.default])
    day = LAST_DAY - timedelta(days=int(chance.expovariate(1 / 120)))
    event = Event(round=chance.choice(ROUNDS), site=f"{other} campus {number}" if chance.random() < 0.3 else None)
    value = round(chance.lognormvariate(1, 1), 1) + 0.1
    values = [value, round(value * chance.uniform(1.1, 3), 1) + 0.1]
    many = number % MANY == 0
    told: list[tuple[Article, Claim]] = []
    for side, one in enumerate(values):
        text = ""
        for copy in range(chance.randint(20, 40) if many else chance.choice((1, 1, 1, 2, 3))):
            if not text or chance.random() < 0.6:
                text = _text(chance, party, metric.name, one, event)
            told.append(_tell(chance, text, f"{number}-{side}-{copy}", party, other, metric.name, one, event, day))
    gap = 1 - values[0] / values[1]
    kind = chance.choice(list(Kind))
    grade = Grade.high if gap > 0.5 else Grade.medium if gap > 0.25 else Grade.low
    trace = tuple(
        replace(step, answer=step.answer.format(metric=metric.name, party=party, round=event.round, gap=gap))
        for step in TRACE
    )
    verdict = Verdict(
        outcome=Outcome.contradiction, kind=kind, reasons=("values_differ", "same_round", "published_together"),
        trace=trace, rules="2", gap=gap, grade=grade,
    )  # fmt: skip
    low, high = ([claim for _, claim in told if claim.low == told_value] for told_value in _base(values, metric.name))
    pairs = [(a, b) for a in low for b in high]
    return Clash(tuple(told), tuple(Edge.between(a, b, verdict) for a, b in pairs[:200]))


class Clock:
    """A clock that its owner sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def fill_cases(store: Store, clock: Clock, model: Model, count: int, decided: int, seed: int = 2) -> None:
    """Store so many cases, `decided` of them with a decision; one in ten is given to an analyst.

    clock -- the store's: it is moved, so that the cases opened one after another in the course of a year.
    """
    chance, ids = Random(seed), list(range(count))
    for start in range(0, count, AT_ONCE):
        clock.now = NOW - timedelta(days=365 * (1 - start / count))
        with store.writing() as writer:
            for number in ids[start : start + AT_ONCE]:
                _put(writer, clash(model, chance, number))
    clock.now = NOW
    found = sorted(store.queue.ids())
    for start in range(0, decided, AT_ONCE):
        with store.writing() as writer:
            for case_id in found[start : min(start + AT_ONCE, decided)]:
                writer.decide(case_id, Draft(judgement=Judgement.unsure, by=chance.choice(ANALYSTS), note="too old"))
    with store.writing() as writer:
        for case_id in found[::10]:
            writer.queue.assign(case_id, chance.choice(ANALYSTS), "ada")


def _put(writer: Writer, made: Clash) -> None:
    for article, claim in made.told:
        fetch = Fetch(source=article.doc, fetched_at="2026-06-02T00:00:00Z", status=200)
        writer.put_article(article, fetch, Reading((claim,)), None)
    writer.put_edges(made.edges)


def _base(values: Sequence[float], metric: str) -> Iterator[float]:
    scale = 1e6 if METRICS[metric].counted else 1e9
    return (value * scale for value in values)


def _text(chance: Random, party: str, metric: str, value: float, event: Event) -> str:
    lines = chance.sample(FILLER, 5)
    site = f" for {event.site}" if event.site else ""
    lines.insert(
        chance.randint(0, 3), f"{party} told of {metric} of {_quote(value, metric)} in its {event.round}{site}."
    )
    return " ".join(lines) + f" Story {chance.random()}."


def _quote(value: float, metric: str) -> str:
    if METRICS[metric].counted:
        return f"{value:.1f} million"
    return f"{value:.1f} GW" if metric == "power" else f"${value:.1f} billion"


def _tell(
    chance: Random, text: str, name: str, party: str, other: str, metric: str, value: float, event: Event, day: object
) -> tuple[Article, Claim]:
    paper = chance.randrange(PUBLISHERS)
    published = str(day)
    url = f"https://paper-{paper}.example/{published}/a-clash-{name}"
    quote = _quote(value, metric)
    article = Article(
        doc=url, identity=url, url=url, canonical_url=url, text=text, language="en", publisher=f"Paper {paper}",
        title=f"{party} and {other}: {quote} in {event.round}, story {name}",
        publication=Publication(published, "jsonld", f"{published}T09:30:00Z", None),
    )  # fmt: skip
    start = text.index(quote)
    (base,) = _base([value], metric)
    unit = COUNT if METRICS[metric].counted else WATT if metric == "power" else "USD"
    begin = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    claim = Claim(
        doc=url, text_sha=article.text_sha, quote=quote, start=start, end=start + len(quote), sentence_start=begin,
        sentence_end=text.index(".", start + len(quote)) + 1, metric=metric, subject=party, counterparties=(other,),
        event=event, quantity=Quantity(low=base, high=base, unit=unit, precision=base / 50), published=published,
        published_source="jsonld", rule="figures; raise; subject sentence", extractor_version="1",
    )  # fmt: skip
    return article, claim
