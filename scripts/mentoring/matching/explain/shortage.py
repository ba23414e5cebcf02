"""Why there are no more pairs, or none that keep every bound, and which change would help."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mentoring.errors import MentoringError
from mentoring.matching.explain.bottleneck import Cut, Limit, cut, in_words
from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.instance.limits import SIDES, counts, limits
from mentoring.matching.instance.objective import Term
from mentoring.matching.proof import Certificate
from mentoring.matching.solver.search import Optimisation, UnmetBoundsError, search

PAIRS = Term("pairs")


@dataclass(frozen=True, kw_only=True, slots=True)
class Relaxation:
    """A limit moved `by` places, and the number of wanted places that still stay empty."""

    limit: Limit
    by: int
    short: int

    def __str__(self) -> str:
        """The change as an instruction."""
        return f"{'raise' if self.by > 0 else 'lower'} {self.limit.name} by {abs(self.by)}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage:
    """Why places stay empty: the bottleneck, its proof, and what each limit alone would change.

    Of `relaxations`, the most helpful come first; their `short` is what the `aim` then still lacks.
    """

    cut: Cut
    certificate: Certificate
    relaxations: tuple[Relaxation, ...]
    aim: str = "to the cap"

    def __str__(self) -> str:
        """The bottleneck and the best advice in words, with ids."""
        return in_words("shortage", self)


class InfeasibleError(MentoringError):
    """No choice of pairs keeps every bound; `shortage` says why, and what would help."""

    def __init__(self, instance: Instance) -> None:
        short, _ = _missing(instance)
        core = instance  # with a minimal set of lower bounds that contradict the other limits
        for kind, side in SIDES.items():
            for home, (low, _) in sorted(getattr(instance.balance, side).items()):
                without = moved(core, Limit(kind=kind, of=home, places=low, times=-1), low)
                core = without if low and _missing(without)[0] else core
        _, certificate = _missing(core)
        bottleneck = cut(core, certificate)
        self.shortage = Shortage(
            cut=bottleneck,
            certificate=certificate,
            relaxations=_relaxations(instance, bottleneck, short),
            aim="to what the bounds ask for",
        )
        super().__init__(f"No choice of pairs keeps every bound. {self.shortage}")


def moved(instance: Instance, limit: Limit, by: int) -> Instance:
    """The instance with a demand lowered or a supply raised by `by` places."""
    if limit.kind == "cap":
        return replace(instance, cap=instance.cap + by)
    if limit.kind == "mentors":
        mentors, column = list(instance.mentors), instance.columns[limit.of]
        mentors[column] = replace(mentors[column], capacity=mentors[column].capacity + by)
        return replace(instance, mentors=tuple(mentors))
    side = SIDES[limit.kind]
    bounds = getattr(instance.balance, side)
    low, high = bounds[limit.of]
    lower, higher = max(low - by, 0), None if high is None else high + by
    bound = (lower, high) if limit.times < 0 else (low, higher)
    balance = replace(instance.balance, **{side: bounds | {limit.of: bound}})
    return replace(instance, balance=balance)


def _missing(instance: Instance, *terms: Term) -> tuple[int, Certificate]:
    """How many places (of lower bounds or, for the term `pairs`, of the cap) stay empty, proven."""
    try:
        best = Optimisation.of(instance, terms)
    except UnmetBoundsError as error:
        return error.short, error.certificate
    return best.network.cap - len(best.face.chosen) if terms else 0, best.certificate()


def _relaxations(instance: Instance, bottleneck: Cut, short: int) -> tuple[Relaxation, ...]:
    """The smallest move of each limit alone that helps most; but a mentee has one mentor."""
    found = []
    for limit in (*bottleneck.demands, *bottleneck.supplies):
        if limit.kind != "mentees":
            tried = ((_missing(moved(instance, limit, by))[0], by) for by in range(1, short + 1))
            left, by = min(tried)
            found.append(Relaxation(limit=limit, by=-by if limit.times < 0 else by, short=left))
    missing = bottleneck.demanded - bottleneck.places
    helpful = [move for move in found if move.short < missing] or found
    helpful.sort(key=lambda move: (move.short, abs(move.by), move.limit.kind, move.limit.of))
    return tuple(helpful)


def shortage(instance: Instance) -> Shortage:
    """Why there are no more pairs, if only their number counted.

    The limits that might gain most are tried first; those that cannot gain more are skipped.
    """
    missing, certificate = _missing(instance, PAIRS)
    bottleneck = cut(instance, certificate)
    gains = {}
    for limit in bottleneck.supplies:
        gains[limit] = 0 if limit.kind in {"cap", "mentees"} else missing
        if limit.kind == "mentors":  # at most the mentees who may be paired with them
            column = instance.columns[limit.of]
            gains[limit] = min(missing, int((instance.fit[:, column] >= 0).sum()))
    found: list[Relaxation] = []
    for limit in sorted(gains, key=lambda limit: (-gains[limit], limit.kind, limit.of)):
        if gains[limit] <= max((relaxation.by for relaxation in found), default=0):
            break
        short, _ = _missing(moved(instance, limit, missing), PAIRS)
        if short < missing:
            found.append(Relaxation(limit=limit, by=missing - short, short=short))
    found.sort(key=lambda move: (move.short, move.limit.kind, move.limit.of))
    return Shortage(cut=bottleneck, certificate=certificate, relaxations=tuple(found))


def freeing(instance: Instance, pairs: Sequence[Pair], mentee: str) -> tuple[Relaxation, ...]:
    """The limits (cap and bounds) that give the mentee a mentor if one alone is a place looser."""
    found = []
    for limit in binding(instance, pairs):
        try:
            looser = dict(search(moved(instance, limit, 1)).pairs)
        except MentoringError:
            continue
        if mentee in looser:
            found.append(Relaxation(limit=limit, by=limit.times, short=0))
    return tuple(found)


def binding(instance: Instance, pairs: Sequence[Pair]) -> Iterator[Limit]:
    """The cap if it is reached, and the bounds met exactly; lower bounds have negative `times`."""
    count, of_kind = counts(instance, pairs), limits(instance)
    for kind in ("cap", *SIDES):
        for key, (low, high) in sorted(of_kind[kind].items()):
            if 0 < low == count[kind, key]:
                yield Limit(kind=kind, of=key, places=low, times=-1)
            if high == count[kind, key]:
                yield Limit(kind=kind, of=key, places=high)
