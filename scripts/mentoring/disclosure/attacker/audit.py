"""The attacker: the least and the most people of every group over all possible worlds (CP-SAT)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python.cp_model import INFEASIBLE, OPTIMAL, CpModel, CpSolver, LinearExpr

from mentoring.aggregates.release import History, Range
from mentoring.disclosure.attacker.systems import Group, System, systems
from mentoring.disclosure.knowledge import GAP, Least
from mentoring.programme.cohort import Cohort


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """The range of possible counts of one group that a `reader` can infer, who is told in words."""

    system: str
    group: str
    reader: str
    known: Range

    @property
    def exposed(self) -> bool:
        """Whether the range is narrower than `GAP`."""
        return self.known.width < GAP


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """A finding for each group and each reader; those `exposed` forbid a release.

    `groups` counts each group once for all readers; `narrowest` is the smallest width, if any. No
    people can have the numbers of the `contradictory` systems.
    """

    findings: tuple[Finding, ...]
    exposed: tuple[Finding, ...]
    groups: int
    narrowest: int | None
    contradictory: tuple[str, ...]


def audit(history: History, cohorts: Mapping[str, Cohort]) -> Audit:
    """What outsiders and the people counted can infer from all releases and the editions' rules."""
    judged = [(system, [*attack(system)]) for system in systems(history, cohorts)]
    found = [finding for _, findings in judged for finding in findings]
    return Audit(
        findings=tuple(found),
        exposed=tuple(finding for finding in found if finding.exposed),
        groups=len({(finding.system, finding.group) for finding in found}),
        narrowest=min((finding.known.width for finding in found), default=None),
        contradictory=tuple(
            system.name
            for system, findings in judged
            if system.certain and system.groups and not findings
        ),
    )


def attack(system: System) -> Iterator[Finding]:
    """Findings for every group of a system and each reader; none if no world is possible.

    A reader who knows less than another one cannot infer more, and is left out. If a range is wide
    enough, its exact width is not computed.
    """
    solver = Solver(system)
    possible: list[Least] = []
    for least in sorted(set(system.views), key=sum, reverse=True):
        is_less = any(all(map(int.__ge__, more, least)) for more in possible)
        if not is_less and solver.know(least):
            possible.append(least)
            named = zip(least, system.counts, strict=True)
            own = " and ".join(f"{number} of {name}" for number, name in named if number)
            reader = f"a person counted in {own}" if own else "any reader"
            for group, seen in zip(system.groups, solver.ranges(GAP), strict=True):
                name = " + ".join(system.counts[at] for at in group)
                yield Finding(system=system.name, group=name, reader=reader, known=seen)


class Solver:
    """One system, loaded once and queried many times.

    Each world found is kept: with others it may answer a later query.
    """

    def __init__(self, system: System) -> None:
        self._system = system
        self._bounds = system.bounds
        self._model = CpModel()
        self._counts = [self._model.new_int_var(*bound, "") for bound in system.bounds]
        for known in system.sums:
            plus, minus = ([self._counts[at] for at in part] for part in (known.plus, known.minus))
            total = LinearExpr.sum(plus) - LinearExpr.sum(minus)
            self._model.add_linear_constraint(total, *known.within)
        self._solver = CpSolver()
        self._solver.parameters.num_workers = 1
        self._solver.parameters.cp_model_presolve = False
        self._worlds: dict[tuple[int, ...], None] = {}

    def know(self, least: Least) -> bool:
        """Set how many people a reader knows in each count; return whether that is possible."""
        system = self._system
        seen = zip(system.bounds, system.assumed, least, strict=True)
        self._bounds = tuple(bound.at_least(others + number) for bound, others, number in seen)
        if any(bound.width < 0 for bound in self._bounds):
            return False
        for count, bound in zip(self._counts, self._bounds, strict=True):
            count.proto.domain.clear()
            count.proto.domain.extend(bound)
        return len(self._found()) > 0 or self._world() is not None

    def ranges(self, enough: int) -> list[Range]:
        """The possible counts of each group; a range that is wide `enough` may be incomplete."""
        found, ranges = self._found(), []
        for group in self._system.groups:
            counts = found[:, group].sum(axis=1)
            seen = Range(int(counts.min()), int(counts.max()))
            ranges.append(seen if seen.width >= enough else self.range_of(group) or seen)
        return ranges

    def range_of(self, group: Group) -> Range | None:
        """The exact possible counts of a group; None if there is no possible world."""
        if any(bound.width < 0 for bound in self._bounds):
            return None
        total = LinearExpr.sum([self._counts[at] for at in group])
        ends = []
        for aim in (self._model.minimize, self._model.maximize):
            aim(total)
            if (world := self._world()) is None:
                return None
            ends.append(sum(world[at] for at in group))
        return Range(*ends)

    def _found(self) -> NDArray[np.int64]:
        """The known worlds that are possible for the present reader, one per row."""
        worlds = np.array([*self._worlds], dtype=np.int64).reshape(-1, len(self._counts))
        lows, highs = np.array(self._bounds).T
        possible: NDArray[np.bool_] = ((worlds >= lows) & (worlds <= highs)).all(axis=1)
        return worlds[possible]

    def _world(self) -> tuple[int, ...] | None:
        """A world at one end of the range in question."""
        status = self._solver.solve(self._model)
        if status == INFEASIBLE:
            return None
        world = tuple(self._solver.value(count) for count in self._counts)
        inside = all(count in bound for count, bound in zip(world, self._bounds, strict=True))
        if status != OPTIMAL or not inside or not self._system.holds(world):
            raise ArithmeticError(self._system.name)
        self._worlds[world] = None
        return world
