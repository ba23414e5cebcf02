"""Importing a form's export, beside reading the CSV and dumping the same records as YAML.

    python -m benchmarks.importing [--sizes 100 1000 10000] [--runs 5]

Both go from one CSV file to one YAML file a person in an empty folder. The other side does nothing
but that: no captions, dates, identities, conflicts or schema, and its records are given to it. The
floor writes the same bytes. People are those of `mentoring demo`, written as a Google sheet.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import yaml
from tests.intake.exports import TOOLS, export

from benchmarks.measure import ROOT, exponent, milliseconds, turns, versions
from benchmarks.plots import growth
from benchmarks.programmes import demo_edition
from benchmarks.report import Aim, Report, Table, keep
from mentoring.intake.forms import library
from mentoring.intake.forms.mapping import with_edition
from mentoring.intake.importing.context import Import
from mentoring.intake.importing.run_import import run_import
from mentoring.intake.reading.export import read
from mentoring.operations.demo.generate import generate
from mentoring.people.ids import new_ids
from mentoring.store.entry import to_plain
from mentoring.store.reader import load
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from mentoring.people.application import Application
    from mentoring.store.programme import Edition

COHORT = demo_edition()
FORM = library.find("google-sheet", ROOT)
WANTED = {10_000: 3.0}
WAYS = ("mentoring import", "csv and CSafeDumper", "writing the bytes")


def people(size: int) -> list[Application]:
    """The given number of applicants, half of them mentees, without wishes for mentors."""
    invented = generate(1, size - size // 2, size // 2, COHORT).applications
    return [replace(one, preferences=replace(one.preferences, mentors=())) for one in invented]


def write_export(folder: Path, applicants: list[Application]) -> Path:
    """An empty edition, and the export of the form beside it."""
    changes(folder, [COHORT.config, COHORT]).apply()
    file = folder / "answers.csv"
    file.write_bytes(export(TOOLS["google-sheet"], FORM, applicants))
    return file


def ours(file: Path, root: Path, empty: Edition) -> None:
    """From the file to records on the disk."""
    given = Import(
        table=read(file, FORM.source),
        mapping=with_edition(FORM, COHORT),
        edition=empty,
        notices=frozenset({COHORT.privacy.notice}),
        ids=new_ids(Random(1), frozenset()),  # noqa: S311 (no secret is drawn)
        record=lambda pair, _: pair,
    )
    imported = run_import(given, lambda _: None)
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


def empty_folder(work: Callable[[Path], None]) -> Callable[[], None]:
    """The work in an empty folder of its own, which goes with it."""

    def run() -> None:
        with TemporaryDirectory() as folder:
            work(Path(folder))

    return run


def measured(size: int, runs: int) -> list[float]:
    """The seconds of the import, of the other way, and of the floor."""
    applicants = people(size)
    records = [to_plain(applicant) for applicant in applicants]
    texts = [yaml.dump(record, Dumper=yaml.CSafeDumper).encode() for record in records]
    with TemporaryDirectory() as folder:
        file = write_export(Path(folder), applicants)
        empty = load(Path(folder)).edition("2026")
        works = (
            lambda root: ours(file, root, empty),
            lambda root: theirs(file, root, records),
            lambda root: floor(root, texts),
        )
        return turns([empty_folder(work) for work in works], runs)


def report(found: dict[int, list[float]], runs: int) -> Report:
    """The table, and how the time grows with the number of rows."""
    rows = tuple(
        (f"{size:,}", *map(milliseconds, times), f"{times[0] / times[1]:.2f}")
        for size, times in found.items()
    )
    aims = tuple(
        Aim(
            question=f"import of {size:,} rows",
            against="csv read and YAML dump of the same records",
            wanted=f"{WANTED[size]:g} × its time or less",
            found=f"{times[0] / times[1]:.2f} × its time",
            reached=times[0] / times[1] <= WANTED[size],
        )
        for size, times in found.items()
        if size in WANTED
    )
    growing = (
        f"; time grows as rows to the power {exponent({s: t[0] for s, t in found.items()}):.2f}"
    )
    title = "From a form's export to records" + (growing if len(found) > 1 else "")
    table = Table(title=title, head=("rows", *WAYS, "ratio"), rows=rows)
    return Report(versions=versions("PyYAML"), runs=f"median of {runs}", tables=(table,), aims=aims)


def main() -> None:
    """Measure every size, or write an export of the form for others to measure with."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--export", type=Path, metavar="FOLDER", help="write an export, and stop")
    parser.add_argument("--people", type=int, default=100, help="how many it has")
    options = parser.parse_args()
    if options.export:
        write_export(options.export, people(options.people))
        return
    found = {size: measured(size, options.runs) for size in options.sizes}
    keep("importing", report(found, options.runs))
    lines = {way: {size: found[size][k] for size in found} for k, way in enumerate(WAYS)}
    growth("importing", {"From a CSV file to YAML files": ("seconds", lines)}, "rows")


if __name__ == "__main__":
    main()
