"""Matching an edition: the best pairs become proposals, sealed with their proof."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from mentoring.checks.people import conflicts_are_resolved
from mentoring.checks.run import check_edition
from mentoring.errors import DataError
from mentoring.files.changes import Changes, plan
from mentoring.matching.explain.alternatives import tied_mentors
from mentoring.matching.explain.shortage import Shortage, shortage
from mentoring.matching.outcome import Chosen, free_mentors, waiting
from mentoring.matching.solve import solve
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
    """The outcome of matching, the sealed matches behind it, and the changes to write.

    `waiting` and `free_mentors` have the code of the reason (see `WHY`) for everyone who is not in
    `pairs`. `announced` says that these are the current pairs, and there is nothing to write.
    `last` is the last sealed match; `first` is the match of the whole edition, which decided about
    the mentees who wait. `shortage` says why there are fewer pairs than the cap allows, unless the
    objective prefers that.
    """

    pairs: tuple[Chosen, ...]
    waiting: Mapping[str, str]
    free_mentors: Mapping[str, str]
    last: Match
    first: Match
    today: Snapshot
    changes: Changes
    announced: bool = False
    shortage: Shortage | None = None

    @property
    def undrawn(self) -> bool:
        """Whether the objective has a lottery stage but the edition had no seed."""
        instance = self.last.instance
        return "lottery" in instance.objective and instance.lottery is None


def match(
    programme: Programme, cohort: str, today: date, progress: Progress = silent
) -> MatchResult:
    """The best pairs of an edition or, once pairs are announced, the current pairs.

    `progress` is told of each scored mentee and each finished stage. Raises DataError if the
    edition's files have problems, or conflicts wait for a steward.
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


def why_waiting(match: Match) -> dict[str, str]:
    """The code of the reason why each unpaired mentee has no mentor, by id."""
    instance, pairs = match.instance, match.pairs
    few = len(instance.mentees) <= LOTS_TOLD_UP_TO
    return waiting(instance, pairs, tied_mentors(instance, pairs) if few else None)


def _announced(programme: Programme, edition: Edition, found: Snapshot) -> MatchResult:
    """The current pairs, marked as pinned only if a decision pinned them, and everyone else.

    A mentee waits because a place is free today, or for the reason that the first choice had.
    """
    newest_first = match_files.newest_first(programme.root, edition.name)
    matches = match_files.since_first_choice(newest_first)
    first, last = matches[0], matches[-1]
    held = current_pairs(edition)
    then, paired = why_waiting(first), dict(first.pairs)
    now = waiting(found.instance, tuple(held))
    for mentee, why in now.items():
        if why != "place-free":
            now[mentee] = then.get(mentee, "over" if mentee in paired else "late")
    return MatchResult(
        pairs=found.chosen(held, {pin.pair for pin in edition.decided.pins}),
        waiting=now,
        free_mentors=free_mentors(found.instance, tuple(held)),
        last=last,
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
    sealed = match_files.sealed(root, name, instance, lambda: solve(instance, progress).proof)
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
        pairs=pairs,
        waiting=why_waiting(sealed),
        free_mentors=free_mentors(instance, sealed.pairs),
        last=sealed,
        first=sealed,
        today=found,
        changes=changes(root, records, edition=edition, others=others),
        shortage=_shortage(sealed),
    )


def _shortage(sealed: Match) -> Shortage | None:
    """Why there are fewer pairs than the cap; None if the objective prefers fewer pairs."""
    if len(sealed.pairs) >= sealed.instance.cap:
        return None
    short = shortage(sealed.instance)
    return short if short.cut.places == len(sealed.pairs) - len(sealed.instance.pins) else None
