"""Loads the schemas, which are files beside this one and define the form of all records."""

import json
import re
from functools import cache
from importlib import resources

from mentoring.programme.config import Vocabulary
from mentoring.schemas import parts
from mentoring.schemas.parts import Schema

VOCABULARY = "vocabulary"
_PARTS = {"identity": parts.identity, "readable": parts.readable}


@cache
def names() -> tuple[str, ...]:
    """The records that have a schema, in alphabetical order."""
    files = (entry.name for entry in resources.files(__package__).iterdir())
    stems = {name.removesuffix(".json") for name in files if name.endswith(".json")}
    return tuple(sorted((stems | {"identity"}) - {VOCABULARY}))


@cache
def load(name: str) -> Schema:
    """The schema of the record `name`, or of the shared vocabulary.

    `application` is the whole record; its two files have the schemas `readable` and `identity`.
    """
    if name in _PARTS:
        return _PARTS[name](load("application"))
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
    schemas["application"] = parts.for_editors(load("application"))
    return {
        f"{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }
