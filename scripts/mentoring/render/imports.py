"""The result of an import, for a terminal and for programs. Rows and ids only."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from msgspec import to_builtins

from mentoring.files.messages import many
from mentoring.files.yaml.emit import dump
from mentoring.intake.importing.result import ImportResult, Verdict
from mentoring.intake.suggest.draft import Suggestion
from mentoring.problems import Problem
from mentoring.render import problems as render
from mentoring.render.environment import written

TOLD = frozenset({Verdict.UPDATED, Verdict.SUPERSEDED, Verdict.WITHDRAWN})
MOST_ROWS = 10  # listed for one cause


def as_text(imported: ImportResult) -> str:
    """The totals of rows and cells, then each row that a steward should check."""
    told = [found for found in imported.outcomes if found.verdict in TOLD or found.reason]
    unknown = [column for column in imported.unread if not column.asked]
    return written("import.txt.j2", imported=imported, unknown=unknown, told=told, listed=_listed)


def as_draft(draft: Suggestion) -> str:
    """The draft of a mapping as YAML, with points to check in comments above it."""
    mapping = dump(draft.mapping).rstrip("\n")
    return written("mapping-draft.yaml.j2", draft=draft, mapping=mapping)


def by_cause(problems: Iterable[Problem]) -> str:
    """The problems, grouped by cause and column, with the number of rows and their list."""
    causes: dict[Problem, list[int]] = defaultdict(list)
    for problem in problems:
        causes[replace(problem, line=0)].append(problem.line)
    said = []
    for cause, rows in causes.items():
        if len(rows) == 1:
            said.append(render.as_text([replace(cause, line=rows[0])]))
            continue
        column = f", column {cause.column}" if cause.column else ""
        what = f"{cause.path}: {many(len(rows), 'row')}{column}: {cause.message} [{cause.code}]"
        hint = f"\n    {cause.hint}" if cause.hint else ""
        said.append(f"{what}\n    In rows {_listed(rows)}.{hint}")
    return "\n".join(said)


def _listed(rows: Sequence[int]) -> str:
    shown = ", ".join(map(str, rows[:MOST_ROWS]))
    return f"{shown} and {len(rows) - MOST_ROWS} more" if len(rows) > MOST_ROWS else shown


def as_json(imported: ImportResult) -> dict[str, Any]:
    """Every row with its result, and counts that add up to all rows and cells."""
    keys = ("rows", "twofold", "counts", "cells", "outcomes", "unread", "open_days")
    document = {key: getattr(imported, key) for key in keys}
    plain: dict[str, Any] = to_builtins(document, str_keys=True)
    return plain
