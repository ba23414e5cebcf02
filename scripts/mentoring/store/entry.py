"""A record together with the file it was read from."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from mentoring import schemas
from mentoring.errors import DataError
from mentoring.files.document import Document
from mentoring.files.messages import described
from mentoring.problems import DataPath, Problem, Severity, pointer
from mentoring.programme.config import Vocabulary
from mentoring.schemas import Violation
from mentoring.schemas.library import IDENTITY
from mentoring.store.record_kinds import fields_of

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry(Generic[T_co]):
    """A record and its document, so that a rule can point at the place of a problem.

    An application has a second document, its `identity`, unless its own file still holds both.
    """

    record: T_co
    document: Document
    identity: Document | None = None

    @property
    def path(self) -> str:
        """The file's path from the repository's root."""
        return self.document.path

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every file that the record was read from."""
        return (self.document,) if self.identity is None else (self.document, self.identity)

    def place(self, at: DataPath) -> tuple[Document, DataPath]:
        """The document that holds the value at the steps `at`, and the steps to it there."""
        is_identity = (at and at[0] in IDENTITY) or at[:2] == ("profile", "text")
        return (self.identity if self.identity and is_identity else self.document), at

    def problem(
        self,
        code: str,
        message: str,
        hint: str = "",
        *,
        at: DataPath = (),
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """A problem with this record, at the value that the steps `at` lead to."""
        document, there = self.place(at)
        return problem_in(document, code, message, hint, at=there, severity=severity)


def problem_in(
    file: Document | str,
    code: str,
    message: str,
    hint: str = "",
    *,
    at: DataPath = (),
    at_key: bool = False,
    severity: Severity = Severity.ERROR,
) -> Problem:
    """A problem at a place in a document, with its line and column; a path means a whole file."""
    line, column = (0, 0) if isinstance(file, str) else file.locate(*at, key=at_key)
    return Problem(
        path=file if isinstance(file, str) else file.path,
        line=line,
        column=column,
        pointer=pointer(*at),
        code=code,
        message=message,
        hint=hint,
        severity=severity,
    )


def file_problem(
    file: Document | str, code: str, *, at: DataPath = (), at_key: bool = False, **facts: object
) -> Problem:
    """A problem of a record's file like `problem_in`, in the words of `messages.toml`."""
    known = fields_of(file if isinstance(file, str) else file.path)
    said = described(__package__, code, **{**known, **facts})
    return problem_in(file, **said, at=at, at_key=at_key)


def refused(document: Document, found: Violation) -> Problem:
    """What a schema refuses in a document, as a problem with its place."""
    return problem_in(
        document, found.code, found.message, found.hint, at=found.steps, at_key=found.at_key
    )


def refusals(document: Document, schema: str, words: Vocabulary | None = None) -> list[Problem]:
    """Everything that a schema refuses in a document."""
    return [refused(document, found) for found in schemas.validate(schema, document.value, words)]


def require_valid(schema: str, document: Document, words: Vocabulary | None = None) -> None:
    """Raise DataError with everything that a schema refuses in a document."""
    if problems := refusals(document, schema, words):
        raise DataError(problems)
