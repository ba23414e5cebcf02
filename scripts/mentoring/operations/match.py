"""Matching an edition: the best pairs as proposals, sealed with their proof; or what stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mentoring.checks.applications import conflicts_are_resolved
from mentoring.checks.run import check_edition
from mentoring.errors import DataError
from mentoring.matching.outcome import Chosen, Outcome, free_mentors, waiting
from mentoring.matching.solver.shortage import shortage
from mentoring.matching.solver.solve import prove, solve
from mentoring.operations import matches
from mentoring.operations.matches import Match
from mentoring.operations.sealing import Sealing, sealing
from mentoring.people.pair import HistoryEntry, Matched, Mentorship, MentorshipStatus, Pair
from mentoring.problems import Severity
from mentoring.scoring.fit import silent
from mentoring.store.kinds import path_of
from mentoring.store.writer import changes

if TYPE_CHECKING:
    from datetime import date

    from mentoring.files.changes import Changes
    from mentoring.matching.sealed.instance import Instance
    from mentoring.matching.solver.shortage import Shortage
    from mentoring.scoring.fit import Progress
    from mentoring.store.edition import Edition
    from mentoring.store.programme import Programme


@dataclass(frozen=True, kw_only=True, slots=True)
class Matching:
    """What matching did: the outcome, the sealed match behind it, and what is to be written.

    `standing` says that pairs were announced already: the outcome is then what stands, and there
    is nothing to write. `undrawn` says that the objective has a lottery, and the edition no seed.
    `shortage` says why there are fewer pairs than the cap allows, where that was not chosen.
    `today` is the edition as matching would see it today, `instance` as it was sealed.
    """

    outcome: Outcome
    match: int
    instance: Instance
    today: Sealing
    standing: bool
    undrawn: bool
    shortage: Shortage | None
    changes: Changes


def match(programme: Programme, cohort: str, today: date, progress: Progress = silent) -> Matching:
    """The best pairs of an edition; once pairs are announced, the pairs that stand.

    Raises DataError where the edition's files have problems, or conflicts wait for a steward.
    """
    edition = programme.sound(cohort)
    if edition.announced:
        return _standing(programme, edition, sealing(edition, progress))
    _refuse_problems(edition)
    return _proposed(programme, edition, sealing(edition, progress), today)


def _refuse_problems(edition: Edition) -> None:
    """Pairs that were proposed before are chosen again, so what is wrong with them is no matter."""
    anew = replace(edition, pairs=())
    problems = [one for one in check_edition(anew) if one.severity is Severity.ERROR]
    problems += conflicts_are_resolved(edition)
    if problems:
        raise DataError(problems)


def _proposed(programme: Programme, edition: Edition, found: Sealing, today: date) -> Matching:
    sealed = _sealed(programme, edition, found)
    outcome = _outcome(sealed, found)
    records = [_pair(edition, one, sealed.number, today) for one in outcome.pairs]
    kept = {path_of(record) for record in records}
    stale = {entry.path: None for entry in edition.pairs if entry.path not in kept}
    return Matching(
        outcome=outcome,
        match=sealed.number,
        instance=sealed.instance,
        today=found,
        standing=False,
        undrawn=_undrawn(sealed),
        shortage=_shortage(sealed),
        changes=changes(programme.root, records, others={**matches.files(sealed), **stale}),
    )


def _sealed(programme: Programme, edition: Edition, found: Sealing) -> Match:
    """The instance solved and sealed: under the last number if that read the very same."""
    solution = solve(found.instance)
    return Match(
        cohort=edition.name,
        number=matches.number_for(programme.root, edition.name, found.instance),
        instance=found.instance,
        pairs=solution.pairs,
        proof=prove(found.instance, solution),
    )


def _outcome(sealed: Match, found: Sealing) -> Outcome:
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
        waiting=waiting(sealed.instance, sealed.pairs),
        free_mentors=free_mentors(sealed.instance, sealed.pairs),
        objective=sealed.proof.objective,
    )


def _pair(edition: Edition, chosen: Chosen, number: int, today: date) -> Pair:
    """The pair's file: as it is if it says so already, else a fresh proposal."""
    matched = Matched(match=number, fit=chosen.fit)
    for entry in edition.pairs:
        same = entry.record.mentee == chosen.mentee and entry.record.latest.mentor == chosen.mentor
        if same and entry.record.latest.matched == matched:
            return entry.record
    proposal = Mentorship(
        mentor=chosen.mentor,
        status=MentorshipStatus.PROPOSED,
        matched=matched,
        history=(HistoryEntry(on=today, what="proposed"),),
    )
    return Pair(cohort=edition.name, mentee=chosen.mentee, mentorships=(proposal,))


def _standing(programme: Programme, edition: Edition, found: Sealing) -> Matching:
    """The pairs that stand today, and everybody who has none."""
    last = matches.latest(programme.root, edition.name)
    decided = edition.decisions.record.pins if edition.decisions else ()
    pins = {(pin.mentee, pin.mentor) for pin in decided}
    pairs = tuple(
        Chosen(
            mentee=entry.record.mentee,
            mentor=one.mentor,
            fit=one.matched.fit,
            reasons=found.reasons(entry.record.mentee, one.mentor),
            pinned=(entry.record.mentee, one.mentor) in pins,
        )
        for entry in edition.pairs
        if (one := entry.record.current)
    )
    held = tuple((one.mentee, one.mentor) for one in pairs)
    outcome = Outcome(
        cohort=edition.name,
        pairs=pairs,
        waiting=waiting(found.instance, held),
        free_mentors=free_mentors(found.instance, held),
        objective=last.proof.objective,
    )
    return Matching(
        outcome=outcome,
        match=last.number,
        instance=last.instance,
        today=found,
        standing=True,
        undrawn=_undrawn(last),
        shortage=None,
        changes=changes(programme.root, ()),
    )


def _undrawn(sealed: Match) -> bool:
    return "lottery" in sealed.instance.objective and sealed.instance.lottery is None


def _shortage(sealed: Match) -> Shortage | None:
    """Why there are fewer pairs than the cap, unless another stage of the objective wants so."""
    if len(sealed.pairs) >= sealed.instance.cap:
        return None
    short = shortage(sealed.instance)
    return short if short.cut.room == len(sealed.pairs) - len(sealed.instance.pins) else None
