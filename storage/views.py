"""Views: the questions that people ask of the database itself, with datasette, psql or a notebook.

They hold nothing and are made anew after each migration, so that one that changes a table has no view in its way.
Their SQL is what a reader of the database sees, comments included, so it says there what is counted.  Each is asked
from an index: of a large store the first rows come at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, inspect

from claims.errors import REASONS


@dataclass(frozen=True, slots=True)
class View:
    """One view: its name, what it answers, its columns with what each means, and its select.

    In the select, {ground} stands for the rows of `decisions.grounds`, {field:NAME} for a field of one of them, and
    {joined:EXPRESSION} for all values of a group in one text.
    """

    name: str
    answers: str
    columns: Mapping[str, str]
    select: str


_CLAIM = {
    "party": "whom the claim is about",
    "metric": "what is measured",
    "says": "the words of the quantity",
    "low": "lower bound in base units; empty is an open end",
    "high": "upper bound in base units; empty is an open end",
    "unit": "currency, W or count",
}
_ARTICLE = {
    "title": "of the article",
    "publisher": "of the article",
    "published": "day of the article",
    "url": "of the article",
}

READABLE_CLAIMS = View(
    "readable_claims",
    "Every claim that stands, with the article that tells it.",
    {
        "claim": "id",
        **_CLAIM,
        "with": "who stands on the other side (JSON list)",
        "event": "round, site and instrument",
        "how_sure": "asserted, reported, planned, speculative or denied",
        "as_of": "when it was true, as far as the text says",
        "horizon": "by when",
        "read_wrongly": "1 where an analyst holds that the text does not say so",
        **_ARTICLE,
        "article": "id of the article",
        "known_since": "since when the store holds it, in UTC",
    },
    """
SELECT c.id AS claim, c.subject AS party, c.metric, c.quote AS says, c.low, c.high, c.unit,
       c.counterparties AS "with",
       trim(coalesce(c.round, '') || ' ' || coalesce(c.site, '') || ' ' || coalesce(c.instrument, '')) AS event,
       c.modality AS how_sure, c.as_of, c.horizon,
       CASE WHEN EXISTS (
         SELECT 1 FROM decisions d WHERE d.claim = c.id AND d.judgement = 'extraction-error'
            AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)
       ) THEN 1 ELSE 0 END AS read_wrongly,
       r.title, coalesce(r.publisher, a.doc) AS publisher, r.published, coalesce(r.url, r.canonical_url) AS url,
       a.id AS article, c.recorded_at AS known_since
  FROM claims c
  JOIN revisions r ON r.key = c.revision
  JOIN articles a ON a.key = c.article
 WHERE c.retired_at IS NULL
""",
)

CURRENT_VALUES = View(
    "current_values",
    "The current value of each party and metric: of its claims that stand, the one that was told last.",
    {
        **_CLAIM,
        "day": "the day it was told on",
        "how_sure": "asserted or reported",
        "claims": "how many claims that stand there are of this party and metric, current or not",
        **_ARTICLE,
        "claim": "id",
    },
    """
