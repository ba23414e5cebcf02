"""Loads the schemas, which are files beside this one and define the form of all records.

An application is stored in two files; their schemas are derived from that of the whole record.
"""

import json
import re
from collections.abc import Collection
from copy import deepcopy
from functools import cache
from importlib import resources
from typing import Any

from mentoring.programme.config import Vocabulary

Schema = dict[str, Any]
VOCABULARY = "vocabulary"
IDENTITY = ("person", "institute", "other_institutes", "motivation", "goals")
"""The application's fields that only its identity file holds; further ones are nested."""


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
    if name == "identity":
        return _identity(load("application"))
    if name == "readable":
        return _readable(load("application"))
    text = resources.files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    schema: Schema = json.loads(text)
    return schema


@cache
def with_words(words: Vocabulary | None) -> Schema:
    """The vocabulary schema, restricted to a programme's own words.

    Without them, sealed and published files stay readable after a programme has changed its words.
    """
    vocabulary = load(VOCABULARY)
    if words is None:
        return vocabulary
    definitions = dict(vocabulary["$defs"])
    for name, allowed in words:
        said = {key: definitions[name][key] for key in ("title", "description")}
        definitions[name] = {**said, "enum": list(allowed)}
    return {**vocabulary, "$defs": definitions}


@cache
def pattern(definition: str) -> re.Pattern[str]:
    """The regular expression of a text that the vocabulary defines."""
    return re.compile(load(VOCABULARY)["$defs"][definition]["pattern"])


def for_editors(words: Vocabulary) -> dict[str, str]:
    """The text of every schema, by file name, with a programme's words to choose from.

    That of an application's file takes either layout: with its identity or without.
    """
    whole = load("application")
    parts = {"whole": whole, "readable": load("readable")}
    either = {
        **{key: whole[key] for key in ("$schema", "title", "description")},
        "type": "object",
        "if": {"anyOf": [{"properties": {name: True}, "required": [name]} for name in IDENTITY]},
        "then": {"$ref": "#/$defs/whole"},
        "else": {"$ref": "#/$defs/readable"},
        "$defs": {
            name: {key: value for key, value in part.items() if key != "$schema"}
            for name, part in parts.items()
        },
    }
    schemas = {name: load(name) for name in names()}
    schemas |= {VOCABULARY: with_words(words), "application": either}
    return {
        f"{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


def _identity(whole: Schema) -> Schema:
    """The schema of an identity file, which has the shape of the application."""
    fields = deepcopy(whole["properties"])
    wishes, ranked = fields["preferences"], fields["preferences"]["properties"]["mentors"]
    _drop(fields["profile"], {"code", "approved"})
    _drop(wishes, wishes["properties"].keys() - {"mentors"})
    wishes["description"] = "Why a mentee would like these profiles."
    ranked["description"] = "The ranked profiles that have a reason."
    ranked["items"]["required"] = ["profile", "reason"]
    return {
        "$schema": whole["$schema"],
        "title": "Identity",
        "description": "Who an applicant is, and what they wrote. Only letters, packets and "
        "other commands that need names read it.",
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "cohort", "person", "institute"],
        "properties": {
            name: fields[name] for name in ("id", "cohort", *IDENTITY, "profile", "preferences")
        },
    }


def _readable(whole: Schema) -> Schema:
    """The schema of an application's own file, whose identity is in its other file."""
    readable = deepcopy(whole)
    branches = (branch.get("then") or branch["else"] for branch in readable["allOf"])
    for block in (readable, *branches):
        _drop(block, IDENTITY)
    fields = readable["properties"]
    _drop(fields["profile"], {"text"})
    _drop(fields["preferences"]["properties"]["mentors"]["items"], {"reason"})
    return readable


def _drop(block: Schema, names: Collection[str]) -> None:
    """Take properties out of a block, and out of what it requires."""
    block["required"] = [name for name in block["required"] if name not in names]
    properties = block["properties"].items()
    block["properties"] = {name: part for name, part in properties if name not in names}
