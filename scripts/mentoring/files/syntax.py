"""libyaml's complaints about a text that is no YAML, said so that a person can act on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mentoring.files.text import position
from mentoring.problems import Problem

if TYPE_CHECKING:
    from yaml import YAMLError

QUOTE = 'Put the whole text in double quotes: "…".'
INDENT = "Give entries of one group the same number of spaces; what belongs to them, two more."

_SAID: dict[str, tuple[str, str]] = {
    "mapping values are not allowed in this context": (
        "a second ': ' in one entry, or an entry that is indented too far",
        f"{QUOTE} Or: {INDENT[0].lower()}{INDENT[1:]}",
    ),
}


def syntax_problem(error: YAMLError, text: str, path: str) -> Problem:
    """The problem that libyaml's error is about."""
    mark: Any = getattr(error, "problem_mark", None)
    line, column = position(text, mark.index) if mark else (0, 0)
    said = getattr(error, "problem", None) or "the text cannot be read"
    message, hint = _SAID.get(said, (said, ""))
    return Problem(
        path=path,
        line=line,
        column=column,
        code="yaml",
        message=f"not valid YAML: {message}",
        hint=hint,
    )
