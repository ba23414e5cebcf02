"""Too few mentors for some mentees: the smallest group that competes for too few places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mentoring.matching.explain.cut import Cut, Limit, reasons
from mentoring.matching.instance.instance import Instance, Pair


def rivals(instance: Instance, pairs: Sequence[Pair], mentee: str) -> Cut | None:
    """The bottleneck around a mentee without a mentor; None if a reachable mentor has a free place.

    The group starts with the mentee. It grows by the mentees who hold places with mentors that the
    group may have. In the end it has one person more than places, and without any one of them the
    places would suffice (Hall 1935). Places filled by pins do not count.
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
