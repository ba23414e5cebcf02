"""The result of an import, for a terminal and for programs. Rows and ids only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from msgspec import to_builtins

from mentoring.intake.importing.result import ImportResult, Outcome, Verdict
from mentoring.problems import Problem
from mentoring.render import environment
from mentoring.render.phrases import many
from mentoring.render.problems import as_text as one_as_text

TOLD = frozenset({Verdict.UPDATED, Verdict.SUPERSEDED, Verdict.WITHDRAWN})
MOST_ROWS = 10  # listed for one cause


def as_text(imported: ImportResult) -> str:
    """The totals of rows and cells, then each row that a steward should check."""
    return environment.text(
        "import.txt.j2",
        imported=imported,
        unknown=[column for column in imported.unread if not column.asked],
        told=[
            outcome for outcome in imported.outcomes if outcome.verdict in TOLD or outcome.reason
        ],
        line=_line,
        listed=_listed,
    ).rstrip()


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


def _line(outcome: Outcome) -> str:
    notes = "; ".join(filter(None, (", ".join(outcome.fields), outcome.reason)))
    return f"row {outcome.row:<5} {outcome.verdict:<11} {outcome.id or '':<6}  {notes}".rstrip()


def as_json(imported: ImportResult) -> dict[str, Any]:
    """Every row with its result, and counts that add up to all rows and cells."""
    plain: dict[str, Any] = to_builtins(
        {
            "rows": imported.rows,
            "twofold": imported.twofold,
            "counts": imported.counts,
            "cells": imported.cells,
            "outcomes": imported.outcomes,
            "unread": imported.unread,
            "open_days": imported.open_days,
        },
        str_keys=True,
    )
    return plain
