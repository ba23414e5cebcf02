"""Matching an edition: the best pairs become proposals, sealed with their proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mentoring.checks.applications import conflicts_are_resolved
from mentoring.checks.run import check_edition
from mentoring.errors import DataError
from mentoring.matching.explain.shortage import Shortage, shortage
from mentoring.matching.outcome import Chosen, Outcome, free_mentors
from mentoring.matching.solve import prove, solve
from mentoring.operations import match_files
from mentoring.operations.announced_pairs import standing
from mentoring.operations.match_files import Match
from mentoring.operations.match_result import MatchResult
from mentoring.operations.snapshot import Snapshot, sealing
from mentoring.operations.waiting import why_waiting
from mentoring.people.pair import Matched, Pair, proposal
from mentoring.problems import Severity
from mentoring.scoring.fit import Progress, silent
from mentoring.store.edition import Edition
from mentoring.store.programme import Programme
from mentoring.store.record_kinds import path_of
from mentoring.store.writer import changes


def match(
    programme: Programme, cohort: str, today: date, progress: Progress = silent
) -> MatchResult:
    """The best pairs of an edition or, once pairs are announced, the current pairs.

    `progress` is told of each scored mentee and each finished stage.

    Raises DataError if the edition's files have problems, or conflicts wait for a steward.
    """
    edition = programme.sound(cohort)
    if edition.announced:
        return standing(programme, edition, sealing(edition, progress))
    _refuse_problems(edition)
    return _proposed(programme, edition, sealing(edition, progress), today, progress)


def _refuse_problems(edition: Edition) -> None:
    """Raise DataError for problems, except in proposed pairs, which are chosen again."""
    anew = replace(edition, pairs=())
    problems = [one for one in check_edition(anew) if one.severity is Severity.ERROR]
    problems += conflicts_are_resolved(edition)
    if problems:
        raise DataError(problems)


def _proposed(
    programme: Programme, edition: Edition, found: Snapshot, today: date, progress: Progress
) -> MatchResult:
    sealed = _sealed(programme, edition, found, progress)
    outcome = _outcome(sealed, found)
    records = [_pair(edition, pair, sealed.number, today) for pair in outcome.pairs]
    kept = {path_of(record) for record in records}
    stale = {entry.path: None for entry in edition.pairs if entry.path not in kept}
    return MatchResult(
        outcome=outcome,
        match=sealed.number,
        instance=sealed.instance,
        today=found,
        standing=False,
        shortage=_shortage(sealed),
        changes=changes(
            programme.root, records, edition=edition, others={**match_files.files(sealed), **stale}
        ),
    )


def _sealed(programme: Programme, edition: Edition, found: Snapshot, progress: Progress) -> Match:
    """The instance solved and sealed, under the last number if its instance is the same."""
    root, name = programme.root, edition.name
    number = match_files.number_for(root, name, found.instance)
    if before := match_files.sealed_already(root, name, number, found.instance):
        return before
    solution = solve(found.instance, progress)
    return Match(
        cohort=name,
        number=number,
        instance=found.instance,
        pairs=solution.pairs,
        proof=prove(found.instance, solution),
    )


def _outcome(sealed: Match, found: Snapshot) -> Outcome:
    pins = set(sealed.instance.pins)
    places = sealed.instance.places(sealed.pairs)
    return Outcome(
        cohort=sealed.cohort,
        pairs=tuple(
            Chosen(
                mentee=pair[0],
                mentor=pair[1],
                fit=int(sealed.instance.fit[place]),
                reasons=found.reasons(*pair),
                pinned=pair in pins,
            )
            for pair, place in zip(sealed.pairs, places, strict=True)
        ),
        waiting=why_waiting(sealed),
        free_mentors=free_mentors(sealed.instance, sealed.pairs),
        objective=sealed.proof.objective,
    )


def _pair(edition: Edition, chosen: Chosen, number: int, today: date) -> Pair:
    """The pair's existing file if it has the same match and fit, or else a new proposal."""
    matched = Matched(match=number, fit=chosen.fit)
    for entry in edition.pairs:
        same = entry.record.mentee == chosen.mentee and entry.record.latest.mentor == chosen.mentor
        if same and entry.record.latest.matched == matched:
            return entry.record
    chosen_today = proposal(chosen.mentor, matched, today)
    return Pair(cohort=edition.name, mentee=chosen.mentee, mentorships=(chosen_today,))


def _shortage(sealed: Match) -> Shortage | None:
    """Why there are fewer pairs than the cap; None if the objective prefers fewer pairs."""
    if len(sealed.pairs) >= sealed.instance.cap:
        return None
    short = shortage(sealed.instance)
    return short if short.cut.room == len(sealed.pairs) - len(sealed.instance.pins) else None
