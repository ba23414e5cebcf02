"""A bottleneck: places that every pair of some kind needs, too few of them."""

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
    """A limit, and how many places it demands or leaves beyond the pins.

    `kind` is `cap` or a kind of price (see `Certificate`); `of` is an id, an experiment, or empty.
    `times` is how often the bottleneck counts it: below zero if it is a demand.
    """

    kind: str
    of: str = ""
    places: int
    times: int = 1

    @property
    def name(self) -> str:
        """What is limited, in words."""
        return NAMES[self.kind].format(of=self.of)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """Whatever meets the `demands` takes up the `supplies`, and there is `room` for so many.

    With no demands it is about all pairs beside the `pins`, of which there are so many. `confined`
    are the mentees concerned who can be paired through these places alone, and are none of them;
    `reasons` counts the codes of the rules that keep them from everybody else.
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
    """The bottleneck that a certificate with a single component shows."""
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
    """Limits that stand in the way without a price: too low a cap, and bounds without any room.

    What has no room needs no price; but to move it is what may help.
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
    """Mentees that the demands are about, or all, who take none of the supplies themselves.

    Where the cap is one of the supplies, every pair takes it.
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
    """How often each rule keeps a confined mentee from a mentor who is none of the supplies."""
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
