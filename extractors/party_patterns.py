"""The contexts in which a capitalised name that no table knows is a company: one row a context, with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractors.patterns import by_first_letter

_OWNED = r"(?:backed|led|owned|funded|controlled|operated|affiliated)\b"
_JOINED = (
    r"(?:based|style|like|ready|grade|powered|scale|wide|made|built|listed|focused|specific|related|linked|born)\b"
)
_WORD = rf"(?:[A-Z][A-Za-z0-9&]*(?:[-.](?!{_OWNED}|{_JOINED})[A-Za-z0-9]+)*|[a-z]{{1,2}}[A-Z][A-Za-z0-9]+)"
NAME = (
    rf"(?P<name>{_WORD}(?:(?:[ ](?:(?:&|de|du|la|dos|del)[ ])?|(?<=Bank)[ ]of[ ]|(?<=University)[ "
    rf"]of[ ]){_WORD}){{0,4}})"
)
LEGAL = (
    r"(?:Inc|Incorporated|Corp|Corporation|Ltd|Limited|LLC|LLP|PLC|plc|AG|SA|ASA|NV"
    r"|SE|AB|AS|Oyj?|GmbH|Co|Company|SpA|Pty|PBC|KK|LP|A/S|Bhd|BV|PJSC|KGaA)"
)
DESCRIPTORS = (
    r"(?:start-?ups?|compan(?:y|ies)|firms?|makers?|operators?|developers?|providers?"
    r"|group|giant|labs?|chipmakers?|carmakers?|automakers?"
    r"|utilit(?:y|ies)|insurers?|lenders?|banks?|retailers?|miners?|suppliers?|manufacturers?"
    r"|publishers?|producers?|builders?|platform|unicorn"
    r"|investors?|funds?|fund managers?|asset managers?|brokers?|brokerages?|subsidiary"
    r"|unit|drugmakers?|conglomerate|airlines?|exchange|business"
    r"|landlord|grocer|explorer|brewer|studio|distributor|refiner|consultancy|marketplace|broadcaster|arm"
    r"|vehicle|specialist|vendor|rival|competitor|contractor|integrator|neocloud|hyperscaler"
    r"|owner|venture|spin-?(?:off|out)|network|outfit|holding)"
)
_RAISE = (
    r"raised|raises|raising|secured|secures|closed|closes|bagged|landed|lands|borrowed"
    r"|acquired|acquires|announced|unveiled|agreed|signed|signs"
    r"|plans|invested|invests|committed|posted|reported|generated|expects|operates|owns"
    r"|sold|bought|buys|won|wins|completed|launched|gets|got|wants|aims|hopes|seeks|targets|paid|pays|offered|spent|lost"
    r"|builds"
)


@dataclass(frozen=True, slots=True)
class Context:
    """One context of a capitalised name: what stands `after` it or `before` it, and why it can be trusted."""

    key: str
    side: Literal["after", "before"]
    pattern: str
    reason: str


CONTEXTS: tuple[Context, ...] = (
    Context("legal_form", "after", rf",? {LEGAL}\b", "a legal form follows the name"),
    Context(
        "backed",
        "after",
        rf"[-‑]{_OWNED}",
        "only owners and backers stand in this compound",
    ),
    Context(
        "ticker", "after", r" (?:\((?:NASDAQ|NYSE|LSE|ASX|TSX|Nasdaq)[:\s]|<[A-Z.]{2,9}>)", "a ticker follows the name"
    ),
    Context(
        "apposition",
        "after",
        rf"(?: \([^()]{{1,30}}\))?, (?:an?|the|one of the) (?:[\w’'$.&-]+ ){{0,6}}?{DESCRIPTORS}\b",
        "the apposition calls it a company",
    ),
    Context(
        "raised",
        "after",
        r"(?: \([^()]{1,30}\))?(?:,[^,.;]{3,90},)? "
        r"(?:has |have |had |is |was |also |recently |just |today |said (?:it|that it) (?:has |had )?){0,3}"
        rf"(?:{_RAISE})\b(?=[^.;]{{0,60}}?[$€£¥₹\d])",
        "raising, borrowing or signing a sum is what companies do",
    ),
    Context(
        "led_by",
        "before",
        r"\b(?:co-)?(?:led|backed|owned|acquired|founded|supported|anchored) by ",
        "the agent of a financing verb",
    ),
    Context(
        "deal_with",
        "before",
        r"\b(?:deal|agreement|contract|pact|partnership|lease|venture) with ",
        "the other side of a contract",
    ),
    Context(
        "stake",
        "before",
        r"\b(?:stake in|takeover of|acquisition of|merger with|acquir(?:e|ed|ing)"
        r"|bid for|shares in|investment in) ",
        "what is bought or owned in shares",
    ),
    Context(
        "participation",
        "before",
        r"\b(?:participation (?:from|by)|investors (?:included?|including|such as)|backers (?:include|including)"
        r"|alongside|joined by) ",
        "who takes part in a round",
    ),
    Context(
        "example",
        "before",
        r"\b(?:start-?ups|companies|firms|groups|developers|operators|labs|makers|providers|players|rivals|investors) "
        r"(?:like|such as) ",
        "an example of its kind",
    ),
    Context(
        "descriptor",
        "before",
        rf"\b(?:{DESCRIPTORS}|Landlord|Startup|Start-up|Chipmaker|Lender|Developer|Operator|Utility|Miner) "
        r"(?:called |named )?",
        "the noun before the name calls it a company",
    ),
)

LAST_WORDS = frozenset(
    "Capital Venture Ventures Partners Holding Holdings Energy Technologies Systems Therapeutics Bank Group Motors "
    "Labs Networks Semiconductor Semiconductors Management Investment Investments Securities Industries Pharmaceutical "
    "Pharmaceuticals Robotics Biosciences Advisors Associates Electric Airlines Foods Power Resources Electronics "
    "Software AI Compute Cloud Digital Infrastructure Renewables Solutions Aerospace Communications Petroleum "
    "Insurance Properties Land University Institute College".split()
)
"""A name of several words that ends with one of these is a business: the word says of what kind."""

NAMES = re.compile(rf"(?<![\w.&-]){NAME}")
NAME_HERE = re.compile(NAME)


def _either(side: str) -> str:
    return "|".join(f"(?P<{row.key}>{row.pattern})" for row in CONTEXTS if row.side == side)


AFTER = re.compile(_either("after"))
"""Matched where a name ends; the last group's name is the context's key."""
BEFORE = re.compile(f"(?:{_either('before')})$")
"""Searched up to where a name begins."""
BEFORE_REACH = 32
BEFORE_LAST = re.compile(
    rf"(?:by|with|of|in|for|from|as|like|including|included?|alongside|acquir(?:e|ed|ing)|called|named|{DESCRIPTORS})"
)
"""The last word of every row that stands before a name: a quick look that saves the search."""

NOT_NAMES = frozenset(
    "The A An In On At It Its He She They We This That These Those But And Or If As "
    "By For From With When While After Before Under Over Since "
    "Last Next New Total Shares Chief Executive CEO CFO President Chairman Founder "
    "Mr Mrs Ms Dr January February March April May June July "
    "August September October November December Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday Q1 Q2 Q3 Q4 H1 H2 AI IPO GPU GPUs US U.S "
    "U.S. UK EU USA UAE Big Tech Series Seed Round Bank Group Company Chinese American "
    "European British Japanese Korean Indian German French "
    "Wall Street Silicon Valley Congress Senate House Court Department Ministry State "
    "States Federal Government City County Data Center Centers "
    "Centre Energy Power Cloud According However Meanwhile Also Both Each Earlier Later "
    "Despite Although Because Investors Analysts Officials "
    "Companies Executives Sources People Regulators Board Management Revenue Sales "
    "Profit Net Income Other Another Many Most Some All Our Their His Her "
    "There Here What Who How Why Where Then Than Two Three Four Five Six Seven Eight "
    "Nine Ten First Second Third Fourth Yet Still Now Today Even Just "
    "Residents Taxpayers Ratepayers Customers Consumers Homeowners Households Farmers Voters Neighbors Neighbours "
    "Lawmakers Users Tenants".split()
)
"""Words that begin sentences or are general: never a company's name on their own."""

