"""Matching an edition: the best pairs become proposals, sealed with their proof."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mentoring.checks.applications import conflicts_are_resolved
from mentoring.checks.run import check_edition
from mentoring.errors import DataError
from mentoring.files.changes import Changes, plan
from mentoring.matching.explain.shortage import Shortage, shortage
from mentoring.matching.explain.ties import tied_mentors
from mentoring.matching.instance.instance import Instance
from mentoring.matching.instance.objective import Value
from mentoring.matching.outcome import Chosen, free_mentors, waiting
from mentoring.matching.solve import solve
from mentoring.matching.solver.search import Solution
from mentoring.operations import match_files
from mentoring.operations.match_files import Match
from mentoring.operations.snapshot import Snapshot, sealing
from mentoring.operations.waiting_list import current_pairs
from mentoring.people.pair import Matched, Pair, proposal
from mentoring.problems import Severity
from mentoring.scoring.fit import Progress, silent
from mentoring.store.programme import Edition, Programme
from mentoring.store.record_kinds import path_of
from mentoring.store.writer import changes

LOTS_TOLD_UP_TO = 300
"""Up to this many mentees, `match` separates decisions by fit from decisions by lot."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MatchResult:
    """The outcome of matching, the sealed match behind it, and the changes to write.

    `pairs` are all pairs by mentee; `waiting` and `free_mentors` have the code of the reason (see
    `WHY`) for everyone else. `announced` says that pairs were announced already: these are then the
    current pairs, and there is nothing to write. `match` and `instance` are of the last sealed
    match; `first` is the match of the whole edition, which decided about the mentees who wait.
    `shortage` says why there are fewer pairs than the cap allows, unless the objective prefers
    that. `today` is the edition as matching would see it today.
    """

    cohort: str
    pairs: tuple[Chosen, ...]
    waiting: Mapping[str, str]
    free_mentors: Mapping[str, str]
    objective: Mapping[str, Value]
    match: int
    instance: Instance
    first: Match
    today: Snapshot
    changes: Changes
    announced: bool = False
    shortage: Shortage | None = None

    @property
    def undrawn(self) -> bool:
        """Whether the objective has a lottery stage but the edition had no seed."""
        return "lottery" in self.instance.objective and self.instance.lottery is None


def match(
    programme: Programme, cohort: str, today: date, progress: Progress = silent
) -> MatchResult:
    """The best pairs of an edition or, once pairs are announced, the current pairs.

    `progress` is told of each scored mentee and each finished stage.

    Raises DataError if the edition's files have problems, or conflicts wait for a steward.
    """
    edition = programme.sound(cohort)
    if edition.announced:
        return _announced(programme, edition, sealing(edition, progress))
    anew = replace(edition, pairs=())  # proposed pairs are chosen again, whatever is wrong in them
    problems = [problem for problem in check_edition(anew) if problem.severity is Severity.ERROR]
    problems += conflicts_are_resolved(edition)
    if problems:
        raise DataError(problems)
    return _proposed(programme, edition, sealing(edition, progress), today, progress)


def tied(match: Match) -> Mapping[str, list[str]]:
    """The mentors that each unpaired mentee could have had under another lottery draw."""
    instance = match.instance
    drawn = instance.lottery is not None and "lottery" in instance.objective
    return tied_mentors(instance, match.pairs) if drawn else {}


def why_waiting(match: Match) -> dict[str, str]:
    """The code of the reason why each unpaired mentee has no mentor, by id."""
    few = len(match.instance.mentees) <= LOTS_TOLD_UP_TO
    return waiting(match.instance, match.pairs, tied(match) if few else None)


def _announced(programme: Programme, edition: Edition, found: Snapshot) -> MatchResult:
    """The current pairs, marked as pinned only if a decision pinned them, and everyone else.

    A mentee waits because a place is free today, or for the reason that the first choice had.
    """
    last = match_files.latest(programme.root, edition.name)
    first = match_files.first_choice(programme.root, edition.name)
    held = current_pairs(edition)
    then, paired = why_waiting(first), dict(first.pairs)
    now = waiting(found.instance, tuple(held))
    for mentee, why in now.items():
        if why != "place-free":
            now[mentee] = then.get(mentee, "over" if mentee in paired else "late")
    return MatchResult(
        cohort=edition.name,
        pairs=found.chosen(held, {pin.pair for pin in edition.decided.pins}),
        waiting=now,
        free_mentors=free_mentors(found.instance, tuple(held)),
        objective=last.proof.objective,
        match=last.number,
        instance=last.instance,
        first=first,
        today=found,
        changes=plan(programme.root, {}),
        announced=True,
    )


def _proposed(
    programme: Programme, edition: Edition, found: Snapshot, today: date, progress: Progress
) -> MatchResult:
    """The best pairs, a new proposal for each that has no file with this match and fit."""
    root, name, instance = programme.root, edition.name, found.instance
    _, before = match_files.number_for(root, name, instance)
    sealed = before or seal(root, name, instance, solve(instance, progress))
    pairs, records = found.chosen(sealed.fits, instance.pins), []
    for pair in pairs:
        matched = Matched(match=sealed.number, fit=pair.fit)
        known = edition.pair_files.get(pair.mentee)
        if not known or (known.latest.mentor, known.latest.matched) != (pair.mentor, matched):
            proposed = proposal(pair.mentor, matched, today)
            known = Pair(cohort=name, mentee=pair.mentee, mentorships=(proposed,))
        records.append(known)
    kept = {path_of(record) for record in records}
    stale = {entry.path: None for entry in edition.pairs if entry.path not in kept}
    others = {**match_files.files(sealed), **stale}
    return MatchResult(
        cohort=name,
        pairs=pairs,
        waiting=why_waiting(sealed),
        free_mentors=free_mentors(instance, sealed.pairs),
        objective=sealed.proof.objective,
        match=sealed.number,
        instance=instance,
        first=sealed,
        today=found,
        changes=changes(root, records, edition=edition, others=others),
        shortage=_shortage(sealed),
    )


def seal(root: Path, cohort: str, instance: Instance, solution: Solution) -> Match:
    """The solution of an instance with its proof, under the number that comes next."""
    number, _ = match_files.number_for(root, cohort, instance)
    return Match(
        cohort=cohort,
        number=number,
        instance=instance,
        pairs=solution.pairs,
        proof=solution.proof,
    )


def _shortage(sealed: Match) -> Shortage | None:
    """Why there are fewer pairs than the cap; None if the objective prefers fewer pairs."""
    if len(sealed.pairs) >= sealed.instance.cap:
        return None
    short = shortage(sealed.instance)
    return short if short.cut.places == len(sealed.pairs) - len(sealed.instance.pins) else None
