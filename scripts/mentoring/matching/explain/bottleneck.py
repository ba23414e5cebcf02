"""A bottleneck: pairs of some kind all need certain places, and there are too few of these."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, permutations, product
from typing import Any

from mentoring.files.messages import templates
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.instance.limits import NAMES, SIDES, remaining
from mentoring.matching.instance.objective import unpinned
from mentoring.matching.proof import Certificate
from mentoring.scoring.fit import SENTENCES


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """A limit, and how many places it demands or leaves in addition to the pins.

    `kind` is a key of `NAMES`. `of` is an id, an experiment, or empty. `times` is how often the
    bottleneck counts the limit; it is negative for a demand.
    """

    kind: str
    of: str = ""
    places: int
    times: int = 1

    @property
    def name(self) -> str:
        """The limit's name in words."""
        return NAMES[self.kind].format(of=self.of)


Limits = Sequence[Limit]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """Pairs that meet the `demands` use the `supplies`, which allow only `places` pairs.

    Without demands, the cut is about all pairs but the `pins`. `confined` are mentees who can only
    be paired through these places, and `reasons` counts the rules that forbid their other pairs.
    """

    demands: tuple[Limit, ...] = ()
    supplies: tuple[Limit, ...]
    demanded: int = 0
    places: int
    pins: int = 0
    confined: tuple[str, ...]
    reasons: Mapping[str, int]


def cut(instance: Instance, certificate: Certificate) -> Cut:
    """The bottleneck shown by a certificate whose prices have one component."""
    priced = list(_priced(instance, certificate))
    demands = tuple(limit for limit in priced if limit.times < 0)
    paid = [limit for limit in priced if limit.times > 0]
    demanded = -sum(limit.times * limit.places for limit in demands)
    supplies = (*paid, *_unpriced(instance, demands, paid, demanded))
    confined = tuple(_confined(instance, demands, supplies))
    return Cut(
        demands=demands,
        supplies=supplies,
        demanded=demanded,
        places=sum(limit.times * limit.places for limit in paid),
        pins=len(instance.pins),
        confined=confined,
        reasons=_reasons(instance, confined, supplies),
    )


def rivals(instance: Instance, pairs: Sequence[Pair], mentee: str) -> Cut | None:
    """The bottleneck around a mentee without a mentor; None if a reachable mentor has a free place.

    The group starts with the mentee. It grows by the mentees who hold places with mentors that the
    group may have. In the end it has one person more than places, and without any one of them the
    places would suffice (Hall 1935). Places filled by pins do not count.
    """
    left, free = remaining(instance)["mentors"], unpinned(instance, pairs)
    competing, mentors = [mentee], dict[str, int]()
    for rival in competing:
        fits = instance.fit[instance.rows[rival]].tolist()
        for mentor, fit in zip(left, fits, strict=True):
            places = left[mentor][1]
            if fit >= 0 and places and mentor not in mentors:
                holders = [holder for holder, other in free if other == mentor]
                if len(holders) < places:
                    return None
                mentors[mentor] = places
                competing += holders
    held, confined = sorted(mentors.items()), tuple(sorted(competing))
    supplies = tuple(Limit(kind="mentors", of=mentor, places=places) for mentor, places in held)
    places, reasons = sum(mentors.values()), _reasons(instance, confined, supplies)
    return Cut(supplies=supplies, places=places, confined=confined, reasons=reasons)


def _priced(instance: Instance, certificate: Certificate) -> Iterator[Limit]:
    """The limits with a price; and a cap without places, which needs none."""
    left, prices = remaining(instance), dict(certificate.prices)
    if left["cap"][""][1] == 0:
        prices["cap"] = {"": (1,)}
    for kind, of_kind in prices.items():
        for key, (price,) in sorted(of_kind.items()):
            yield Limit(kind=kind, of=key, places=left[kind][key][price > 0], times=price)


def _unpriced(instance: Instance, demands: Limits, priced: Limits, need: int) -> Iterator[Limit]:
    """Limits that may help without having a price: too low a cap, and bounds without places."""
    left = remaining(instance)
    cap = left["cap"][""][1]
    if not _of(priced, "cap") and cap < need:
        yield Limit(kind="cap", places=cap)
    for kind, across in permutations(SIDES):
        asked = _of(demands, across)
        if not asked and _of(demands, kind):
            continue
        may = instance.fit >= 0 if kind == "mentee_homes" else instance.fit.T >= 0
        people, others = (getattr(instance, SIDES[side]) for side in (kind, across))
        wanted = [not asked or other.home in asked for other in others]
        for home, (_, high) in sorted(getattr(instance.balance, SIDES[kind]).items()):
            rows = [person.home == home for person in people]
            if high is not None and left[kind][home][1] == 0 and may[rows][:, wanted].any():
                yield Limit(kind=kind, of=home, places=0)


def _of(limits: Limits, kind: str) -> set[str]:
    return {limit.of for limit in limits if limit.kind == kind}


def _confined(instance: Instance, demands: Limits, supplies: Limits) -> Iterator[str]:
    """The mentees that the demands are about (or all mentees) who are not a supply themselves."""
    if _of(supplies, "cap"):  # which every pair uses
        return
    homes, full = _of(demands, "mentee_homes"), _of(supplies, "mentee_homes")
    out = _of(supplies, "mentees") | dict(instance.pins).keys()
    for mentee in instance.mentees:
        if mentee.id not in out and mentee.home in (homes or {mentee.home}) - full:
            yield mentee.id


def _reasons(instance: Instance, confined: Sequence[str], supplies: Limits) -> Mapping[str, int]:
    """How often each rule forbids a pair of a confined mentee and a mentor outside the supplies."""
    full, homes = _of(supplies, "mentors"), _of(supplies, "mentor_homes")
    inside = {mentor.id for mentor in instance.mentors if mentor.home in homes} | full
    outside = [mentor for mentor in instance.columns if mentor not in inside]
    codes = (instance.codes(*pair) for pair in product(confined, outside))
    return dict(Counter(chain.from_iterable(codes)))


@cache
def _words() -> Any:  # noqa: ANN401 (its macros)
    """The template that puts a bottleneck into words."""
    made = templates(__package__, "")
    made.globals["sentences"] = SENTENCES
    return made.get_template("bottleneck.j2").module


def in_words(part: str, value: object) -> str:
    """What a macro of `bottleneck.j2` says of a value, in one paragraph."""
    return " ".join(getattr(_words(), part)(value).split())
