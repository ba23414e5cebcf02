"""The audit: every group that anybody could count too closely from what is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.disclosure.attacker.published import systems
from mentoring.disclosure.attacker.solver import Solver
from mentoring.disclosure.ranges import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mentoring.disclosure.attacker.system import System
    from mentoring.disclosure.history import History
    from mentoring.disclosure.ranges import Range
    from mentoring.programme.cohort import Cohort


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What one attacker can know of one group.

    `known` is the range of its possible counts, `own` where the attacker is counted, if anywhere.
    """

    system: str
    group: str
    own: str | None
    known: Range

    @property
    def exposed(self) -> bool:
        """Whether the group is known too closely; certain knowledge is the closest of all."""
        return self.known.width < GAP


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """All findings: one for each group and each pair of eyes."""

    findings: tuple[Finding, ...]

    @property
    def exposed(self) -> tuple[Finding, ...]:
        """The findings for which nothing may be released."""
        return tuple(one for one in self.findings if one.exposed)

    @property
    def narrowest(self) -> int | None:
        """The narrowest distance between the ends of any range."""
        return min((one.known.width for one in self.findings), default=None)

    @property
    def groups(self) -> int:
        """How many groups were asked for, whoever asked."""
        return len({(one.system, one.group) for one in self.findings})


def audit(history: History, cohorts: Mapping[str, Cohort]) -> Audit:
    """What an outsider and everybody counted can work out from all releases together.

    `cohorts` are the editions that the releases are of: their rules are known to everybody.
    """
    known = systems(history, cohorts)
    return Audit(findings=tuple(one for system in known for one in attack(system)))


def attack(system: System) -> Iterator[Finding]:
    """Every group of a system, in the eyes of everybody."""
    solver = Solver(system)
    for own in (None, *range(len(system.counts))):
        solver.know(own)
        for group in system.groups:
            known = solver.range_of(group)
            if known is None:
                break  # nobody is there to look on
            where = None if own is None else system.counts[own]
            yield Finding(system=system.name, group=group.name, own=where, known=known)
