"""How the time and the memory of whole commands grow with the number of people.

    python -m benchmarks.growth [--sizes 20 80 320 640 1280] [--runs 5]

Each size is of people a side. An exponent is the slope of a line through the logarithms of the
last three sizes: below them, starting up is most of what there is.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.measure import (
    ROOT,
    Command,
    Spent,
    exponent,
    milliseconds,
    process,
    processes,
    versions,
)
from benchmarks.plots import growth
from benchmarks.programmes import CLOSE, COHORT, MENTORING, demo
from benchmarks.report import Aim, Report, Table, keep

if TYPE_CHECKING:
    from collections.abc import Mapping

FITTED = 3
MATCHED = "2026-10-25"
Measured = dict[str, dict[int, Spent]]


def commands(folder: Path) -> dict[str, Command]:
    """The commands that read an edition that was matched once already."""
    mentee = min((folder / "data" / "pairs" / COHORT).iterdir()).stem
    return {
        "validate": [MENTORING, "validate", "--today", CLOSE],
        "scores": [MENTORING, "scores", COHORT, "--format", "json"],
        "match": [MENTORING, "match", COHORT, "--dry-run", "--today", MATCHED],
        "verify": [MENTORING, "verify", COHORT],
        "explain": [MENTORING, "explain", COHORT, mentee],
    }


def measured(size: int, runs: int) -> dict[str, Spent]:
    """What each command takes for so many people a side."""
    with demo(size, size) as folder:
        process([MENTORING, "match", COHORT, "--today", MATCHED], folder)
        named = commands(folder)
        found = dict(zip(named, processes(list(named.values()), folder, runs), strict=True))
    with TemporaryDirectory() as folder:
        answers = [sys.executable, "-m", "benchmarks.importing", "--export", folder, "--people"]
        subprocess.run([*answers, str(2 * size)], cwd=ROOT, check=True)
        take: Command = [MENTORING, "import", "answers.csv", "--mapping", "google-sheet"]
        [spent] = processes([[*take, "--cohort", COHORT, "--dry-run"]], Path(folder), runs)
    return found | {"import": spent}


def table(found: Measured, part: str) -> Table:
    """The seconds or the megabytes of every command at every size, and the exponents."""
    sizes = list(next(iter(found.values())))
    rows = []
    for command, spent in found.items():
        values = {size: getattr(one, part) for size, one in spent.items()}
        cells = [milliseconds(v) if part == "seconds" else f"{v:.0f} MB" for v in values.values()]
        rows.append((command, *cells, f"{fitted(values):.2f}"))
    title = "Time of whole commands" if part == "seconds" else "Memory of whole commands"
    return Table(title=title, head=("command", *map(str, sizes), "exponent"), rows=tuple(rows))


def fitted(values: Mapping[int, float]) -> float:
    """The exponent over the last sizes."""
    return exponent(dict(list(values.items())[-FITTED:]))


def plot(found: Measured) -> None:
    """Both against the number of people."""
    time = {c: {size: one.seconds for size, one in of.items()} for c, of in found.items()}
    memory = {c: {size: one.megabytes for size, one in of.items()} for c, of in found.items()}
    panels = {"Time of a whole command": ("seconds", time), "Memory at its peak": ("MB", memory)}
    growth("growth", panels, "people a side")


def main() -> None:
    """Measure every command at every size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[20, 80, 320, 640, 1280])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    by_size = {size: measured(size, options.runs) for size in options.sizes}
    names = dict.fromkeys(chain.from_iterable(by_size.values()))
    found = {name: {size: by_size[size][name] for size in by_size} for name in names}
    aims = tuple(
        Aim(
            question=f"growth of `{name}` with the people a side",
            against="–",
            wanted="reported",
            found=f"time to the power {fitted({s: one.seconds for s, one in of.items()}):.2f}, "
            f"memory {fitted({s: one.megabytes for s, one in of.items()}):.2f}",
            reached=None,
        )
        for name, of in found.items()
    )
    tables = (table(found, "seconds"), table(found, "megabytes"))
    runs = f"median of {options.runs}"
    keep("growth", Report(versions=versions("numpy"), runs=runs, tables=tables, aims=aims))
    plot(found)


if __name__ == "__main__":
    main()
