"""Claims as FollowTheMoney statements: their parties, and the money between two that an article says has moved.

A row of MONEY says what a metric is in that model.  It has no place for a value without a date (a valuation), for
power, or for a payment of which one end is not named: such claims give their parties only, and are counted.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from followthemoney import model
from followthemoney.proxy import EntityProxy
from followthemoney.statement import Statement
from followthemoney.statement.serialize import JSONStatementWriter

from claims.metrics import METRICS
from claims.model import Claim, Modality, Scope, TemporalRole, content_id
from claims.periods import is_period, span
from claims.values import Qualifier
from review import words
from review.formats import clean, say

if TYPE_CHECKING:
    from claims.parties import PartyTable
    from review.exports.material import Material
    from storage.records import StoredClaim

DATASET = "counterclaim"

KINDS = {"company": "Company", "fund": "Company", "university": "Organization", "organisation": "Organization",
         "government": "PublicBody", "project": "Project"}  # fmt: skip
"""The schema of a party of each kind; of others, and of those that the table does not know, LegalEntity."""

SAID = frozenset({Modality.asserted, Modality.reported})
ARTICLES = 256  # whose entities are remembered as written


@dataclass(frozen=True, slots=True)
class Money:
    """What a metric is in the model.

    schema -- of the entity.  subject, counterparty -- the properties of the two ends.  modalities -- how sure an
    article has to be for the entity to be true to it.  one_end -- whether the counterparty may be unnamed.
    """

    schema: str
    subject: str
    counterparty: str
    modalities: frozenset[Modality] = SAID
    one_end: bool = False


MONEY = {
    "funding": Money("Payment", "beneficiary", "payer"),
    "investment": Money("Payment", "payer", "beneficiary"),
    "spending": Money("Payment", "payer", "beneficiary"),
    "acquisition": Money("Ownership", "owner", "asset"),  # the price goes to the owners, who are rarely named
    "debt": Money("Debt", "debtor", "creditor", one_end=True),
    "commitment": Money("ContractAward", "authority", "supplier", SAID | {Modality.planned}),  # none of it is paid yet
}


def write(material: Material, out: BinaryIO) -> None:
    """Write the statements as JSON lines, and say how many claims gave parties only, by reason."""
    writer, left = JSONStatementWriter(out), Counter[str]()
    articles: OrderedDict[str, None] = OrderedDict()
    parties: set[str] = set()
    for stored in material.claims():
        claim = stored.claim
        for name in dict.fromkeys(filter(None, (claim.subject, *claim.counterparties))):
            for owner in _owners(name, material.parties):
                if owner not in parties:
                    parties.add(owner)
                    _put(writer, party(owner, material.parties))
        why = left_out(stored, material.parties)
        if why is not None:
            left[why] += 1
            continue
        if stored.article_id not in articles:
            articles[stored.article_id] = None
            if len(articles) > ARTICLES:
                articles.popitem(last=False)
            _put(writer, article(stored), stored)
        for entity in money(stored):
            _put(writer, entity, stored)
    writer.close()
    if left:
        say(f"{words.plural(left.total(), 'claim')} without money in this model: {words.counted(left)}")


def left_out(stored: StoredClaim, parties: PartyTable) -> str | None:
    """Why a claim gives no money, in words; None where it does."""
    claim = stored.claim
    row = MONEY.get(claim.metric)
    if row is None:
        return METRICS[claim.metric].label.lower()
    if stored.misread:
        return "read wrongly"
    if claim.modality not in row.modalities or claim.temporal_role in (TemporalRole.target, TemporalRole.superseded):
        return "not said to be so"
    if claim.subject is None or (not claim.counterparties and not row.one_end):
        return "an end is not named"
    wanted = {row.subject: [claim.subject], row.counterparty: claim.counterparties}
    for end, names in wanted.items():
        of = "Contract" if end == "authority" else row.schema
        if any(not _fits(of, end, _schema(name, parties)) for name in names):
            return f"{end} of another kind"
    return None


def party(name: str, parties: PartyTable) -> EntityProxy:
    """The entity of a party; its id depends on its name alone."""
    entity = _entity(_schema(name, parties), party_id(name))
    entity.add("name", name)
    known = parties.get(name)
    if known is not None:
        entity.add("alias", known.aliases)
        if known.parent is not None and _fits(entity.schema.name, "parent", _schema(known.parent, parties)):
            entity.add("parent", party_id(known.parent))
    return entity


def party_id(name: str) -> str:
    """`cc-party-...`: the same in every export."""
    return f"cc-party-{content_id('party', name)}"


def article(stored: StoredClaim) -> EntityProxy:
    """The article as the proof of what it says."""
    entity = _entity("Article", f"cc-article-{stored.article_id}")
    entity.add("title", stored.title and clean(stored.title))
    entity.add("sourceUrl", stored.url)
    entity.add("publisher", stored.publisher)
    entity.add("publishedAt", stored.published)
    return entity


def money(stored: StoredClaim) -> Iterator[EntityProxy]:
    """What the claim says of money: one entity, and before a contract's award the contract.

    A number stands in `amount` only where the text writes one: of a bound or a range the words are in `summary`.
    """
    claim, row = stored.claim, MONEY[stored.claim.metric]
    entity = _entity(row.schema, f"cc-claim-{claim.id}")
    if row.schema == "ContractAward":
        contract = _entity("Contract", f"cc-contract-{claim.id}")
        contract.add("title", f"{words.who(claim)}: {words.amount(claim)}")
        contract.add("authority", party_id(claim.subject or ""))
        _value(contract, claim)
        yield contract
        entity.add("contract", contract.id)
    else:
        entity.add(row.subject, party_id(claim.subject or ""))
    entity.add(row.counterparty, [party_id(name) for name in claim.counterparties])
    if row.schema == "Ownership":
        if claim.scope is Scope.total and _number(claim) is not None:
            entity.add("sharesValue", str(_number(claim)))
            entity.add("sharesCurrency", claim.unit)
    else:
        _value(entity, claim)
    if row.schema == "Payment":
        entity.add("purpose", words.what(claim))
    for name, day in _days(claim):
        entity.add(name, day)
    entity.add("summary", f"{words.what(claim)}: {words.amount(claim)}, {words.sure(claim)}")
    entity.add("description", claim.quote)
    entity.add("recordId", claim.id)
    entity.add("sourceUrl", stored.url)
    entity.add("publisher", stored.publisher)
    entity.add("proof", f"cc-article-{stored.article_id}")
    yield entity


def _entity(schema: str, entity_id: str) -> EntityProxy:
    entity = model.make_entity(schema)
    entity.id = entity_id
    return entity


def _put(writer: JSONStatementWriter, entity: EntityProxy, stored: StoredClaim | None = None) -> None:
    seen: dict[str, Any] = {} if stored is None else {
        "first_seen": stored.recorded_at.isoformat(), "last_seen": stored.last_seen.isoformat()
    }  # fmt: skip
    for statement in Statement.from_entity(entity, DATASET, **seen):
        writer.write(statement)


def _owners(name: str, parties: PartyTable) -> Iterator[str]:
    """A party, the one that owns it, and so on: all that its entity leads to."""
    seen: set[str] = set()
    at: str | None = name
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        known = parties.get(at)
        at = None if known is None else known.parent


def _schema(name: str, parties: PartyTable) -> str:
    known = parties.get(name)
    return KINDS.get(known.kind, "LegalEntity") if known is not None else "LegalEntity"


def _fits(of: str, name: str, schema: str) -> bool:
    """Whether a party of this schema may be the value of this property of that one."""
    prop = model.schemata[of].properties.get(name)
    return prop is not None and (prop.range is None or model.schemata[schema].is_a(prop.range))


def _number(claim: Claim) -> float | None:
    """The one number of the claim, where the text writes one and it is the sum itself, not a bound or a rate."""
    one = claim.quantity.qualifier in (Qualifier.exact, Qualifier.about) and claim.low is not None
    return claim.quantity.written if one and claim.high is not None and claim.per is None else None


def _value(entity: EntityProxy, claim: Claim) -> None:
    number = _number(claim)
    if number is not None:
        entity.add("amount", f"{number:.2f}".removesuffix(".00"))
        entity.add("currency", claim.unit)
        if claim.unit in ("USD", "EUR"):
            entity.add(f"amount{claim.unit.capitalize()}", f"{number:.2f}".removesuffix(".00"))


def _days(claim: Claim) -> Iterator[tuple[str, str]]:
    """When it was, as far as the text says: a date, or the first and the last day of a quarter or a half."""
    period = claim.period or claim.as_of
    if period is None or not is_period(period):
        return
    if "Q" in period or "H" in period:
        days = span(period)
        yield "startDate", days.first.isoformat()
        yield "endDate", days.last.isoformat()
    else:
        yield "date", period
