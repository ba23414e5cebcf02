"""A bottleneck: pairs of some kind all need certain places, and there are too few of these."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, permutations

from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.instance.limits import NAMES, SIDES, remaining
from mentoring.matching.instance.objective import unpinned
from mentoring.matching.proof.proof import Certificate
from mentoring.scoring.rules import SENTENCES

NAMED = 12
"""At most this many ids are listed; the rest are counted."""

DEMANDS = {
    "mentee_homes": ("mentee", "of {of}"),
    "mentor_homes": ("pair", "with mentors of {of}"),
}


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """Pairs that meet the `demands` use the `supplies`, which allow only `places` pairs.

    Without demands, the cut is about all pairs except the pins; `pins` is the number of pins.
    `confined` are the mentees who can only be paired through these places and are not themselves
    a supply. `reasons` counts the codes of the rules that forbid their other pairs.
    """

    demands: tuple[Limit, ...] = ()
    supplies: tuple[Limit, ...]
    demanded: int = 0
    places: int
    pins: int = 0
    confined: tuple[str, ...]
    reasons: Mapping[str, int]

    def __str__(self) -> str:
        """The demand, the capacity, and why there is no more capacity; in words, with ids."""
        return " ".join([_headline(self), *_group(self), *_others(self)])


def group(cut: Cut) -> str:
    """The mentees who compete for a few places, and why they have no others."""
    return " ".join(_group(cut))


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
    supplies = tuple(
        Limit(kind="mentors", of=mentor, places=mentors[mentor]) for mentor in sorted(mentors)
    )
    confined = tuple(sorted(competing))
    return Cut(
        supplies=supplies,
        places=sum(mentors.values()),
        confined=confined,
        reasons=_reasons(instance, confined, supplies),
    )


def _priced(instance: Instance, certificate: Certificate) -> Iterator[Limit]:
    """The limits with a price; and a cap without places, which needs none."""
    left = remaining(instance)
    most = left["cap"][""][1]
    if certificate.cap is not None or most == 0:
        (price,) = certificate.cap or (1,)
        yield Limit(kind="cap", places=most, times=price)
    for kind in list(NAMES)[1:]:
        for key, (price,) in sorted(getattr(certificate, kind).items()):
            yield Limit(kind=kind, of=key, places=left[kind][key][price > 0], times=price)


def _unpriced(
    instance: Instance, demands: Sequence[Limit], priced: Sequence[Limit], demanded: int
) -> Iterator[Limit]:
    """Limits that obstruct without a price: a cap that is too low, and bounds without places.

    A limit without places needs no price, but raising it may help.
    """
    left = remaining(instance)
    cap = left["cap"][""][1]
    if not _of(priced, "cap") and cap < demanded:
        yield Limit(kind="cap", places=cap)
    for kind, across in permutations(SIDES):
        asked = _of(demands, across)
        if not asked and _of(demands, kind):
            continue
        may = instance.fit >= 0 if kind == "mentee_homes" else instance.fit.T >= 0
        homes = [person.home for person in getattr(instance, SIDES[kind])]
        others = [person.home for person in getattr(instance, SIDES[across])]
        wanted = [not asked or home in asked for home in others]
        for home, (_, high) in sorted(getattr(instance.balance, SIDES[kind]).items()):
            rows = [own == home for own in homes]
            if high is not None and left[kind][home][1] == 0 and may[rows][:, wanted].any():
                yield Limit(kind=kind, of=home, places=0)


def _of(limits: Iterable[Limit], kind: str) -> set[str]:
    """The ids or homes of the limits of a kind."""
    return {limit.of for limit in limits if limit.kind == kind}


def _confined(
    instance: Instance, demands: Sequence[Limit], supplies: Sequence[Limit]
) -> Iterator[str]:
    """The mentees that the demands are about (or all mentees) who are not a supply themselves.

    There are none if the cap is a supply, because every pair uses the cap.
    """
    if _of(supplies, "cap"):
        return
    homes, full = _of(demands, "mentee_homes"), _of(supplies, "mentee_homes")
    out = _of(supplies, "mentees") | {mentee for mentee, _ in instance.pins}
    for mentee in instance.mentees:
        demanded = not homes or mentee.home in homes
        if demanded and mentee.id not in out and mentee.home not in full:
            yield mentee.id


def _reasons(
    instance: Instance, confined: Sequence[str], supplies: Sequence[Limit]
) -> Mapping[str, int]:
    """How often each rule forbids a pair of a confined mentee and a mentor outside the supplies."""
    full, homes = _of(supplies, "mentors"), _of(supplies, "mentor_homes")
    outside = [
        mentor.id
        for mentor in instance.mentors
        if mentor.id not in full and mentor.home not in homes
    ]
    codes = (instance.codes(mentee, mentor) for mentee in confined for mentor in outside)
    return dict(Counter(chain.from_iterable(codes)))


def _headline(cut: Cut) -> str:
    if not cut.demands:
        most = f"no more than {_counted(cut.places, 'pair')}" if cut.places else "no pair"
        besides = f"besides {_counted(cut.pins, 'pin')}, " if cut.pins else ""
        return _sentence(f"{besides}{most} can be made")
    wanted = " and ".join(
        f"{_counted(limit.places, noun)} {whose.format(of=limit.of)}"
        for limit in cut.demands
        for noun, whose in [DEMANDS[limit.kind]]
    )
    total = f" of {cut.demanded}" if len(cut.demands) > 1 else ""
    impossible = not (cut.supplies or cut.reasons)
    rest = ", because no such pair is possible" if impossible else total
    return f"The bounds ask for {wanted}: there are places for {cut.places}{rest}."


def _group(cut: Cut) -> Iterator[str]:
    """The mentees who can only be paired through a few places, and the rules that say so."""
    mentors = {limit.of: limit.places for limit in cut.supplies if limit.kind == "mentors"}
    if cut.confined and (mentors or cut.reasons):
        among = " and ".join(sorted(_of(cut.demands, "mentor_homes")))
        aside = " and ".join(sorted(_of(cut.supplies, "mentor_homes")))
        among = f"Among the mentors of {among}, " if among else ""
        where = f"Apart from the mentors of {aside}, " if aside else among
        few = f"only {_people([*mentors], 'mentor')}" if mentors else "no mentor"
        places = f", who can take {sum(mentors.values())} of them" if mentors else ""
        yield f"{where}{_people(cut.confined, 'mentee')} may be paired with {few}{places}."
    frequent = [
        f"{rule[0].lower()}{rule[1:].removesuffix('.')} ({times})"
        for code, count in sorted(cut.reasons.items(), key=lambda item: (-item[1], item[0]))
        for rule, times in [(SENTENCES.get(code, code), f"{count} times" if count > 1 else "once")]
    ]
    if frequent:
        yield f"What rules out their other pairs: {'; '.join(frequent)}."


def _others(cut: Cut) -> Iterator[str]:
    """The other places: those that limits leave, and one for each mentee outside the bottleneck."""
    for limit in cut.supplies:
        if limit.kind not in {"mentees", "mentors"}:
            places = _counted(limit.places, "place") if limit.places else "no place"
            yield _sentence(f"{limit.name} leaves {places} free")
    alone = [limit.of for limit in cut.supplies if limit.kind == "mentees"]
    if alone:
        also = "also " if len(alone) < len(cut.supplies) else ""
        each = ", with one mentor each" if len(alone) > 1 else ""
        yield f"{_people(alone, 'mentee')} can {also}be paired{each}."


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _people(ids: Sequence[str], noun: str) -> str:
    """The number of people, and the ids of the first few."""
    rest = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return f"{_counted(len(ids), noun)} ({', '.join(ids[:NAMED])}{rest})"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
