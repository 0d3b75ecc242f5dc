"""Writing one article in one transaction: what it says now, what it no longer says, and how it compares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from claims.article import Article, Fetch, remoteness
from claims.buckets import Asked
from claims.errors import NotStored
from claims.model import Claim, Reading, Signal, content_id
from claims.outlets import Outlets
from claims.verdicts import Edge
from storage import acts, buckets, judging, origins, queries, revisiting, rows, settling
from storage.acts import insert_claims
from storage.case_records import Draft, StoredDecision
from storage.consistency import check, check_reading
from storage.difference import Difference, difference
from storage.engine import insert_new
from storage.feed_writer import FeedWriter
from storage.queue_writer import QueueWriter
from storage.records import Saved, Unchanged
from storage.schema import articles, claims, fetches, mentions, revisions, signals
from storage.snapshots import put_bytes, put_text
from storage.users import UserWriter

_SAME_OUTCOME = ("article", "final_url", "status", "body_sha", "refusal", "detail")
"""What two attempts at a source must share to be one row; headers and redirects may differ and the last ones stay."""


# What each article asks is made once: making a statement takes as long as running it.
_LOCKED = select(articles).where(articles.c.identity == bindparam("of")).with_for_update()
_SEEN = update(articles).where(articles.c.key == bindparam("of"))
_LAST_FETCH = select(fetches).where(fetches.c.source == bindparam("of")).order_by(fetches.c.key.desc()).limit(1)
_NEW_FETCH = insert(fetches)
_NEW_ROWS = {table.name: insert(table) for table in (mentions, signals)}
_NEW_REVISION = insert(revisions).returning(revisions.c.key)


class _Known(NamedTuple):
    """A stored article: its key and id, and the number of its current revision, 0 before there is one."""

    key: int
    id: str
    revision: int


class Writer:
    """Puts things in; everything it does becomes true at once when the block of `Store.writing` ends, or not at all."""

    def __init__(self, connection: Connection, now: datetime, outlets: Outlets) -> None:
        self._connection = connection
        self._now = now
        self._outlets = outlets
        self._touched: set[str] = set()
        self._changed: set[str] = set()
        self._told: dict[str, list[Claim]] = {}
        self._acts: dict[str, tuple[str, list[str]]] = {}
        self.feeds = FeedWriter(connection, now)
        self.queue = QueueWriter(connection, now, self)
        self.users = UserWriter(connection, now)
        self.news: tuple[str, ...] = ()
        """The cases that opened or reopened; known when the block of `Store.writing` has ended."""

    def put_article(self, article: Article, fetch: Fetch, reading: Reading, body: bytes | None) -> Saved:
        """Store what one attempt gave: the article, its claims, mentions and signals, and the raw body.

        The same article with the same text and claims changes nothing but `last_seen` and the fetch.  Another text is a
        new revision, and its body is kept with it.  Claims that the reading does not hold are retired.  A claim that
        says something else under the same id is retired and added anew; one that was only read by another rule is kept.
        Raises ValueError where the reading, the body or the fetch is not of this article.
        """
        check(article, fetch, reading, body)
        known = self._article(article)
        key, new = known.key, known.revision == 0
        if not new and remoteness(article.flags) > remoteness(self._flags(key)):
            self._put_fetch(fetch, key)
            return Saved(known.id, known.revision, "twin", (), 0, 0)
        number, revision, fresh = self._put_revision(article, known, body)
        found = self._put_reading(reading, key, revision, article, fresh=fresh, new=new)
        if not new:
            live = (claims.c.article == key, claims.c.retired_at.is_(None))
            self._connection.execute(update(claims).where(*live).values(last_seen=self._now))
            self._connection.execute(_SEEN, {"of": key, "doc": article.doc, "revision": number, "last_seen": self._now})
        self._put_fetch(fetch, key)
        state: Literal["new", "changed", "unchanged"] = (
            "new" if new else "changed" if fresh or found.added or found.retired else "unchanged"
        )
        return _saved(known.id, number, state, found)

    def put_reading(self, article: Article, reading: Reading) -> Saved | None:
        """Store what today's rules read from a stored article; None where it is no longer stored as given.

        Claims are added, kept and retired as by `put_article`.  Nobody looked at the page: when the article and its
        kept claims were last seen does not move, nor does the record of its fetches.
        Raises ValueError where the reading is not of this article.
        """
        check_reading(article, reading)
        query = queries.current_articles().where(articles.c.identity == article.identity)
        known = self._connection.execute(query).mappings().first()
        if known is None or known["text_sha"] != article.text_sha or rows.read_article(known, article.text) != article:
            return None
        found = self._put_reading(reading, known["key"], known["revision_key"], article)
        state: Literal["changed", "unchanged"] = "changed" if found.added or found.retired else "unchanged"
        return _saved(known["id"], known["number"], state, found)

    def changed(self) -> tuple[str, ...]:
        """The hashes of the texts whose live claims this transaction changed since they were last asked for.

        What a text tells decides the verdicts of all its claims: compare each with its bucket.
        """
        found, self._changed = tuple(sorted(self._changed)), set()
        return found

    def told(self, *text_shas: str) -> list[Claim]:
        """The live claims of these texts (hashes), those of this transaction included; none that was read wrongly.

        Texts are read in one statement, and each once a transaction, until its claims change.
        """
        missing = [sha for sha in text_shas if sha not in self._told]
        if missing:
            self._told |= buckets.of_texts(self._connection, missing)
        return [claim for sha in text_shas for claim in self._told[sha]]

    def bucket(self, asked: Asked) -> list[Claim]:
        """The live claims that are asked for, those of this transaction included; none that was read wrongly.

        A claim that several copies of one text state comes once, as the copy has it that was published first: a pair
        gets the same verdict whichever copy came last.
        """
        return buckets.bucket(self._connection, asked)

    def put_edges(self, found: Sequence[Edge], of: Collection[str] = ()) -> list[Edge]:
        """Store verdicts; gives those of pairs that had none or another one.  Raises ValueError on an unknown claim.

        of -- ids of claims of which these are all verdicts: others, stored before on pairs that stand, are removed.
        """
        changed, touched = judging.judge(self._connection, found, of, self._now)
        self._touched |= touched
        return changed

    def copies(self, text_sha: str) -> frozenset[str]:
        """The hashes of the stored texts that are near-duplicates of this stored one, itself among them."""
        return origins.copies(self._connection, text_sha)

    def decide(self, case: str, draft: Draft) -> tuple[StoredDecision, tuple[Claim, ...]]:
        """Decide the case whose id starts so; gives the decision, and the analyst's claim where one was misread.

        That claim is stored beside the machine's: compare its text, as after `put_article`.  Raises NotStored where
        there is no such case, NotDecidable where it cannot be decided now, UsageError where the draft does not fit it.
        """
        return self._did(acts.decide(self._connection, case, draft, self._now))

    def undo(
        self, name: str, by: str, note: str | None = None, expect: int | None = None
    ) -> tuple[StoredDecision, tuple[Claim, ...]]:
        """Take back the decision in effect on the case, or the decision, whose id starts so.

        Gives the row that takes it back, and the machine's claim where that is to be compared again.  Raises NotStored,
        and NotDecidable where nothing is in effect, or the case is not at the version that is expected.
        """
        return self._did(acts.undo(self._connection, name, by, note, self._now, expect))

    def settle(self) -> None:
        """Bring the cases up to date with what this transaction changed; `Store.writing` does it at its end."""
        if self._touched or self._acts:
            found = settling.settle(self._connection, self._touched, self._acts, self._now)
            self.news = tuple(dict.fromkeys((*self.news, *found)))
            self._touched, self._acts = set(), {}

    def _did(self, act: acts.Act) -> tuple[StoredDecision, tuple[Claim, ...]]:
        self._touched |= act.touched
        self._change(act.texts)
        self._acts[act.case] = act.line
        return act.made, act.compare

    def _change(self, texts: Iterable[str]) -> None:
        self._changed.update(texts)
        self._told.clear()

    def put_refusal(self, fetch: Fetch) -> None:
        """Store an attempt that gave no article.  Raises ValueError where the fetch says it gave one."""
        if fetch.refusal is None:
            raise ValueError(f"fetch of {fetch.source} names no refusal; use put_article")
        self._put_fetch(fetch, None)

    def put_unchanged(self, fetch: Fetch) -> Unchanged:
        """Store an attempt whose page did not change (304): what `put_article` moves where nothing changed moves here.

        Raises ValueError where no fetch of its source gave an article.
        """
        same, key = revisiting.see_again(self._connection, fetch, self._now)
        self._put_fetch(fetch, key)
        return same

    def _article(self, article: Article) -> _Known:
        """The article as it is stored; made now where it is not: then its first revision is made next."""
        own = content_id("article", article.identity)
        fresh = {
            "id": own, "identity": article.identity, "doc": article.doc, "revision": 1, "first_seen": self._now,
            "last_seen": self._now,
        }  # fmt: skip
        key = insert_new(self._connection, articles, fresh)
        if key is not None:
            return _Known(key, own, 0)
        row = self._connection.execute(_LOCKED, {"of": article.identity}).one()
        return _Known(row.key, row.id, row.revision)

    def _flags(self, key: int) -> Sequence[str]:
        query = queries.current_articles().where(articles.c.key == key)
        return rows.read_article(self._connection.execute(query).mappings().one(), "").flags

    def _put_revision(self, article: Article, known: _Known, body: bytes | None) -> tuple[int, int, bool]:
        """Number and key of the revision that holds this text, and whether it was made now."""
        number = known.revision
        where = (revisions.c.article == known.key, revisions.c.number == number)
        old = self._connection.execute(select(revisions).where(*where)).mappings().first() if number else None
        row = rows.revision_row(article)
        if old is not None and old["text_sha"] == article.text_sha:
            if any(old[name] != value for name, value in row.items()):
                self._connection.execute(update(revisions).where(*where).values(row))
                stated = select(claims.c.id).where(claims.c.article == known.key, queries.LIVE)
                self._touched |= set(self._connection.execute(stated).scalars())  # who says it may be who copies it
            put_text(self._connection, article.text)  # mends a snapshot that was damaged
            return number, old["key"], False
        row |= {
            "article": known.key, "number": number + 1, "recorded_at": self._now,
            "text_sha": put_text(self._connection, article.text),
            "body_sha": None if body is None else put_bytes(self._connection, body),
        }  # fmt: skip
        made = self._connection.execute(_NEW_REVISION, row).scalar_one()
        return number + 1, made, True

    def _put_reading(
        self, reading: Reading, key: int, revision: int, article: Article, *, fresh: bool = False, new: bool = False
    ) -> Difference:
        """Make mentions, signals and live claims those of the reading; gives what that changed in the claims.

        fresh, new -- whether revision and article were made just now: nothing is stored with them yet.
        """
        self._put_list(mentions, revision, [rows.mention_row(mention) for mention in reading.mentions], fresh)
        wanted, twice = _by_id(reading.claims)
        said = [rows.signal_row(signal) for signal in (*reading.signals, *twice)]
        self._put_list(signals, revision, said, fresh)
        found = Difference(added=tuple(wanted.values())) if new else difference(self._connection, key, revision, wanted)
        for key, provenance in found.moved:
            self._connection.execute(update(claims).where(claims.c.key == key).values(provenance))
        for chunk in queries.chunks(found.retired):
            self._connection.execute(update(claims).where(claims.c.key.in_(chunk)).values(retired_at=self._now))
        times = {"article": key, "revision": revision, "recorded_at": self._now, "last_seen": self._now}
        insert_claims(self._connection, [{**rows.claim_row(claim), **times} for claim in found.added], wanted)
        self._touched |= {*found.gone, *(claim.id for claim in found.added)}
        if found.added or found.retired:
            self._change({article.text_sha, *buckets.texts_of(self._connection, found.retired)})
        origins.put_origins(
            self._connection, article.text_sha, article.text, wanted.values(), self._outlets, fresh=fresh
        )
        return found

    def _put_list(self, table: Table, revision: int, wanted: list[dict[str, Any]], fresh: bool) -> None:
        """Make the rows of this revision, which has none where it is `fresh`, the given ones, in this order."""
        numbered = [{"revision": revision, "n": n, **row} for n, row in enumerate(wanted)]
        if not fresh:
            query = select(table).where(table.c.revision == revision).order_by(table.c.n)
            if [dict(row) for row in self._connection.execute(query).mappings()] == numbered:
                return
            self._connection.execute(delete(table).where(table.c.revision == revision))
        if numbered:
            self._connection.execute(_NEW_ROWS[table.name], numbered)

    def _put_fetch(self, fetch: Fetch, article: int | None) -> None:
        last = self._connection.execute(_LAST_FETCH, {"of": fetch.source}).mappings().first()
        if article is None and last is not None:
            article = last["article"]  # the page that is gone now is still the article's
        row = {**rows.fetch_row(fetch), "article": article, "last_fetched_at": fetch.fetched_at}
        if last is not None and all(last[name] == row[name] for name in _SAME_OUTCOME):
            row["attempts"] = last["attempts"] + 1
            self._connection.execute(update(fetches).where(fetches.c.key == last["key"]).values(row))
        else:
            self._connection.execute(_NEW_FETCH, {**row, "fetched_at": fetch.fetched_at, "attempts": 1})


def would_change(connection: Connection, article: Article, reading: Reading) -> Saved:
    """What `Writer.put_reading` would give, by reading only; `unchanged` also where it would move provenance.

    Raises NotStored where the article is not stored.
    """
    query = queries.current_articles().where(articles.c.identity == article.identity)
    known = connection.execute(query).mappings().first()
    if known is None:
        raise NotStored(f"no article has the identity {article.identity!r}; `counterclaim claims` lists them")
    found = difference(connection, known["key"], known["revision_key"], _by_id(reading.claims)[0])
    state: Literal["changed", "unchanged"] = "changed" if found.added or found.retired else "unchanged"
    return _saved(known["id"], known["number"], state, found)


def _saved(
    article: str, revision: int, state: Literal["new", "changed", "unchanged"], found: Difference
) -> Saved:  # fmt: skip
    return Saved(article, revision, state, found.added, found.kept, len(found.retired), found.carried)


def _by_id(found: Iterable[Claim]) -> tuple[dict[str, Claim], list[Signal]]:
    """The claims by id; of two that share an id and say different things the first, and a signal for the other."""
    wanted: dict[str, Claim] = {}
    twice = []
    for claim in found:
        first = wanted.setdefault(claim.id, claim)
        if first != claim:
            twice.append(Signal("duplicate_claim", claim.start, claim.end, claim.quote))
    return wanted, twice
