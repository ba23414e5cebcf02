"""What a plain (unquoted) YAML scalar means, and which texts must be quoted."""

from __future__ import annotations

import re

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+][0-9]{1,2})?")
_CORE_NUMBER = re.compile(
    r"[-+]?[0-9]+ | 0o[0-7]+ | 0x[0-9a-fA-F]+"
    r"| [-+]?(?:\.[0-9]+ | [0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"| [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)",
    re.VERBOSE,
)
# First characters of every plain scalar that may be other than text ("" stands for itself).
SPECIAL_FIRST = frozenset("~nNtTfF-+.0123456789")

# Everything that some YAML 1.1 or 1.2 reader takes for a truth value, a number, a date or null.
_ELSEWHERE = re.compile(r"(?i:y|yes|n|no|on|off|true|false|null)|[0-9][0-9a-fA-F_xXoO.,:+\-TtZz ]*")
_PLAIN = re.compile(r"\w(?:[^:#]|:(?! |\Z)|(?<! )#)*(?<! )")
_FLOW = frozenset(",[]{}")


class ConfusingNumberError(ValueError):
    """A plain scalar that readers of YAML 1.1 and 1.2 take for different numbers."""


def resolve(plain: str) -> Scalar:
    """The value of a plain scalar by the core schema of YAML 1.2.

    So `NO`, `12:30` and `2026-11-03` are texts. Stricter in one thing: what the core schema takes
    for a number, yet other readers for another one or for text (0123, 0o17, +1, 1e3, .5, .inf, or
    more than 18 digits), raises ConfusingNumberError, as it may have been meant as text.
    """
    if plain in _WORDS:
        return _WORDS[plain]
    if _INTEGER.fullmatch(plain):
        return int(plain)
    if _FLOAT.fullmatch(plain):
        return float(plain)
    if _CORE_NUMBER.fullmatch(plain):
        raise ConfusingNumberError
    return plain


def reads_as_text(text: str, *, flow: bool) -> bool:
    """Whether every reader takes `text` for this same text when it is written without quotes."""
    if not _PLAIN.fullmatch(text) or _ELSEWHERE.fullmatch(text):
        return False
    return not (flow and not _FLOW.isdisjoint(text))
