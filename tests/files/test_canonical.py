"""JSON has one canonical form, and one that people compare."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.plain import data, exact, whole_data
from mentoring.errors import MentoringError
from mentoring.files.strict_json import compact, digest, indented, parse_json


@given(data)
def test_both_forms_read_back(value: Any) -> None:
    """Nothing is lost, in neither form."""
    assert exact(json.loads(compact(value))) == exact(value)
    assert exact(json.loads(indented(value))) == exact(value)


@given(whole_data)
def test_the_strict_reader_reads_both_forms(value: Any) -> None:
    """It refuses nothing that we write without fractions."""
    assert exact(parse_json(compact(value), "x").value) == exact(value)
    assert exact(parse_json(indented(value), "x").value) == exact(value)


@given(st.dictionaries(st.text(max_size=3), data, max_size=5), st.randoms())
def test_the_order_of_keys_does_not_change_a_digest(value: dict[str, Any], random: Any) -> None:
    """Equal data have one digest."""
    items = list(value.items())
    random.shuffle(items)
    assert digest(dict(items)) == digest(value)


def test_the_compact_form() -> None:
    """Sorted keys, no spaces, characters as they are; a tuple is a list."""
    value = {"b": (1, None), "a": {"é": "🙂\n", "c": True}}
    text = '{"a":{"c":true,"é":"🙂\\n"},"b":[1,null]}'
    assert compact(value) == text.encode()
    assert digest(value) == hashlib.sha256(text.encode()).hexdigest()


def test_the_indented_form() -> None:
    """Keys as given; what fits is on one line, and so is a row of numbers of any length."""
    value = {
        "cohort": "2026",
        "mentees": [{"id": "bcd234", "band": 0, "experiments": ["ATLAS", "NA62"]}] * 2,
        "fit": [[number * 100 for number in range(30)], [None, 1]],
        "empty": [{}, []],
        "why": {"bcd234": ["x" * 40, "y" * 40]},
    }
    assert indented(value).decode() == (
        "{\n"
        '  "cohort": "2026",\n'
        '  "mentees": [\n'
        '    {"id": "bcd234", "band": 0, "experiments": ["ATLAS", "NA62"]},\n'
        '    {"id": "bcd234", "band": 0, "experiments": ["ATLAS", "NA62"]}\n'
        "  ],\n"
        '  "fit": [\n'
        f"    {json.dumps([number * 100 for number in range(30)])},\n"
        "    [null, 1]\n"
        "  ],\n"
        '  "empty": [{}, []],\n'
        '  "why": {\n'
        '    "bcd234": ["' + "x" * 40 + '", "' + "y" * 40 + '"]\n'
        "  }\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({1: 2}, "not text"),
        ([{"a": [{None: 1}]}], "not text"),
        (float("nan"), "written as JSON"),
        ([float("inf")], "written as JSON"),
        ([b"bytes"], "written as JSON"),
        ("\ud800", "surrogate"),
    ],
)
def test_what_json_cannot_hold_is_refused(value: Any, message: str) -> None:
    """Neither form writes what a strict reader refuses."""
    for write in (compact, indented):
        with pytest.raises(MentoringError, match=message):
            write(value)
