"""Problems for a terminal, for programs, and for the Git host's annotations.

File names and keys may contain personal data. Unknown ones become `*`, except on a terminal, which
only its owner reads. Text is escaped so that it cannot end its line, control a terminal or the
host, or act as Markdown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from mentoring.files.messages import many
from mentoring.files.text import shown
from mentoring.problems import Problem, Severity
from mentoring.render.text import inline, listed
from mentoring.store.record_kinds import quotable_path, quotable_pointer

RED, YELLOW, PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[0m"


def as_text(
    problems: Iterable[Problem],
    *,
    line_of: Callable[[str, int], str] | None = None,
    colour: bool = False,
) -> str:
    """One paragraph per problem: `path:line:column`, what is wrong, how to fix it.

    `line_of(path, line)` adds the offending line with a caret. Use it only for terminals, because
    the line may contain personal data.
    """
    lines = []
    for problem in problems if line_of else map(_quotable, problems):
        tint = RED if problem.severity is Severity.ERROR else YELLOW
        label = f"{tint}{problem.severity}{PLAIN}" if colour else f"{problem.severity}"
        lines.append(f"{place(problem)}: {label}: {_what(problem)} [{problem.code}]")
        if line_of and problem.line:
            line = line_of(problem.path, problem.line)
            harmless = "".join(sign if sign.isprintable() else "�" for sign in line)
            lines += [f"    | {harmless}", f"    | {' ' * (problem.column - 1)}^"]
        if problem.hint:
            lines.append(f"    {shown(problem.hint)}")
    return "\n".join(lines)


def _quotable(problem: Problem) -> Problem:
    """The problem without names of files and keys that may be personal data."""
    pointer = quotable_pointer(problem.path, problem.pointer)
    return replace(problem, path=quotable_path(problem.path), pointer=pointer)


def place(problem: Problem) -> str:
    """`path:line:column`, which editors and terminals link; unknown parts are omitted."""
    numbers = [str(number) for number in (problem.line, problem.column) if number]
    return ":".join([shown(problem.path), *numbers])


def _what(problem: Problem) -> str:
    return shown(": ".join(part for part in (problem.pointer, problem.message) if part))


def by_cause(problems: Iterable[Problem]) -> str:
    """The problems of an export, each cause once, with the numbers of its rows."""
    causes: dict[Problem, list[int]] = defaultdict(list)
    for problem in problems:
        causes[replace(problem, line=0)].append(problem.line)
    said = []
    for cause, rows in causes.items():
        if len(rows) == 1:
            said.append(as_text([replace(cause, line=rows[0])]))
            continue
        column = f", column {cause.column}" if cause.column else ""
        what = f"{cause.path}: {many(len(rows), 'row')}{column}: {cause.message} [{cause.code}]"
        hint = f"\n    {cause.hint}" if cause.hint else ""
        said.append(f"{what}\n    In rows {listed(rows)}.{hint}")
    return "\n".join(said)


def summary(files: int, problems: Sequence[Problem]) -> str:
    """One sentence: the numbers of files, errors and warnings."""
    if not files and not problems:
        return "No files found, nothing checked."
    if not problems:
        return f"{many(files, 'file')} checked, no problems."
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    found = f"{many(errors, 'error')}, {many(len(problems) - errors, 'warning')}"
    return f"{many(files, 'file')} checked: {found}."


def as_json(files: int, problems: Iterable[Problem]) -> dict[str, Any]:
    """The report for other programs, with stable keys."""
    return {"files": files, "problems": [asdict(_quotable(problem)) for problem in problems]}


def as_annotations(problems: Iterable[Problem]) -> str:
    """One workflow command per problem; the host shows ten per step, the summary all."""
    lines = []
    for problem in map(_quotable, problems):
        said = _escaped(f"{_what(problem)}. {problem.hint}".rstrip())
        path, code = (_escaped(text, ":,") for text in (problem.path, problem.code))
        place = f"file={path},line={max(problem.line, 1)},col={max(problem.column, 1)}"
        lines.append(f"::{problem.severity} {place},title={code}::{said}")
    return "\n".join(lines)


def _escaped(text: str, signs: str = "") -> str:
    """Text that cannot end its workflow command, or its property, and begin another."""
    return "".join(f"%{ord(sign):02X}" if sign in f"%{signs}" else sign for sign in shown(text))


def as_markdown(files: int, problems: Sequence[Problem]) -> str:
    """All problems as a table, errors first, for the job summary."""
    lines = ["## Validation", "", summary(files, problems), ""]
    if problems:
        lines += ["| | where | what | what to do |", "| --- | --- | --- | --- |"]
    in_order = sorted(problems, key=lambda problem: problem.severity is Severity.WARNING)
    for problem in map(_quotable, in_order):
        cells = (place(problem), _what(problem), shown(problem.hint))
        lines.append(f"| **{problem.severity}** | {' | '.join(map(inline, cells))} |")
    return "\n".join(lines) + "\n"
