"""The schemas of an application's two files, derived from the schema of the whole record."""

from collections.abc import Collection
from typing import Any

IDENTITY = ("person", "institute", "other_institutes", "motivation", "goals")
"""The application's fields that only its identity file holds; further ones are nested."""

Schema = dict[str, Any]


def identity(whole: Schema) -> Schema:
    """The schema of an identity file, which has the shape of the application."""
    fields = whole["properties"]
    profile, wishes = fields["profile"], fields["preferences"]
    ranked = wishes["properties"]["mentors"]
    wish = {**ranked["items"], "required": ["profile", "reason"]}
    return {
        "$schema": whole["$schema"],
        "title": "Identity",
        "description": "Who an applicant is, and what they wrote. Only letters, packets and "
        "other commands that need names read it.",
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "cohort", "person", "institute"],
        "properties": {
            **{name: fields[name] for name in ("id", "cohort", *IDENTITY)},
            "profile": _only(profile, {"text"}),
            "preferences": {
                **_only(wishes, {"mentors"}),
                "description": "Why a mentee would like these profiles.",
                "properties": {
                    "mentors": {
                        **ranked,
                        "description": "The ranked profiles that have a reason.",
                        "items": wish,
                    }
                },
            },
        },
    }


def readable(whole: Schema) -> Schema:
    """The schema of an application's own file, whose identity is in its other file."""
    fields = _only(whole, whole["properties"].keys() - set(IDENTITY))["properties"]
    profile, wishes = fields["profile"], fields["preferences"]
    ranked = wishes["properties"]["mentors"]
    wishes = {
        **wishes,
        "properties": {
            **wishes["properties"],
            "mentors": {**ranked, "items": _only(ranked["items"], {"profile"})},
        },
    }
    return {
        **whole,
        "required": [name for name in whole["required"] if name not in IDENTITY],
        "allOf": [_readable_branch(branch) for branch in whole["allOf"]],
        "properties": {
            **fields,
            "profile": _only(profile, {"code", "approved"}),
            "preferences": wishes,
        },
    }


def for_editors(whole: Schema) -> Schema:
    """The schema of an application's file in either layout: with its identity or without."""
    parts = {"whole": whole, "readable": readable(whole)}
    return {
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


def _only(block: Schema, names: Collection[str]) -> Schema:
    """The block with these properties alone, and what it requires of them."""
    kept = {name: part for name, part in block["properties"].items() if name in names}
    needed = [name for name in block["required"] if name in names]
    return {**block, "required": needed, "properties": kept}


def _readable_branch(branch: Schema) -> Schema:
    """A condition of the whole schema, without what it says about the identity."""
    side = "then" if "then" in branch else "else"
    rule = _only(branch[side], branch[side]["properties"].keys() - set(IDENTITY))
    return {**branch, side: rule}
