"""Text as words normalised for comparison; Cyrillic and Greek also in Latin letters."""

import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources

# Accents, vowel signs, and invisible characters: soft hyphens, joiners, variation selectors.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff\u3099\u309a\ufe20-\ufe2f"
) + _UNSEEN
_ALONE = "\u3040-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
# In scripts without spaces each character is a word, and so is a decomposed syllable of Hangul.
# Other words are runs of letters with their marks, and runs of digits. The underscore is not a
# letter here, because it joins words in file names.
_SYLLABLE = "[\u1100-\u115f][\u1160-\u11a7]+[\u11a8-\u11ff]?"
_LETTER = rf"[^\W\d_{_ALONE}\u1100-\u11ff]"
_WORD = re.compile(
    rf"{_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*|(?:\d[{_UNSEEN}]*)+"
    rf"|(?:{_SYLLABLE}|[{_ALONE}])[{_MARKS}]*"
)
_PLAIN_WORD = re.compile(r"[a-z]+|[0-9]+")
_ASCII_WORD = re.compile(r"[A-Za-z]+|[0-9]+")
_SIGNS = re.compile(r"[^\x00-\x7f]+")
_GONE = re.compile(f"[{_MARKS}]")
_QUOTES = re.compile(rf"[^\x00-\x7f\w{_MARKS}{_ALONE}]")  # and dashes, arrows: no part of a word
# Letters that look accented but that Unicode does not decompose.
_LOOKS = str.maketrans("øØłŁđĐðħĦıŧŦŋ", "oOlLdDdhHitTn") | str.maketrans(
    {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th"}
)


@dataclass(frozen=True)
class Words:
    """A text as its words: each normalised, and the position of each when it is asked for."""

    text: str

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words, normalised for comparison."""
        return folded(self.text)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The position of each word: [start, end)."""
        text = _unquoted(self.text)
        pattern = _ASCII_WORD if text.isascii() else _WORD
        return [match.span() for match in pattern.finditer(text)]


def folded(text: str) -> tuple[str, ...]:
    """The words of a text, normalised for comparison."""
    text = _unquoted(text)
    if text.isascii():
        return tuple(_PLAIN_WORD.findall(text.lower()))
    return tuple([word.lower() if word.isascii() else fold(word) for word in _WORD.findall(text)])


def normalised(email: str) -> str:
    """An address normalised for comparison: Unicode NFKC, case-folded, stripped."""
    return unicodedata.normalize("NFKC", email).strip().casefold()


def _unquoted(text: str) -> str:
    """The text with a space for each sign outside ASCII that is not part of a word, for speed."""
    return text if text.isascii() else _QUOTES.sub(" ", text)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word without case, accents and compatibility forms."""
    return bare(word).casefold()


def bare(text: str) -> str:
    """A text without accents, invisible characters and compatibility forms (Unicode NFKD)."""
    return text if text.isascii() else _SIGNS.sub(_plain, text)


def _plain(signs: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFKD", _GONE.sub("", signs[0]))
    kept = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return kept.translate(_LOOKS)


# Letters that readers cannot distinguish from Latin ones: such a text is one more spelling.
_LOOKS_LATIN = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕӏһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορτυχϲ",
    "ABEKMHOPCTYXIJSaeopcyxijslhdqwABEZHIKMNOPTYXaivoptuxc",
)
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]+")
_TONES = re.compile("[\u0300\u0301\u0308\u0313\u0314\u0342\u0345]")


def in_latin(text: str) -> set[str]:
    """Every Latin transliteration of Cyrillic or Greek text, and its lookalike; else nothing."""
    if not _FOREIGN.search(text):
        return set()
    plain = text
    if _GREEK.search(text):
        plain = _TONES.sub("", unicodedata.normalize("NFD", text))
    plain = unicodedata.normalize("NFC", plain)
    ways = {_FOREIGN.sub(system, plain) for system in _systems()}
    return (ways | {text.translate(_LOOKS_LATIN)}) - {text}


@cache
def _systems() -> list[Callable[[re.Match[str]], str]]:
    """What writes a run of letters in Latin, for each system of `transliteration.toml`."""
    file = resources.files("mentoring.people").joinpath("transliteration.toml")
    scripts = tomllib.loads(file.read_text(encoding="utf-8"))["scripts"]
    units = [unit for each in scripts for unit in each["units"].split()]
    pattern = re.compile("|".join(units), re.IGNORECASE)

    def system(letters: str, latin: str) -> Callable[[re.Match[str]], str]:
        table = dict(zip(letters.split(), latin.split(), strict=True))

        def written(unit: re.Match[str]) -> str:
            way = table.get(unit[0].casefold(), unit[0]).replace("-", "")
            return way.capitalize() if unit[0][0].isupper() else way

        return lambda run: pattern.sub(written, run[0])

    return [system(each["units"], latin) for each in scripts for latin in each["systems"].values()]
