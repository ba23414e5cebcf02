"""An edition as matching sees it: fits, bands and decisions combined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mentoring.matching.instance.build import seal
from mentoring.matching.instance.instance import FORBIDDEN, Instance
from mentoring.people.decisions import CapDecision, Decisions
from mentoring.reviews.bands import bands
from mentoring.scoring.fit import Fits, Progress, Reason, fits, silent
from mentoring.store.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Snapshot:
    """The fits of all participants, with the reasons behind them, and the sealed instance."""

    fits: Fits
    instance: Instance

    def reasons(self, mentee: str, mentor: str) -> tuple[Reason, ...]:
        """What each criterion adds to a pair's fit; empty if one of the two does not take part."""
        place = self._place(mentee, mentor)
        return self.fits.reasons(*place) if place else ()

    def fit_without(self, rule: str, mentee: str, mentor: str) -> int | None:
        """The fit that a pair would have without a rule; None if one of the two has left."""
        place = self._place(mentee, mentor)
        if place is None:
            return None
        if set(self.fits.why_not(*place)) - {rule}:
            return FORBIDDEN
        return sum(part.points for part in self.fits.reasons(*place))

    def _place(self, mentee: str, mentor: str) -> tuple[int, int] | None:
        rows = {one.id: place for place, one in enumerate(self.fits.mentees)}
        columns = {one.id: place for place, one in enumerate(self.fits.mentors)}
        if mentee not in rows or mentor not in columns:
            return None
        return rows[mentee], columns[mentor]


def sealing(edition: Edition, progress: Progress = silent) -> Snapshot:
    """The fits and the instance of everyone who takes part in the edition today.

    Once pairs are announced, pins of people who have left since are ignored.

    Raises:
        MentoringError: if a decision cannot be met, or the criteria give no valid fit.
    """
    cohort = edition.cohort.record
    decisions = _in_force(edition)
    mentees, mentors = edition.mentees, edition.mentors
    reviews = [entry.record for entry in edition.reviews]
    found = fits(cohort, mentees, mentors, decisions, progress, supply=edition.supply)
    banded = bands(mentees, reviews, cohort.review)
    return Snapshot(fits=found, instance=seal(cohort, found, banded, decisions))


def _in_force(edition: Edition) -> Decisions | None:
    """The edition's decisions, without those made void by departures after the announcement.

    A mentor who has joined a pair as a co-mentor has one place less.
    """
    decisions = edition.decisions.record if edition.decisions else None
    if not edition.announced:
        return decisions
    here = {mentee.id for mentee in (*edition.mentees, *edition.mentors)}
    decided = decisions or Decisions(cohort=edition.name)
    pins = tuple(pin for pin in decided.pins if {pin.mentee, pin.mentor} <= here)
    joined = tuple(_places_taken(edition, decided))
    changed = replace(decided, pins=pins, caps=(*decided.caps, *joined))
    return None if decisions is None and not joined else changed


def _places_taken(edition: Edition, decided: Decisions) -> Iterator[CapDecision]:
    """A lower limit for each mentor who has joined other mentors' pairs."""
    standing = (one for entry in edition.pairs if (one := entry.record.current))
    joined = [second for one in standing for second in one.second_mentors if second.until is None]
    for mentor in edition.mentors:
        taken = [second for second in joined if second.mentor == mentor.id]
        if taken:
            left = decided.limit(mentor.capacity or 0, mentor.id) - len(taken)
            reason = "has joined other pairs"
            yield CapDecision(
                mentor=mentor.id, at_most=max(0, left), on=taken[0].since, reason=reason
            )
