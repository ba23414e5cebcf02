"""The page "How fast it is": what was measured last, written between its markers."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from benchmarks.measure import ROOT, machine
from benchmarks.report import FOLDER, kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.report import Aim, Report, Row, Table

PAGE = ROOT / "handbook" / "docs" / "benchmarks.md"
IMAGES = ROOT / "handbook" / "docs" / "assets" / "images" / "benchmarks"
PLOTS = ("engine", "unbounded", "growth")
JUDGED = {True: "yes", False: "**no**", None: "–"}


def write(questions: Sequence[str]) -> None:
    """Renew the page's generated parts and plots. Raises FileNotFoundError where one is missing."""
    reports = {name: report for name in questions if (report := kept(name))}
    text = PAGE.read_text(encoding="utf-8")
    for part, lines in {"aims": _aims(reports.values()), "tables": _tables(reports)}.items():
        text = _between(text, part, "\n".join(lines))
    PAGE.write_text(text, encoding="utf-8")
    IMAGES.mkdir(parents=True, exist_ok=True)
    for plot in PLOTS:
        for theme in ("light", "dark"):
            shutil.copy(FOLDER / f"{plot}-{theme}.svg", IMAGES)


def _between(text: str, part: str, lines: str) -> str:
    """The text with other lines between the markers of a part."""
    first, last = f"<!-- measured:{part} -->", f"<!-- /measured:{part} -->"
    return re.sub(
        f"{re.escape(first)}.*?{re.escape(last)}",
        lambda _: f"{first}\n{lines}\n{last}",
        text,
        flags=re.DOTALL,
    )


def _aims(reports: Iterable[Report]) -> list[str]:
    """What was to be reached, and was it?"""
    head = ("Question", "Against", "Wanted", "Found", "Reached")
    rows = [_aim(aim) for report in reports for aim in report.aims]
    return [f"Machine: {machine()}.", "", *_markdown(head, rows, left=4)]


def _aim(aim: Aim) -> Row:
    return (aim.question, aim.against, aim.wanted, aim.found, JUDGED[aim.reached])


def _tables(reports: dict[str, Report]) -> list[str]:
    """Every table, with the script that makes it."""
    lines: list[str] = []
    for name, report in reports.items():
        lines += [f"### benchmarks/{name}.py", "", f"{report.versions}; {report.runs}.", ""]
        for table in report.tables:
            lines += [f"**{table.title}**", "", *_table(table), ""]
    return lines[:-1]


def _table(table: Table) -> list[str]:
    return _markdown(table.head, table.rows, left=1)


def _markdown(head: Row, rows: Iterable[Row], left: int) -> list[str]:
    """A table whose first columns are words and the others numbers."""
    kinds = ["---"] * left + ["---:"] * (len(head) - left)
    named = [one or "What" for one in head]  # a heading without words is none to a screen reader
    return [_row(named), _row(kinds), *map(_row, rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell or ' ' for cell in cells)} |"