-- asked are claims that stand, of the whole thing (scope total or cumulative) and of now (role current), that are
-- asserted or reported. Left out is what a decision in effect holds to be read wrongly, on the wrong side, or replaced.
-- Of several on the last day it is the largest.
SELECT k.subject AS party, k.metric, c.quote AS says, c.low, c.high, c.unit, c.day, c.modality AS how_sure, k.claims,
       r.title, coalesce(r.publisher, a.doc) AS publisher, r.published, coalesce(r.url, r.canonical_url) AS url,
       c.id AS claim
  FROM (SELECT subject, metric, count(*) AS claims FROM claims
         WHERE retired_at IS NULL AND subject IS NOT NULL GROUP BY subject, metric) k
  CROSS JOIN claims c  -- so that SQLite asks for one party after the other
  JOIN revisions r ON r.key = c.revision
  JOIN articles a ON a.key = c.article
 WHERE c.key = (
       SELECT l.key FROM claims l
        WHERE l.subject = k.subject AND l.metric = k.metric AND l.retired_at IS NULL AND l.day IS NOT NULL
          AND l.temporal_role = 'current' AND l.modality IN ('asserted', 'reported')
          AND l.scope IN ('total', 'cumulative')
          AND NOT EXISTS (
              SELECT 1 FROM decisions d WHERE d.claim = l.id AND d.judgement = 'extraction-error'
                 AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id))
          AND NOT EXISTS (
              SELECT 1 FROM case_claims m
                JOIN cases k ON k.id = m."case" OR k.successor = m."case"
                JOIN decisions d ON d."case" = k.id{ground}
               WHERE m.claim = l.id AND {field:claim} = l.id
                 AND (d.judgement = 'prefer' AND {field:side} <> d.side
                      OR d.judgement = 'superseded' AND {field:side} = d.side)
                 AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id))
        ORDER BY l.day DESC, coalesce(l.high, l.low) DESC, l.key LIMIT 1)
""",
)

OPEN_CASES = View(
    "open_cases",
    "The cases that wait for an analyst: open ones, and decided ones that new evidence reopened.",
    {
        "case": "id",
        "status": "open or reopened",
        "party": "whom it is about",
        "metric": "what is measured",
        "kind": "what the contradiction is about",
        "grade": "how much of an analyst's time it deserves",
        "gap": "largest relative gap of two values, 0 to 1",
        "says": "the values that are told, in their own words",
        "articles": "how many articles tell it",
        "origins": "how many independent origins they have",
        "version": "counts what an analyst would want to see before deciding",
        "opened_at": "in UTC",
        "changed_at": "in UTC",
    },
    """
SELECT k.id AS "case", k.status, k.party, k.metric, k.kind, k.grade, k.gap,
       (SELECT {joined:q.quote} FROM (
          SELECT DISTINCT c.quote FROM case_claims m
            JOIN claims c ON c.id = m.claim AND c.retired_at IS NULL
           WHERE m."case" = k.id ORDER BY c.quote) q) AS says,
       k.articles, k.origins, k.version, k.opened_at, k.changed_at
  FROM cases k
 WHERE k.status IN ('open', 'reopened')
""",
)

SOURCES = View(
    "sources_by_reliability",
    "How analysts judged what each source told, and how often it was an independent origin of it.",
    {
        "source": "publisher, or the article's name where it has none",
        "decisions": "decisions in effect on cases in which it told a side",
        "preferred": "of these, how many hold its side to be right",
        "passed_over": "of these, how many hold another side to be right, and it told none of that one",
        "superseded": "of these, how many hold that its side was right and has been replaced",
        "both_valid": "of these, how many hold all sides to be valid",
        "read_wrongly": "of these, how many hold that our reader misread its text: no fault of the source",
        "tellings": "articles and claims of it that these decisions rested on",
        "own": "of these tellings, how many it was itself the origin of",
        "copied": "of these tellings, how many came from another origin, such as a wire",
        "last_decided_at": "in UTC",
    },
    """
