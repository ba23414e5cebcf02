"""A record, the file it was read from, and its plain data: ISO dates, no empty fields."""

from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

import msgspec

from mentoring import schemas
from mentoring.errors import DataError
from mentoring.files.document import Document, Said
from mentoring.files.messages import described
from mentoring.files.strict_json import digest
from mentoring.people.agreement import Terms
from mentoring.problems import DataPath, Problem
from mentoring.programme.config import Vocabulary
from mentoring.schemas import Violation
from mentoring.schemas.library import IDENTITY
from mentoring.store.record_kinds import fields_of

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


def to_plain(record: object) -> dict[str, Any]:
    """The record as plain data, in the order of its fields, without those from other files."""
    plain = pruned(msgspec.to_builtins(record))
    if not isinstance(plain, dict):
        raise TypeError(type(record).__name__)
    derived = {field.name for field in fields(record) if field.metadata.get("derived")}  # type: ignore[arg-type]
    return {key: value for key, value in plain.items() if key not in derived}


def from_plain(plain: object, record: type[T]) -> T:
    """Build a record from plain data that its schema accepts; 3.0 is a whole number there."""
    return msgspec.convert(plain, record, strict=False)


def agreement_digest(template: str, terms: Terms) -> str:
    """What two people sign: the SHA-256 of the canonical form of template version and terms."""
    return digest({"template": template, "terms": to_plain(terms)})


def pruned(value: Any) -> Any:  # noqa: ANN401 (plain data of any shape)
    """The plain data without fields that are None or empty."""
    if isinstance(value, dict):
        kept = {key: pruned(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, {}, [])}
    if isinstance(value, list | tuple):
        return [pruned(inner) for inner in value]
    return value
