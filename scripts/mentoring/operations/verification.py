"""Verification of an edition's matches: are they optimal, bound, current and feasible?"""

from dataclasses import dataclass, replace

from mentoring.checks.run import check_edition
from mentoring.errors import MentoringError
from mentoring.files.messages import described
from mentoring.matching.proof import verify
from mentoring.operations import match_files
from mentoring.operations.bound import disagreements
from mentoring.operations.decisions import DecisionCost, decided
from mentoring.operations.match_files import Match
from mentoring.operations.snapshot import Snapshot, sealing
from mentoring.problems import Problem, Severity
from mentoring.store.programme import Edition, Programme


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The checks and their results.

    `optimal`: every sealed match is the best for its sealed instance. `current`: the last instance
    is that of today's data, which is required until the announcement. `feasible`: the current pairs
    keep today's rules. `bound`: the matches obey the rules on file and, by the history, are what
    the data gave when they were sealed; None if that is not known, for the reason `why_unknown`.
    `decisions` are those that the match `decided_in` obeyed, with their costs, if it is proven.
    """

    cohort: str
    matches: int
    optimal: bool
    current: bool
    feasible: bool
    announced: bool
    problems: tuple[Problem, ...]
    bound: bool | None = None
    why_unknown: str = ""
    decisions: tuple[DecisionCost, ...] = ()
    decided_in: int | None = None

    @property
    def holds(self) -> bool:
        """Whether all required checks pass."""
        sound = self.optimal and self.feasible and self.bound is not False
        return sound and (self.current or self.announced)


def verdict(programme: Programme, cohort: str) -> Verdict:
    """The verdict on all sealed matches of an edition; an edition without any passes."""
    edition = programme.sound(cohort)
    matches, damaged = match_files.read_all(programme.root, cohort)
    unproven = [*damaged]
    for match in matches:
        failures = verify(match.instance, match.proof)
        unproven += (replace(failure, path=match.path("proof")) for failure in failures)
    unproven += match_files.pairs_as_sealed(edition, matches)
    today, stale = _compared(edition, matches[-1]) if matches else (None, [])
    found = [problem for problem in check_edition(edition) if problem.severity is Severity.ERROR]
    broken = [problem for problem in found if problem.path.startswith("data/pairs/")]
    unbound, why_unknown = list[Problem](), "the edition is closed" if matches else ""
    if matches and not edition.cohort.record.closed:
        unbound, why_unknown = disagreements(programme, edition, matches)
    unsound = any(problem.severity is Severity.ERROR for problem in unbound)
    known = bool(matches) and not why_unknown
    verdict = Verdict(
        cohort=cohort,
        matches=len(match_files.numbers(programme.root, cohort)),
        optimal=not unproven,
        current=not stale,
        feasible=not broken,
        announced=edition.announced,
        problems=(*unproven, *unbound, *stale, *broken),
        bound=False if unsound else known or None,
        why_unknown=why_unknown,
    )
    if unproven or today is None:
        return verdict
    first = match_files.since_first_choice(reversed(matches))[0]
    costs = tuple(decided(edition, first.instance, first.pairs, today))
    return replace(verdict, decisions=costs, decided_in=first.number)


def _compared(edition: Edition, last: Match) -> tuple[Snapshot | None, list[Problem]]:
    """Today's snapshot, if decisions can be met; a problem if it is not that of the last match."""
    today, change = None, "today's data would give another instance than the one sealed here"
    try:
        today = sealing(edition)
    except MentoringError as error:
        change = f"today's data cannot be matched: {error}"
    if today and today.instance.digest == last.instance.digest:
        return today, []
    stale = described(
        __package__,
        "match-not-current/announced" if edition.announced else "match-not-current",
        change=change,
        edition=edition.name,
    )
    return today, [Problem(path=last.path("instance"), **stale)]
