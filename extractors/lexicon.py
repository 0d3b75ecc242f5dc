"""The words that say what a sum measures: verbs and nouns per metric, one row a group, with the reason beside it.

A newcomer who finds a figure under the wrong metric adds a word to a row here (or a row), and one fixture sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["verb", "noun"]


@dataclass(frozen=True, slots=True)
class Row:
    """One group of words with one meaning.

    kind -- `verb` governs what follows it; `noun` stands beside the sum ("$2 billion Series C", "revenue of $2bn").
    weight -- how much it says on its own; general words ("deal", "plan") weigh little and lose to any precise one.
    phrases -- lower case; a phrase of several words is matched word by word.
    """

    key: str
    metric: str
    kind: Kind
    weight: float
    reason: str
    phrases: tuple[str, ...]


def _p(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split("|"))


ROWS: tuple[Row, ...] = (
    # funding
    Row(
        "raise",
        "funding",
        "verb",
        5,
        "to raise money is to take it in",
        _p(
            "raise|raises|raised|raising|secure|secures|secured|securing|bag|bags|bagged|land|lands"
            "|landed|landing|net|nets|netted|netting|pull in|pulled in|bring in|brought in|take in"
            "|took in|taken in|attract|attracted|haul in|hauled in|obtain|obtained|garner|garnered"
            "|scoop up|closed on|closes|collected|picked up|picks up|pick up|mopped up|drum up"
            "|snag|snags|snagged|receive|receives|received|receiving"
        ),
    ),
    Row(
        "seek",
        "funding",
        "verb",
        2.5,
        "money that is sought is a round, where nothing else is said",
        _p("seek|seeks|seeking|sought"),
    ),
    Row(
        "round",
        "funding",
        "noun",
        7,
        "a round is money raised",
        _p(
            "round|rounds|funding round|fundraise|fundraising|fundraisings|financing round"
            "|series a|series b|series c|series d|series e|series f|series g|series h|series i"
            "|series j|seed round|seed funding"
            "|seed|venture round|growth round|equity round|capital raise|raise|capital raises"
            "|pre-seed|extension round|crowdfunding"
        ),
    ),
    Row(
        "led_by",
        "funding",
        "noun",
        5,
        "somebody leads a round",
        _p("led by|co-led by"),
    ),
    Row(
        "funding",
        "funding",
        "noun",
        6,
        "money that was raised",
        _p(
            "funding|equity funding|venture funding|fresh capital|new capital|new money|fresh money|fresh equity"
            "|new equity|equity|fresh funding|in funding|venture capital|equity financing|ipo"
            "|initial public offering|offering|share sale|public offering|listing"
            "|proceeds|infusion|capital infusion|total funding|megaround|mega-round|private placement"
            "|primary capital|ipo proceeds"
        ),
    ),
    Row(
        "financing",
        "funding",
        "noun",
        4.5,
        "a general word: debt or equity",
        _p(
            "financing|financings|financing structures|project financing|backing|capital|growth capital"
            "|growth financing"
        ),
    ),
    # investment
    Row(
        "invest",
        "investment",
        "verb",
        5.5,
        "to invest is to put money in",
        _p(
            "invest|invests|invested|investing|inject|injects|injected|injecting|pour|pours"
            "|poured|pouring|plow|plowed|plough|ploughed|put|puts|putting|pump|pumped|pumping"
            "|contribute|contributes|contributed"
            "|contributing|sunk|funnel|funneled|funnelled|pile|piled|chip in|chips in|chipped in|led with"
            "|leads with|leading with"
            "|sink|sank|stump up|buying shares|bought shares|put up"
            "|put in|putting in|anchor|anchored|took a stake|takes a stake|taking a stake|bought a stake"
            "|buy a stake|backed with"
        ),
    ),
    Row(
        "add_share",
        "investment",
        "verb",
        2.0,
        "another investor's share, where nothing else is said",
        _p("add|adds|added|adding"),
    ),
    Row(
        "investment",
        "investment",
        "noun",
        5.5,
        "what one investor puts in",
        _p(
            "investment|investments|stake|stakes|equity investment|minority stake|equity stake"
            "|strategic investment|shareholding|holding|convertible note|bet|wager|equity commitment"
            "|check|cheque|checks|cheques|% of|percent of|per cent of|% stake"
        ),
    ),
    # valuation
    Row(
        "value",
        "valuation",
        "verb",
        8,
        "to value is to set a price on the whole company",
        _p("value|values|valued|valuing|valued at|value at|values at|priced at|peg|pegged at|appraised"),
    ),
    Row(
        "worth",
        "valuation",
        "verb",
        3.5,
        "a company is worth it, unless a thing is",
        _p("worth|be worth|is worth|was worth"),
    ),
    Row(
        "valuation",
        "valuation",
        "noun",
        9,
        "said outright",
        _p(
            "valuation|valuations|pre|post|pre-money|post-money|pre-money valuation|post-money valuation"
            "|enterprise value|equity value|price tag of the company|unicorn|decacorn|company "
            "value"
        ),
    ),
    # market value
    Row(
        "market_cap",
        "market_cap",
        "noun",
        10,
        "the price of all listed shares",
        _p(
            "market value|market cap|market capitalization|market capitalisation|market capitalisations"
            "|market capitalizations|stock market value|market worth|market valuation|capitalization"
            "|capitalisation|in market"
        ),
    ),
    # acquisition
    Row(
        "acquire",
        "acquisition",
        "verb",
        7,
        "a takeover told by its verb",
        _p(
            "acquire|acquires|acquired|acquiring|buy|buys|buying|bought|purchase|purchases"
            "|purchased|purchasing|take over|takes over|took over|taking over|taken over|snap up"
            "|snapped up|buy out|buying out|bought out|sold for|sell|sells|sold|selling|take private"
            "|taking private|taken private|took private|offered|bid|bids|merge|merged"
        ),
    ),
    Row(
        "acquisition",
        "acquisition",
        "noun",
        8,
        "a takeover told by its noun",
        _p(
            "acquisition|acquisitions|purchase of|takeover|take-over|buyout|buy-out|merger|takeover bid"
            "|takeover offer|all-stock deal|all-cash deal|cash-and-stock transaction|purchase price"
            "|tender offer|leveraged buyout|bid|offer|sale|divestiture|all-stock|all-cash|cash and stock"
            "|stock deal|asset sale|disposal"
        ),
    ),
    # commitments to suppliers
    Row(
        "sign",
        "commitment",
        "verb",
        4,
        "signing a sum is binding oneself to it",
        _p(
            "sign|signs|signed|signing|ink|inks|inked|strike|struck|strikes|award|awarded|awards"
            "|won|win|wins|winning|land a contract|landed a contract|booked|order|ordered|orders"
            "|pay|pays|paying|paid|prepay"
        ),
    ),
    Row(
        "commit",
        "commitment",
        "verb",
        4.5,
        "a pledge to spend with somebody",
        _p(
            "commit|commits|committed|committing|pledge|pledges|pledged|pledging|undertook"
            "|promise|promised|earmark|earmarked|set aside|procure|procured|rent|rented|lease"
            "|leased|leases|leasing"
        ),
    ),
    Row(
        "contract",
        "commitment",
        "noun",
        6.5,
        "a supply contract",
        _p(
            "contract|contracts|agreement|agreements|pact|cloud deal|compute deal|supply deal"
            "|supply agreement|services agreement|lease|leases|purchase agreement|power purchase agreement"
            "|ppa|purchase order|offtake|take-or-pay|hosting agreement|purchase commitment"
            "|purchase commitments"
            "|cloud contract|supply contract|compute contract|chip order|chip orders|cloud agreement"
            "|lease agreement|hosting pact|capacity agreement|colocation agreement|cloud services"
        ),
    ),
    Row(
        "commitment",
        "commitment",
        "noun",
        6,
        "named as a commitment",
        _p(
            "contract value|total contract value|value of our contracts|value of the contract|value of contracts"
            "|deal value"
            "|commitment|commitments|pledge|pledges|promise|obligations|compute spend|cloud spend|cloud spending"
        ),
    ),
    Row(
        "deal",
        "commitment",
        "noun",
        2.5,
        "a general word: any other cue wins",
        _p("deal|deals|transaction|arrangement|partnership|tie-up|order|package|joint venture|collaboration|alliance"),
    ),
    # debt
    Row(
        "borrow",
        "debt",
        "verb",
        8,
        "to borrow is debt",
        _p(
            "borrow|borrows|borrowed|borrowing|lend|lends|lent|lending|refinance|refinanced"
            "|refinancing|loaned|owe|owes|owing|owed|repay|repaid|issue|issued|issuing"
        ),
    ),
    Row(
        "debt",
        "debt",
        "noun",
        9,
        "an instrument of debt",
        _p(
            "debt|net debt|loan|loans|loan agreement|credit agreement|facility agreement"
            "|bond|bonds|notes|senior notes|convertible notes|convertible bonds"
            "|convertible|credit facility|credit facilities|debt facility|debt financing|term loan"
            "|bridge loan|private credit|debt package|bond sale|bond sales|bond offering|bond issue"
            "|debentures|mortgage|mortgages|credit line"
            "|revolving credit facility|revolver|borrowings|loan guarantee|loan facility|syndicated loan"
            "|junk bonds|commercial paper|delayed draw|delayed-draw|construction loan|gpu-backed"
            "|asset-backed|securitization|green bond|liabilities|borrowing|debt deal|debt sale"
            "|investment-grade|high-yield|loan package|private debt|debt raise|leverage|credit"
            "|facility|bridge financing|construction financing|lease financing|margin loan|accordion"
            "|debt offering|tranche of bonds|backstop|guarantee|guarantees"
        ),
    ),
    # revenue
    Row(
        "revenue",
        "revenue",
        "noun",
        9,
        "said outright",
        _p(
            "revenue|revenues|sales|turnover|arr|annual recurring revenue|recurring revenue"
            "|run rate|run-rate|annualized revenue|annualised revenue|net sales|bookings|backlog"
            "|order book|order intake|order backlog|top line|subscription revenue|annualized"
            "|gross sales|total orders|net revenue|contracted revenue|remaining performance obligations"
            "|rpo|billings|receipts|takings|premiums|orders"
        ),
    ),
    Row(
        "earn_revenue",
        "revenue",
        "verb",
        5,
        "what a business takes in",
        _p("generate|generates|generated|generating|grossed|sold goods|took in sales|bring in about|billed"),
    ),
    # spending
    Row(
        "spend",
        "spending",
        "verb",
        7,
        "to spend is spending",
        _p(
            "spend|spends|spent|spending|burn|burns|burned|burning|burnt|cost|costs|costing"
            "|lay out|laid out|laying out|shell out|shelled out|splash|splashed|splurge|pay for|cough up|coughed up"
            "|fork out|forked out|splashed out|splash out"
        ),
    ),
    Row(
        "build",
        "spending",
        "verb",
        4.5,
        "money named with what it builds",
        _p("build|builds|building|construct|constructing|upgrade|deploy|expand|expanding|modernize|develop|developing"),
    ),
    Row(
        "spending",
        "spending",
        "noun",
        8,
        "what is paid out for one's own things",
        _p(
            "capex|capital expenditure|capital expenditures|capital spending|spending|expenditure"
            "|expenditures|cost|costs|outlay|outlays|budget|price tag|build-out|buildout|cash burn"
            "|capital plan|spending plan|opex|operating expenses|expenses|research and development"
            "|r&d|capital investment|capital investments|capital program|investment plan|construction cost"
            "|project cost|project costs|bill|spend|capital outlay|operating costs|charges"
            "|charge|restructuring|write-down|writedown|write-off|impairment|overrun|capital budget"
            "|compensation|severance"
        ),
    ),
    Row(
        "project",
        "spending",
        "noun",
        4,
        "money named before what it builds",
        _p(
            "data center|data centers|data centre|data centres|datacenter|datacenters|datacentre|datacentres"
            "|campus|campuses|plant|plants"
            "|facility|facilities|factory|fab|fabs|project|projects|scheme|complex|site|expansion"
            "|supercomputer|program|programme|gigafactory|infrastructure|construction|development"
            "|park|plan|initiative|cluster|supercluster|line|hub|center|centre|foundry|reactor"
            "|mine|pipeline|terminal|network|warehouse|venture|overhaul|factories"
        ),
    ),
    # profit
    Row(
        "profit",
        "profit",
        "noun",
        9.5,
        "what is left, or lacking, at the end",
        _p(
            "profit|profits|net income|net profit|operating profit|operating income|net loss"
            "|net losses|loss|losses|operating loss|earnings|ebitda|adjusted ebitda|pretax profit"
            "|pre-tax profit|gross profit|net earnings|bottom line|free cash flow|cash flow"
            "|operating cash flow|eps|earnings per share|net|net operating income|underlying profit"
            "|gain|gains|windfall|deficit|income|headline profit|core profit|dividend income"
        ),
    ),
    Row("lose", "profit", "verb", 7, "to lose money as a business", _p("lose|loses|losing|lost|earned|earns|earn")),
    # other
    Row(
        "penalty",
        "other_money",
        "noun",
        9,
        "a sum paid by law or as a price",
        _p(
            "fine|fines|penalty|penalties|fee|fees|break fee|termination fee|break-up fee|settlement"
            "|settlements|damages|lawsuit|compensation claim|verdict|salary|salaries|bonus"
            "|pay package|wage|wages|prize|donation|donations|grant|grants|subsidy|subsidies"
            "|tax credit|tax credits|tax break|tax breaks|incentives|award|ransom|bail|rebate"
            "|rebates|allowance|tariffs|tariff|tax|taxes|dividend|dividends|buyback|share buyback"
            "|repurchase|aid|relief|bounty|gift|estate"
        ),
    ),
    Row(
        "assets",
        "other_money",
        "noun",
        9,
        "a stock of wealth, not a deal",
        _p(
            "assets under management|assets|aum|under management|net worth|fortune|wealth|cash pile"
            "|net cash|restricted cash|cash balance|cash position"
            "|reserves|deposits|dry powder|sovereign wealth fund|war chest|cash on hand|cash "
            "and equivalents|liquidity|funds under management|portfolio|savings|endowment|exposure"
            "|residual value|book value|face value|residual value guarantee|holdings|headwind"
            "|trade deficit|gdp|economy|trade surplus"
        ),
    ),
    Row(
        "market",
        "other_money",
        "noun",
        7,
        "the size of a market",
        _p(
            "market|industry|market size|addressable market|opportunity|sector|race|global market"
            "|demand|trade|exports|imports|output|value chain"
        ),
    ),
    Row(
        "share_price",
        "other_money",
        "noun",
        8,
        "a price per piece",
        _p(
            "share price|stock price|closing price|offer price|strike price|price target|target price"
            "|a share|per share|each share|an ounce|a barrel|per ounce|per barrel|price|prices"
            "|priced|ticket|tickets|rent"
        ),
    ),
    Row(
        "trade_price",
        "other_money",
        "verb",
        6,
        "a price at which something trades",
        _p(
            "trade|traded|trading|closed at|close at|opened at|fined|sued|shares rose|shares fell"
            "|stock rose|stock fell|donated|donate|fine"
        ),
    ),
)

SUPPLY_VERBS = frozenset(
    "provide supply deliver host build sell lease rent ship furnish serve equip operate "
    "supplies provides supplying providing delivering".split()
)
"""After "agreement to ...": the one who acts is paid, and its object pays."""

GENERIC_SUBJECTS = (
    "hyperscalers",
    "big tech",
    "tech companies",
    "technology companies",
    "tech giants",
    "investors",
    "the industry",
    "the sector",
    "the market",
    "startups",
    "start-ups",
    "companies",
    "analysts",
    "governments",
    "utilities",
    "the world",
    "banks",
    "global",
    "worldwide",
    "u.s. demand",
    "the country",
    "the nation",
    "consumers",
    "households",
    "ratepayers",
    "taxpayers",
    "venture capitalists",
    "vcs",
    "firms",
    "businesses",
    "economists",
    "the group of",
    "three companies",
    "four companies",
    "five companies",
    "combined",
    "together",
    "collectively",
)
"""A group without a name as the one who acts: the claim has no subject."""

GENERIC_STARTS = frozenset(
    "developers operators owners insurers bankers lenders executives customers suppliers "
    "landlords builders buyers dealers traders pension-funds countries states".split()
)
"""The same where they open the sentence."""

REFERS_BACK = (
    r"\b(?:tranche|portion|slice|remainder|the rest|balance|instal?ment|the (?:total"
    r"|sum|figure|price|amount|previous|prior|earlier)|compares? with|compared with"
    r"|twice|doubl\w+|tripl\w+|quadrupl\w+"
    r"|up from|down from|from|of that|of which|of it|that is|works? out at|brings? (?:the|its)|half)\b"
)
"""Words with which a sum that has no noun of its own leans on the sum told before it."""

GENERIC_NOUNS = frozenset(
    "company startup start-up firm group chipmaker lab maker developer operator utility "
    "bank carmaker automaker retailer giant insurer lender miner unit subsidiary platform "
    "provider unicorn conglomerate business airline drugmaker manufacturer outfit venture "
    "neocloud publisher".split()
)
"""After "the": stands for the party told of before."""
