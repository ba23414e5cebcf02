"""Who comes to an event, and whom they should not sit with."""

from __future__ import annotations

from dataclasses import dataclass

Couple = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """One person at an event, by id, with all their experiments; the first is home."""

    id: str
    experiments: tuple[str, ...]

    @property
    def home(self) -> str:
        """The first of their experiments."""
        return self.experiments[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """The guests by id, the number of rounds, the wished size of a group, and who stays apart."""

    guests: tuple[Guest, ...]
    size: int
    rounds: int
    apart: frozenset[frozenset[str]] = frozenset()

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of the groups of a round: as near to the wish, and as even, as can be."""
        people = len(self.guests)
        groups = max(1, round(people / self.size))
        small, larger = divmod(people, groups)
        return (small + 1,) * larger + (small,) * (groups - larger)
