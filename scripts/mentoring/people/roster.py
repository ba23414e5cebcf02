"""The roster: the organisers and reviewers of an edition, by id."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Duty = Literal["steward", "reviewer"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """An organiser or reviewer. `applications` are their own, if they applied to this edition."""

    id: str
    duties: tuple[Duty, ...]
    experiments: tuple[str, ...]
    institute: str
    conflicts: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    recused: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """The members of one edition's roster, and the reviewers assigned to each application."""

    cohort: str
    members: tuple[Member, ...]
    assignments: dict[str, tuple[str, ...]] = field(default_factory=dict)
