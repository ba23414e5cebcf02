"""Compare groups for networking with the bounds, over sizes.

    python -m benchmarks.groups

Bounds are not always reachable: a gap of 0 is proven optimal, and a larger gap may be optimal.
"""

from __future__ import annotations

from time import perf_counter

from benchmarks.measure import versions
from benchmarks.report import Aim, Report, Table, keep
from mentoring.groups.arrange import arrange
from mentoring.groups.seating import Party

# guests, homes, size of a group, rounds
EVENTS = (
    (9, 3, 3, 3),
    (12, 3, 3, 4),
    (16, 4, 4, 4),
    (16, 4, 4, 5),
    (20, 4, 4, 4),
    (20, 4, 4, 5),
    (20, 5, 4, 5),
    (20, 4, 2, 6),
    (24, 4, 4, 5),
    (28, 4, 4, 6),
    (30, 4, 5, 4),
    (32, 4, 4, 6),
    (40, 4, 4, 5),
    (40, 9, 4, 4),
    (46, 4, 4, 4),
    (60, 9, 5, 4),
)


def event(guests: int, homes: int, size: int, rounds: int) -> Party:
    """An event whose guests are spread evenly over the homes."""
    return Party(
        guests={f"g{n:03}": (f"h{n % homes}",) for n in range(guests)},
        size=size,
        rounds=rounds,
    )


def main() -> None:
    """Arrange every event."""
    rows, reached = [], 0
    for numbers in EVENTS:
        start = perf_counter()
        found = arrange(event(*numbers), "benchmark")
        gaps = found.most_met - found.met, found.alike - found.fewest_alike
        reached += gaps == (0, 0)
        rows.append(
            (
                *map(str, numbers),
                f"{found.met} of {found.most_met}",
                f"{found.alike}, at least {found.fewest_alike}",
                f"{gaps[0]} and {gaps[1]}",
                f"{perf_counter() - start:.1f} s",
            )
        )
    head = ("guests", "homes", "size", "rounds", "meetings", "within a home", "gap", "time")
    aim = Aim(
        question="20 guests of 4 homes in fours, five rounds",
        against="two orthogonal Latin squares",
        wanted="150 meetings, none within a home",
        found=" and ".join(rows[EVENTS.index((20, 4, 4, 5))][4:6]),
        reached=rows[EVENTS.index((20, 4, 4, 5))][6] == "0 and 0",
    )
    title = f"Groups: {reached} of {len(EVENTS)} events reach both bounds"
    table = Table(title=title, head=head, rows=tuple(rows))
    keep("groups", Report(versions=versions("numpy"), runs="1", tables=(table,), aims=(aim,)))


if __name__ == "__main__":
    main()
