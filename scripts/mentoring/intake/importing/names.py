"""Several names in one answer, however people join them."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

LANGUAGES = ("en", "fr", "de", "it", "es", "pt")
"""The languages of forms, whose words for “and” and “or” are known by Unicode's CLDR."""
_SIGNS = r"[;/|&+•·\n]|(?<!\w)\d+[.)]\s|\s[-–—]\s|[\u3001\uff0c]"
_COMMA = re.compile(r"\s*,\s*")


def split_names(text: str) -> tuple[str, ...]:
    """The names in a text, each once; a text of one name as it is.

    A comma may stand between people or inside a name, as in “Muster, Carla”. Two parts of which one
    is a single word stay together.
    """
    pieces = [piece for part in _between().split(text) for piece in _at_commas(part)]
    names = (" ".join(piece.split()).strip(" ,-–*") for piece in pieces)
    return tuple(dict.fromkeys(filter(None, names))) or (text,)


def _at_commas(part: str) -> list[str]:
    pieces = [piece for piece in _COMMA.split(part) if piece]
    inside = len(pieces) == 2 and any(len(piece.split()) == 1 for piece in pieces)  # noqa: PLR2004
    return [part] if inside else pieces


@cache
def _between() -> re.Pattern[str]:
    """What stands between people: a sign, or a word for “and” or “or” in small letters."""
    words = {_word(language, style) for language in LANGUAGES for style in ("standard", "or")}
    joined = "|".join(sorted(filter(None, words), key=len, reverse=True))
    return re.compile(rf"{_SIGNS}|\s(?:{joined})\s")


def _word(language: str, style: str) -> str:
    """The word before the last of a list: “und” in “A, B und C”."""
    pattern: str = Locale.parse(language).list_patterns[style]["end"]
    return re.escape(pattern.replace("{0}", "").replace("{1}", "").strip(" ,"))
