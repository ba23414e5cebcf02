"""The rules of an edition: for reviews, for matching, and for following the pairs."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

Stage = Literal["pairs", "motivation", "floor", "fit", "leximin", "lottery"]
Bound = tuple[int, int | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Balance:
    """Bounds on selected mentees, and on pairs by mentor, per home experiment: (low, high)."""

    mentees: dict[str, Bound] = field(default_factory=dict)
    mentors: dict[str, Bound] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Beacon:
    """A public randomness beacon with a round every `period` since its `genesis`."""

    genesis: datetime
    period: timedelta
    digits: int = 64  # hexadecimal, of a round's value

    def time_of(self, number: int) -> datetime:
        """The time of a round; the first has the number 1."""
        return self.genesis + (number - 1) * self.period

    def gives(self, value: str) -> bool:
        """Whether a value has the format of the beacon's values, in lower case."""
        return len(value) == self.digits and set(value) <= set("0123456789abcdef")

    def round_on(self, day: date) -> int:
        """The first round at or after noon (UTC) of a day."""
        noon = datetime.combine(day, time(12), UTC)
        return 1 - (self.genesis - noon) // self.period


_QUICKNET = datetime.fromtimestamp(1_692_803_367, UTC)
BEACONS = {"drand quicknet": Beacon(genesis=_QUICKNET, period=timedelta(seconds=3))}
"""By name. drand's chain quicknet has the hash 52db9ba7…e971; see https://docs.drand.love."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lottery:
    """A verifiable draw: a commitment to the frozen ids, a future beacon round, and its value."""

    commitment: str
    beacon: str
    round: int
    day: date | None = None
    seed: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ListLengths:
    """How many entries of a list count. A mentor may offer more topics, but each counts less."""

    topics: int = 3
    offered: int = 6
    profiles: int = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchingRules:
    """The definition of a good match: lexicographic stages, weighted criteria, hard limits."""

    objective: tuple[Stage, ...] = ("pairs", "motivation", "floor", "fit", "lottery")
    criteria: dict[str, int]
    lists: ListLengths = field(default_factory=ListLengths)
    minimum_fit: int = 0
    same_institute: bool = True
    balance: Balance = field(default_factory=Balance)
    lottery: Lottery | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RubricItem:
    """A question, answered from 1 (weak) to 5 (exceptional); `steps` may describe the marks."""

    id: str
    question: str
    steps: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewRules:
    """The rubric, the number of reviews per application, and how scores become bands."""

    rubric: tuple[RubricItem, ...]
    per_application: int = 3
    bands: tuple[float, ...] = (4.0, 3.0)
    tie_errors: float = 1.0
    tie_margin: float = 0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgressRules:
    """Deadlines for a pair; weeks count from its announcement. `off` names the rules not used."""

    accept_days: int = 14
    agreement_weeks: int = 4
    first_meeting_weeks: int = 4
    goals_weeks: int = 8
    silent_weeks: int = 8
    rhythm_tolerance: int = 1
    check_in_grace_days: int = 7
    paused_weeks: int = 8
    reminder_days: int = 7
    off: tuple[str, ...] = ()
