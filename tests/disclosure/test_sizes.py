"""From which size what appears: the privacy page says what the procedure does."""

from __future__ import annotations

import re

import pytest

from mentoring.aggregates.release import History
from mentoring.disclosure.procedure import start
from mentoring.disclosure.table_specs import catalogue
from random_editions import edition
from tools import ROOT

PAGE = (ROOT / "docs/about/privacy.md").read_text()
ROWS = {
    "mentees by experiment": ("mentees-by-experiment",),
    "mentees by career stage, by region": ("mentees-by-career", "mentees-by-region"),
    "topics wanted": ("mentees-by-topic",),
    "mentors by experiment": ("mentors-by-experiment",),
    "mentors by region": ("mentors-by-region",),
    "months in which pairs met; how many completed": (
        "meetings-first-half", "meetings-second-half", "completion",
    ),
    "whether pairs fit; goals reached; satisfaction": ("fit-at-midterm", "goals", "satisfaction"),
}  # fmt: skip


def first_sizes(name: str) -> list[int]:
    """The number of people from which each classification of a table is used."""
    cohort = edition(1).cohort.record
    spec = next(one for one in catalogue(cohort) if one.name == name)
    first: dict[str, int] = {}
    for size in range(60):
        if begun := start(spec, cohort, size, History()):
            first.setdefault(begun.classification.name, size)
    return sorted(first.values())


@pytest.mark.parametrize("row", ROWS)
def test_the_page_says_from_which_size_what_appears(row: str) -> None:
    """The coarsest categories first, then the finer ones, if there are any."""
    found = re.search(rf"\| {re.escape(row)} \| (\d+) \w+ \| (\d+|–) \|", PAGE)
    assert found
    sizes = [int(number) for number in found.groups() if number != "–"]
    assert [first_sizes(name) for name in ROWS[row]] == [sizes] * len(ROWS[row])
