"""Consistency checks on an instance before it is solved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from mentoring.errors import DataError
from mentoring.matching.instance.exceeded_limits import overfull
from mentoring.matching.instance.instance import FULL, Instance
from mentoring.matching.instance.stages import STAGES
from mentoring.problems import Problem, did_you_mean
from mentoring.programme.rules import Bound

PLACE = "instance.json"


def check(instance: Instance) -> None:
    """Raise DataError with every contradiction in the instance, if there are any."""
    found = problems(instance)
    if found:
        raise DataError(found)


def problems(instance: Instance) -> tuple[Problem, ...]:
    """Every contradiction in the stages, people, bounds and pins."""
    found = [*_stages(instance), *_people(instance), *_bounds(instance)]
    if not found:
        found += [*_pins(instance), *_crowded(instance)]
    return tuple(found)


def _problem(code: str, message: str, hint: str = "") -> Problem:
    return Problem(path=PLACE, code=f"matching.{code}", message=message, hint=hint)


def _stages(instance: Instance) -> Iterator[Problem]:
    for stage in instance.objective:
        if stage not in STAGES:
            yield _problem("stage", f"There is no stage {stage!r}.", did_you_mean(stage, STAGES))
    for stage in _repeated(instance.objective):
        yield _problem("stage", f"The objective names {stage!r} twice.", "Keep the first.")


def _people(instance: Instance) -> Iterator[Problem]:
    shape = (len(instance.mentees), len(instance.mentors))
    if instance.fit.shape != shape:
        yield _problem(
            "shape", f"{instance.fit.shape} fits for {shape[0]} mentees and {shape[1]} mentors."
        )
    elif _out_of_range(instance):
        least, best = max(instance.minimum_fit, 0), FULL
        yield _problem("fit", f"A fit is neither null nor from {least} to {best}.")
    for key in _repeated(_ids(instance)):
        yield _problem(
            "twice", f"{key} is in the instance twice.", "Keep one application a person."
        )
    for mentee in instance.mentees:
        if mentee.band < 0:
            yield _problem("band", f"{mentee.id} is in band {mentee.band}; the first band is 0.")
    for mentor in instance.mentors:
        if mentor.capacity < 0:
            yield _problem("capacity", f"{mentor.id} has a capacity of {mentor.capacity}.")
    if instance.cap < 0:
        yield _problem("cap", f"The cap is {instance.cap}; it may not be below 0.")


def _bounds(instance: Instance) -> Iterator[Problem]:
    balance = instance.balance
    yield from _one_side("mentees", balance.mentees)
    yield from _one_side("mentors", balance.mentors)


def _one_side(side: str, bounds: Mapping[str, Bound]) -> Iterator[Problem]:
    for experiment, (low, high) in sorted(bounds.items()):
        if low < 0 or (high is not None and high < low):
            yield _problem("bound", f"{side} of {experiment}: at least {low}, at most {high}.")


def _pins(instance: Instance) -> Iterator[Problem]:
    rows, columns = instance.rows, instance.columns
    for mentee, mentor in instance.pins:
        if mentee not in rows or mentor not in columns:
            yield _problem("pin", f"The pin {mentee}:{mentor} names somebody who is not here.")
        elif instance.fit[rows[mentee], columns[mentor]] < 0:
            yield _problem(
                "pin",
                f"The pin {mentee}:{mentor} breaks a hard rule.",
                _why(instance, mentee, mentor),
            )
    for mentee in _repeated([mentee for mentee, _ in instance.pins]):
        yield _problem("pin", f"{mentee} is pinned twice; a mentee has one mentor at a time.")


def _why(instance: Instance, mentee: str, mentor: str) -> str:
    codes = (instance.why_not or {}).get(f"{mentee}:{mentor}", ())
    return f"It is forbidden by: {', '.join(codes)}." if codes else ""


def _crowded(instance: Instance) -> Iterator[Problem]:
    """The limits that have fewer places than pins."""
    for one in overfull(instance):
        yield _problem("pin", str(one), one.advice)


def _out_of_range(instance: Instance) -> bool:
    """Whether a fit is invalid: above the highest, or allowed although it is below the minimum.

    Held pairs are exempt: they were announced under the minimum of their day.
    """
    if instance.fit.max(initial=0) > FULL:
        return True
    if instance.minimum_fit <= 0:
        return False
    low = (instance.fit >= 0) & (instance.fit < instance.minimum_fit)
    for place in instance.standing:
        low[place] = False
    return bool(np.any(low))


def _ids(instance: Instance) -> list[str]:
    return [*(mentee.id for mentee in instance.mentees), *(m.id for m in instance.mentors)]


def _repeated(items: Iterable[str]) -> list[str]:
    return sorted(item for item, count in Counter(items).items() if count > 1)
