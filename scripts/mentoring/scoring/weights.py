"""The weighted mean of the criteria's points, in whole points, and each criterion's part in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentoring.errors import MentoringError
from mentoring.scoring.criteria import criterion
from mentoring.scoring.criterion import FULL, Criterion


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """The criteria that count, in the cohort's order, with their weights."""

    criteria: tuple[Criterion, ...]
    weights: tuple[int, ...]

    def total(self, points: Sequence[int]) -> int:
        """The fit of one pair: the weighted mean, rounded down."""
        parts = zip(self.weights, points, strict=True)
        return sum(weight * part for weight, part in parts) // sum(self.weights)

    def shares(self, points: Sequence[int]) -> tuple[int, ...]:
        """Each criterion's part of the fit, by largest remainder: they sum to it exactly.

        Rounding all parts down loses a few points; they go to the largest remainders, the
        earlier criterion first among equals (Hamilton's method of apportionment).
        """
        whole = sum(self.weights)
        exact = [divmod(w * p, whole) for w, p in zip(self.weights, points, strict=True)]
        lost = self.total(points) - sum(part for part, _ in exact)
        order = sorted(range(len(exact)), key=lambda place: (-exact[place][1], place))
        favoured = frozenset(order[:lost])
        return tuple(part + (place in favoured) for place, (part, _) in enumerate(exact))

    def parts(self, points: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Each criterion's part of the fit, and the most that the part could have been.

        That is its part of a perfect fit, but for the point that rounding gives to one or another:
        whoever has all points of a criterion has as many as there are, and nobody has more.
        """
        shares = zip(points, self.shares(points), self.most, strict=True)
        return tuple(
            (share, share if part == FULL else max(share, most)) for part, share, most in shares
        )

    @property
    def most(self) -> tuple[int, ...]:
        """Each criterion's part of a perfect fit."""
        return self.shares([FULL] * len(self.weights))


def scale(weights: Mapping[str, int]) -> Scale:
    """The criteria of non-zero weight.

    Raises:
        MentoringError: if a criterion does not exist, or none counts.
    """
    found = {criterion(name): weight for name, weight in weights.items()}
    counting = {one: weight for one, weight in found.items() if weight > 0}
    if not counting:
        raise MentoringError("No criterion has a weight above 0: there is no fit to compute.")
    return Scale(criteria=tuple(counting), weights=tuple(counting.values()))
