"""Whether an instance is consistent, and whether an outcome keeps all its rules."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mentoring.matching.instance.instance import FULL, Instance, Pair
from mentoring.matching.instance.limits import SIDES, counts, exceeded, limits
from mentoring.matching.instance.objective import STAGES
from mentoring.problems import Problem, did_you_mean


def problems(instance: Instance) -> tuple[Problem, ...]:
    """Every contradiction in the stages, people and bounds or, if there is none, in the pins."""
    found = [*_contradictions(instance)] or [*_pins(instance)]
    return tuple(
        Problem(path="instance.json", code=f"matching.{code}", message=message, hint="".join(hint))
        for code, message, *hint in found
    )


def _contradictions(instance: Instance) -> Iterator[tuple[str, ...]]:
    """The contradictions in the stages, people and bounds: a code, a message, perhaps a hint."""
    objective, shape = instance.objective, (len(instance.mentees), len(instance.mentors))
    for stage in objective:
        if stage not in STAGES:
            yield "stage", f"There is no stage {stage!r}.", did_you_mean(stage, STAGES)
    for stage in _repeated(objective):
        yield "stage", f"The objective names {stage!r} twice.", "Keep the first."
    if instance.fit.shape != shape:
        yield "shape", f"{instance.fit.shape} fits for {shape[0]} mentees and {shape[1]} mentors."
    elif _out_of_range(instance):
        yield "fit", f"A fit is neither null nor from {max(instance.minimum_fit, 0)} to {FULL}."
    for key in _repeated(person.id for person in instance.people):
        yield "twice", f"{key} is in the instance twice.", "Keep one application per person."
    for mentee in (mentee for mentee in instance.mentees if mentee.band < 0):
        yield "band", f"{mentee.id} is in band {mentee.band}; the first band is 0."
    for mentor in (mentor for mentor in instance.mentors if mentor.capacity < 0):
        yield "capacity", f"{mentor.id} has a capacity of {mentor.capacity}."
    if instance.cap < 0:
        yield "cap", f"The cap is {instance.cap}; it may not be below 0."
    yield from (
        ("bound", f"{side} of {experiment}: at least {low}, at most {high}.")
        for kind, side in SIDES.items()
        for experiment, (low, high) in sorted(limits(instance)[kind].items())
        if low < 0 or (high is not None and high < low)
    )


def _out_of_range(instance: Instance) -> bool:
    # held pairs are exempt from the minimum: they were announced under that of their day
    low = (instance.fit >= 0) & (instance.fit < instance.minimum_fit)
    for place in instance.held_places if low.any() else ():
        low[place] = False
    return bool(low.any()) or instance.fit.max(initial=0) > FULL


def _pins(instance: Instance) -> Iterator[tuple[str, ...]]:
    """The pins that contradict each other, a rule or a limit."""
    for pin in instance.pins:
        name = ":".join(pin)
        if not instance.has(pin):
            yield "pin", f"The pin {name} names a person who is not in the instance."
        elif instance.fits([pin])[0] < 0:
            codes = ", ".join(instance.codes(*pin))
            hint = f"It is forbidden by: {codes}." if codes else ""
            yield "pin", f"The pin {name} breaks a hard rule.", hint
    for mentee in _repeated(mentee for mentee, _ in instance.pins):
        yield "pin", f"{mentee} is pinned twice; a mentee has one mentor at a time."
    yield from (("pin", *clash) for clash in exceeded(instance))


def _repeated(items: Iterable[str]) -> list[str]:
    return sorted(item for item, count in Counter(items).items() if count > 1)


def breaches(instance: Instance, pairs: Sequence[Pair]) -> Iterator[Problem]:
    """Every breach of the rules on people, hard rules, capacities, the cap, bounds and pins."""
    for code, message in (*_of_pairs(instance, pairs), *_of_counts(instance, pairs)):
        yield Problem(path="pairs", code=f"feasible.{code}", message=message)


def _of_pairs(instance: Instance, pairs: Sequence[Pair]) -> Iterator[tuple[str, str]]:
    known = [pair for pair in pairs if instance.has(pair)]
    for i, j in sorted(set(pairs) - set(known)):
        yield "unknown", f"The pair {i}:{j} names a person who is not in the instance."
    for (i, j), fit in zip(known, instance.fits(known), strict=True):
        if fit < 0:
            yield "forbidden", f"The pair {i}:{j} is forbidden."
    if len(pairs) > instance.cap:
        yield "cap", f"There are {len(pairs)} pairs; the cap is {instance.cap}."
    for i, j in sorted(set(instance.pins) - set(pairs)):
        yield "pin", f"The pin {i}:{j} is not among the pairs."


def _of_counts(instance: Instance, pairs: Sequence[Pair]) -> Iterator[tuple[str, str]]:
    """The people and homes that are in too many pairs, or homes in too few."""
    known = [pair for pair in pairs if instance.has(pair)]
    count, of_kind = counts(instance, known), limits(instance)
    for kind, side in SIDES.items():
        for person, (_, most) in sorted(of_kind[side].items()):
            here = count[side, person]
            if most is not None and here > most:
                yield "capacity", f"{person} is in {here} pairs, and can be in {most}."
        for home, (low, high) in sorted(of_kind[kind].items()):
            here = count[kind, home]
            if here < low or (high is not None and here > high):
                limit = f"at least {low}" + ("" if high is None else f" and at most {high}")
                yield "balance", f"{here} pairs by {side} of {home}: {limit}."
