"""Loads the schemas, which are files beside this one and define the form of all records."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Any

from mentoring.programme.config import Vocabulary

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
    """The schema of the record `name`, or of the shared vocabulary."""
    text = resources.files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    schema: Schema = json.loads(text)
    return schema


@cache
def with_words(words: Vocabulary | None) -> Schema:
    """The vocabulary schema, restricted to a programme's own words.

    Without `words` any word of the right form is allowed: sealed and published files stay
    readable after a programme has changed its words.
    """
    vocabulary = load(VOCABULARY)
    if words is None:
        return vocabulary
    own = {
        "experiment": words.experiments,
        "stage": words.stages,
        "topic": words.topics,
        "grouping": words.groupings,
        "group": words.groups,
    }
    definitions = vocabulary["$defs"]
    listed = {
        name: {"title": definitions[name]["title"]}
        | {"description": definitions[name]["description"], "enum": list(allowed)}
        for name, allowed in own.items()
    }
    return {**vocabulary, "$defs": {**definitions, **listed}}


@cache
def pattern(definition: str) -> re.Pattern[str]:
    """The regular expression of a text that the vocabulary defines."""
    return re.compile(load(VOCABULARY)["$defs"][definition]["pattern"])


def for_editors(words: Vocabulary) -> dict[str, str]:
    """The text of every schema, by file name, with a programme's words to choose from."""
    schemas = {name: load(name) for name in names()} | {VOCABULARY: with_words(words)}
    return {
        f"{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }
