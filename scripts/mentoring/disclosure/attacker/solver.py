"""The least and the most that a group can count, over all worlds, in whole numbers (CP-SAT)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import INFEASIBLE, OPTIMAL, CpModel, CpSolver, LinearExpr

from mentoring.disclosure.ranges import Range

if TYPE_CHECKING:
    from mentoring.disclosure.attacker.system import Group, System

World = tuple[int, ...]


class Solver:
    """One system, loaded once and asked many times.

    Each end is a world that the solver found; it is checked against the system.
    """

    def __init__(self, system: System) -> None:
        self._system = system
        self._own: int | None = None
        self._nobody = False
        self._model = CpModel()
        self._counts = [self._model.new_int_var(*bound, "") for bound in system.bounds]
        for each in system.sums:
            plus, minus = ([self._counts[at] for at in part] for part in (each.plus, each.minus))
            total = LinearExpr.sum(plus) - LinearExpr.sum(minus)
            self._model.add_linear_constraint(total, *each.within)
        self._solver = CpSolver()
        self._solver.parameters.num_workers = 1
        self._solver.parameters.cp_model_presolve = False

    def know(self, own: int | None) -> None:
        """From now on look through the eyes of one counted in `own`, or of an outsider."""
        if self._own is not None:
            self._bind(self._own, self._system.bounds[self._own])
        self._own = own
        if own is not None:
            self._bind(own, self._system.bounds[own].with_one())

    def _bind(self, at: int, bound: Range) -> None:
        """Let a count be within a bound; of nobody there is nothing to be asked."""
        self._nobody = bound.empty
        if not bound.empty:
            self._counts[at].proto.domain.clear()
            self._counts[at].proto.domain.extend(bound)

    def range_of(self, group: Group) -> Range | None:
        """The possible counts of a group; None if there is no world at all."""
        if self._nobody:
            return None
        total = LinearExpr.sum([self._counts[at] for at in group.members])
        self._model.minimize(total)
        low = self._world()
        self._model.maximize(total)
        high = self._world()
        if low is None or high is None:
            return None
        return Range(sum(low[at] for at in group.members), sum(high[at] for at in group.members))

    def _world(self) -> World | None:
        """A world at one end of the range of what is asked for."""
        status = self._solver.solve(self._model)
        if status == INFEASIBLE:
            return None
        world = tuple(self._solver.value(count) for count in self._counts)
        own_there = self._own is None or world[self._own]
        if status != OPTIMAL or not self._system.holds(world) or not own_there:
            raise ArithmeticError(self._system.name)
        return world
