"""What is recoverable from ten editions whose mentors return, all releases attacked at once?

    python -m benchmarks.over_years

Two attacks. One knows what any reader may know (`disclosure.knowledge`) of ten editions with
drop-outs between the stages and erasures after the applications. The other knows besides how many
of the mentors change from one edition to the next, and lays the ranges of all years over each
other: of yearly releases, and of one every third year, as `knowledge.REST` has it.
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from benchmarks.measure import versions
from benchmarks.report import Report, Table, keep
from mentoring.aggregates.release import History, Range, ReleaseStage
from mentoring.disclosure.attacker.audit import audit
from mentoring.disclosure.feasible_tables import unknown
from mentoring.disclosure.knowledge import GAP
from mentoring.disclosure.protect_release import protect, published
from random_editions import any_edition, released, without  # type: ignore[import-not-found]

YEARS = 10
MENTORS = 31
CATEGORIES = 5
PROGRAMMES = 40
STAYING = (0.5, 0.7, 0.9, 1.0)
APART = (1, 3)

Counts = tuple[int, ...]


def ten_editions(seed: int) -> tuple[int, int, int]:
    """The numbers of groups asked for, of views, and of groups known within less than five."""
    history, cohorts = History(), {}
    for year in range(2025, 2025 + YEARS):
        one = any_edition(seed, year)
        cohorts[one.name] = one.cohort.record
        for stage in ReleaseStage:
            (done,) = released(one, history, stage)
            history = History(releases=(*history.releases, done))
            if stage is ReleaseStage.APPLICATIONS and one.applications:
                one = replace(one, applications=one.applications[1:])  # a person is erased
            if stage is ReleaseStage.MATCHING:
                one = without(one, pairs=2)
    judged = audit(history, cohorts)
    return judged.groups, len(judged.findings), len(judged.exposed)


def returning(staying: float, apart: int, seed: int) -> tuple[int, int]:
    """Of all categories, how many are known within less than five numbers, and how many exactly.

    `apart` are the years from one release to the next.
    """
    draws = random.Random(f"{staying} {seed}")  # noqa: S311
    tastes = [draws.random() ** 2 for _ in range(CATEGORIES)]
    people = draws.choices(range(CATEGORIES), tastes, k=MENTORS)
    known: list[list[Range]] = []
    changed: list[int] = []
    for year in range(YEARS):
        known.append(_shown(_counts(people), f"{seed} {year}", is_released=year % apart == 0))
        stays = [draws.random() < staying for _ in people]
        changed.append(stays.count(False))
        people = [
            one if stay else draws.choices(range(CATEGORIES), tastes)[0]
            for one, stay in zip(people, stays, strict=True)
        ]
    for years in (range(1, YEARS), range(YEARS - 2, -1, -1)):
        for year in years:
            other = year - 1 if years.step > 0 else year + 1
            most = changed[min(year, other)]
            known[year] = [
                mine.meet(Range(theirs.low - most, theirs.high + most))
                for mine, theirs in zip(known[year], known[other], strict=True)
            ]
    widths = [min(each[at].width for each in known) for at in range(CATEGORIES)]
    return sum(width < GAP for width in widths), sum(width == 0 for width in widths)


def _shown(counts: Counts, key: str, *, is_released: bool) -> list[Range]:
    if not is_released:
        return [Range(0, MENTORS)] * CATEGORIES
    before = unknown(MENTORS, (0,) * CATEGORIES, 2)
    worlds = protect(before, counts, key.encode(), "mentors")
    return list(published(worlds, CATEGORIES))


def _counts(people: list[int]) -> Counts:
    return tuple(people.count(at) for at in range(CATEGORIES))


def main() -> None:
    """Attack ten editions with a reader's knowledge, and with knowledge no reader should have."""
    groups, views, exposed = ten_editions(1)
    rows = []
    for staying in STAYING:
        row = [f"{staying:.0%}"]
        for apart in APART:
            found = [returning(staying, apart, seed) for seed in range(PROGRAMMES)]
            row += [
                f"{sum(column) / (PROGRAMMES * CATEGORIES):.0%}"
                for column in zip(*found, strict=True)
            ]
        rows.append(tuple(row))
    report = Report(
        versions=versions("ortools"),
        runs="once, seeded",
        tables=(
            Table(
                title=f"Ten editions, 40 releases, every reader: {groups} groups",
                head=("views of a group", "known within less than five numbers"),
                rows=((str(views), str(exposed)),),
            ),
            Table(
                title="Who knows how many of 31 mentors change each year, over ten years",
                head=("stay", "yearly: too close", "exact", "every third: too close", "exact"),
                rows=tuple(rows),
            ),
        ),
        aims=(),
    )
    keep("over_years", report)


if __name__ == "__main__":
    main()
