"""How to correct a value of the wrong type, given what was found and what is expected."""

import re
from collections.abc import Collection
from typing import Any

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def of_type(value: Any, expected: Collection[str]) -> str:  # noqa: ANN401 (a value of any kind)
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
