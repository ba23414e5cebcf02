"""The nearest outcomes in which a mentee has another mentor: their loss, and who moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from mentoring.matching.explain.alternatives import Change, change, without
from mentoring.matching.instance.instance import Instance, Pair


def nearest(
    instance: Instance, best: Sequence[Pair], mentee: str, count: int
) -> list[tuple[str, Change]]:
    """Up to `count` mentors that a mentee could have instead, the least loss first.

    Each mentor comes with the best outcome that has the pair. The outcomes are solved in turn: the
    best in which the mentee has a mentor, then the best without that pair, and so on.
    """
    return list(islice(_nearest(instance, best, mentee), count))


def _nearest(instance: Instance, best: Sequence[Pair], mentee: str) -> Iterator[tuple[str, Change]]:
    if mentee in dict(instance.pins):
        return
    other = _seated(instance, mentee)
    mentor = dict(best).get(mentee)
    while True:
        if mentor:
            other = without(other, (mentee, mentor))
        found = change(other, best, judged_by=instance)
        if found.objective is None:
            return
        mentor = dict(found.come)[mentee]
        yield mentor, found


def _seated(instance: Instance, mentee: str) -> Instance:
    """The instance in which a bound for this mentee alone requires that they have a mentor.

    The bounds of their home experiment are one place smaller, because the mentee uses a place.
    """
    mentees = list(instance.mentees)
    row = instance.rows[mentee]
    home, own = mentees[row].home, f"{mentees[row].home}, {mentee}"
    mentees[row] = replace(mentees[row], home=own)
    bounds = dict(instance.balance.mentees)
    if home in bounds:
        low, high = bounds[home]
        bounds[home] = (max(low - 1, 0), None if high is None else high - 1)
    balance = replace(instance.balance, mentees={**bounds, own: (1, 1)})
    return replace(instance, mentees=tuple(mentees), balance=balance)
