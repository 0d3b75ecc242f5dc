"""The closed classes of words that carry the structure of a sentence: one set a class."""

from __future__ import annotations

PREPOSITIONS = frozenset(
    "by from in into to with for of at on against like than through via including alongside "
    "between among under over per toward towards about onto within".split()
)
SKIP_LEFT = frozenset(
    "the a an its their his her our rival fellow chipmaker startup start-up giant company "
    "firm group tech cloud ai partner partners investor investors backer bank banks "
    "utility developer operator software existing new both either u.s. us american "
    "chinese japanese european french german uk british operator maker parent owner "
    "subsidiary unit newcomer lender lenders asset manager managers hyperscaler hyperscalers "
    "firms companies customers customer suppliers supplier tenant tenants "
    "named called energy power crypto bitcoin miner venture capital private equity".split()
)
COORDINATE = frozenset({",", "and", "&", "or", "plus", "as", "well", "then", "finally"})
BACKED = frozenset("backed led owned funded supported controlled affiliated".split())
SPEECH = frozenset(
    "said says told reported reports announced disclosed wrote confirmed stated estimates "
    "estimated reckons forecasts predicts projected projects added adds noted notes "
    "according claimed claims argues argued revealed reveals declared cited citing writes "
    "estimate forecast expects".split()
)
FINITE = frozenset(
    "is are was were has have had will would could can may might should must does did "
    "do said says told plans expects aims agreed wants hopes intends announced reported"
    " raised secured closed signed committed pledged invested bought acquired sold "
    "struck won posted generated spent built builds owns operates leads led joined "
    "valued"
    " values brings brought rose fell grew climbed jumped dropped makes made takes "
    "took puts gives gave includes included follows followed needs seeks sought remains "
    "became"
    " becomes stands stood runs ran reached reaches covers covered comes came goes "
    "went keeps kept gets got lost earns earned pays paid borrowed issued lent completed".split()
)
OBJECT_VERBS = frozenset(
    "acquire acquires acquired acquiring buy buys buying bought purchase purchases "
    "purchased value values valued valuing give gives giving gave provide supply let "
    "lets allow allows"
    " hire hires hired hiring ask asks asked tap taps tapped appointed mandated"
    " help helps back backs backing makes make making made join joins joined joining hand hands handed "
    "leaves left sued sue pay pays paying paid fund funds lend lends lent owe owes "
    "fined fine sell sold"
    " buying out took over taken put puts serve serves supplying providing supplies provides valuing".split()
)
OPENS_ASIDE = frozenset(
    "which who whose a an the one backed funded owned founded led controlled headed run spun formerly".split()
)
NOT_SHARED = frozenset({"possessor", "forecaster", "employer", "audience"})
"""Relations that the next name of a row does not take over."""
BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
AUXILIARIES = BE | frozenset("has have had will would could may might to also now still just set due expected".split())
UNDERGONE = frozenset(
    "acquired bought purchased sold fined sued backed owned paid hired merged taken swallowed absorbed".split()
)
DONE = frozenset(
    "raised borrowed issued sold spent acquired bought purchased paid pledged committed earned generated "
    "operated built owned developed used planned put invested contributed secured ordered leased posted reported "
    "announced proposed placed made promised booked forecast".split()
)
FORECAST = frozenset(
    "estimates estimated estimate forecasts forecast predicts predicted reckons reckoned "
    "projects calculates expected sees".split()
)
DETERMINERS = frozenset({"the", "a", "an"})
MODIFIED = frozenset(
    "agreement agreements deal contract contracts pact lease leases partnership investment "
    "stake loan round bonds debt ipo order orders pledge bet commitment transaction merger acquisition".split()
)
JOBS = frozenset(
    "analyst analysts economist economists strategist strategists director head manager "
    "executive officer professor partner president chief ceo cfo lawyer".split()
)
PLURALS = frozenset(
    "companies startups start-ups firms groups giants players labs developers operators "
    "hyperscalers investors banks utilities makers rivals providers businesses miners".split()
)
PRONOUNS = frozenset({"it", "they", "its", "their", "he", "she", "we"})
RELATIVE = frozenset({"which", "who", "whose", "that", "where"})
PRICES = {
    ",": 1.5, ";": 8.0, ":": 2.0, "—": 3.0, "–": 2.0, "(": 1.5, ")": 1.0, "which": 2.5, "who": 2.0,
    "while": 4.0, "but": 3.5, "whereas": 4.0, "after": 2.5, "when": 2.5, "as": 1.5, "and": 1.0, "because": 3.0,
    "although": 3.0, "that": 1.0, "⟨q⟩": 2.0, "the": 0.3, "a": 0.3, "an": 0.3, "its": 0.3, "of": 0.5,
    "about": 0.3, "at": 0.6, "'s": 0.3, "-": 0.2, "$": 0.5, "more": 0.3, "than": 0.3, "over": 0.3, "'": 0.3,
    '"': 0.5, "“": 0.5, "”": 0.5,
}  # fmt: skip
POLLED = frozenset("polled surveyed compiled tracked gathered collected collated".split())
"""What a supplier of figures does: "analysts polled by FactSet"."""
GIVING = frozenset(
    "promise promises promised give gives gave given giving pay pays paid paying hand hands handed lend lends lent "
    "grant grants granted award awards awarded offer offers offered owe owes owed guarantee guaranteed".split()
)
"""Verbs whose first object gets the sum: "promised OpenAI $13 billion"."""
ARRANGES = frozenset("arrange lead underwrite advise manage raise market place sell syndicate provide lend".split())
"""What somebody is hired to do: "picked Pimco to arrange $29 billion"."""
