"""A bottleneck: pairs of some kind all need certain places, and there are too few of these."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.matching.explain.bottleneck import sentence
from mentoring.matching.instance.remaining_capacity import room

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mentoring.matching.instance.instance import Instance, Person
    from mentoring.matching.instance.remaining_capacity import Limits
    from mentoring.matching.proof.proof import Certificate, Vector

NAMES = {
    "cap": "the cap",
    "mentees": "the mentee {of}",
    "mentors": "the capacity of the mentor {of}",
    "mentee_homes": "the bound on mentees of {of}",
    "mentor_homes": "the bound on pairs with mentors of {of}",
}
SIDES = {"mentee_homes": "mentees", "mentor_homes": "mentors"}
KINDS = tuple(kind for kind in NAMES if kind != "cap")


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """A limit, and how many places it demands or leaves in addition to the pins.

    `kind` is `cap` or a kind of price (see `Certificate`). `of` is an id, an experiment, or empty.
    `times` is how often the bottleneck counts the limit; it is negative for a demand.
    """

    kind: str
    of: str = ""
    places: int
    times: int = 1

    @property
    def name(self) -> str:
        """The limit's name in words."""
        return NAMES[self.kind].format(of=self.of)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """Pairs that meet the `demands` use the `supplies`, which allow only `room` pairs.

    Without demands, the cut is about all pairs except the pins; `pins` is the number of pins.
    `confined` are the mentees who can only be paired through these places and are not themselves
    a supply. `reasons` counts the codes of the rules that forbid their other pairs.
    """

    demands: tuple[Limit, ...]
    supplies: tuple[Limit, ...]
    demanded: int
    room: int
    pins: int
    confined: tuple[str, ...]
    reasons: Mapping[str, int]

    def __str__(self) -> str:
        """The bottleneck in words, with ids."""
        return sentence(self)


def cut(instance: Instance, certificate: Certificate) -> Cut:
    """The bottleneck shown by a certificate whose prices have one component."""
    limits = list(_limits(instance, certificate))
    demands = tuple(limit for limit in limits if limit.times < 0)
    priced = tuple(limit for limit in limits if limit.times > 0)
    demanded = -sum(limit.times * limit.places for limit in demands)
    supplies = (*priced, *_unpriced(instance, demands, priced, demanded))
    confined = _confined(instance, demands, supplies)
    return Cut(
        demands=demands,
        supplies=supplies,
        demanded=demanded,
        room=sum(limit.times * limit.places for limit in priced),
        pins=len(instance.pins),
        confined=confined,
        reasons=reasons(instance, confined, supplies),
    )


def _limits(instance: Instance, certificate: Certificate) -> Iterator[Limit]:
    left = room(instance)
    if certificate.cap is not None or left.cap[1] == 0:
        (price,) = certificate.cap or (1,)
        yield Limit(kind="cap", places=left.cap[1], times=price)
    for kind in KINDS:
        prices: Mapping[str, Vector] = getattr(certificate, kind)
        places: Limits = getattr(left, kind)
        for key, (price,) in sorted(prices.items()):
            yield Limit(kind=kind, of=key, places=places[key][price > 0], times=price)


def _unpriced(
    instance: Instance, demands: tuple[Limit, ...], priced: tuple[Limit, ...], demanded: int
) -> Iterator[Limit]:
    """Limits that obstruct without a price: a cap that is too low, and bounds with no room.

    A limit with no room needs no price, but raising it may help.
    """
    left = room(instance)
    if "cap" not in {limit.kind for limit in priced} and left.cap[1] < demanded:
        yield Limit(kind="cap", places=left.cap[1])
    may = instance.fit >= 0
    sides: dict[str, Sequence[Person]] = {
        "mentee_homes": instance.mentees,
        "mentor_homes": instance.mentors,
    }
    for (kind, people), (across, others), fits in zip(
        sides.items(), reversed(sides.items()), (may, may.T), strict=True
    ):
        asked = {limit.of for limit in demands if limit.kind == across}
        own = any(limit.kind == kind for limit in demands)
        if own and not asked:
            continue
        wanted = [not asked or other.home in asked for other in others]
        for home, (_, high) in sorted(getattr(instance.balance, SIDES[kind]).items()):
            rows = [person.home == home for person in people]
            shut = high is not None and getattr(left, kind)[home][1] == 0
            if shut and fits[rows][:, wanted].any():
                yield Limit(kind=kind, of=home, places=0)


def _confined(
    instance: Instance, demands: tuple[Limit, ...], supplies: tuple[Limit, ...]
) -> tuple[str, ...]:
    """The mentees that the demands are about (or all mentees) who are not a supply themselves.

    The result is empty if the cap is a supply, because every pair uses the cap.
    """
    if any(limit.kind == "cap" for limit in supplies):
        return ()
    homes = {limit.of for limit in demands if limit.kind == "mentee_homes"}
    own = {limit.of for limit in supplies if limit.kind == "mentees"}
    taken = {limit.of for limit in supplies if limit.kind == "mentee_homes"}
    pinned = {mentee for mentee, _ in instance.pins}
    return tuple(
        mentee.id
        for mentee in instance.mentees
        if mentee.id not in own | pinned
        and mentee.home not in taken
        and (mentee.home in homes or not homes)
    )


def reasons(
    instance: Instance, confined: tuple[str, ...], supplies: tuple[Limit, ...]
) -> Mapping[str, int]:
    """How often each rule forbids a pair of a confined mentee and a mentor outside the supplies."""
    full = {limit.of for limit in supplies if limit.kind == "mentors"}
    homes = {limit.of for limit in supplies if limit.kind == "mentor_homes"}
    why_not = instance.why_not or {}
    return Counter(
        code
        for mentee in confined
        for mentor in instance.mentors
        if mentor.id not in full and mentor.home not in homes
        for code in why_not.get(f"{mentee}:{mentor.id}", ())
    )
