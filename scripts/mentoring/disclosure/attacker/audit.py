"""The attacker: finds every group whose size could be inferred too closely from the releases.

It asks for the smallest and largest count of each group over all possible worlds, exactly (CP-SAT).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python.cp_model import INFEASIBLE, OPTIMAL, CpModel, CpSolver, LinearExpr

from mentoring.disclosure.attacker.systems import Group, System, systems
from mentoring.disclosure.history import History
from mentoring.disclosure.knowledge import Least
from mentoring.disclosure.ranges import GAP, Range
from mentoring.programme.cohort import Cohort

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What one attacker can infer about one group.

    `known` is the range of possible counts, `own` the records that the attacker knows, in words.
    """

    system: str
    group: str
    own: str | None
    known: Range

    @property
    def exposed(self) -> bool:
        """Whether the range is narrower than `GAP`."""
        return self.known.width < GAP

    def __str__(self) -> str:
        reader = f"a person counted in {self.own}" if self.own else "any reader"
        low, high = self.known
        return f"{self.system}: {reader} could tell that {self.group} is one of {low} to {high}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """All findings: one for each group and each attacker."""

    findings: tuple[Finding, ...]

    @property
    def exposed(self) -> tuple[Finding, ...]:
        """The findings that forbid a release."""
        return tuple(finding for finding in self.findings if finding.exposed)

    @property
    def narrowest(self) -> int | None:
        """The smallest width of any range; None if there are no findings."""
        return min((finding.known.width for finding in self.findings), default=None)

    @property
    def groups(self) -> int:
        """The number of groups examined, each counted once for all attackers."""
        return len({(finding.system, finding.group) for finding in self.findings})


def audit(history: History, cohorts: Mapping[str, Cohort]) -> Audit:
    """What outsiders and the people counted can infer from all releases together.

    `cohorts` are the editions of the releases; their rules are public.
    """
    found = (finding for system in systems(history, cohorts) for finding in attack(system))
    return Audit(findings=tuple(found))


def attack(system: System) -> Iterator[Finding]:
    """Findings for every group of a system, for each attacker.

    An attacker who knows less than another one cannot infer more, and is left out. If a range is
    wide enough, its exact width is not computed.
    """
    solver = Solver(system)
    possible: list[Least] = []
    for least in sorted(set(system.views), key=sum, reverse=True):
        is_less = any(all(map(int.__ge__, more, least)) for more in possible)
        if not is_less and solver.know(least):
            possible.append(least)
            named = zip(least, system.counts, strict=True)
            own = " and ".join(f"{number} of {name}" for number, name in named if number) or None
            for group, seen in zip(system.groups, solver.ranges(GAP), strict=True):
                name = system.group_name(group)
                yield Finding(system=system.name, group=name, own=own, known=seen)


class Solver:
    """One system, loaded once and queried many times.

    Each world found is checked against the system and kept: it can answer later queries about other
    groups and other readers, if it shows a wide enough range.
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
        """Set the reader for the next queries, by how many people they know in each count.

        Returns whether there is a world in which a reader can know that.
        """
        system = self._system
        seen = zip(system.bounds, system.assumed, least, strict=True)
        self._bounds = tuple(bound.at_least(others + number) for bound, others, number in seen)
        if any(bound.empty for bound in self._bounds):
            return False
        for count, bound in zip(self._counts, self._bounds, strict=True):
            count.proto.domain.clear()
            count.proto.domain.extend(bound)
        return len(self._found()) > 0 or self._world() is not None

    def ranges(self, enough: int) -> list[Range]:
        """The possible counts of each group; ranges at least `enough` wide need not be complete.

        There must be at least one possible world.
        """
        found, ranges = self._found(), []
        for group in self._system.groups:
            counts = found[:, group].sum(axis=1)
            seen = Range(int(counts.min()), int(counts.max()))
            ranges.append(seen if seen.width >= enough else self.range_of(group) or seen)
        return ranges

    def range_of(self, group: Group) -> Range | None:
        """The exact possible counts of a group; None if there is no possible world."""
        if any(bound.empty for bound in self._bounds):
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
