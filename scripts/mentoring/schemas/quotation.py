"""What a message may quote: words of the programme, never what people say about themselves."""

from __future__ import annotations

import re
from typing import Any

PRIVATE = frozenset(
    {"person", "motivation", "goals", "profile", "note", "institute", "reason", "place", "also"}
)
KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a block of keys",
    "null": "nothing",
}
LONGEST = 60
_WORD = re.compile(r"[\w.:+/-]{1,40}")


def found(value: Any, steps: tuple[Any, ...]) -> str:  # noqa: ANN401 (a value of any kind)
    """The value as it was found, unless it may say something about a person.

    Only single words are quoted, and none from a field of free text: a name or an address that
    came into the wrong field stands in no message.
    """
    if isinstance(value, dict):
        return KINDS["object"]
    if isinstance(value, list):
        return KINDS["array"] if value else "an empty list"
    if isinstance(value, str) and (not _WORD.fullmatch(value) or not PRIVATE.isdisjoint(steps)):
        return "this text" if value else "an empty text"
    plain = str(value).lower() if isinstance(value, bool) else value
    return KINDS["null"] if value is None else f"“{plain}”"


def key(word: str) -> str:
    """A key as it was found; keys are the programme's words, or slips of them."""
    return f"“{word[:LONGEST]}{'…' if len(word) > LONGEST else ''}”"
