"""Building the sealed instance from an edition's people: all that matching may read, and no more.

Decisions take effect here: caps lower stated capacities, forbidden pairs are already marked in the
fits, and pins are required. A pin that breaks a hard rule is an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mentoring.errors import MentoringError
from mentoring.matching.instance.instance import Instance, Mentee, Mentor, Pair
from mentoring.people.application import Application
from mentoring.people.decisions import Decisions
from mentoring.programme.cohort import Cohort
from mentoring.scoring.features import Features
from mentoring.scoring.fit import Fits, Progress, fits, silent
from mentoring.scoring.rules import SENTENCES

WHY_NOT_UP_TO = 1000


def instance_of(
    cohort: Cohort,
    mentees: Sequence[Application],
    mentors: Sequence[Application],
    bands: Mapping[str, int],
    decisions: Decisions | None = None,
    progress: Progress = silent,
) -> Instance:
    """The sealed instance of these people; `bands` has every mentee's band (0 is the highest)."""
    return seal(cohort, fits(cohort, mentees, mentors, decisions, progress), bands, decisions)


def seal(
    cohort: Cohort, fit: Fits, bands: Mapping[str, int], decisions: Decisions | None = None
) -> Instance:
    """The sealed instance for fits that are already computed.

    Raises:
        MentoringError: if a pin names a person who does not take part, or breaks a hard rule.
    """
    rules = cohort.matching
    return Instance(
        cohort=cohort.cohort,
        cap=decisions.limit(cohort.pairs) if decisions else cohort.pairs,
        objective=rules.objective,
        minimum_fit=rules.minimum_fit,
        mentees=tuple(_mentee(mentee, bands[mentee.id]) for mentee in fit.mentees),
        mentors=tuple(_mentor(mentor, decisions) for mentor in fit.mentors),
        fit=fit.points,
        why_not=_why_not(fit),
        balance=rules.balance,
        pins=_pins(fit, decisions),
        lottery=rules.lottery.seed if rules.lottery else None,
    )


def _mentee(person: Features, band: int) -> Mentee:
    return Mentee(id=person.id, band=band, home=person.home, experiments=person.experiments)


def _mentor(person: Features, decisions: Decisions | None) -> Mentor:
    stated = person.capacity
    capacity = decisions.limit(stated, person.id) if decisions else stated
    return Mentor(id=person.id, capacity=capacity, home=person.home, experiments=person.experiments)


def _why_not(fit: Fits) -> dict[str, tuple[str, ...]] | None:
    """The rules that forbid each pair, by `mentee:mentor`; None for very large instances."""
    if max(fit.points.shape) > WHY_NOT_UP_TO:
        return None
    return {f"{mentee}:{mentor}": codes for mentee, mentor, codes in fit.refusals()}


def _pins(fit: Fits, decisions: Decisions | None) -> tuple[Pair, ...]:
    """The required pairs, each checked first."""
    rows = {one.id: place for place, one in enumerate(fit.mentees)}
    columns = {one.id: place for place, one in enumerate(fit.mentors)}
    pins = tuple((pin.mentee, pin.mentor) for pin in (decisions.pins if decisions else ()))
    for mentee, mentor in pins:
        if mentee not in rows or mentor not in columns:
            absent = mentee if mentee not in rows else mentor
            raise MentoringError(
                f"The decision to pair {mentee} with {mentor} cannot be met: {absent} does not "
                "take part on that side. Remove the pin from the edition's decisions."
            )
        if codes := fit.why_not(rows[mentee], columns[mentor]):
            why = " ".join(SENTENCES[code] for code in codes)
            raise MentoringError(
                f"The decision to pair {mentee} with {mentor} breaks a rule that holds for "
                f"everybody: {why} Remove the pin, or change the rule for the whole edition."
            )
    return pins
