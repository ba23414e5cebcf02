"""What a plain (unquoted) YAML scalar means, and which texts must be quoted."""

import math
import re

from mentoring.files.text import VISIBLE

Scalar = str | int | float | bool | None

LARGEST_INTEGER = 10**18 - 1
LONGEST_KEY = 1000  # readers stop looking for a key's colon after 1,024 characters

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# First characters of plain scalars that may not be text (apart from the empty one).
SPECIAL_FIRST = frozenset("~nNtTfF-+.0123456789")
_FIRST_OF_WORDS = frozenset("~nNtTfF")

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+][0-9]+)?")
_CORE_NUMBER = re.compile(
    r"[-+]?[0-9]+ | 0o[0-7]+ | 0x[0-9a-fA-F]+"
    r"| [-+]?(?:\.[0-9]+ | [0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"| [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)",
    re.VERBOSE,
)

# Everything that some YAML 1.1 or 1.2 reader takes for a boolean, null, a number or a date.
_ELSEWHERE = re.compile(r"(?i:y|yes|n|no|on|off|true|false|null)|[0-9][0-9a-fA-F_xXoO.,:+\-TtZz ]*")
_NEITHER = VISIBLE.replace(" -~", ' !"$-9;-~')  # neither colon nor number sign
# A letter or digit; then no ": ", no " #", neither colon nor space at the end.
_PLAIN = re.compile(rf"\w(?:[{_NEITHER}]+|:(?! |\Z)|(?<! )#)*+(?<! )")
_IN_FLOW = frozenset(",[]{}?")  # PyYAML takes a question mark for a key indicator


class ConfusingNumberError(ValueError):
    """A plain scalar that readers take for different numbers, or some for text."""


def resolve(plain: str) -> Scalar:
    """The value of a plain scalar by the core schema of YAML 1.2: `NO` and `12:30` are texts.

    One rule is stricter: a number that other readers take for text or for another number (0123,
    0o17, 0x1F, +1, 1e3, .5, .inf, more than 18 digits) raises ConfusingNumberError.
    """
    if plain in _WORDS:
        return _WORDS[plain]
    if plain[0] in _FIRST_OF_WORDS:
        return plain
    if _INTEGER.fullmatch(plain):
        return int(plain)
    if _FLOAT.fullmatch(plain) and math.isfinite(number := float(plain)):
        return number
    if _CORE_NUMBER.fullmatch(plain):
        raise ConfusingNumberError
    return plain


def reads_as_text(text: str, *, in_flow: bool) -> bool:
    """Whether all readers read `text` without quotes as this text; `in_flow`: inside brackets."""
    if not _PLAIN.fullmatch(text) or _ELSEWHERE.fullmatch(text):
        return False
    return not in_flow or _IN_FLOW.isdisjoint(text)
