"""The limits of an instance, how many pairs each counts, and what the pins leave of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from mentoring.matching.instance.instance import Instance, Pair
from mentoring.programme.rules import Bound

Limits = Mapping[str, tuple[int, int]]
"""The lowest and highest number of pairs, by id or home; the cap is under the empty string."""

NAMES = {
    "cap": "the cap",
    "mentees": "the mentee {of}",
    "mentors": "the capacity of the mentor {of}",
    "mentee_homes": "the bound on mentees of {of}",
    "mentor_homes": "the bound on pairs with mentors of {of}",
}
"""The kinds of limits, in words. All but the cap are also the kinds of prices of a certificate."""

SIDES = {"mentee_homes": "mentees", "mentor_homes": "mentors"}
"""The side of the balance on which each kind of bounds is."""


def limits(instance: Instance) -> dict[str, Mapping[str, Bound]]:
    """The lowest and highest number of pairs by kind, then by id or home."""
    return {
        "cap": {"": (0, instance.cap)},
        "mentees": dict.fromkeys(instance.rows, (0, 1)),
        "mentors": {mentor.id: (0, mentor.capacity) for mentor in instance.mentors},
        "mentee_homes": instance.balance.mentees,
        "mentor_homes": instance.balance.mentors,
    }


def pairs_by_limit(instance: Instance, pairs: Iterable[Pair]) -> dict[tuple[str, str], list[Pair]]:
    """The pairs that each limit counts, by its kind and its id or home."""
    homes = instance.homes
    found: dict[tuple[str, str], list[Pair]] = {}
    for mentee, mentor in pairs:
        counts = ("", mentee, mentor, homes.get(mentee, ""), homes.get(mentor, ""))
        for limit in zip(NAMES, counts, strict=True):
            found.setdefault(limit, []).append((mentee, mentor))
    return found


def counts(instance: Instance, pairs: Iterable[Pair]) -> Counter[tuple[str, str]]:
    """How many of the pairs each limit counts, by its kind and its id or home."""
    found = pairs_by_limit(instance, pairs)
    return Counter({limit: len(counted) for limit, counted in found.items()})


def remaining(instance: Instance) -> Mapping[str, Limits]:
    """The limits on pairs in addition to the pins, by kind.

    A home without an upper bound is limited by the cap. A home without people has no places, so a
    lower bound on it can be proven to be impossible.
    """
    used, cap = counts(instance, instance.pins), instance.cap - len(instance.pins)
    homes = {kind: {person.home for person in getattr(instance, SIDES[kind])} for kind in SIDES}
    left: dict[str, dict[str, tuple[int, int]]] = {}
    for kind, of_kind in limits(instance).items():
        left[kind] = {}
        for of, (low, high) in of_kind.items():
            least = max(low - used[kind, of], 0)
            most = cap if high is None else high - used[kind, of]
            if kind in homes:
                most = max(least, min(cap, most)) if of in homes[kind] else 0
            left[kind][of] = (least, most)
    return left


def exceeded(instance: Instance) -> Iterator[tuple[str, str]]:
    """For every limit that has more pins than places, the clash and the smallest change that helps.

    Mentors come first, then bounds, then the cap. That a mentee has one mentor is not checked.
    """
    most = limits(instance)
    pins = pairs_by_limit(instance, instance.pins)
    for kind, of in sorted(pins, key=lambda limit: (limit[0] == "cap", NAMES[limit[0]], limit[1])):
        _, high = most[kind].get(of, (0, None))
        if kind != "mentees" and high is not None and (over := len(pins[kind, of]) - high) > 0:
            name = NAMES[kind].format(of=of)
            many = len(pins[kind, of])
            named = ", ".join(":".join(pin) for pin in pins[kind, of])
            several = f"{many} pins ({named}) exceed" if many > 1 else f"1 pin ({named}) exceeds"
            yield (
                f"{several} {name}, which is {high}.",
                f"What helps most: raise {name} by {over}, or give up {over} of the pins.",
            )
