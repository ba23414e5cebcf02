"""Building the sealed instance from an edition's fits: all that matching may read, and no more.

Decisions take effect here: caps lower stated capacities, forbidden pairs are already marked in the
fits, and pins are required. A pin that breaks a hard rule is an error.
"""

from collections.abc import Iterator, Mapping

from mentoring.errors import MentoringError
from mentoring.matching.instance.instance import Instance, Mentee, Mentor, Pair
from mentoring.people.decisions import Decisions
from mentoring.programme.cohort import Cohort
from mentoring.scoring.fit import Fits
from mentoring.scoring.rules import SENTENCES

WHY_NOT_UP_TO = 1000
"""The most people on a side if the rules that forbid each pair are recorded."""


def seal(
    cohort: Cohort, fit: Fits, bands: Mapping[str, int], decisions: Decisions | None = None
) -> Instance:
    """The sealed instance for the fits; `bands` has every mentee's band (0 is the highest).

    Raises:
        MentoringError: if a pin names a person who does not take part, or breaks a hard rule.
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
            Mentee(
                id=mentee.id,
                band=bands[mentee.id],
                home=mentee.home,
                experiments=mentee.experiments,
            )
            for mentee in fit.mentees
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
        why_not={f"{i}:{j}": codes for i, j, codes in fit.refusals()} if known else None,
    )


def _pins(fit: Fits, decisions: Decisions) -> Iterator[Pair]:
    """The required pairs, each checked first."""
    for pin in decisions.pins:
        place = fit.place(pin.mentee, pin.mentor)
        if place is None:
            here = any(mentee.id == pin.mentee for mentee in fit.mentees)
            absent = pin.mentor if here else pin.mentee
            raise MentoringError(
                f"The decision to pair {pin.mentee} with {pin.mentor} cannot be met: {absent} does "
                "not take part on that side. Remove the pin from the edition's decisions."
            )
        if codes := fit.why_not(*place):
            why = " ".join(SENTENCES[code] for code in codes)
            raise MentoringError(
                f"The decision to pair {pin.mentee} with {pin.mentor} breaks a rule that holds for "
                f"everyone: {why} Remove the pin, or change the rule for the whole edition."
            )
        yield pin.mentee, pin.mentor
