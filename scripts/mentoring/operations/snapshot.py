"""An edition as matching sees it: fits, bands and decisions combined."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from mentoring.errors import MentoringError
from mentoring.files.messages import message
from mentoring.matching.instance.instance import Instance, Mentee, Mentor, Pair
from mentoring.matching.outcome import Chosen
from mentoring.people.organisers import CapDecision, Decisions
from mentoring.programme.cohort import Cohort
from mentoring.reviews.bands import bands
from mentoring.scoring.fit import SENTENCES, Fits, Progress, fits, silent
from mentoring.store.programme import Edition

text = partial(message, __package__)

WHY_NOT_UP_TO = 1000
"""The most people on a side if the rules that forbid each pair are recorded."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Snapshot:
    """The fits of all participants, with the reasons behind them, and the sealed instance."""

    fits: Fits
    instance: Instance

    def chosen(self, fits: Mapping[Pair, int], pins: Collection[Pair] = ()) -> tuple[Chosen, ...]:
        """Some pairs with their given fits, and today's reasons for them."""
        return tuple(
            Chosen(
                mentee=pair[0],
                mentor=pair[1],
                fit=fit,
                reasons=self.fits.reasons(*pair),
                pinned=pair in pins,
            )
            for pair, fit in fits.items()
        )


def sealing(edition: Edition, progress: Progress = silent) -> Snapshot:
    """The fits and the instance of everyone who takes part in the edition today.

    Once pairs are announced, pins of people who have left since are ignored. Raises MentoringError
    if a decision cannot be met, or the criteria give no valid fit.
    """
    cohort = edition.cohort.record
    decisions = _in_force(edition)
    mentees, mentors = edition.mentees, edition.mentors
    found = fits(cohort, mentees, mentors, decisions, progress, supply=edition.supply)
    return Snapshot(fits=found, instance=instance_of(cohort, found, bands(edition), decisions))


def _in_force(edition: Edition) -> Decisions:
    """The edition's decisions, without those made void by departures after the announcement.

    A mentor who has joined a pair as a co-mentor has one place less.
    """
    made = edition.decided
    if not edition.announced:
        return made
    current = edition.current.values()
    seconds = (second for mentorship in current for second in mentorship.second_mentors)
    joined = Counter(second.mentor for second in seconds if second.until is None)
    day, caps = edition.cohort.record.dates.announcement, list(made.caps)
    for mentor in edition.mentors:
        if times := joined[mentor.id]:
            left = max(0, made.limit(mentor.capacity or 0, mentor.id) - times)
            why = "has joined other pairs"
            caps.append(CapDecision(mentor=mentor.id, at_most=left, on=day, reason=why))
    here = {person.id for person in (*edition.mentees, *edition.mentors)}
    pins = tuple(pin for pin in made.pins if here.issuperset(pin.pair))
    return replace(made, pins=pins, caps=tuple(caps))


def instance_of(
    cohort: Cohort, fit: Fits, bands: Mapping[str, int], decisions: Decisions | None = None
) -> Instance:
    """The instance of an edition; `bands` has every mentee's band (0 is the highest).

    Decisions take effect here: caps lower stated capacities, forbidden pairs are already marked in
    the fits, and pins are required. Raises MentoringError if a pin names a person who does not take
    part, or breaks a hard rule.
    """
    decisions = decisions or Decisions(cohort=cohort.cohort)
    rules = cohort.matching
    known = max(fit.points.shape) <= WHY_NOT_UP_TO
    return Instance(
        cohort=cohort.cohort,
        cap=decisions.limit(cohort.pairs),
        objective=rules.objective,
        minimum_fit=rules.minimum_fit,
        mentees=tuple(
            Mentee(id=key, band=bands[key], home=person.home, experiments=person.experiments)
            for key, person in zip(fit.rows, fit.mentees, strict=True)
        ),
        mentors=tuple(
            Mentor(
                id=mentor.id,
                capacity=decisions.limit(mentor.capacity, mentor.id),
                home=mentor.home,
                experiments=mentor.experiments,
            )
            for mentor in fit.mentors
        ),
        fit=fit.points,
        balance=rules.balance,
        pins=tuple(_pins(fit, decisions)),
        lottery=rules.lottery.seed if rules.lottery else None,
        why_not=fit.refusals() if known else None,
    )


def _pins(fit: Fits, decisions: Decisions) -> Iterator[Pair]:
    for pin in decisions.pins:
        if pin.mentee not in fit.rows or pin.mentor not in fit.columns:
            absent = pin.mentor if pin.mentee in fit.rows else pin.mentee
            raise MentoringError(text("pin-absent", pin=pin, absent=absent))
        if codes := fit.why_not(*pin.pair):
            why = " ".join(SENTENCES[code] for code in codes)
            raise MentoringError(text("pin-breaks-rule", pin=pin, why=why))
        yield pin.pair
