"""The limits that would have given a mentee a mentor if loosened by one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mentoring.errors import MentoringError
from mentoring.matching.explain.cut import SIDES, Limit
from mentoring.matching.explain.relaxation import Relaxation, moved
from mentoring.matching.instance.instance import Instance, Pair, Person
from mentoring.matching.solver.search import search


def freeing(instance: Instance, pairs: Sequence[Pair], mentee: str) -> tuple[Relaxation, ...]:
    """The limits (cap and bounds) that give the mentee a mentor if one alone is a place looser."""
    found = (Relaxation(limit=limit, by=limit.times, short=0) for limit in binding(instance, pairs))
    return tuple(one for one in found if mentee in _paired(moved(instance, one.limit, 1)))


def binding(instance: Instance, pairs: Sequence[Pair]) -> Iterator[Limit]:
    """The cap if it is reached, and the bounds met exactly; lower bounds have negative `times`."""
    if len(pairs) >= instance.cap:
        yield Limit(kind="cap", places=instance.cap)
    people: tuple[Person, ...] = (*instance.mentees, *instance.mentors)
    homes = {person.id: person.home for person in people}
    for place, (kind, side) in enumerate(SIDES.items()):
        count = Counter(homes[pair[place]] for pair in pairs)
        for home, (low, high) in sorted(getattr(instance.balance, side).items()):
            if 0 < low == count[home]:
                yield Limit(kind=kind, of=home, places=low, times=-1)
            if high == count[home]:
                yield Limit(kind=kind, of=home, places=high)


def _paired(instance: Instance) -> set[str]:
    try:
        return {mentee for mentee, _ in search(instance).pairs}
    except MentoringError:
        return set()
