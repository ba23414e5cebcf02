"""The engine without a cap that binds, beside the assignment solvers that know no cap.

    python -m benchmarks.unbounded [--sizes 40 200 1000 3000 10000] [--runs 5]

As many pairs as people, for the total fit, prices included. A peer has a minute a run.
"""

from __future__ import annotations

import argparse

from benchmarks.asking import Answer, Question, ask
from benchmarks.cases import case
from benchmarks.engine import HEAD, OURS, SIDE, Lines, drawn, line, ours, ratio
from benchmarks.measure import versions
from benchmarks.peers import PEERS
from benchmarks.plots import growth
from benchmarks.report import Aim, Report, Table, keep

SIZES = (40, 200, 1000, 3000, 10000)
ASKED = {"scipy assignment": 3000, "lapx": 10000, "mentor-match": 40, "matching": 200}
JUDGE = "scipy assignment"
WANTED = 1.3


def table(question: Question, lines: Lines) -> Table:
    """One size; the answers go into `lines`."""
    problem = case(question.size, question.cap, bounded=False)
    mine, _ = ours(problem, question.runs)
    rows = [line(OURS, mine, mine)]
    lines.setdefault(OURS, {})[question.size] = mine
    for name in [peer.name for peer in PEERS if question.size <= ASKED.get(peer.name, 0)]:
        found = ask(name, question)
        rows.append(line(name, found, mine))
        if isinstance(found, Answer):
            lines.setdefault(name, {})[question.size] = found
    return Table(title=f"No cap: {question.size:,} a side", head=HEAD, rows=tuple(rows))


def aim(size: int, lines: Lines) -> Aim:
    """What was wanted at one size; where the judge gave no answer, that alone can be said."""
    times = ratio(lines, OURS, JUDGE, size) if size in lines.get(JUDGE, {}) else None
    return Aim(
        question=f"engine, no cap, {size:,} a side, prices included",
        against=JUDGE,
        wanted=f"{WANTED} × its time or less",
        found="it was not waited for" if times is None else f"{times:.2f} × its time",
        reached=None if times is None else times <= WANTED,
    )


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    lines: Lines = {}
    tables = tuple(
        table(Question(size=size, cap=size, bounded=False, runs=options.runs), lines)
        for size in options.sizes
    )
    report = Report(
        versions=versions("numpy", "scipy", "lapx", "mentor-match", "matching"),
        runs=f"median of {options.runs}",
        tables=tables,
        aims=tuple(aim(size, lines) for size in options.sizes if size >= 1000),
    )
    keep("unbounded", report)
    growth("unbounded", {"No cap": ("seconds", drawn(lines))}, SIDE)


if __name__ == "__main__":
    main()
