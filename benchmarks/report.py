"""What a benchmark found: printed as it is, and kept under build/ for the page about it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path("build/benchmarks")

Row = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A question's measurements as they are read: a head, and rows of text."""

    title: str
    head: Row
    rows: tuple[Row, ...]

    def lines(self) -> list[str]:
        """The table in columns as wide as they need."""
        every = (self.head, *self.rows)
        widths = [max(map(len, column)) for column in zip(*every, strict=True)]
        return [self.title, *(_line(row, widths) for row in every)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Aim:
    """What was to be reached, and what was; `reached` is None where nothing was set."""

    question: str
    against: str
    wanted: str
    found: str
    reached: bool | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Everything that one script found, with the versions and the runs behind it."""

    versions: str
    runs: str
    tables: tuple[Table, ...]
    aims: tuple[Aim, ...] = ()


def keep(name: str, report: Report) -> None:
    """Print a report, and write it to build/benchmarks/."""
    print(f"{report.versions}; {report.runs}")
    for table in report.tables:
        print("", *table.lines(), sep="\n")
    print()
    for aim in report.aims:
        print(f"{aim.question}, against {aim.against}: {aim.found} (wanted: {aim.wanted})")
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(asdict(report), indent=1) + "\n")


def kept(name: str) -> Report | None:
    """The last report of that name; None if there is none."""
    path = FOLDER / f"{name}.json"
    return _read(json.loads(path.read_text())) if path.exists() else None


def _read(data: dict[str, Any]) -> Report:
    tables = [
        Table(title=one["title"], head=tuple(one["head"]), rows=tuple(map(tuple, one["rows"])))
        for one in data["tables"]
    ]
    aims = [Aim(**one) for one in data["aims"]]
    return Report(
        versions=data["versions"], runs=data["runs"], tables=tuple(tables), aims=tuple(aims)
    )


def _line(row: Row, widths: Sequence[int]) -> str:
    first, *others = (
        cell.rjust(width) if k else cell.ljust(width)
        for k, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(["", first, *others]).rstrip()
