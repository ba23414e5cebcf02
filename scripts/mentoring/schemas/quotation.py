"""What a message says of a value: what may be quoted of it, and how to correct its type.

It quotes words of the programme, never what people say about themselves.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from mentoring.schemas.library import VOCABULARY, load

PERSONAL = (
    "application", "decisions", "identity", "ledger", "pair", "readable", "review", "roster",
    "voice",
)  # fmt: skip
"""The records that are about people."""

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
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Quotation:
    """How a message speaks of keys and values.

    In a record about people, only keys that a schema knows are quoted, and values never are: any
    field may contain a name or an address.
    """

    personal: bool

    def key(self, word: str) -> str:
        """A key as it was found, if it may be quoted."""
        if self.personal and word not in known_keys():
            return "this key"
        return f"“{word[:LONGEST]}{'…' if len(word) > LONGEST else ''}”"

    def value(self, value: Any) -> str:  # noqa: ANN401 (a value of any kind)
        """The value as it was found, or what kind of value it is."""
        if isinstance(value, dict):
            return KINDS["object"]
        if isinstance(value, list):
            return KINDS["array"] if value else "an empty list"
        if value is None:
            return KINDS["null"]
        if isinstance(value, str) and (self.personal or not _WORD.fullmatch(value)):
            return "this text" if value else "an empty text"
        if self.personal:
            return KINDS["boolean"] if isinstance(value, bool) else "this number"
        return f"“{str(value).lower() if isinstance(value, bool) else value}”"


@cache
def known_keys() -> frozenset[str]:
    """Every key that a schema of a record about people names."""
    return frozenset(key for name in (*PERSONAL, VOCABULARY) for key in _keys(load(name)))


def _keys(schema: Any) -> Iterator[str]:  # noqa: ANN401 (plain data of any shape)
    if isinstance(schema, dict):
        properties = schema.get("properties")
        yield from properties if isinstance(properties, dict) else ()
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _keys(part)


def type_remedy(value: Any, expected: Collection[str]) -> str:  # noqa: ANN401 (a value of any kind)
    """What to do about `value` where one of these types is expected; empty when that is not known.

    `expected` are names of JSON Schema's types.
    """
    text, wanted = isinstance(value, str), set(expected)
    numeric = text and bool(_NUMBER.fullmatch(value))
    remedies = (
        (value is None, "Write a value after the colon; one that begins with # needs quotes."),
        ("array" in wanted, "Write each entry on a line of its own, after a dash and a space."),
        ("boolean" in wanted, "Write true or false, without quotes."),
        (numeric and wanted & {"integer", "number"}, "Remove the quotes."),
        (text and wanted & {"integer", "number"}, "Write it in digits."),
        (isinstance(value, int | float) and "string" in wanted, "Put it in quotes."),
        ("object" in wanted, "Write keys, each on a line of its own with a colon after it."),
    )
    return next((words for fits, words in remedies if fits), "")
