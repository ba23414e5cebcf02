"""What is written reads the same for every reader."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from files.plain import data, exact, texts
from mentoring.errors import MentoringError
from mentoring.files.yaml.emit import WIDTH, dump
from mentoring.files.yaml.parse import parse


@given(data)
def test_reads_back_as_what_was_written(value: Any) -> None:
    """Our own reader gives back every value, type for type, and writing that is no change."""
    text = dump(value)
    read = parse(text.encode(), "x").value
    assert exact(read) == exact(value)
    assert dump(read) == text


@given(data)
@example(["0?", "a: b", "a #b", "- a", "1e3", "0o17", "NO", "12:30", "2026-11-03", "<<", "="])
@example({"text": "one\n  two \n   \n\n# three", "more": "one\n\n", "less": " one\ntwo"})
def test_reads_the_same_in_yaml_1_1_and_1_2(value: Any) -> None:
    """PyYAML (1.1, with libyaml and without) and ruamel.yaml (1.2) give back every value."""
    text = dump(value)
    assert exact(yaml.load(text, yaml.CSafeLoader)) == exact(value)
    assert exact(yaml.load(text, yaml.SafeLoader)) == exact(value)
    assert exact(YAML(typ="safe", pure=True).load(text)) == exact(value)


@given(st.dictionaries(st.sampled_from("abc"), st.lists(texts, max_size=6), min_size=1))
def test_no_list_in_brackets_is_wider_than_a_line(value: dict[str, list[str]]) -> None:
    """A list is in brackets only if it fits."""
    lines = dump(value).splitlines()
    assert all(len(line) <= WIDTH for line in lines if line[3:4] == "[" and line[1] == ":")


RECORD = {
    "id": "bcd234",
    "submitted": "2026-09-01",
    "person": {"name": "Ana Sample", "email": "ana@example.org"},
    "languages": ["en", "fr"],
    "capacity": 2,
    "weight": 1e-7,
    "remote": True,
    "left": None,
    "nothing": [],
    "motivation": "One line.\n\n  Another, indented.\n",
    "goals": [{"goal": "Write: an article", "due": "2027-03-01"}, ["a", {"b": "c\nd"}]],
    "topics": ["x" * 30, "y" * 30, "z" * 30],
}
TEXT = """\
id: bcd234
submitted: "2026-09-01"
person:
  name: Ana Sample
  email: ana@example.org
languages: [en, fr]
capacity: 2
weight: 1.0e-07
remote: true
left: null
nothing: []
motivation: |
  One line.

    Another, indented.
goals:
  - goal: "Write: an article"
    due: "2027-03-01"
  - - a
    - b: |-
        c
        d
topics:
  - xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
  - yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy
  - zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
"""


def test_the_canonical_form() -> None:
    """Block style, two spaces, keys as given, short lists in brackets, texts as blocks."""
    assert dump(RECORD) == TEXT


class Role(StrEnum):
    """Words that are texts and more."""

    MENTEE = "mentee"


def test_tuples_and_words_are_written_as_what_they_hold() -> None:
    """A record's tuple is a list, and a word of a vocabulary is its text."""
    assert dump({"roles": (Role.MENTEE,), Role.MENTEE: 1}) == "roles: [mentee]\nmentee: 1\n"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("\ud800", "surrogate"),
        ({"a\udfff": 1}, "surrogate"),
        (float("inf"), "cannot hold this float"),
        (float("nan"), "cannot hold this float"),
        (10**18, "cannot hold this int"),
        (b"bytes", "cannot hold this bytes"),
        ([object()], "cannot hold this object"),
        ({1: 2}, "key of type int"),
        ({"k" * 1001: 2}, "key of more than 1000 characters"),
    ],
)
def test_what_yaml_cannot_hold_is_refused(value: Any, message: str) -> None:
    """Nothing is written that some reader would not read, or read as something else."""
    with pytest.raises(MentoringError, match=message):
        dump(value)


def test_what_is_too_deep_to_be_read_is_not_written() -> None:
    """Writing knows the same limit of nesting as reading."""
    value: Any = "x"
    for _ in range(32):
        value = [value]
    assert parse(dump(value).encode(), "x").value == value
    with pytest.raises(MentoringError, match="deeper than 32"):
        dump([value])


def test_the_longest_key_is_read_again() -> None:
    """A key as long as a key may be, escapes included, is found by every reader."""
    value = {"k" * 1000: 1, '"' * 499: 2}
    assert parse(dump(value).encode(), "x").value == value
    assert yaml.load(dump(value), yaml.SafeLoader) == value
