"""The audit's findings: traces of people in files, without the traces themselves."""

import hashlib
from dataclasses import dataclass
from enum import IntEnum, StrEnum, auto
from typing import NamedTuple

from mentoring.problems import Problem


def digest(data: bytes) -> str:
    """The SHA-256 that identifies a file."""
    return hashlib.sha256(data).hexdigest()


class Kind(StrEnum):
    """The kind of personal value that was found."""

    NAME = "name"
    PART = "part of a name"
    EMAIL = "e-mail"
    USER = "user name"
    ID = "id"
    CODE = "code"
    PASSAGE = "text"
    DETAIL = "detail"


class Weight(IntEnum):
    """How telling a trace is, the most telling first."""

    SURE = auto()  # certain anywhere
    AS_A_NAME = auto()  # certain if written like a name
    IN_PROSE = auto()  # certain in prose; in a program it is another's name
    DOUBTFUL = auto()  # certain next to another trace of the same person
    BESIDE = auto()  # reported only next to another trace of the same person


class WeightedTrace(NamedTuple):
    """The person, the kind of value, and how telling the trace is on its own."""

    person: str
    kind: Kind
    weight: Weight


class Spot(NamedTuple):
    """A place in a file: its part (a page, a pointer into JSON), and the line."""

    within: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Finding:
    """A trace of `person` (an id) in a file of the site, first at `spot`, `times` times in all.

    A trace that is not `certain` may be a common word, for a person to judge.
    """

    path: str
    spot: Spot
    person: str
    kind: Kind
    certain: bool
    times: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """The numbers of files and people searched, the findings, and what is unreadable.

    `problems` are links and files that could not be searched and were not vouched for.
    """

    files: int
    people: int
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing certain was found and everything could be read."""
        return not self.problems and not any(finding.certain for finding in self.findings)
