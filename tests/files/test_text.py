"""Files hold visible characters and line ends, in UTF-8, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.errors import DataError
from mentoring.files.text import decode, position, screened


def codes(text: str) -> list[str]:
    """The problems that are reported for the characters of a text."""
    return [problem.code for problem in screened(text, "x")[1]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\t", "tab"),
        ("\0", "control-character"),
        ("\x1b", "control-character"),
        ("\x7f", "control-character"),
        ("\x9b", "control-character"),
        ("\ufffe", "control-character"),
        ("\ud800", "control-character"),
        ("\r", "line-break"),
        ("\r\r\n", "line-break"),
        ("\x85", "line-break"),
        ("\u2028", "line-break"),
        ("\u202e", "direction"),
        ("\u2069", "direction"),
        ("\ufeff", "byte-order-mark"),
    ],
)
def test_what_cannot_be_seen_is_refused(text: str, code: str) -> None:
    """Each kind of hidden character has its own word and its own cure."""
    assert codes(text) == [code]


@pytest.mark.parametrize("text", ["a\n", "a\r\nb", "é", "🙂", "Łukasiewicz", "می‌خواهم", "\u200f"])
def test_what_people_write_is_not(text: str) -> None:
    """Letters of all scripts, their joiners and marks, and both common line ends."""
    assert codes(text) == []


@given(st.text())
def test_what_is_refused_is_replaced(text: str) -> None:
    """A text changes where a character is refused, keeps its length, and can be read then."""
    legible, problems = screened(text, "x")
    assert (legible == text) == (not problems)
    assert (len(legible), codes(legible)) == (len(text), [])


@given(st.characters(categories=["Cc", "Zl", "Zp"]) | st.characters(categories=["L", "N", "S"]))
def test_unicode_agrees(character: str) -> None:
    """Controls and separators are refused, letters, numbers and symbols are not."""
    hidden = unicodedata.category(character) in {"Cc", "Zl", "Zp"} and character != "\n"
    assert bool(codes(character)) == hidden


@given(st.lists(st.text("ab é🙂", max_size=5), min_size=1), st.data())
def test_a_position_counts_lines_and_characters(lines: list[str], draw: st.DataObject) -> None:
    """Both from 1; the line feed still belongs to its line."""
    line = draw.draw(st.integers(0, len(lines) - 1))
    column = draw.draw(st.integers(0, len(lines[line])))
    index = sum(len(text) + 1 for text in lines[:line]) + column
    assert position("\n".join(lines), index) == (line + 1, column + 1)


@given(st.text("aé🙂\n", max_size=20))
def test_the_place_of_a_stray_byte(before: str) -> None:
    """It is where an editor shows the first odd character."""
    with pytest.raises(DataError) as caught:
        decode(before.encode() + b"\xff rest", "x", 1000)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == position(before, len(before))
