"""Words that are common although they may be somebody's name: “Young”, “May”, “Higgs”."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from mentoring.people.normalized_words import folded

if TYPE_CHECKING:
    from collections.abc import Collection

_SHORTEST = 5


def is_common(word: str, also: Collection[str] = ()) -> bool:
    """Whether a word, as it compares, tells nobody apart: an everyday word, or a short one.

    `also` are the programme's own words.
    """
    return (len(word) < _SHORTEST and word.isalpha()) or word in _words() or word in also


@cache
def _words() -> frozenset[str]:
    """Everyday words of the public pages and of their markup, physicists, towns, given names."""
    everyday = files(__package__).joinpath("common.txt").read_text("utf-8")
    return frozenset(folded(everyday))
