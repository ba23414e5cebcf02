"""Measure what tables of mentors reveal with the anonymous profiles, and the profiles alone.

    python -m benchmarks.catalogue

Seeded editions have 31 mentors; four in five are listed with stage and topics. *Kept* is the share
of the information in the counts of all mentors by stage and by topic.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from benchmarks.measure import versions
from benchmarks.report import Report, Table, keep
from mentoring.aggregates.release import Range
from mentoring.disclosure.feasible_tables import unknown
from mentoring.disclosure.protect_release import protect, published

MENTORS, STAGES, TOPICS, LISTED, EDITIONS = 31, 3, 22, 0.8, 40


@dataclass(frozen=True, slots=True)
class Edition:
    """For each count, its range in the tables, and in the profiles."""

    tables: list[Range]
    profiles: list[Range]

    @property
    def both(self) -> list[Range]:
        """The knowledge of a reader of both."""
        return [one.meet(other) for one, other in zip(self.tables, self.profiles, strict=True)]


def edition(seed: int) -> Edition:
    """Mentors at random, the tables as they would be released, and the profiles of the listed."""
    draws = random.Random(seed)  # noqa: S311
    tastes = [draws.random() for _ in range(STAGES)]
    people = [
        {draws.choices(range(STAGES), tastes)[0]}
        | {STAGES + topic for topic in draws.sample(range(TOPICS), draws.randint(1, 6))}
        for _ in range(MENTORS)
    ]
    listed = [person for person in people if draws.random() < LISTED]
    counts = [sum(at in person for person in people) for at in range(STAGES + TOPICS)]
    shown = [sum(at in one for one in listed) for at in range(STAGES + TOPICS)]
    return Edition(
        tables=[*_stages(counts[:STAGES], seed), *_topics(counts[STAGES:], seed)],
        profiles=[Range(count, count + MENTORS - len(listed)) for count in shown],
    )


def _stages(counts: list[int], seed: int) -> tuple[Range, ...]:
    before = unknown(MENTORS, (0,) * STAGES, 2)
    return published(protect(before, counts, str(seed).encode(), "stages"), STAGES)


def _topics(counts: list[int], seed: int) -> list[Range]:
    before = unknown(MENTORS, (0, 0), 2)
    return [
        protect(before, (count, MENTORS - count), str(seed).encode(), f"topic {at}").range_of(0)
        for at, count in enumerate(counts)
    ]


def kept(ranges: list[Range]) -> float:
    """The share of the information that is there: 1 where every count is known."""
    unknown_bits = len(ranges) * math.log2(MENTORS + 1)
    return 1 - sum(math.log2(one.width + 1) for one in ranges) / unknown_bits


def main() -> None:
    """Compare reading the tables, the profiles, and both."""
    editions = [edition(seed) for seed in range(EDITIONS)]
    rows = []
    for name in ("tables", "profiles", "both"):
        ranges = [getattr(one, name) for one in editions]
        share = sum(map(kept, ranges)) / EDITIONS
        narrowest = min(one.width for each in ranges for one in each)
        close = sum(one.width < 4 for each in ranges for one in each)
        rows.append((name, f"{share:.0%}", str(narrowest + 1), str(close)))
    title = f"{EDITIONS} editions, {EDITIONS * (STAGES + TOPICS)} counts of mentors"
    head = ("who reads", "kept", "fewest numbers left", "counts with less than five left")
    table = Table(title=title, head=head, rows=tuple(rows))
    keep("catalogue", Report(versions=versions("ortools"), runs="once", tables=(table,), aims=()))


if __name__ == "__main__":
    main()
