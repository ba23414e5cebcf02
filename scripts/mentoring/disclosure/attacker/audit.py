"""The audit: finds every group whose size could be inferred too closely from the releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mentoring.disclosure.attacker.published import systems
from mentoring.disclosure.attacker.solver import Solver
from mentoring.disclosure.attacker.system import System
from mentoring.disclosure.history import History
from mentoring.disclosure.knowledge import Least
from mentoring.disclosure.ranges import GAP, Range
from mentoring.programme.cohort import Cohort


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What one attacker can infer about one group.

    `known` is the range of possible counts, `own` the records that the attacker knows, if any.
    """

    system: str
    group: str
    own: str | None
    known: Range

    @property
    def exposed(self) -> bool:
        """Whether the range is narrower than `GAP`."""
        return self.known.width < GAP


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
    known = systems(history, cohorts)
    return Audit(findings=tuple(one for system in known for one in attack(system)))


def attack(system: System) -> Iterator[Finding]:
    """Findings for every group of a system, for each attacker.

    An attacker who knows less than another one cannot infer more, and is left out. If a range is
    wide enough, its exact width is not computed.
    """
    solver = Solver(system)
    possible: list[Least] = []
    for least in sorted(set(system.views()), key=sum, reverse=True):
        is_less = any(all(map(int.__ge__, more, least)) for more in possible)
        if not is_less and solver.know(least):
            possible.append(least)
            known = _known(system, least)
            for group, seen in zip(system.groups, solver.ranges(GAP), strict=True):
                yield Finding(system=system.name, group=group.name, own=known, known=seen)


def _known(system: System, least: Least) -> str | None:
    """The records that a reader knows, in words: “two of students”."""
    named = zip(least, system.counts, strict=True)
    return " and ".join(f"{number} of {name}" for number, name in named if number) or None
