"""Cyrillic and Greek in Latin letters, as passports, catalogues and colleagues write them.

The systems are in `transliteration.toml`. Readers cannot distinguish letters that look alike in two
scripts, so a text of lookalikes counts as one more spelling.
"""

import re
import tomllib
import unicodedata
from functools import cache, partial
from importlib import resources

_LOOKS_LATIN = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕӏһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορτυχϲ",
    "ABEKMHOPCTYXIJSaeopcyxijslhdqwABEZHIKMNOPTYXaivoptuxc",
)
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_TONES = re.compile("[\u0300\u0301\u0308\u0313\u0314\u0342\u0345]")


def in_latin(text: str) -> set[str]:
    """Every Latin transliteration of the Cyrillic or Greek text, and its Latin lookalike.

    The set is empty for a text without such letters.
    """
    if not _FOREIGN.search(text):
        return set()
    units, tables = _systems()
    plain = text
    if _GREEK.search(text):
        plain = _TONES.sub("", unicodedata.normalize("NFD", text))
    plain = unicodedata.normalize("NFC", plain)
    ways = {units.sub(partial(_in_case, table), plain) for table in tables}
    return (ways | {text.translate(_LOOKS_LATIN)}) - {text}


def _in_case(table: dict[str, str], unit: re.Match[str]) -> str:
    latin = table.get(unit[0].casefold(), unit[0])
    return latin.capitalize() if unit[0][0].isupper() else latin


@cache
def _systems() -> tuple[re.Pattern[str], list[dict[str, str]]]:
    """A pattern of all letters and digraphs, and for each system their Latin."""
    file = resources.files("mentoring.people").joinpath("transliteration.toml")
    units: list[str] = []
    tables = []
    for script in tomllib.loads(file.read_text(encoding="utf-8"))["scripts"]:
        letters = script["units"].split()
        units += letters
        for latin in script["systems"].values():
            ways = ("" if way == "-" else way for way in latin.split())
            tables.append(dict(zip(letters, ways, strict=True)))
    return re.compile("|".join(units), re.IGNORECASE), tables
