"""Importing a form's export, beside reading the CSV and dumping the same records as YAML.

    .venv/bin/python benchmarks/importing.py [--sizes 100 1000 10000] [--runs 5] [--plot FILE]

Both go from one CSV file to one YAML file a person in an empty folder. The other side does nothing
but that: no captions, dates, identities, conflicts or schema, and its records are given to it. The
floor writes the same bytes. People are those of `mentoring demo`, written as a Google sheet.
"""

from __future__ import annotations

import argparse
import csv
import platform
import sys
from dataclasses import replace
from math import log
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

import yaml

from mentoring.intake.forms import library
from mentoring.intake.reading.table import read
from mentoring.intake.taking.applications import Ids
from mentoring.intake.taking.importing import Export, bring
from mentoring.operations.demo.editions import edition
from mentoring.operations.demo.generate import generate
from mentoring.store.plain import to_plain
from mentoring.store.reader import load
from mentoring.store.writer import changes

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.intake.exports import TOOLS, export

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mentoring.people.application import Application
    from mentoring.store.edition import Edition

COHORT = edition("2026")
FORM = library.find("google-sheet", Path("/nonexistent"))


def people(size: int) -> list[Application]:
    """So many applicants, half of them mentees, who wish for nobody in particular."""
    invented = generate(1, size - size // 2, size // 2, COHORT).applications
    return [replace(one, preferences=replace(one.preferences, mentors=())) for one in invented]


def ours(file: Path, root: Path, empty: Edition) -> None:
    """From the file to records on the disk."""
    table = read(file, FORM.source)
    ids = Ids(Random(1), frozenset())  # noqa: S311 (no secret is drawn)
    answers = Export(table=table, mapping=FORM, path=file.name)
    imported = bring(answers, empty, ids, lambda pair, _: pair, lambda _: None)
    changes(root, imported.records).apply()


def theirs(file: Path, root: Path, records: list[dict[str, object]]) -> None:
    """Read the CSV, and dump the records that are given."""
    with file.open(newline="") as rows:
        list(csv.reader(rows))
    for number, record in enumerate(records):
        text = yaml.dump(record, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
        (root / f"{number}.yaml").write_text(text)


def floor(root: Path, texts: list[bytes]) -> None:
    """Write the same bytes."""
    for number, text in enumerate(texts):
        (root / f"{number}.yaml").write_bytes(text)


def seconds(works: Sequence[Callable[[Path], None]], runs: int) -> list[float]:
    """The median of so many runs of each, taking turns, each into an empty folder."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for work, taken in zip(works, times, strict=True):
            with TemporaryDirectory() as folder:
                start = perf_counter()
                work(Path(folder))
                taken.append(perf_counter() - start)
    return [median(taken) for taken in times]


def measure(size: int, runs: int) -> list[float]:
    """The seconds of the import, of the other way, and of the floor."""
    applicants = people(size)
    records = [to_plain(one) for one in applicants]
    texts = [yaml.dump(one, Dumper=yaml.CSafeDumper).encode() for one in records]
    with TemporaryDirectory() as folder:
        changes(Path(folder), [COHORT]).apply()
        empty = load(Path(folder)).edition("2026")
        file = Path(folder) / "answers.csv"
        file.write_bytes(export(TOOLS["google-sheet"], FORM, applicants))
        works = (
            lambda root: ours(file, root, empty),
            lambda root: theirs(file, root, records),
            lambda root: floor(root, texts),
        )
        return seconds(works, runs)


def plot(path: Path, sizes: list[int], found: list[list[float]]) -> None:
    """The three against the number of rows, both axes logarithmic."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 4))
    labels = ("mentoring import", "csv and CSafeDumper", "writing the bytes")
    for label, times in zip(labels, zip(*found, strict=True), strict=True):
        axes.loglog(sizes, times, marker="o", label=label)
    axes.set(xlabel="rows", ylabel="seconds", title="From a CSV file to YAML files")
    axes.legend()
    figure.savefig(path)


def main() -> None:
    """Print the table, and how the time grows with the number of rows."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    print(
        f"Python {platform.python_version()}, PyYAML {yaml.__version__}, median of {options.runs}"
    )
    print("  rows   import (s)   csv + YAML (s)   ratio   floor (s)")
    found = []
    for size in options.sizes:
        found.append(measure(size, options.runs))
        mine, other, least = found[-1]
        print(f"{size:6}{mine:13.3f}{other:17.3f}{mine / other:8.2f}{least:12.3f}")
    if len(found) > 1:
        growth = log(found[-1][0] / found[0][0]) / log(options.sizes[-1] / options.sizes[0])
        print(f"Time grows as rows to the power {growth:.2f}.")
    if options.plot:
        plot(options.plot, options.sizes, found)


if __name__ == "__main__":
    main()
