"""Which language a text is in: by its function words, and by what the page says where these leave it in doubt."""

from __future__ import annotations

import re
from collections import Counter

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in a is that for on with as was by from at has have it its will be are an said which this",
        "de": "der die und das den von mit ist im für auf nicht ein eine des dem sich zu auch wird werden bei nach",
        "fr": "le la les des et en du une un est dans pour que qui par sur au aux avec plus ce pas son sont de",
        "es": "el la los las y que en del una un por con para es se su al lo más como ha sus de",
        "it": "il di che è la per un una della con del le non sono gli da nel dei più ha si alla in",
        "pt": "o que e do da em um uma para com não os as no na mais dos por ao se foi de",
        "nl": "de het een en van is dat op te zijn voor met niet aan door ook bij naar om in wordt",
        "sv": "och att det som en på är av för med inte den till har ett om i kan",
        "da": "og at det er en af til på som den med ikke for der har et de i vil",
        "no": "og at det er en av til på som den med ikke for har et seg i vil fra",
        "fi": "ja on ei että se oli myös hän mutta kun ovat sen tai joka mukaan noin",
        "pl": "w i na z że się do nie jest o to przez od za po oraz dla jak roku",
        "cs": "a se na v že je s o do za pro to by jako ale který podle jsou od",
        "ro": "de și în la a cu din pe pentru că nu este care un o au fost mai",
        "hu": "a az és hogy nem egy is meg ez de volt mint már csak el",
        "tr": "ve bir bu için ile da de olarak daha çok olan en gibi kadar sonra",
        "id": "yang dan di untuk dengan dari ini dalam pada akan tidak itu ke juga telah",
    }.items()
}
"""The commonest function words by ISO 639-1 code: every fifth to second word of running prose is one of them."""

_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),  # before Chinese: kana stand among Han characters
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_WORD = re.compile(r"[^\W\d_]+")
_WINDOW = 8_000  # characters looked at: more says nothing new
_SCRIPT_SHARE = 0.15  # of the characters: ads and names leave some Latin letters in every page
_FEWEST = 25  # words below which no text is called foreign
_ENGLISH = 0.10  # share of function words from which a text is prose of that language
_FOREIGN = 0.15
_CLEARLY = 1.5  # a foreign language has this many times English's share, for "de" and "in" stand in names too


def detect(text: str, declared: str | None = None) -> str | None:
    """ISO 639-1 code of the text; `declared` is what the page says (`en-US`); None where neither tells.

    A text is called foreign against or without the page's word only when it is long enough and clear: an English
    telegram style, a table or a single sentence is left to `declared`.
    """
    sample = text[:_WINDOW]
    foreign = len(sample) - len(sample.encode("ascii", "ignore"))
    for code, letters in _SCRIPTS if foreign > _SCRIPT_SHARE * len(sample) else ():
        if len(letters.findall(sample)) > _SCRIPT_SHARE * len(sample):
            return code
    words = Counter(_WORD.findall(sample.lower()))
    total = words.total()
    said = _code(declared)
    if not total:
        return said
    share = {code: sum(words.get(word, 0) for word in table) / total for code, table in FUNCTION_WORDS.items()}
    best = max(share, key=lambda code: share[code])
    if best == "en":
        return "en" if share["en"] >= _ENGLISH else said
    if total >= _FEWEST and share[best] >= _FOREIGN and share[best] >= _CLEARLY * share["en"]:
        return best
    return said


def _code(declared: str | None) -> str | None:
    found = re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", declared or "")
    return found[1].lower() if found else None
