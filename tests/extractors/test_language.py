"""The language of a text: function words first, the page's own word where these leave it in doubt."""

import pytest

from extractors.language import FUNCTION_WORDS, detect

ENGLISH = (
    "The cloud company said on Tuesday that it has raised $2 billion from a group of investors, and that the money "
    "will be spent on data centers in Norway by the end of the decade."
)
GERMAN = (
    "Der Cloud-Anbieter hat nach eigenen Angaben zwei Milliarden Euro von einer Gruppe von Investoren erhalten, und "
    "das Geld wird für den Bau von Rechenzentren in Norwegen und in der Schweiz verwendet."
)
FRENCH = (
    "Le fournisseur a levé deux milliards d'euros auprès d'un groupe d'investisseurs pour la construction de centres "
    "de données dans le nord du pays, et les travaux sont prévus pour la fin de la décennie."
)
SPANISH = (
    "La empresa ha recaudado 3.000 millones de euros en una ronda que lideran los fondos del país, y el dinero se "
    "destinará a la construcción de centros de datos en el norte para el final de la década."
)


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        (ENGLISH, None, "en"),
        (ENGLISH, "de-DE", "en"),
        (GERMAN, None, "de"),
        (GERMAN, "en", "de"),
        (FRENCH, None, "fr"),
        (SPANISH, None, "es"),
        ("데이터 센터 투자는 올해 두 배로 늘었다고 회사가 밝혔다.", "en", "ko"),
        ("データセンターへの投資は今年２倍になった。", None, "ja"),
        ("公司宣布投资二十亿美元建设数据中心。", None, "zh"),
        ("Компания привлекла два миллиарда долларов.", None, "ru"),
    ],
)
def test_prose(text: str, declared: str | None, code: str) -> None:
    """Clear prose decides, also against what the page says."""
    assert detect(text, declared) == code


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        ("Qtly div 14 cts vs 14 cts prior. Pay April 30. Record April 15.", None, None),
        ("Qtly div 14 cts vs 14 cts prior. Pay April 30. Record April 15.", "en-US", "en"),
        ("Société Générale: $2 billion, de la Tour.", None, None),
        ("", None, None),
        ("", "fr", "fr"),
        ("1 2 3", "x-default", None),
    ],
)
def test_doubt(text: str, declared: str | None, code: str | None) -> None:
    """Telegram style, names and nothing at all are left to the page's word, or to nobody."""
    assert detect(text, declared) == code


def test_every_table_is_of_words_in_lower_case() -> None:
    """Words are compared in lower case, letters only."""
    assert [
        word for table in FUNCTION_WORDS.values() for word in table if not word.isalpha() or word != word.lower()
    ] == []
