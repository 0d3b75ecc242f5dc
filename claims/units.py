"""Currencies, power units and scale words: one row each, with the forms in which news writes them.

A new currency is one row here and one fixture.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Currency:
    """One currency.

    code -- ISO 4217.  symbols -- written before (or after) the number; `US$` style compounds included.
    words -- lower-case nouns after the number, plural included.  minor -- words for a hundredth.
    adjectives, nouns -- together they name it in words: "Australian" + "dollars", "Swiss" + "francs".
    """

    code: str
    name: str
    symbols: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    minor: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()


_DOLLAR, _POUND, _FRANC = ("dollar", "dollars"), ("pound", "pounds"), ("franc", "francs")
_DINAR, _RIYAL, _RUPEE = ("dinar", "dinars"), ("riyal", "riyals", "rial", "rials"), ("rupee", "rupees")
_PESO, _KRONE = ("peso", "pesos"), ("krone", "kroner", "kronor", "krona", "crowns")

_ROWS = (
    Currency("USD", "US dollar", ("US$", "$US", "USD$", "U.S.$", "$"), ("dollar", "dollars", "dlr", "dlrs", "bucks", "buck"),
             ("cent", "cents", "cts", "ct", "penny", "pennies"), ("us", "u.s.", "american"), _DOLLAR),
    Currency("EUR", "euro", ("€",), ("euro", "euros", "eur", "€ur"), (), (), ()),
    Currency("GBP", "pound sterling", ("£", "GB£", "UK£"), ("pound", "pounds", "sterling", "stg", "quid", "pounds sterling"),
             ("pence",), ("british", "uk"), _POUND),
    Currency("JPY", "yen", ("JP¥", "¥"), ("yen",), (), ("japanese",), ()),
    Currency("CNY", "yuan", ("CN¥", "RMB¥"), ("yuan", "renminbi", "rmb"), (), ("chinese",), ()),
    Currency("KRW", "won", ("₩",), ("won",), (), ("korean", "south korean"), ()),
    Currency("INR", "Indian rupee", ("₹", "Rs.", "Rs", "INR."), ("rupee", "rupees"), ("paise",), ("indian",), _RUPEE),
    Currency("AUD", "Australian dollar", ("A$", "AU$", "AUD$", "$A"), (), (), ("australian", "aussie"), _DOLLAR),
    Currency("CAD", "Canadian dollar", ("C$", "CA$", "CAD$", "Cdn$", "CDN$", "$C"), (), (), ("canadian",), _DOLLAR),
    Currency("NZD", "New Zealand dollar", ("NZ$", "NZD$", "$NZ"), (), (), ("new zealand", "kiwi"), _DOLLAR),
    Currency("SGD", "Singapore dollar", ("S$", "SG$", "SGD$"), (), (), ("singapore", "singaporean"), _DOLLAR),
    Currency("HKD", "Hong Kong dollar", ("HK$", "HKD$", "$HK"), (), (), ("hong kong",), _DOLLAR),
    Currency("TWD", "New Taiwan dollar", ("NT$", "TW$"), (), (), ("taiwan", "taiwanese", "new taiwan"), _DOLLAR),
    Currency("BRL", "real", ("R$",), ("reais", "reals"), (), ("brazilian",), ("real", "reais", "reals")),
    Currency("MXN", "Mexican peso", ("Mex$", "MX$"), (), (), ("mexican",), _PESO),
    Currency("CHF", "Swiss franc", ("CHF", "SFr", "Sfr"), ("franc", "francs"), (), ("swiss",), _FRANC),
    Currency("SEK", "Swedish krona", (), ("kronor", "krona", "swedish crowns"), (), ("swedish",), _KRONE),
    Currency("NOK", "Norwegian krone", (), (), (), ("norwegian",), _KRONE),
    Currency("DKK", "Danish krone", (), (), (), ("danish",), _KRONE),
    Currency("PLN", "zloty", ("zł",), ("zloty", "zlotys", "zlotych"), (), ("polish",), ()),
    Currency("CZK", "Czech koruna", ("Kč",), ("koruna", "korunas"), (), ("czech",), ("koruna", "korunas", "crowns")),
    Currency("HUF", "forint", (), ("forint", "forints"), (), ("hungarian",), ()),
    Currency("RON", "leu", (), ("lei",), (), ("romanian",), ()),
    Currency("TRY", "Turkish lira", ("₺",), ("lira", "liras"), (), ("turkish",), ("lira", "liras")),
    Currency("RUB", "rouble", ("₽",), ("rouble", "roubles", "ruble", "rubles"), (), ("russian",), ()),
    Currency("UAH", "hryvnia", ("₴",), ("hryvnia", "hryvnias"), (), ("ukrainian",), ()),
    Currency("ILS", "shekel", ("₪", "NIS"), ("shekel", "shekels"), (), ("israeli",), ()),
    Currency("AED", "dirham", ("Dh", "Dhs"), ("dirham", "dirhams"), (), ("uae", "emirati"), ("dirham", "dirhams")),
    Currency("SAR", "Saudi riyal", ("SR",), ("riyal", "riyals", "saudiriyal"), (), ("saudi",), _RIYAL),
    Currency("QAR", "Qatari riyal", ("QR",), (), (), ("qatari", "qatar"), _RIYAL),
    Currency("OMR", "Omani rial", (), (), (), ("omani",), _RIYAL),
    Currency("KWD", "Kuwaiti dinar", ("KD",), ("dinar", "dinars"), (), ("kuwaiti",), _DINAR),
    Currency("BHD", "Bahraini dinar", ("BD",), (), (), ("bahraini",), _DINAR),
    Currency("JOD", "Jordanian dinar", ("JD",), (), (), ("jordanian",), _DINAR),
    Currency("EGP", "Egyptian pound", ("LE",), ("egyptianpound", "geneh"), (), ("egyptian",), _POUND),
    Currency("LBP", "Lebanese pound", (), (), (), ("lebanese",), _POUND),
    Currency("IRR", "Iranian rial", (), ("rial", "rials"), (), ("iranian",), _RIYAL),
    Currency("ZAR", "rand", (), ("rand",), (), ("south african",), ()),
    Currency("NGN", "naira", ("₦",), ("naira",), (), ("nigerian",), ()),
    Currency("KES", "Kenyan shilling", ("KSh", "Ksh"), ("shilling", "shillings"), (), ("kenyan",), ("shilling", "shillings")),
    Currency("GHS", "cedi", ("GH₵",), ("cedi", "cedis"), (), ("ghanaian",), ()),
    Currency("MAD", "Moroccan dirham", (), (), (), ("moroccan",), ("dirham", "dirhams")),
    Currency("THB", "baht", ("฿",), ("baht",), (), ("thai",), ()),
    Currency("IDR", "rupiah", ("Rp", "Rp."), ("rupiah", "rupiahs"), (), ("indonesian",), ()),
    Currency("MYR", "ringgit", ("RM",), ("ringgit", "ringgits"), (), ("malaysian", "malaysia"), ("ringgit", "ringgits")),
    Currency("PHP", "Philippine peso", ("₱",), (), (), ("philippine",), _PESO),
    Currency("VND", "dong", ("₫",), ("dong",), (), ("vietnamese",), ()),
    Currency("KZT", "tenge", ("₸",), ("tenge",), (), ("kazakh",), ()),
    Currency("PKR", "Pakistani rupee", ("PKRs",), (), (), ("pakistani", "pakistan"), _RUPEE),
    Currency("LKR", "Sri Lankan rupee", ("ரூ",), (), (), ("sri lankan",), _RUPEE),
    Currency("NPR", "Nepalese rupee", (), (), (), ("nepalese", "nepali"), _RUPEE),
    Currency("BDT", "taka", ("৳",), ("taka",), (), ("bangladeshi",), ()),
    Currency("MNT", "tugrik", ("₮",), ("tugrik", "tugriks"), (), ("mongolian",), ()),
    Currency("CRC", "colon", ("₡",), ("colones",), (), ("costa rican",), ()),
    Currency("GEL", "lari", ("₾",), ("lari",), (), ("georgian",), ()),
    Currency("LAK", "kip", ("₭",), ("kip",), (), ("lao",), ()),
    Currency("KHR", "riel", ("៛",), ("riel", "riels"), (), ("cambodian",), ()),
    Currency("PYG", "guarani", ("₲",), ("guarani", "guaranis"), (), ("paraguayan",), ()),
    Currency("ARS", "Argentine peso", ("AR$",), (), (), ("argentine", "argentinian"), _PESO),
    Currency("CLP", "Chilean peso", ("CLP$",), (), (), ("chilean",), _PESO),
    Currency("COP", "Colombian peso", ("COL$",), (), (), ("colombian",), _PESO),
    Currency("PEN", "sol", ("S/",), ("soles",), (), ("peruvian",), ()),
    Currency("BTC", "bitcoin", ("₿",), ("bitcoin", "bitcoins"), (), (), ()),
    # currencies that news archives still hold
    Currency("DEM", "German mark", ("DM",), ("mark", "marks", "deutschmarks", "deutsche marks"), (), ("german", "west german"), ("mark", "marks")),
    Currency("FRF", "French franc", (), (), (), ("french",), _FRANC),
    Currency("BEF", "Belgian franc", (), (), (), ("belgian",), _FRANC),
    Currency("ITL", "Italian lira", (), ("lire",), (), ("italian",), ("lira", "lire")),
    Currency("NLG", "Dutch guilder", (), ("guilder", "guilders"), (), ("dutch",), ("guilder", "guilders")),
    Currency("ESP", "peseta", (), ("peseta", "pesetas"), (), ("spanish",), ()),
    Currency("ATS", "schilling", (), ("schilling", "schillings"), (), ("austrian",), ()),
    Currency("FIM", "markka", (), ("markka",), (), ("finnish",), ("markka", "marks")),
)  # fmt: skip

CURRENCIES: dict[str, Currency] = {row.code: row for row in _ROWS}
"""All currencies by ISO 4217 code."""


@dataclass(frozen=True, slots=True)
class PowerUnit:
    """One unit of electrical power: abbreviation (case matters), words after the number, watts."""

    symbol: str
    words: tuple[str, ...]
    watts: float


POWER_UNITS: tuple[PowerUnit, ...] = (
    PowerUnit("TW", ("terawatt", "terawatts"), 1e12),
    PowerUnit("GW", ("gigawatt", "gigawatts"), 1e9),
    PowerUnit("MW", ("megawatt", "megawatts"), 1e6),
    PowerUnit("kW", ("kilowatt", "kilowatts"), 1e3),
    PowerUnit("W", ("watt", "watts"), 1.0),
)

POWER_SUFFIXES = ("e", "p", "ac", "dc", "th")
"""Letters after a power symbol that keep it a power (MWe electrical, MWp peak); `h` makes it energy."""

SCALES: dict[str, float] = {
    "k": 1e3, "K": 1e3, "thousand": 1e3, "thousands": 1e3,
    "m": 1e6, "M": 1e6, "mn": 1e6, "mm": 1e6, "mln": 1e6, "mil": 1e6, "million": 1e6, "millions": 1e6,
    "b": 1e9, "B": 1e9, "bn": 1e9, "bln": 1e9, "billion": 1e9, "billions": 1e9, "milliard": 1e9,
    "t": 1e12, "T": 1e12, "tn": 1e12, "tr": 1e12, "trn": 1e12, "trln": 1e12, "trillion": 1e12, "trillions": 1e12,
    "quadrillion": 1e15,
    "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "crore": 1e7, "crores": 1e7, "cr": 1e7, "lakh crore": 1e12,
    "hundred": 1e2, "dozen": 12.0,
}  # fmt: skip
"""What a scale word multiplies by; single letters count only straight behind the number."""

WATT = "W"
COUNT = "count"


def number(value: float | None) -> float | int | None:
    """The same number, as an int where it is whole: what JSON rows and ids hold."""
    if value is None or not float(value).is_integer() or abs(value) >= 1e22:
        return value
    return int(value)


def scaled(value: float, unit: str) -> str:
    """A short form for people: `$110 billion`, `EUR 1.2 billion`, `2 GW`, `$3,000,000` as `$3 million`."""
    if unit == WATT:
        for row in POWER_UNITS:
            if abs(value) >= row.watts:
                return f"{value / row.watts:,.6g} {row.symbol}"
        return f"{value:g} W"
    prefix = {"USD": "$", COUNT: ""}.get(unit, f"{unit} ")
    sign, size = ("-" if value < 0 else ""), abs(value)
    for word, factor in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if size >= factor:
            return f"{sign}{prefix}{size / factor:,.6g} {word}"
    return f"{sign}{prefix}{size:,.12g}"
