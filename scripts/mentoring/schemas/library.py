"""The schemas as files beside this one; they are the truth about the records' form."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Any

VOCABULARY = "vocabulary"
Schema = dict[str, Any]


@cache
def names() -> tuple[str, ...]:
    """The records that have a schema, in alphabetical order."""
    files = (entry.name for entry in resources.files(__package__).iterdir())
    stems = (name.removesuffix(".json") for name in files if name.endswith(".json"))
    return tuple(sorted(stem for stem in stems if stem != VOCABULARY))


@cache
def load(name: str) -> Schema:
    """The schema of the record `name`, or the vocabulary they share."""
    text = resources.files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    schema: Schema = json.loads(text)
    return schema


@cache
def choices(definition: str) -> tuple[str, ...]:
    """The words of an enumeration of the vocabulary, in its order: career stages by career."""
    return tuple(load(VOCABULARY)["$defs"][definition]["enum"])


@cache
def pattern(definition: str) -> re.Pattern[str]:
    """How a text of the vocabulary is written, as its regular expression."""
    return re.compile(load(VOCABULARY)["$defs"][definition]["pattern"])


def titled(word: str) -> str:
    """A word of the vocabulary as people read it: `career-planning` is “Career planning”."""
    return word.replace("-", " ").capitalize()
