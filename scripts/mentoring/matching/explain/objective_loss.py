"""What another outcome loses compared with the best one, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

from mentoring.matching.instance.objective import Value


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectiveLoss:
    """The loss of each stage, in the objective's order; a gain is negative.

    A stage that counts by band, rank or fit has one entry for each count.
    """

    stages: Mapping[str, Value]

    @classmethod
    def between(cls, best: Mapping[str, Value], other: Mapping[str, Value]) -> ObjectiveLoss:
        """The loss of the other outcome, from the values of both."""
        return cls(stages={stage: _less(stage, best[stage], other[stage]) for stage in best})

    @property
    def decided(self) -> str | None:
        """The first stage that is worse; None if the other outcome is as good."""
        return next((stage for stage, value in self.stages.items() if _any(value)), None)


def _less(stage: str, best: Value, other: Value) -> Value:
    if isinstance(best, int) and isinstance(other, int):
        return other - best if stage == "moves" else best - other
    counts = zip_longest(_counts(best), _counts(other), fillvalue=0)
    return tuple(mine - theirs for mine, theirs in counts)


def _counts(value: Value) -> tuple[int, ...]:
    return (value,) if isinstance(value, int) else value


def _any(value: Value) -> bool:
    return any(_counts(value))
