"""The loss of every pair at once, as arrays: what a heat map shows, and who is close."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import numpy as np

from mentoring.matching.explain.objective_loss import COUNTS, sizes
from mentoring.matching.instance.instance import FORBIDDEN, FULL
from mentoring.matching.solver.network import SHUT
from mentoring.matching.solver.packing import Packing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from mentoring.matching.explain.counterfactuals import Counterfactuals

    Array = NDArray[np.integer]


@dataclass(frozen=True, kw_only=True)
class LossMatrix:
    """For every pair (row, column), what the best outcome with it loses before the lottery.

    The lottery and what comes after it are left out: a ticket for every pair is dear, and only
    ties need one. `losses` are packed vectors whose components `parts` gives for each stage, and
    mean nothing where the pair is not `possible`.
    """

    of: Counterfactuals
    parts: Mapping[str, range]
    packing: Packing
    losses: NDArray[Any]
    possible: NDArray[np.bool_]

    def decided(self) -> NDArray[np.int8]:
        """The place of the first stage that is worse; the number of stages if none is."""
        decided = np.full(self.losses.shape, len(self.parts), np.int8)
        for place, part in reversed(list(enumerate(self.parts.values()))):
            decided[self.losses >= self.packing.least(part.stop - 1)] = place
        return decided

    def loss(self, stage: str) -> Array:
        """By how much a stage is worse, where those before it are not; an axis more for counts."""
        part = [self.packing.component(self.losses, k) for k in self.parts[stage]]
        if stage == "floor":
            return self._floor(part[0])
        return np.stack(part, axis=-1) if stage in COUNTS else part[0]

    def _floor(self, below: Array) -> Array:
        """By how much the floor falls where it does, which a loss in pairs below it tells."""
        widths = self.of.widths
        kept = widths.between[np.ix_(widths.hubs.exit, widths.hubs.enter)].T
        fall = self.of.found.floor - np.minimum(self.of.instance.fit, kept)
        return np.where(below > 0, fall, 0)


def panorama(of: Counterfactuals) -> LossMatrix:
    """The losses of all pairs: one outer sum over the distances between hubs."""
    parts = _parts(of)
    ways = Ways(of, max((part.stop for part in parts.values()), default=1))
    return LossMatrix(
        of=of, parts=parts, packing=ways.packing, losses=ways.losses(), possible=ways.possible()
    )


def _parts(of: Counterfactuals) -> dict[str, range]:
    """The components of each stage before the lottery; component 0 belongs to the bounds."""
    parts, end = {}, 1
    for stage, size in takewhile(lambda one: one[0] != "lottery", sizes(of.instance)):
        if size:
            parts[stage] = range(end, end + size)
        end += size
    return parts


class Ways:
    """The distances between hubs, packed again with as few bits as the losses need."""

    def __init__(self, of: Counterfactuals, width: int) -> None:
        hubs, wide = of.hubs, of.hubs.arcs.packing
        self.of = of
        tails, self.column = np.unique(hubs.exit, return_inverse=True)
        heads, self.row = np.unique(hubs.enter, return_inverse=True)
        ways = [of.way(tail, head) for head in heads.tolist() for tail in tails.tolist()]
        self.shape = (len(heads), len(tails))
        self.reached = np.array([way < hubs.arcs.infinity // 2 for way in ways], np.bool_)
        self.ways = wide.table(ways)[:, :width]
        self.mentee = wide.table(of.weights.mentee)[:, :width]
        self.level = np.zeros((FULL + 1 - FORBIDDEN, width), np.int64)
        self.level[list(of.weights.level)] = wide.table(list(of.weights.level.values()))[:, :width]
        self.held = wide.table([of.weights.held])[:, :width]
        everything = (self.ways, self.mentee, self.level, self.held)
        limits = sum(np.abs(table).max(axis=0, initial=0) for table in everything)
        self.packing = Packing.of(limits.tolist(), 1)

    def losses(self) -> NDArray[Any]:
        """What each pair loses: the way from its mentor's hub to its mentee's, less its worth."""
        instance = self.of.instance
        tables = (self.ways, self.mentee, self.level, self.held)
        ways, mentee, level, [held] = map(self.packing.packed, tables)
        by_row = ways.reshape(self.shape)[self.row] - mentee[:, None]
        losses: NDArray[Any] = by_row[:, self.column]
        losses -= level[instance.fit]
        if held:
            rows, columns = np.array(instance.standing, np.intp).reshape(-1, 2).T
            losses[rows, columns] -= held
        return losses

    def possible(self) -> NDArray[np.bool_]:
        """Which pairs some outcome has: those chosen, and those whose cycle breaks no bound."""
        instance, net = self.of.instance, self.of.hubs.network
        whole = (self.reached & (self.ways[:, 0] == 0)).reshape(self.shape)
        possible: NDArray[np.bool_] = whole[self.row][:, self.column] & (instance.fit >= 0)
        possible[net.mentees.group == SHUT] = False
        possible[:, net.mentors.group == SHUT] = False
        rows, columns = np.array(instance.places(self.of.found.pairs), np.intp).reshape(-1, 2).T
        possible[rows, columns] = True
        return possible
