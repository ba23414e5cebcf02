"""The result of an import, for a terminal and for programs. Rows and ids only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from mentoring.intake.importing.outcomes import Imported, Outcome, Unread, Verdict
from mentoring.problems import Problem
from mentoring.render.phrases import many
from mentoring.render.problems import as_text as one_as_text

TOLD = frozenset({Verdict.UPDATED, Verdict.SUPERSEDED, Verdict.WITHDRAWN})
MOST_ROWS = 10  # listed for one cause


def as_text(imported: Imported) -> str:
    """The totals of rows and cells, then each row that a steward should check."""
    return "\n".join(_lines(imported))


def by_cause(problems: Iterable[Problem]) -> str:
    """The problems, grouped by cause and column, with the number of rows and their list."""
    causes: dict[Problem, list[Problem]] = defaultdict(list)
    for problem in problems:
        causes[replace(problem, line=0)].append(problem)
    return "\n".join(_cause(found) for found in causes.values())


def _cause(problems: Sequence[Problem]) -> str:
    first = problems[0]
    if len(problems) == 1:
        return one_as_text([first])
    column = f", column {first.column}" if first.column else ""
    told = f"{first.path}: {many(len(problems), 'row')}{column}: {first.message} [{first.code}]"
    hint = f"\n    {first.hint}" if first.hint else ""
    return f"{told}\n    In rows {_listed([problem.line for problem in problems])}.{hint}"


def _listed(rows: Sequence[int]) -> str:
    shown = ", ".join(map(str, rows[:MOST_ROWS]))
    return f"{shown} and {len(rows) - MOST_ROWS} more" if len(rows) > MOST_ROWS else shown


def _lines(imported: Imported) -> Iterator[str]:
    yield f"{many(imported.rows, 'row')}: {_each(imported.counts)}."
    if imported.twofold:
        yield f"{many(imported.twofold, 'row')} in both roles: an application for each role."
    cells = many(sum(imported.cells.values()), "cell")
    yield f"{cells} filled in: {_each(imported.cells)}."
    yield from _unread(imported.unread)
    for column in imported.open_days:
        yield f"Column {column}: every day could also be read with the month first. Check one."
    for outcome in imported.outcomes:
        if outcome.verdict in TOLD or outcome.reason:
            yield _line(outcome)


def _each(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"


def _unread(columns: Sequence[Unread]) -> Iterator[str]:
    """The columns that were not read, and how to handle them."""
    unknown = [column for column in columns if not column.asked]
    if unknown:
        listed = "; ".join(map(_column, unknown))
        yield f"Not read, as no question has this heading: {listed}."
        yield "Add each heading to the mapping: to `headers` of its question, or to `ignore`."
    for column in columns:
        if column.asked:
            place, rows = _column(column), _listed(column.rows)
            yield f"Not read, as people of this role do not get the question: {place}, rows {rows}."


def _column(unread: Unread) -> str:
    name = f"“{' '.join(unread.heading.split())}”" if unread.heading.strip() else "no heading"
    return f"column {unread.column}, {name} ({many(len(unread.rows), 'answer')})"


def _line(outcome: Outcome) -> str:
    notes = "; ".join(filter(None, (", ".join(outcome.fields), outcome.reason)))
    return f"row {outcome.row:<5} {outcome.verdict:<11} {outcome.id or '':<6}  {notes}".rstrip()


def as_json(imported: Imported) -> dict[str, Any]:
    """Every row with its result, and counts that add up to all rows and cells."""
    return {
        "rows": imported.rows,
        "twofold": imported.twofold,
        "counts": {verdict.value: count for verdict, count in imported.counts.items()},
        "cells": {fate.value: count for fate, count in imported.cells.items()},
        "outcomes": [
            {**asdict(outcome), "verdict": outcome.verdict.value} for outcome in imported.outcomes
        ],
        "unread": [asdict(column) for column in imported.unread],
        "open_days": list(imported.open_days),
    }
