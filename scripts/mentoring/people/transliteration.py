"""Cyrillic and Greek in Latin letters, as passports, catalogues and colleagues write them.

Readers cannot distinguish letters that look alike in two scripts, so a text of lookalikes counts
as one more spelling.
"""

import re
import unicodedata
from functools import cache

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґћђџљњј"
# ISO 9 without its accents; BGN/PCGN; passports (ICAO 9303); Slavists; German newspapers.
_CYRILLIC_IN_LATIN = (
    ("a b v g d e z z i j k l m n o p r s t u f h c c s s - y - e u a e "
     "i i e g c d d l n j"),
    ("a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya e "
     "i yi ye g c dj dz lj nj j"),
    ("a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia e "
     "i i ie g c dj dz lj nj j"),
    ("a b v g d e z z i j k l m n o p r s t u f ch c c s sc - y - e ju ja e "
     "i ji je g c dj dz lj nj j"),
    ("a b w g d e sch z i i k l m n o p r s t u f ch z tsch sch schtsch - y - e ju ja jo "
     "i ji je g c dj dz lj nj j"),
)  # fmt: skip
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_PAIRS = "ου αυ ευ ηυ μπ ντ γκ γγ γξ γχ"  # noqa: RUF001
# ELOT 743; classical; BGN/PCGN; as it sounds.
_GREEK_IN_LATIN = (
    ("a v g d e z i th i k l m n x o p r s t y f ch ps o", "ou av ev iv mp nt gk ng nx nch"),
    ("a b g d e z e th i k l m n x o p r s t y ph ch ps o", "u au eu eu mp nt gk ng nx nch"),
    ("a v g d e z i th i k l m n x o p r s t i f kh ps o", "ou av ev iv b d g ng nx nkh"),
    ("a v g d e z i th i k l m n x o p r s t i f h ps o", "ou af ef if b d g g nx nh"),
)
_LOOKS_LATIN = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕӏһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορτυχϲ",
    "ABEKMHOPCTYXIJSaeopcyxijslhdqwABEZHIKMNOPTYXaivoptuxc",
)
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_TONES = re.compile("[\u0300\u0301\u0308\u0313\u0314\u0342\u0345]")


def in_latin(text: str) -> set[str]:
    """Every Latin transliteration of the Cyrillic or Greek text, and its Latin lookalike.

    The set is empty for a text without such letters.
    """
    if not _FOREIGN.search(text):
        return set()
    ways = {_transcribed(text, table) for table in _tables()}
    return (ways | {text.translate(_LOOKS_LATIN)}) - {text}


def _transcribed(text: str, table: dict[str, str]) -> str:
    written = _TONES.sub("", unicodedata.normalize("NFD", text)) if _is_greek(text) else text
    return _units().sub(lambda unit: _cased(unit[0], table), unicodedata.normalize("NFC", written))


def _cased(unit: str, table: dict[str, str]) -> str:
    latin = table.get(unit.casefold(), unit)
    return latin.capitalize() if unit[0].isupper() else latin


def _is_greek(text: str) -> bool:
    return re.search("[\u0370-\u03ff\u1f00-\u1fff]", text) is not None


@cache
def _units() -> re.Pattern[str]:
    """A pattern for Greek digraphs and for single letters of either script."""
    return re.compile(f"{'|'.join(_PAIRS.split())}|[{_GREEK}ς{_CYRILLIC}]", re.IGNORECASE)


@cache
def _tables() -> tuple[dict[str, str], ...]:
    """For each transliteration system, the Latin for each letter or digraph."""
    cyrillic = [_table(_CYRILLIC, way.split()) for way in _CYRILLIC_IN_LATIN]
    greek = [
        {**_table(_GREEK, letters.split()), **_table(_PAIRS.split(), pairs.split()), "ς": "s"}
        for letters, pairs in _GREEK_IN_LATIN
    ]
    return (*cyrillic, *greek)


def _table(units: str | list[str], latin: list[str]) -> dict[str, str]:
    return {unit: "" if way == "-" else way for unit, way in zip(units, latin, strict=True)}