_BEGINS = r"(?<!\w.)"
_LEADS = (
    r"led by|backed by|supported by|participation (?:from|by|of)|investors (?:includ(?:e|ed|ing)|are|were)"
    r"|backers (?:include|including)|joined by|funding from|round from|investment from"
)
LIST_LEAD = re.compile(
    rf"(?:{by_first_letter(_LEADS, check=_BEGINS)}) "
    r"(?:(?:the|existing|returning|new) )?(?:(?:investors?|backers?) )?"
)
"""What stands before a list of investors: every name of the list is one."""
LIST_LINK = re.compile(
    r"(?:,? and |,? as well as |, | & )(?:(?:the|existing|returning|new) )?(?:(?:investors?|backers?) )?"
)

PERSON_BEFORE = re.compile(
    r"(?:\b(?:CEO|CFO|COO|CTO|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|[Cc]hief \w+ [Oo]fficer"
    r"|[Pp]resident|[Cc]hair(?:man|woman|person)?|[Ff]ounder|[Cc]o-?founder|[Aa]nalyst"
    r"|[Mm]inister"
    r"|[Ss]enator|[Gg]overnor|[Gg]ov\.|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|[Dd]irector|[Pp]artner"
    r"|[Ss]pokes(?:man|woman|person)|[Ss]ecretary|[Jj]udge|[Pp]rofessor|by)[, ]+)$"
)
PERSON_AFTER = re.compile(
    r"(?:, (?:its |the |an? |who |former |then )?(?:[\w’'-]+ ){0,3}(?:chief|CEO|CFO"
    r"|president|chair|founder|co-?founder|analyst|director|partner|head of|professor"
    r"|minister|spokes|managing|executive|economist|strategist|officer)"
    r"| of [A-Z][\w]+(?: [A-Z]\w+)* (?:said|says|wrote|told)| (?:wrote|tweeted|joked|quipped|argued|recalled)\b)"
)

