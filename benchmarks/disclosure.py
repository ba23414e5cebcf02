"""What does protecting the statistics cost, and what would other ways give away?

    python -m benchmarks.disclosure

Over seeded tables of 20, 46 and 100 people: how much of the information each mechanism keeps, how
often it passes the audit, how many small counts the attacker recovers; then the time of releasing
and auditing three editions.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from benchmarks.baselines import RIVALS
from benchmarks.compare_mechanisms import score
from benchmarks.measure import milliseconds, versions
from benchmarks.report import Aim, Report, Table, keep
from mentoring.aggregates.release import History
from mentoring.disclosure.attacker.audit import audit
from random_editions import edition, released  # type: ignore[import-not-found]  # in tests/

SIZES = (20, 46, 100)
CATEGORIES = (2, 3, 5)
TABLES = 20
RUNS = 5
WANTED = 60.0
HEAD = ("mechanism", "passes", "recovered", "kept", "kept safely", "width")


def tables(size: int, seed: int = 1) -> list[tuple[int, ...]]:
    """Tables of `size` people over two to five categories, from even to lopsided."""
    draws = random.Random(seed)  # noqa: S311
    return [_table(draws, size, categories) for categories in CATEGORIES for _ in range(TABLES)]


def _table(draws: random.Random, size: int, categories: int) -> tuple[int, ...]:
    skew = draws.choice((1, 2, 4))
    tastes = [draws.random() ** skew for _ in range(categories)]
    chosen = draws.choices(range(categories), tastes, k=size)
    return tuple(chosen.count(at) for at in range(categories))


def compared(size: int) -> Table:
    """A line for each mechanism."""
    some = tables(size)
    scores = [(rival, score(rival, some)) for rival in RIVALS]
    rows = tuple(
        (
            rival.__name__,
            f"{one.safe:.0%}",
            f"{one.recovered:.0%}",
            f"{one.kept:.0%}",
            f"{one.kept_safely:.0%}",
            f"{one.width:.1f}",
        )
        for rival, one in scores
    )
    title = f"{len(some)} one-way tables of {size} people, the total known"
    return Table(title=title, head=HEAD, rows=rows)


def three_editions() -> tuple[float, float, int]:
    """Seconds to release and to audit three editions of 46 and 31 people, and groups asked for."""
    start = perf_counter()
    history = History()
    editions = [edition(year, year) for year in (2025, 2026, 2027)]
    for one in editions:
        done = released(one, history)
        history = History(releases=(*history.releases, *done))
    between = perf_counter()
    groups = audit(history, {one.name: one.cohort.record for one in editions}).groups
    return between - start, perf_counter() - between, groups


def main() -> None:
    """Compare the mechanisms, and measure the time of three editions."""
    runs = [three_editions() for _ in range(RUNS)]
    releasing = median(one for one, _, _ in runs)
    auditing = median(one for _, one, _ in runs)
    rows = (("release", milliseconds(releasing)), ("audit", milliseconds(auditing)))
    title = f"Three editions, {runs[0][2]} groups that an attacker may ask for"
    timed = Table(title=title, head=("step", "time"), rows=rows)
    aim = Aim(
        question="disclosure audit, three editions, all tables",
        against="–",
        wanted="a minute at most",
        found=milliseconds(auditing),
        reached=auditing <= WANTED,
    )
    report = Report(
        versions=versions("ortools"),
        runs=f"median of {RUNS}",
        tables=(timed, *map(compared, SIZES)),
        aims=(aim,),
    )
    keep("disclosure", report)


if __name__ == "__main__":
    main()
