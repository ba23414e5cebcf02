"""A record together with the file it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from mentoring.files.document import Document
from mentoring.problems import Problem, Severity, pointer

T_co = TypeVar("T_co", covariant=True)
Steps = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry(Generic[T_co]):
    """A record and its document, so that a rule can point at the place of a problem."""

    record: T_co
    document: Document

    @property
    def path(self) -> str:
        """The file's path from the repository's root."""
        return self.document.path

    def problem(
        self,
        code: str,
        message: str,
        hint: str = "",
        *,
        at: Steps = (),
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """A problem with this record, at the value that the steps `at` lead to."""
        return problem_in(self.document, code, message, hint, at=at, severity=severity)


def problem_in(
    document: Document,
    code: str,
    message: str,
    hint: str = "",
    *,
    at: Steps = (),
    at_key: bool = False,
    severity: Severity = Severity.ERROR,
) -> Problem:
    """A problem at a place in a document, with its line and column."""
    place = document.locate(*at, key=at_key)
    return Problem(
        path=document.path,
        line=place.line,
        column=place.column,
        pointer=pointer(*at),
        code=code,
        message=message,
        hint=hint,
        severity=severity,
    )
