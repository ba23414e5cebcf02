"""Yearly totals of all editions for funders, computed only from released figures.

A function of public figures reveals nothing beyond them, for editions of any size.
"""

from __future__ import annotations

from mentoring.aggregates.release import Population, Release, ReleaseStage
from mentoring.disclosure.history import History
from mentoring.site.dates import table
from mentoring.site.year import Year

Ends = tuple[int, int]


def totals(year: Year, _page: str) -> str:
    """A row for each edition with a released matching, and their sums."""
    history = History(releases=year.releases)
    names = sorted(
        {release.cohort for release in year.releases if release.stage is ReleaseStage.MATCHING}
    )
    if not names:
        return "Totals come with the first matching that is released."
    rows = {name: _counts(history.of(name)) for name in names}
    sums = [_sum(column) for column in zip(*rows.values(), strict=True)]
    lines = [
        *((name, *map(_words, counts)) for name, counts in rows.items()),
        ("**Together**", *(f"**{_words(ends)}**" for ends in sums)),
    ]
    return table(["Edition", "Mentees applied", "Mentors applied", "Pairs", "Completed"], lines)


def _counts(releases: tuple[Release, ...]) -> tuple[Ends | None, ...]:
    """The numbers of mentees, mentors, pairs, and completed pairs; None if not yet known."""
    sizes = {
        headcount.population: (headcount.low, headcount.high)
        for each in releases
        for headcount in each.headcounts
    }
    is_over = any(release.stage is ReleaseStage.OUTCOME for release in releases)
    tables = (release.table("completion") for release in releases)
    cells = (found.cell("completed") for found in tables if found)
    shown = next(((cell.low, cell.high) for cell in cells if cell), None)
    completed = shown or (0, sizes[Population.PAIRS][1])
    return (*(sizes.get(one) for one in Population), completed if is_over else None)


def _sum(column: tuple[Ends | None, ...]) -> Ends:
    known = [ends for ends in column if ends]
    return sum(low for low, _ in known), sum(high for _, high in known)


def _words(ends: Ends | None) -> str:
    if ends is None:
        return "not yet"
    low, high = ends
    if low == high:
        return str(low)
    return f"at most {high}" if low == 0 else f"{low} to {high}"
