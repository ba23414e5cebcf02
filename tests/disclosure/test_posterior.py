"""What the privacy page says of how likely the numbers in a range are, computed from everything."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import pytest

from disclosure.judge import World, tables
from mentoring.disclosure.feasible_tables import OneWayTable, unknown
from mentoring.disclosure.knowledge import MENTEES_KNOWN
from mentoring.disclosure.protect_release import candidate_ranges, published
from tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mentoring.aggregates.release import Range

Output = tuple["Range", ...]
cached_candidates = cache(candidate_ranges)
PAGE = ROOT / "docs/about/privacy.md"


def outcomes(
    worlds: OneWayTable, counts: World, at: int = 0, chance: Fraction = Fraction(1)
) -> Iterator[tuple[OneWayTable, Fraction]]:
    """Everything that may become public of a table, each with its probability."""
    if at == len(counts):
        yield worlds, chance
        return
    drawn = cached_candidates(worlds, at, counts[at])
    for shown in dict.fromkeys(drawn):
        share = Fraction(drawn.count(shown), len(drawn))
        yield from outcomes(worlds.narrowed(at, shown), counts, at + 1, chance * share)


@cache
def posteriors(size: int, categories: int) -> Mapping[Output, Mapping[World, Fraction]]:
    """For each output how likely each table is behind it, where all were equally likely before."""
    behind: dict[Output, dict[World, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    before = unknown(size, (0,) * categories, MENTEES_KNOWN)
    for counts in tables(size, categories):
        for worlds, chance in outcomes(before, counts):
            behind[published(worlds, categories)][counts] += chance
    return {
        output: {counts: chance / sum(found.values()) for counts, chance in found.items()}
        for output, found in behind.items()
    }


def count_by_count(found: Mapping[World, Fraction], at: int) -> dict[int, Fraction]:
    """How likely each number of one category is."""
    likely: dict[int, Fraction] = defaultdict(Fraction)
    for counts, chance in found.items():
        likely[counts[at]] += chance
    return likely


@pytest.mark.parametrize(("size", "categories"), [(12, 2), (20, 2), (12, 3), (20, 3)])
def test_no_number_becomes_likelier_than_not(size: int, categories: int) -> None:
    """At most one in two, as the page says, for a reader who had no idea before."""
    for found in posteriors(size, categories).values():
        for at in range(categories):
            assert max(count_by_count(found, at).values()) <= Fraction(1, 2)
    assert "no single number is likelier than one in two" in " ".join(PAGE.read_text().split())


def test_the_ends_are_not_as_likely_as_the_middle() -> None:
    """So no page says that they are: the ranges of a table must add up."""
    found = posteriors(20, 3)
    uneven = [
        output
        for output, worlds in found.items()
        if len(set(count_by_count(worlds, 0).values())) > 1
    ]
    assert len(uneven) > len(found) / 2
    for page in (PAGE, ROOT / "docs/statistics/index.md"):
        assert "no better a guess" not in page.read_text()


def test_five_numbers_remain_whatever_a_reader_knows() -> None:
    """The promise itself: at least five numbers stay possible for every reader."""
    for output, found in posteriors(20, 3).items():
        assert set(found) == {
            counts
            for counts in tables(20, 3)
            if all(count in shown for count, shown in zip(counts, output, strict=True))
        }
