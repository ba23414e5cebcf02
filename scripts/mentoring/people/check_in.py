"""A check-in: one side's answers on one of the cohort's dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mentoring.people.side import Side


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """One side's check-in, confidential from the other side."""

    fit: Literal["good", "unsure", "no"]
    goals: Literal["none-yet", "behind", "on-track", "reached"]
    help: bool = False
    contact_me: bool = False
    wish_to_end: bool = False
    share: bool = False
    satisfaction: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckIn:
    """A check-in of one side: `due` is one of the cohort's dates, `on` the day it came."""

    due: date
    by: Side
    on: date
    answers: Answers
