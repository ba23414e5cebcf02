"""The engine from a matrix of fits to a certificate, beside what one would use instead.

    python -m benchmarks.engine [--sizes 40 200 1000 3000 10000] [--runs 5]

Two questions: a cap of 20 with bounds on both sides, and a cap of 20 alone, which more peers can
answer. A peer is asked at the sizes that it can be waited for; it is said which total it reached.
The floor reads the matrix twice.
"""

from __future__ import annotations

import argparse
import tracemalloc
from typing import TYPE_CHECKING

from benchmarks.asking import Answer, Question, ask
from benchmarks.cases import case
from benchmarks.measure import milliseconds, seconds, turns, versions
from benchmarks.peers import PEERS
from benchmarks.plots import growth
from benchmarks.report import Aim, Report, Row, Table, keep
from mentoring.matching.solve import solve

if TYPE_CHECKING:
    from benchmarks.cases import Case

CAP = 20
LARGEST = 10_000
SIZES = (40, 200, 1000, 3000, LARGEST)
HEAD = ("solver", "time", "× ours", "memory beside the fits", "total")
SIDE = "people a side"
FLOOR = "reading the matrix twice"
OURS = "mentoring, with proof"
Lines = dict[str, dict[int, Answer]]
"""What each peer answered at each size."""


def ours(problem: Case, runs: int) -> tuple[Answer, Answer]:
    """What we need from the instance to pairs and prices; and the floor."""
    instance = problem.instance()
    taken, floor = turns(
        [lambda: solve(instance), lambda: (problem.fit.max(), problem.fit.max())], runs
    )
    tracemalloc.start()
    solution = solve(instance)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    total = sum(int(instance.fit[place]) for place in instance.places(solution.pairs))
    least = Answer(seconds=floor, total=total, megabytes=0)
    return Answer(seconds=taken, total=total, megabytes=peak / 2**20), least


def line(name: str, found: Answer | str, mine: Answer) -> Row:
    """A row of a table."""
    if isinstance(found, str):
        return (name, found, "", "", "")
    same = "the same" if found.total == mine.total else f"{found.total} instead of {mine.total}"
    return (
        name,
        milliseconds(found.seconds),
        f"{found.seconds / mine.seconds:.1f}",
        f"{found.megabytes:.1f} MB",
        same,
    )


def table(title: str, question: Question, lines: Lines) -> Table:
    """One question at one size; the answers go into `lines`."""
    problem = case(question.size, question.cap, bounded=question.bounded)
    mine, floor = ours(problem, question.runs)
    passes = (FLOOR, milliseconds(floor.seconds), f"{floor.seconds / mine.seconds:.2f}", "", "")
    rows = [line(OURS, mine, mine), passes]
    lines.setdefault(OURS, {})[question.size] = mine
    lines.setdefault(FLOOR, {})[question.size] = floor
    for peer in PEERS:
        if peer.answers(question.size, bounded=question.bounded, capped=True):
            found = ask(peer.name, question)
            rows.append(line(peer.name, found, mine))
            if isinstance(found, Answer):
                lines.setdefault(peer.name, {})[question.size] = found
    size = f"{question.size:,} a side, fits of {problem.fit.nbytes / 2**20:.3g} MB"
    return Table(title=f"{title}: {size}", head=HEAD, rows=tuple(rows))


def aims(bounded: Lines, capped: Lines) -> tuple[Aim, ...]:
    """What was wanted of the engine, with what was found at the sizes that were measured."""
    question = "engine, cap 20, bounds on both sides"
    at = (
        (question, "OR-Tools flow", 1000, 4.0, bounded),
        ("engine, cap 20", "scipy assignment", 1000, 40.0, capped),
    )
    found = [
        Aim(
            question=f"{asked}, {size:,} a side",
            against=peer,
            wanted=f"{least:g} × as fast",
            found=f"{ratio(lines, peer, OURS, size):.1f} × as fast",
            reached=ratio(lines, peer, OURS, size) >= least,
        )
        for asked, peer, size, least, lines in at
        if size in lines.get(peer, {})
    ]
    if LARGEST in bounded[OURS]:
        found += _largest(f"{question}, {LARGEST:,} a side", bounded)
    return tuple(found)


def ratio(lines: Lines, one: str, other: str, size: int) -> float:
    """How much longer one took than the other."""
    return lines[one][size].seconds / lines[other][size].seconds


def _largest(question: str, lines: Lines) -> list[Aim]:
    """What was wanted where reading the fits is most of the work."""
    times = ratio(lines, OURS, FLOOR, LARGEST)
    memory = 1 + lines[OURS][LARGEST].megabytes / (2 * LARGEST**2 / 2**20)
    return [
        Aim(
            question=question,
            against=FLOOR,
            wanted="4 × its time or less",
            found=f"{times:.2f} × its time",
            reached=times <= 4,
        ),
        Aim(
            question=f"memory, {question}",
            against="the fits alone",
            wanted="under 2 × their size",
            found=f"{memory:.2f} × their size",
            reached=memory < 2,
        ),
    ]


def drawn(lines: Lines) -> dict[str, dict[int, float]]:
    """The seconds of every answer."""
    return {name: {size: one.seconds for size, one in line.items()} for name, line in lines.items()}


def main() -> None:
    """Measure both questions at every size, and draw the first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    seconds(lambda: solve(case(40, CAP, bounded=True).instance()), 1)  # what is loaded but once
    lines: dict[str, Lines] = {"Cap 20, bounds on both sides": {}, "Cap 20": {}}
    tables = [
        table(title, Question(size=size, cap=CAP, bounded="b" in title, runs=options.runs), found)
        for title, found in lines.items()
        for size in options.sizes
    ]
    report = Report(
        versions=versions("numpy", *dict.fromkeys(peer.package for peer in PEERS)),
        runs=f"median of {options.runs}",
        tables=tuple(tables),
        aims=aims(*lines.values()),
    )
    keep("engine", report)
    growth("engine", {title: ("seconds", drawn(found)) for title, found in lines.items()}, SIDE)


if __name__ == "__main__":
    main()
