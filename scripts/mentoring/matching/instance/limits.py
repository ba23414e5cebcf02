"""The limits of an instance: what the pins leave of them, and which of them the pins exceed."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mentoring.matching.instance.instance import Instance, Pair, Person

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


def remaining(instance: Instance) -> dict[str, Limits]:
    """The limits on pairs in addition to the pins, by kind.

    A home without an upper bound is limited by the cap. A home without people has no places, so a
    lower bound on it can be proven to be impossible.
    """
    pinned = Counter(person for pin in instance.pins for person in pin)
    cap = instance.cap - len(instance.pins)
    left: dict[str, Limits] = {
        "cap": {"": (0, cap)},
        "mentees": {mentee: (0, 1 - pinned[mentee]) for mentee in instance.rows},
        "mentors": {
            mentor.id: (0, mentor.capacity - pinned[mentor.id]) for mentor in instance.mentors
        },
    }
    for kind, side in SIDES.items():
        people: Sequence[Person] = getattr(instance, side)
        used = dict.fromkeys((person.home for person in people), 0)
        for person in people if pinned else ():
            used[person.home] += pinned[person.id]
        homes: dict[str, tuple[int, int]] = {}
        for home, (low, high) in getattr(instance.balance, side).items():
            least = max(low - used.get(home, 0), 0)
            most = cap if high is None else min(cap, high - used.get(home, 0))
            homes[home] = (least, max(least, most) if home in used else 0)
        left[kind] = homes
    return left


def exceeded(instance: Instance) -> Iterator[tuple[str, str]]:
    """For every limit that has more pins than places, the clash and the smallest change that helps.

    Mentors come first, then bounds, then the cap.
    """
    homes = instance.homes
    most = {("cap", ""): instance.cap}
    most |= {("mentors", mentor.id): mentor.capacity for mentor in instance.mentors}
    for kind, side in SIDES.items():
        for home, (_, high) in getattr(instance.balance, side).items():
            most |= {} if high is None else {(kind, home): high}
    pins: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for mentee, mentor in instance.pins:
        pins["cap", ""].append((mentee, mentor))
        pins["mentors", mentor].append((mentee, mentor))
        pins["mentee_homes", homes.get(mentee, "")].append((mentee, mentor))
        pins["mentor_homes", homes.get(mentor, "")].append((mentee, mentor))
    for kind, of in sorted(pins, key=lambda limit: (limit[0] == "cap", NAMES[limit[0]], limit[1])):
        over = len(pins[kind, of]) - most.get((kind, of), len(instance.pins))
        if over > 0:
            name = NAMES[kind].format(of=of)
            named = ", ".join(":".join(pin) for pin in pins[kind, of])
            many = len(pins[kind, of])
            several = f"{many} pins ({named}) exceed" if many > 1 else f"1 pin ({named}) exceeds"
            yield (
                f"{several} {name}, which is {most[kind, of]}.",
                f"What helps most: raise {name} by {over}, or give up {over} of the pins.",
            )
