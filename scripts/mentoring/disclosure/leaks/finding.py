"""What the audit found: a trace of somebody, in a file, without the trace itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum, auto
from typing import NamedTuple

from mentoring.problems import Problem


class Kind(StrEnum):
    """What of a person it is that was found."""

    NAME = "name"
    PART = "part of a name"
    EMAIL = "e-mail"
    USER = "user name"
    ID = "id"
    CODE = "code"
    PASSAGE = "text"
    DETAIL = "detail"


class Weight(IntEnum):
    """How much a trace says, the most telling first."""

    SURE = auto()  # wherever it stands
    AS_A_NAME = auto()  # where it is written as a name is
    IN_PROSE = auto()  # in text that people read; in a program it is somebody else's
    DOUBTFUL = auto()  # next to another trace of the same person
    BESIDE = auto()  # nothing, and is not reported but next to another trace of the same person


class WeightedTrace(NamedTuple):
    """Whose it is, what of them, and how much it says on its own."""

    person: str
    kind: Kind
    weight: Weight


class Spot(NamedTuple):
    """A place in a file: what of the file it is (a page, a pointer into JSON), and the line."""

    within: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Finding:
    """A trace of `person` (an id) in a file of the site, first at `spot`, in all in `times` places.

    What is not `certain` is a common word, too, and for a person to judge.
    """

    path: str
    spot: Spot
    person: str
    kind: Kind
    certain: bool
    times: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """How many files were read for how many people's sake, what was found, and what is unreadable.

    `problems` are links and files that could not be looked through; nothing vouches for them.
    """

    files: int
    people: int
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing certain was found and everything could be read."""
        return not self.problems and not any(finding.certain for finding in self.findings)
