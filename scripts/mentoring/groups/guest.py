"""The guests of an event, and the pairs of guests to keep apart."""

from __future__ import annotations

from dataclasses import dataclass

Couple = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """One person at an event: the id and all experiments, the home experiment first."""

    id: str
    experiments: tuple[str, ...]

    @property
    def home(self) -> str:
        """The home experiment: the first one."""
        return self.experiments[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """The guests by id, the number of rounds, the target group size, and pairs to keep apart."""

    guests: tuple[Guest, ...]
    size: int
    rounds: int
    apart: frozenset[frozenset[str]] = frozenset()

    @property
    def sizes(self) -> tuple[int, ...]:
        """The group sizes of a round: as close to the target, and as even, as possible."""
        people = len(self.guests)
        groups = max(1, round(people / self.size))
        small, larger = divmod(people, groups)
        return (small + 1,) * larger + (small,) * (groups - larger)
