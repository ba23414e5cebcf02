"""The weighted mean of the criteria's points, as an integer, and each criterion's part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentoring.errors import MentoringError
from mentoring.scoring.criteria import criterion
from mentoring.scoring.criterion import FULL, Criterion


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """The criteria with non-zero weights, in the cohort's order."""

    criteria: tuple[Criterion, ...]
    weights: tuple[int, ...]

    def total(self, points: Sequence[int]) -> int:
        """The fit of one pair: the weighted mean, rounded down."""
        parts = zip(self.weights, points, strict=True)
        return sum(weight * part for weight, part in parts) // sum(self.weights)

    def shares(self, points: Sequence[int]) -> tuple[int, ...]:
        """Each criterion's part of the fit, by largest remainder; the parts sum to the fit.

        Rounding all parts down loses a few points. They go to the largest remainders; ties go to
        the earlier criterion (Hamilton's method of apportionment).
        """
        whole = sum(self.weights)
        exact = [divmod(w * p, whole) for w, p in zip(self.weights, points, strict=True)]
        lost = self.total(points) - sum(part for part, _ in exact)
        order = sorted(range(len(exact)), key=lambda place: (-exact[place][1], place))
        favoured = frozenset(order[:lost])
        return tuple(part + (place in favoured) for place, (part, _) in enumerate(exact))

    def parts(self, points: Sequence[int]) -> tuple[tuple[int, int], ...]:
        """Each criterion's part of the fit, and the largest possible part.

        The largest part is that of a perfect fit, adjusted for rounding: a pair with all points of
        a criterion reaches it exactly, and no pair exceeds it.
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
        MentoringError: if a criterion does not exist, or all weights are zero.
    """
    found = {criterion(name): weight for name, weight in weights.items()}
    counting = {chosen: weight for chosen, weight in found.items() if weight > 0}
    if not counting:
        raise MentoringError("No criterion has a weight above 0: there is no fit to compute.")
    return Scale(criteria=tuple(counting), weights=tuple(counting.values()))
