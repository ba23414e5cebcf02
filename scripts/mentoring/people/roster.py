"""The roster: who organises and who reviews an edition, by id alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Duty = Literal["steward", "reviewer"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """An organiser or reviewer. Who applies to this edition names their own `applications`."""

    id: str
    duties: tuple[Duty, ...]
    experiments: tuple[str, ...]
    institute: str
    conflicts: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    recused: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Roster:
    """The members who serve one edition, and which reviewers each application was given."""

    cohort: str
    members: tuple[Member, ...]
    assignments: dict[str, tuple[str, ...]] = field(default_factory=dict)