-- counted are decisions in effect (undone ones are not), each once a source, whatever it told in the case and however
-- often; a source that told two sides of a case counts with both. Tellings are the evidence that a decision rested on:
-- own where the origin that was settled for it is the source itself, copied where it is another.
SELECT source, count(*) AS decisions, sum(preferred) AS preferred, sum(passed_over) AS passed_over,
       sum(superseded) AS superseded, sum(both_valid) AS both_valid, sum(read_wrongly) AS read_wrongly,
       sum(tellings) AS tellings, sum(own) AS own, sum(tellings) - sum(own) AS copied,
       max(recorded_at) AS last_decided_at
  FROM (
    SELECT source, id, max(recorded_at) AS recorded_at, count(*) AS tellings, sum(own) AS own,
           max(CASE WHEN judgement = 'prefer' AND side = told THEN 1 ELSE 0 END) AS preferred,
           CASE WHEN max(judgement) = 'prefer' AND max(CASE WHEN side = told THEN 1 ELSE 0 END) = 0
                THEN 1 ELSE 0 END AS passed_over,
           max(CASE WHEN judgement = 'superseded' AND side = told THEN 1 ELSE 0 END) AS superseded,
           max(CASE WHEN judgement = 'both-valid' THEN 1 ELSE 0 END) AS both_valid,
           max(CASE WHEN judgement = 'extraction-error' AND claim = of_claim THEN 1 ELSE 0 END) AS read_wrongly
      FROM (
        SELECT d.id, d.judgement, d.side, d.claim, d.recorded_at, {field:source} AS source, {field:side} AS told,
               {field:claim} AS of_claim,
               CASE WHEN {field:origin} = {field:source} THEN 1 ELSE 0 END AS own
          FROM decisions d{ground}
         WHERE d.judgement <> 'undo' AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)
      ) t
     GROUP BY source, id
  ) s
 GROUP BY source
""",
)

_MEANINGS = "\n".join(
    f"            WHEN '{reason}' THEN '{meaning.replace(chr(39), chr(39) * 2)}'" for reason, meaning in REASONS.items()
)

REFUSALS = View(
    "refusals_by_reason",
    "Why sources gave no article: those that were refused at the last attempt, by reason.",
    {
        "reason": "code",
        "means": "the reason in words",
        "sources": "how many sources were refused so at the last attempt",
        "attempts": "how often they were tried since they are refused so",
        "last_at": "when the last of them was tried, in UTC",
        "example": "one of them",
    },
    f"""
SELECT f.refusal AS reason,
       CASE f.refusal
{_MEANINGS}
       END AS means,
       count(*) AS sources, sum(f.attempts) AS attempts, max(f.last_fetched_at) AS last_at, min(f.source) AS example
  FROM fetches f
 WHERE f.refusal IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM fetches later WHERE later.source = f.source AND later.key > f.key)
 GROUP BY f.refusal
""",
)

VIEWS = (CURRENT_VALUES, OPEN_CASES, SOURCES, READABLE_CLAIMS, REFUSALS)

_ON = {
    "sqlite": {
        "{ground}": ", json_each(d.grounds) AS g",
        "{field:": "json_extract(g.value, '$.",
        "{joined:": "group_concat(",
    },
    "postgresql": {
        "{ground}": " CROSS JOIN LATERAL json_array_elements(CAST(d.grounds AS json)) AS g(value)",
        "{field:": "(g.value ->> '",
        "{joined:": "string_agg(",
    },
}
"""How each kind of database says what the standard does not."""


def drop_views(connection: Connection) -> None:
    """Drop our views, where there are any."""
    known = {view.name for view in VIEWS} & set(inspect(connection).get_view_names())
    for name in sorted(known):
        connection.exec_driver_sql(f"DROP VIEW {name}")


def make_views(connection: Connection) -> None:
    """Make our views, which are not there."""
    for view in VIEWS:
        connection.exec_driver_sql(f"CREATE VIEW {view.name} AS{_said(view.select, connection.dialect.name)}")
        if connection.dialect.name == "postgresql":
            answers = view.answers.replace("'", "''")
            connection.exec_driver_sql(f"COMMENT ON VIEW {view.name} IS '{answers}'")


def _said(select: str, dialect: str) -> str:
    """The select in the words of a kind of database."""
    on = _ON[dialect]
    said = select.replace("{ground}", on["{ground}"])
    for mark, end in (("{field:", "')"), ("{joined:", ", ' | ')")):
        before, *parts = said.split(mark)
        said = before + "".join(on[mark] + part.replace("}", end, 1) for part in parts)
    return said.rstrip()
