"""The least and the most that a group can count, over all worlds, in whole numbers (HiGHS)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from highspy import Highs, HighsModelStatus, HighsVarType, ObjSense

from mentoring.disclosure.ranges import Range

if TYPE_CHECKING:
    from mentoring.disclosure.attacker.system import Group, System

World = tuple[int, ...]
TOLERANCE = 1e-6


class Solver:
    """One system, loaded once and asked many times.

    Each end is a world that the solver found; it is rounded and checked against the system in
    whole numbers, so that no tolerance of floating point can make a range look wider than it is.
    The relaxation is asked first: where its answer is a world, no whole numbers go further.
    """

    def __init__(self, system: System) -> None:
        self._system = system
        self._own: int | None = None
        self._highs: Any = _model(system)

    def know(self, own: int | None) -> None:
        """From now on look through the eyes of one counted in `own`, or of an outsider."""
        if self._own is not None:
            self._highs.changeColBounds(self._own, *self._system.bounds[self._own])
        if own is not None:
            self._highs.changeColBounds(own, *self._system.bounds[own].with_one())
        self._own = own

    def range_of(self, group: Group) -> Range | None:
        """The possible counts of a group; None if there is no world at all."""
        costs = [float(at in group.members) for at in range(len(self._system.counts))]
        self._highs.changeColsCost(len(costs), list(range(len(costs))), costs)
        low, high = self._world(ObjSense.kMinimize), self._world(ObjSense.kMaximize)
        if low is None or high is None:
            return None
        return Range(sum(low[at] for at in group.members), sum(high[at] for at in group.members))

    def _world(self, sense: Any) -> World | None:  # noqa: ANN401 (highspy has no types)
        """A world at one end of the range of what is asked for."""
        self._highs.changeObjectiveSense(sense)
        for relaxed in (True, False):
            self._highs.setOptionValue("solve_relaxation", relaxed)
            self._highs.run()
            if self._highs.getModelStatus() != HighsModelStatus.kOptimal:
                return None
            values = self._highs.getSolution().col_value
            world = tuple(round(value) for value in values)
            if max(abs(a - b) for a, b in zip(world, values, strict=True)) < TOLERANCE:
                return self._checked(world)
        raise ArithmeticError(self._system.name)

    def _checked(self, world: World) -> World:
        if not self._system.holds(world) or (self._own is not None and not world[self._own]):
            raise ArithmeticError(self._system.name)
        return world


def _model(system: System) -> Any:  # noqa: ANN401 (highspy has no types)
    highs: Any = Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("mip_rel_gap", 0.0)
    for at, bound in enumerate(system.bounds):
        highs.addVar(*bound)
        highs.changeColIntegrality(at, HighsVarType.kInteger)
    for each in system.sums:
        members = [*each.plus, *each.minus]
        signs = [1.0] * len(each.plus) + [-1.0] * len(each.minus)
        highs.addRow(*each.within, len(members), members, signs)
    return highs
