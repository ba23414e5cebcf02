"""Four questions about an edition's matches: optimal, bound, current, feasible."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mentoring.checks.run import check_edition
from mentoring.errors import DataError, MentoringError
from mentoring.matching.instance import serialize as sealed
from mentoring.matching.proof.verify import verify
from mentoring.operations import match_files
from mentoring.operations.bound import Bound, bound
from mentoring.operations.check_pair_files import pairs_as_sealed
from mentoring.operations.decision_costs import DecisionCost, decided
from mentoring.operations.match_files import Match
from mentoring.operations.snapshot import Snapshot, sealing
from mentoring.problems import Problem, Severity
from mentoring.store.edition import Edition
from mentoring.store.programme import Programme


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What was checked, and what was found.

    `optimal`: every sealed match is the best for its sealed instance. `current`: the last instance
    is what today's data would give; that must hold until the announcement, and is information
    after it. `feasible`: the pairs that stand keep today's rules. `bound`: the matches obey the
    rules on file and, by the history, are what the data gave when they were sealed; None where no
    history tells, and `why_unknown` says why. `decisions` are those made by
    hand that account for a difference between the pairs and the best there are, with their prices;
    they are told where the matches are proven.
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

    @property
    def holds(self) -> bool:
        """Whether all that must hold does."""
        sound = self.optimal and self.feasible and self.bound is not False
        return sound and (self.current or self.announced)


def verdict(programme: Programme, cohort: str) -> Verdict:
    """The verdict on every sealed match of an edition; an edition without any is fine."""
    edition = programme.sound(cohort)
    sealed_matches, damaged = match_files.read_all(programme.root, cohort)
    unproven = [*damaged, *(one for match in sealed_matches for one in _refuted(match))]
    unproven += pairs_as_sealed(edition, sealed_matches)
    today = _today(edition) if sealed_matches else None
    stale = _stale(edition, sealed_matches[-1], today) if today else []
    broken = [
        one
        for one in check_edition(edition)
        if one.path.startswith("data/pairs/") and one.severity is Severity.ERROR
    ]
    facts = _bound(programme, edition, sealed_matches)
    return Verdict(
        cohort=cohort,
        matches=len(match_files.numbers(programme.root, cohort)),
        optimal=not unproven,
        current=not stale,
        feasible=not broken,
        announced=edition.announced,
        problems=(*unproven, *facts.problems, *stale, *broken),
        bound=facts.holds,
        why_unknown=facts.why_unknown,
        decisions=()
        if unproven or not isinstance(today, Snapshot)
        else _decisions(edition, sealed_matches, today),
    )


def _bound(programme: Programme, edition: Edition, found: list[Match]) -> Bound:
    """A closed edition is held by its releases alone: its people are gone."""
    if not found or edition.cohort.record.closed:
        return Bound(holds=None, why_unknown="the edition is closed" if found else "")
    return bound(programme, edition, found)


def require_sealed(programme: Programme, cohort: str) -> None:
    """Raise DataError where the pair files are not what the sealed matches chose."""
    found, problems = match_files.read_all(programme.root, cohort)
    problems += pairs_as_sealed(programme.edition(cohort), found)
    if problems:
        raise DataError(problems)


def _refuted(match: Match) -> list[Problem]:
    """What the proof does not show, each finding at the file of this match."""
    folder = f"data/matches/{match.cohort}/{match.number}"
    return [
        replace(one, path=f"{folder}/proof.json")
        for one in verify(match.instance, match.pairs, match.proof)
    ]


def _today(edition: Edition) -> Snapshot | MentoringError:
    """What today's data would seal; or why not, for a decision cannot be met any more."""
    try:
        return sealing(edition)
    except MentoringError as error:
        return error


def _stale(edition: Edition, last: Match, today: Snapshot | MentoringError) -> list[Problem]:
    """That people, reviews, rules or decisions have changed since the last match."""
    message = f"today's data cannot be matched: {today}"
    if isinstance(today, Snapshot):
        if sealed.digest(today.instance) == sealed.digest(last.instance):
            return []
        message = "today's data would give another instance than the one sealed here"
    return [
        Problem(
            path=f"data/matches/{edition.name}/{last.number}/instance.json",
            code="match-not-current",
            message=message,
            hint="The pairs were announced on what was true then."
            if edition.announced
            else f"Run `mentoring match {edition.name}` again.",
            severity=Severity.WARNING if edition.announced else Severity.ERROR,
        )
    ]


def _decisions(edition: Edition, found: list[Match], today: Snapshot) -> tuple[DecisionCost, ...]:
    """The decisions by hand that the last match that was no replacement obeyed."""
    first_choice = next((one for one in reversed(found) if not one.instance.held), found[0])
    return tuple(decided(edition, first_choice.instance, first_choice.pairs, today))
