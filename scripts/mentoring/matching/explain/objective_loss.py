"""What another outcome loses against the best one, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from mentoring.matching.instance.instance import FULL
from mentoring.matching.instance.stages import expand
from mentoring.matching.solver.weights import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mentoring.matching.instance.instance import Instance
    from mentoring.matching.proof.proof import Value


COUNTS = ("motivation", "waited", "leximin")


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectiveLoss:
    """By how much each stage is worse, in the objective's order.

    A stage that counts by band, rank or fit has an entry a count; what is gained is below zero.
    Where a floor is given up, or something that comes before it, all later stages choose from
    other pairs and are left out; so are stages that earlier ones settle.
    """

    stages: Mapping[str, Value]

    @property
    def decided(self) -> str | None:
        """The first stage that is worse; None if the other outcome is as good."""
        return next((stage for stage, value in self.stages.items() if _any(value)), None)

    @property
    def key(self) -> tuple[tuple[int, ...], ...]:
        """What sorts losses, the least first."""
        return tuple(
            (value,) if isinstance(value, int) else value for value in self.stages.values()
        )


def losses(instance: Instance, vector: Sequence[int], floor: Callable[[], int]) -> ObjectiveLoss:
    """The loss that a vector over the terms of the objective amounts to.

    `floor` is asked for the loss of the floor, if the vector says that there is one.
    """
    parts = iter(vector)
    stages: dict[str, Value] = {}
    for stage, size in sizes(instance):
        part = tuple(islice(parts, size))
        if stage == "floor":
            if any(_any(value) for value in stages.values()):
                break
            stages[stage] = floor() if any(part) else 0
            if stages[stage]:
                break
        elif part:
            stages[stage] = part if stage in COUNTS else sum(part)
    return ObjectiveLoss(stages=stages)


def sizes(instance: Instance) -> list[tuple[str, int]]:
    """How many components each stage of the objective adds to those before it."""
    objective = instance.objective
    ends = [
        sum(len(limits(instance, term, ())) for term in expand(objective[:k], FULL))
        for k in range(len(objective) + 1)
    ]
    widths = (end - start for start, end in pairwise(ends))
    return list(zip(objective, widths, strict=True))


def _any(value: Value) -> bool:
    return bool(value) if isinstance(value, int) else any(value)
