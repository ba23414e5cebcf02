"""Too few mentors for some mentees: the smallest group of whom somebody has to go without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mentoring.matching.explain.cut import Cut, Limit, reasons
from mentoring.matching.instance.instance import Instance, Pair


def rivals(instance: Instance, pairs: Sequence[Pair], mentee: str) -> Cut | None:
    """The bottleneck that a mentee without a mentor is in; None if a mentor they lead to is free.

    Whoever holds a place with a mentor of theirs is in their way, whoever is in the way of that
    one is too, and so on. There is one place fewer than people, and without any of them there were
    places for the others (Hall 1935). Places that pins fill are nobody's to have.
    """
    pins = set(instance.pins)
    free = [pair for pair in pairs if pair not in pins]
    left = Counter({one.id: one.capacity for one in instance.mentors})
    left.subtract(mentor for _, mentor in instance.pins)
    group, mentors = [mentee], dict[str, int]()
    for one in group:
        for mentor in _admissible(instance, one):
            if left[mentor] and mentor not in mentors:
                holders = [other for other, held in free if held == mentor]
                if len(holders) < left[mentor]:
                    return None
                mentors[mentor] = left[mentor]
                group += holders
    return _cut(instance, tuple(sorted(group)), mentors)


def _admissible(instance: Instance, mentee: str) -> list[str]:
    fits = instance.fit[instance.rows[mentee]].tolist()
    return [one.id for one, fit in zip(instance.mentors, fits, strict=True) if fit >= 0]


def _cut(instance: Instance, group: tuple[str, ...], mentors: dict[str, int]) -> Cut:
    supplies = tuple(
        Limit(kind="mentors", of=mentor, places=places)
        for mentor, places in sorted(mentors.items())
    )
    return Cut(
        pins=0,
        demands=(),
        supplies=supplies,
        demanded=0,
        room=sum(mentors.values()),
        confined=group,
        reasons=reasons(instance, group, supplies),
    )
