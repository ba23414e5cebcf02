"""A record together with the file it was read from."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mentoring import schemas
from mentoring.errors import DataError
from mentoring.files.document import Document, Said
from mentoring.files.messages import described
from mentoring.problems import DataPath, Problem
from mentoring.programme.config import Vocabulary
from mentoring.schemas import Violation
from mentoring.schemas.library import IDENTITY
from mentoring.store.record_kinds import fields_of
from mentoring.store.serialize import from_plain

T = TypeVar("T")
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

    def document_of(self, at: DataPath) -> Document:
        """The document that holds the value at the steps `at`."""
        is_identity = (at and at[0] in IDENTITY) or at[:2] == ("profile", "text")
        return self.identity if self.identity and is_identity else self.document

    def where(self, at: DataPath) -> str:
        """The file, line and column of the value at the steps `at`."""
        document = self.document_of(at)
        line, column = document.locate(*at)
        return f"{document.path}:{line}:{column}"

    def problem(self, *, at: DataPath = (), **said: Said) -> Problem:
        """A problem with this record, at the value that the steps `at` lead to."""
        return self.document_of(at).problem(at=at, **said)


def file_problem(
    file: Document | str, code: str, *, at: DataPath = (), at_key: bool = False, **facts: object
) -> Problem:
    """A problem of a record's file, or at a place in it, in the words of `messages.toml`."""
    known = fields_of(file if isinstance(file, str) else file.path)
    said = described(__package__, code, **{**known, **facts})
    if isinstance(file, str):
        return Problem(path=file, **said)
    return file.problem(at=at, at_key=at_key, **said)


def refused(document: Document, found: Violation) -> Problem:
    """What a schema refuses in a document, as a problem with its place."""
    said = {"code": found.code, "message": found.message, "hint": found.hint}
    return document.problem(at=found.steps, at_key=found.at_key, **said)


def refusals(document: Document, schema: str, words: Vocabulary | None = None) -> list[Problem]:
    """Everything that a schema refuses in a document."""
    return [refused(document, found) for found in schemas.validate(schema, document.value, words)]


def read_record(
    file: Document, schema: str, record: type[T], words: Vocabulary | None = None, **more: object
) -> T:
    """The record in a file, with `more` fields; raises DataError if the schema refuses it."""
    require_valid(schema, file, words)
    plain: Any = file.value
    return from_plain({**plain, **more}, record)


def require_valid(schema: str, document: Document, words: Vocabulary | None = None) -> None:
    """Raise DataError with everything that a schema refuses in a document."""
    if problems := refusals(document, schema, words):
        raise DataError(problems)
