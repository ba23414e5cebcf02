"""No exported cell is a formula, and none loses a character."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mentoring.errors import MentoringError
from mentoring.files.tables import guard, unguard, write_table
from tools import cells_of

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "'=1",
    "\uff1d1",
    "\u00a0=1",
]
cells = st.text() | st.text("'=+-@ \t\r\nab\uff1d;,\"", max_size=6)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text(text: str) -> None:
    """An apostrophe in front, in place of white space, tells spreadsheets that a text follows."""
    assert guard(text) == f"'{text.lstrip()}"


@pytest.mark.parametrize("text", ["", "Ana", "1-2", "a=b", "'quoted'", "it's", "ana@example.org"])
def test_other_texts_are_left_alone(text: str) -> None:
    """What begins like no formula stays as it is."""
    assert guard(text) == text


@given(cells)
@example("''=1")
def test_no_text_is_changed(text: str) -> None:
    """A cell gets one apostrophe at most, also in front of its own; none begins like a formula.

    Only white space in front of a formula is lost, however often a table is written and read.
    """
    cell = guard(text)
    assert cell in {text, f"'{text.lstrip()}"}
    assert guard(cell) == (cell if cell == text else f"'{cell}")
    assert not guard(text).lstrip().startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20"))
    assert unguard(cell) == (text if cell == text else text.lstrip())


@given(st.lists(st.lists(cells.filter(str.isprintable) | cells, max_size=4), max_size=5))
def test_every_table_comes_back(rows: list[list[str]]) -> None:
    """Commas, quotes and line ends inside cells are kept."""
    assert cells_of(write_table(rows)) == [[guard(cell) for cell in row] for row in rows]


def test_the_file() -> None:
    """CSV as spreadsheets know it: marked as UTF-8, lines ended by CR LF, numbers as numbers."""
    assert write_table([["id", "points"], ["=x", -5]]) == (b"\xef\xbb\xbfid,points\r\n'=x,-5\r\n")
    assert list(csv.reader(io.StringIO("'=x,-5\r\n"))) == [["'=x", "-5"]]


def test_half_a_character_is_refused() -> None:
    """A lone surrogate has no bytes in UTF-8."""
    with pytest.raises(MentoringError, match="surrogate"):
        write_table([["\ud800"]])
