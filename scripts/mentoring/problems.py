"""Problems in the data: what is wrong, where, and how to fix it."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

MOST = 100  # problems that are shown of one file

DataPath = tuple[str | int, ...]
"""The keys and indices that lead from a document's root to a place in it."""


class Severity(StrEnum):
    """An error stops commands and fails CI; a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Problem:
    """One problem in one place.

    `path` is relative to the programme's root, with forward slashes. `line` and `column` count
    from 1 (columns in characters); 0 means the file as a whole. `pointer` is a JSON Pointer
    (RFC 6901) into the document. `message` says what was found and what is allowed, and quotes no
    personal data; `hint` says how to fix it.
    """

    path: str
    line: int = 0
    column: int = 0
    pointer: str = ""
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


def capped(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in order: the first hundred of each file, and the number of further ones."""
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.path, []).append(problem)
    for path, found in by_file.items():
        if left := found[MOST:]:
            said = f"{len(left)} more problem{'s'[: len(left) > 1]} in this file"
            more = Problem(path=path, code="more", message=said, hint="Correct these first.")
            found[MOST:] = [replace(more, severity=min(problem.severity for problem in left))]
    return [problem for found in by_file.values() for problem in found]


def pointer(*steps: str | int) -> str:
    """The JSON Pointer (RFC 6901) with the given keys and indices as its steps."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word closest to `word`; None if none is close."""
    by_folded = {choice.casefold(): choice for choice in sorted(allowed)}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """A hint that names the closest allowed word, or lists the allowed words."""
    choices = sorted(allowed)
    close = nearest(word, choices)
    return f"Did you mean {close}?" if close else f"Allowed: {', '.join(choices)}."
