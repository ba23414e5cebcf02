"""A clue: whose trace some words are, and how much they say on their own."""

from __future__ import annotations

from enum import IntEnum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mentoring.disclosure.leaks.finding import Kind


class Weight(IntEnum):
    """How much a clue says, the most telling first."""

    SURE = auto()  # wherever it stands
    AS_A_NAME = auto()  # where it is written as a name is
    IN_PROSE = auto()  # in text that people read; in a program it is somebody else's
    DOUBTFUL = auto()  # next to another clue to the same person
    BESIDE = auto()  # nothing, and is not reported but next to another clue to the same person


class WeightedTrace(NamedTuple):
    """What of whom it is."""

    person: str
    kind: Kind
    weight: Weight
