"""The rows of an import that have problems, by their causes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mentoring.files.messages import many
from mentoring.problems import Problem
from mentoring.render import problems as render

MOST_ROWS = 10  # listed for one cause


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
        said.append(f"{what}\n    In rows {listed(rows)}.{hint}")
    return "\n".join(said)


def listed(rows: Sequence[int]) -> str:
    """The numbers of the first rows, and how many more there are."""
    shown = ", ".join(map(str, rows[:MOST_ROWS]))
    return f"{shown} and {len(rows) - MOST_ROWS} more" if len(rows) > MOST_ROWS else shown
