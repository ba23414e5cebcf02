"""What does protecting the statistics cost, and what would other ways give away?

Over seeded tables of 20, 46 and 100 people: how much of the information each mechanism keeps, how
often it passes the audit, how many small counts the attacker recovers; then the time of releasing
and auditing three editions. Run: python benchmarks/disclosure.py
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from mentoring.disclosure.attacker.audit import audit
from mentoring.disclosure.comparison import score
from mentoring.disclosure.history import History
from mentoring.disclosure.rivals import RIVALS
from random_editions import edition, released  # type: ignore[import-not-found]  # in tests/

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (20, 46, 100)
CATEGORIES = (2, 3, 5)
TABLES = 20
RUNS = 5
HEAD = "mechanism         passes  recovered   kept  kept safely  width"


def tables(size: int, seed: int = 1) -> list[tuple[int, ...]]:
    """Tables of `size` people over two to five categories, from even to lopsided."""
    draws = random.Random(seed)  # noqa: S311
    return [_table(draws, size, categories) for categories in CATEGORIES for _ in range(TABLES)]


def _table(draws: random.Random, size: int, categories: int) -> tuple[int, ...]:
    skew = draws.choice((1, 2, 4))
    tastes = [draws.random() ** skew for _ in range(categories)]
    chosen = draws.choices(range(categories), tastes, k=size)
    return tuple(chosen.count(at) for at in range(categories))


def compare(size: int) -> None:
    """One line a mechanism."""
    some = tables(size)
    print(f"\n{len(some)} one-way tables of {size} people, the total known")
    print(HEAD)
    for rival in RIVALS:
        one = score(rival, some)
        print(
            f"{rival.__name__:<16}{one.safe:>8.0%}{one.recovered:>11.0%}{one.kept:>7.0%}"
            f"{one.kept_safely:>13.0%}{one.width:>7.1f}"
        )


def three_editions() -> tuple[float, float, int]:
    """Seconds to release and to audit three editions of 46 and 31 people, and groups asked for."""
    start = time.perf_counter()
    history = History()
    editions = [edition(year, year) for year in (2025, 2026, 2027)]
    for one in editions:
        done = released(one, history)
        history = History(releases=(*history.releases, *done))
    between = time.perf_counter()
    groups = audit(history, {one.name: one.cohort.record for one in editions}).groups
    return between - start, time.perf_counter() - between, groups


def timed(runs: Sequence[tuple[float, float, int]]) -> None:
    """The medians."""
    releasing = statistics.median(one for one, _, _ in runs)
    auditing = statistics.median(one for _, one, _ in runs)
    print(f"\nThree editions, {runs[0][2]} groups: released in {releasing:.2f} s, ", end="")
    print(f"audited in {auditing:.2f} s (median of {len(runs)})")


if __name__ == "__main__":
    for size in SIZES:
        compare(size)
    timed([three_editions() for _ in range(RUNS)])
