"""JSON is read as strictly as YAML."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.plain import exact, whole_data
from mentoring.errors import DataError
from mentoring.files.strict_json import parse_json
from mentoring.files.text import MOST_LEVELS, SEALED_BYTES


def problems(text: bytes | str) -> list[tuple[int, int, str]]:
    """Line, column and code of each problem."""
    raw = text.encode() if isinstance(text, str) else text
    with pytest.raises(DataError) as caught:
        parse_json(raw, "x")
    return [(problem.line, problem.column, problem.code) for problem in caught.value.problems]


@given(whole_data, st.booleans(), st.sampled_from([None, 1]))
def test_reads_what_the_json_module_writes(value: Any, escaped: bool, indent: int | None) -> None:  # noqa: FBT001
    """Every value comes back, type for type."""
    text = json.dumps(value, ensure_ascii=escaped, indent=indent)
    assert exact(parse_json(text.encode(), "x").value) == exact(value)


@given(st.binary(max_size=40) | st.text('{}[]",:\\u0dDeEaN19.+- \n', max_size=40).map(str.encode))
def test_nothing_but_a_document_or_problems_comes_out(raw: bytes) -> None:
    """Any bytes are either read, as the json module reads them, or refused with a reason."""
    try:
        value = parse_json(raw, "x").value
    except DataError:
        assert all(line for line, _, _ in problems(raw))
    else:
        assert exact(value) == exact(json.loads(raw.decode()))


def test_duplicate_keys_are_refused() -> None:
    """A second one is refused at its place, even if it is written with an escape."""
    text = '{"a": {"b": 1, "b": 2},\n "c": [{"a": 1}], "\\u0061": 3}'
    assert problems(text) == [(1, 16, "duplicate-key"), (2, 19, "duplicate-key")]


def test_numbers_are_finite() -> None:
    """What is no number, infinite, or too long for the json module is refused in each place."""
    text = '["NaN", NaN, -Infinity, 1e999, 1]'
    assert problems(text) == [(1, 9, "number"), (1, 14, "number"), (1, 25, "number")]
    assert problems("[" + "1" * 5000 + "]") == [(1, 2, "number")]


def test_numbers_are_whole() -> None:
    """No number is written as a fraction or with an exponent."""
    text = b'{"a": [1, -2, 0], "b": [1.0, 1e3, -0.0, "2.5"]}'
    with pytest.raises(DataError) as caught:
        parse_json(text, "x")
    assert [problem.column for problem in caught.value.problems] == [25, 30, 35]
    assert parse_json(b"[1, -2]", "x").value == [1, -2]


def test_half_characters_are_refused() -> None:
    """Half of a surrogate pair could never be written again; a whole one is a character."""
    assert problems('["\\ud83d\\ude42", "\\ud83d", "\\\\ud83d"]') == [(1, 18, "surrogate")]


def test_nesting_is_limited() -> None:
    """A level too many is refused where it begins; brackets inside texts do not count."""
    open_, shut = "[" * (MOST_LEVELS - 2), "]" * (MOST_LEVELS - 2)
    deep = f'{open_}[{{"a": "[[[["}}]{shut}'
    assert parse_json(deep.encode(), "x").value == json.loads(deep)
    assert problems(f"{open_}[[\n[]]]{shut}") == [(2, 1, "too-deep")]
    assert problems("[" * 1_000_000) == [(1, 33, "too-deep")]


def test_size_is_limited() -> None:
    """A byte too many is refused before anything is read."""
    assert parse_json(b"1" + b" " * (SEALED_BYTES - 1), "x").value == 1
    assert problems(b"1" + b" " * SEALED_BYTES) == [(0, 0, "too-large")]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("", 1, 1), ("{a: 1}", 1, 2), ("[1] 2", 1, 5), ('[1,\n "', 2, 2), ("\ufeff1", 1, 1)],
)
def test_what_is_no_json_is_refused_where_it_ends_to_be(text: str, line: int, column: int) -> None:
    """The first place that makes no sense is named."""
    assert problems(text) == [(line, column, "json")]


def test_what_is_not_utf_8_is_refused() -> None:
    """As in YAML."""
    assert problems(b'["\xff"]') == [(1, 3, "utf-8")]
