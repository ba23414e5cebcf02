"""Problems for a terminal, for programs, and for the Git host's annotations."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mentoring.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

RED, YELLOW, DIM, PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[2m", "\x1b[0m"


def as_text(
    problems: Iterable[Problem],
    *,
    line_of: Callable[[str, int], str] | None = None,
    colour: bool = False,
) -> str:
    """One paragraph a problem: `path:line:column`, what is wrong, what to do.

    With `line_of(path, line)` the offending line stands below with a caret: for terminals alone,
    for the line may be somebody's data.
    """
    return "\n".join(_paragraph(one, line_of, colour=colour) for one in problems)


def _paragraph(problem: Problem, line_of: Callable[[str, int], str] | None, *, colour: bool) -> str:
    tint = RED if problem.severity is Severity.ERROR else YELLOW
    label = f"{tint}{problem.severity}{PLAIN}" if colour else f"{problem.severity}"
    lines = [f"{place(problem)}: {label}: {_where(problem)}{problem.message} [{problem.code}]"]
    if line_of and problem.line:
        lines += _caret(line_of(problem.path, problem.line), problem.column)
    if problem.hint:
        lines.append(f"    {problem.hint}")
    return "\n".join(lines)


def place(problem: Problem) -> str:
    """`path:line:column`, as editors and terminals make it a link; as much of it as is known."""
    numbers = [str(one) for one in (problem.line, problem.column) if one]
    return ":".join([problem.path, *numbers])


def _where(problem: Problem) -> str:
    return f"{problem.pointer}: " if problem.pointer else ""


def _caret(line: str, column: int) -> list[str]:
    shown = "".join(character if character.isprintable() else "�" for character in line)
    return [f"    | {shown}", f"    | {' ' * (column - 1)}^"]


def summary(files: int, problems: Sequence[Problem]) -> str:
    """One sentence: how many files, how many errors, how many warnings."""
    errors = sum(one.severity is Severity.ERROR for one in problems)
    warnings = len(problems) - errors
    if not problems:
        return f"{_count(files, 'file')}: all is well."
    return f"{_count(files, 'file')}: {_count(errors, 'error')}, {_count(warnings, 'warning')}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def as_json(files: int, problems: Iterable[Problem]) -> dict[str, Any]:
    """The report other programs build on."""
    return {"files": files, "problems": [asdict(one) for one in problems]}


def as_annotations(problems: Iterable[Problem]) -> str:
    """Workflow commands, one a problem; the host shows ten a step, the summary has them all."""
    return "\n".join(
        f"::{one.severity} file={_escaped(one.path, prop=True)},line={max(one.line, 1)},"
        f"col={max(one.column, 1)},title={_escaped(one.code, prop=True)}"
        f"::{_escaped(_where(one) + one.message + (' ' + one.hint if one.hint else ''))}"
        for one in problems
    )


def _escaped(text: str, *, prop: bool = False) -> str:
    """Text that cannot end its workflow command and begin another."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if prop else text


def as_markdown(files: int, problems: Sequence[Problem]) -> str:
    """The whole list as a table, for the job summary."""
    lines = ["## Validation", "", summary(files, problems), ""]
    if problems:
        lines += ["| where | what | what to do |", "| --- | --- | --- |"]
        lines += [
            f"| `{place(one)}` | {_cell(_where(one) + one.message)} | {_cell(one.hint)} |"
            for one in problems
        ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Text that stays in its cell and is never markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")
    return "".join(f"\\{one}" if one in "\\|`*_[]" else one for one in escaped)