GIVEN_NAMES = frozenset(
    "Adam Alan Alex Alexander Alexis Alice Amanda Amy Andrea Andreas Andrew Angela "
    "Anil Anna Anne Anthony Antonio Arthur Barbara Ben Benjamin Bernard Bill Bob Brad "
    "Brian Bruce "
    "Carl Carlos Carol Caroline Catherine Charles Charlie Chase Chris Christian Christine "
    "Christopher Claire Craig Dan Daniel Dave David Deborah Dennis Diana Diego Donald "
    "Doug Douglas Dylan Ed Edward "
    "Elena Elizabeth Emily Emma Eric Erik Eva Felix Francis Francisco Frank Fred Frederic "
    "Gary George Gerald Giovanni Glenn Greg Gregory Hans Harald Harold Harry Heather "
    "Helen Henry Howard Hugo Ian "
    "Igor Ivan Jack Jacob Jake James Jamie Jan Jane Janet Jason Javier Jay Jean Jeff "
    "Jeffrey Jennifer Jeremy Jerry Jessica Jim Joan Joe Joel John Jonathan Jordan Jose "
    "Joseph Joshua Juan Julia Julian "
    "Julie Justin Karen Karl Kate Katherine Keith Kelly Ken Kenneth Kevin Kim Kimberly "
    "Klaus Larry Laura Lauren Lawrence Lee Leo Leonard Lewis Linda Lisa Louis Lucas "
    "Luis Luke Marc Marco Marcus Margaret "
    "Maria Marie Mario Mark Martin Mary Matt Matthew Maurice Max Melissa Michael Michel "
    "Michelle Miguel Mike Mohamed Mohammed Monica Nancy Natalie Nathan Neil Nicholas "
    "Nick Nicole Nigel Oliver Oscar "
    "Pamela Patricia Patrick Paul Pedro Peter Phil Philip Phillip Pierre Rachel Raj "
    "Ralph Ray Raymond Rebecca Richard Rick Rob Robert Robin Roger Ron Ronald Rose "
    "Roy Russell Ruth Ryan Sally Sam Samuel Sandra "
    "Sara Sarah Scott Sean Sergey Sharon Simon Sophie Stefan Stephanie Stephen Steve "
    "Steven Stuart Sue Susan Takeshi Ted Teresa Terry Theresa Thomas Tim Timothy Todd "
    "Tom Tony Ursula Vijay Victor Victoria "
    "Vincent Walter Warren Wayne Wei Wendy Will William Xavier Yuki Zach Zhang".split()
)
"""Names of two words that begin with one of these are people, not companies, unless a legal form follows."""
