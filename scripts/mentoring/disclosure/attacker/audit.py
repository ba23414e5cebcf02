"""The audit: every group that anybody could count too closely from what is published."""

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
    """What one attacker can know of one group.

    `known` is the range of its possible counts, `own` the records that the attacker knows, if any.
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
        return tuple(finding for finding in self.findings if finding.exposed)

    @property
    def narrowest(self) -> int | None:
        """The narrowest distance between the ends of any range."""
        return min((finding.known.width for finding in self.findings), default=None)

    @property
    def groups(self) -> int:
        """How many groups were asked for, whoever asked."""
        return len({(finding.system, finding.group) for finding in self.findings})


def audit(history: History, cohorts: Mapping[str, Cohort]) -> Audit:
    """What an outsider and everybody counted can work out from all releases together.

    `cohorts` are the editions that the releases are of: their rules are known to everybody.
    """
    known = systems(history, cohorts)
    return Audit(findings=tuple(one for system in known for one in attack(system)))


def attack(system: System) -> Iterator[Finding]:
    """Every group of a system, in everybody's eyes.

    Who knows less than another knows no range more closely, and is left out. Where a range is wide
    enough, no more than that is found out of it.
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
    """Whom a reader knows, in words: “two of students”."""
    named = zip(least, system.counts, strict=True)
    return " and ".join(f"{number} of {name}" for number, name in named if number) or None
