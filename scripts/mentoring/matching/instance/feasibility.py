"""Whether an outcome keeps every rule of its instance, regardless of its quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mentoring.matching.instance.instance import Instance, Pair, Person
from mentoring.problems import Problem
from mentoring.programme.rules import Bound


def breaches(instance: Instance, pairs: Sequence[Pair]) -> Iterator[Problem]:
    """Every breach of the rules on people, hard rules, capacities, the cap, bounds and pins."""
    mentees = {mentee.id: mentee for mentee in instance.mentees}
    mentors = {mentor.id: mentor for mentor in instance.mentors}
    known = [(i, j) for i, j in pairs if i in mentees and j in mentors]
    for i, j in sorted(set(pairs) - set(known)):
        yield _breach("unknown", f"The pair {i}:{j} names somebody who is not in the instance.")
    for (i, j), (row, column) in zip(known, instance.places(known), strict=True):
        if instance.fit[row, column] < 0:
            yield _breach("forbidden", f"The pair {i}:{j} may not be.")
    yield from _crowded("mentee", dict.fromkeys(mentees, 1), [i for i, _ in known])
    yield from _crowded("mentor", {j: mentors[j].capacity for j in mentors}, [j for _, j in known])
    if len(pairs) > instance.cap:
        yield _breach("cap", f"There are {len(pairs)} pairs; the cap is {instance.cap}.")
    for i, j in sorted(set(instance.pins) - set(pairs)):
        yield _breach("pin", f"The pin {i}:{j} is not among the pairs.")
    yield from _unbalanced("mentees", instance.balance.mentees, [mentees[i] for i, _ in known])
    yield from _unbalanced("mentors", instance.balance.mentors, [mentors[j] for _, j in known])


def _breach(code: str, message: str) -> Problem:
    return Problem(path="pairs", code=f"feasible.{code}", message=message)


def _crowded(role: str, room: Mapping[str, int], taken: Iterable[str]) -> Iterator[Problem]:
    for key, count in sorted(Counter(taken).items()):
        if count > room[key]:
            yield _breach(
                "capacity", f"The {role} {key} is in {count} pairs; room for {room[key]}."
            )


def _unbalanced(
    side: str, bounds: Mapping[str, Bound], chosen: Sequence[Person]
) -> Iterator[Problem]:
    count = Counter(person.home for person in chosen)
    for experiment, (low, high) in sorted(bounds.items()):
        if count[experiment] < low or (high is not None and count[experiment] > high):
            limits = f"at least {low}" + ("" if high is None else f" and at most {high}")
            yield _breach(
                "balance", f"{count[experiment]} pairs by {side} of {experiment}: {limits}."
            )
