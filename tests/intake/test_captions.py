"""Choices are told apart by the captions that the form offers, whatever these hold."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mentoring.intake.forms.captions import Captions, plain, two_readings

SEPARATORS = [";", "; ", ", ", ","]
pieces = st.sampled_from(
    ["a", "b", "a, b", "b; c", "c", " ", ",", ";", "é", "🧪", "שלום", "x (+2)"]
)
captions = st.lists(pieces, min_size=1, max_size=4).map("".join).map(plain).filter(bool)


def split(cell: str, *words: str, separator: str = ", ", counted: bool = False) -> object:
    """The captions found in a cell, each meaning itself."""
    values = {word: word for word in words}
    return Captions(values=values, separator=separator, counted=counted).split(cell)


@given(
    words=st.lists(captions, min_size=1, max_size=6, unique=True),
    separator=st.sampled_from(SEPARATORS),
    data=st.data(),
)
def test_any_choice_is_read_back_wherever_captions_can_be_told_apart(
    words: list[str], separator: str, data: st.DataObject
) -> None:
    """Captions with commas, semicolons, emoji and right-to-left text."""
    assume(two_readings(words, separator) is None)
    chosen = data.draw(st.lists(st.sampled_from(words), min_size=1, unique=True))
    assert split(separator.join(chosen), *words, separator=separator) == tuple(chosen)


@given(
    words=st.lists(captions, min_size=1, max_size=4, unique=True),
    separator=st.sampled_from(SEPARATORS),
)
def test_two_readings_are_found_wherever_there_are_any(words: list[str], separator: str) -> None:
    """Against writing out every choice of up to three captions."""
    cells: dict[str, tuple[str, ...]] = {}
    clash = False
    for count in (1, 2, 3):
        for chosen in product(words, repeat=count):
            cell = separator.join(chosen)
            clash = clash or cells.setdefault(cell, chosen) != chosen
    if clash:
        assert two_readings(words, separator) is not None


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Talks", ("Talks",)),
        ("talks ,  Writing, papers", None),
        ("talks,  Writing,   papers", ("Talks", "Writing, papers")),
        ("Writing, papers, Talks", ("Writing, papers", "Talks")),
        ("Talks, Knitting", None),
        ("Talks, ", ("Talks",)),
        ("", None),
    ],
)
def test_the_longest_caption_is_taken_first(cell: str, found: tuple[str, ...] | None) -> None:
    """Case and spacing do not matter; what is no caption is never dropped."""
    assert split(cell, "Talks", "Writing", "Writing, papers") == found


def test_a_shorter_caption_is_taken_where_the_longest_leads_nowhere() -> None:
    """Trying again rather than giving up."""
    assert split("A, B, C", "A", "A, B", "B, C") == ("A", "B, C")


def test_extra_places_are_understood_where_the_tool_writes_them() -> None:
    """As in Indico's multiple choices."""
    cell = "Dinner (+2); Lunch; light (+1)"
    words = ("Dinner", "Lunch; light")
    assert split(cell, *words, separator="; ", counted=True) == words
    assert split(cell, *words, separator="; ") is None
    assert Captions(values={"Dinner": 1}, counted=True).find("Dinner (+3)") == (1,)


def test_pieces_that_are_no_captions_are_told_from_those_that_are() -> None:
    """So that the nearest caption can be proposed, or the text kept as somebody's own."""
    known = Captions(values={"Talks": 1, "Papers; posters": 2}, separator="; ")
    assert known.sort("Talks; Knitting") == ((1,), ("Knitting",))
    assert known.sort("Papers; posters; Talks") == ((2, 1), ())


@pytest.mark.parametrize("cell", ["Talks\nData, plots", "Talks\r\n\r\n data,  plots\n"])
def test_choices_may_stand_on_a_line_each(cell: str) -> None:
    """As Jotform writes them; a caption with spaces stays whole."""
    known = Captions(values={"Talks": 1, "Data, plots": 2, "Data,": 3}, separator="\n")
    assert known.split(cell) == (1, 2)


def test_a_cell_may_hold_thousands_of_choices() -> None:
    """A person who pastes a list of all captions many times is read like everybody."""
    assert split(", ".join(["a", "b"] * 3000), "a", "b") == ("a", "b") * 3000
