"""Releases as JSON: what is written is what is read, and the schema has no place for a person."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec import convert, to_builtins

import made
from mentoring import schemas
from mentoring.aggregates.release import (
    Cell,
    Headcount,
    Population,
    Release,
    ReleaseStage,
    Table,
    to_text,
)
from mentoring.disclosure.table_specs import catalogue

WORDS = made.CONFIG.vocabulary
RELEASE = Release(
    cohort="2026",
    stage=ReleaseStage.MATCHING,
    month="2026-11",
    headcounts=(Headcount(population=Population.PAIRS, low=20, high=20),),
    tables=(
        Table(
            name="selected-by-career",
            population=Population.PAIRS,
            classification="three-stages",
            cells=(Cell(category="students", low=10, high=14),),
        ),
        Table(
            name="selected-by-region", population=Population.PAIRS, classification="three-regions"
        ),
    ),
)


def test_a_release_survives_its_file() -> None:
    """Reading what was written gives the same release."""
    assert convert(json.loads(to_text(RELEASE)), Release) == RELEASE


def test_the_file_has_a_line_for_each_category() -> None:
    """A diff shows what would become public, category by category."""
    assert '        {"category": "students", "low": 10, "high": 14}\n' in to_text(RELEASE)


def test_the_schema_accepts_a_release() -> None:
    """The record and its schema agree."""
    assert not schemas.validate("release", to_builtins(RELEASE), WORDS)


@pytest.mark.parametrize(
    "change",
    [
        {"month": "2026-11-03"},
        {"note": "Anna left in spring"},
        {"stage": "kfwtzn"},
        {"tables": [{**to_builtins(RELEASE)["tables"][0], "name": "selected-by-name"}]},
        {"tables": [{**to_builtins(RELEASE)["tables"][0], "classification": "by-institute"}]},
        {"headcounts": [{"population": "kfwtzn", "low": 1, "high": 1}]},
    ],
)
def test_the_schema_has_no_place_for_a_person(change: dict[str, Any]) -> None:
    """No free text, no id, no unlisted table, no date finer than a month."""
    assert schemas.validate("release", {**to_builtins(RELEASE), **change}, WORDS)


@pytest.mark.parametrize("category", ["kfwtzn", "Anna", "University of Somewhere", ""])
def test_no_category_is_free_text(category: str) -> None:
    """A category is a word of the vocabulary or of a committed classification."""
    document = to_builtins(RELEASE)
    document["tables"][0]["cells"][0]["category"] = category
    assert schemas.validate("release", document, WORDS)


def strings_of(schema: Any) -> list[dict[str, Any]]:
    """Every part of a schema that allows a text of one's own."""
    parts = schema.values() if isinstance(schema, dict) else schema
    if isinstance(schema, str | int):
        return []
    own = [schema] if isinstance(schema, dict) and schema.get("type") == "string" else []
    return own + [one for each in parts for one in strings_of(each)]


def test_no_text_is_free() -> None:
    """The month's pattern is the only text in the schema that is not an enumeration."""
    assert [one["pattern"] for one in strings_of(schemas.load("release"))] == [
        "^[0-9]{4}-(0[1-9]|1[0-2])$"
    ]


def test_the_schema_lists_the_tables_and_classifications_of_the_catalogue() -> None:
    """What the airlock may publish and what the schema admits are one list."""
    table = schemas.load("release")["properties"]["tables"]["items"]["properties"]
    specs = catalogue(made.cohort())
    assert table["name"]["enum"] == [spec.name for spec in specs]
    every = {one.name for spec in specs for one in spec.ladder}
    fixed = set(table["classification"]["anyOf"][1]["enum"])
    assert every == fixed | set(dict(WORDS)["grouping"])
