"""Decisions on file and what each costs; possible decisions, and what each would change."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, product

from mentoring.checks.organisers import pinned_take_part, pins_fit
from mentoring.errors import DataError, MentoringError, UsageError
from mentoring.matching.explain.alternatives import Change, change
from mentoring.matching.explain.shortage import InfeasibleError
from mentoring.matching.instance.instance import FORBIDDEN, Instance, Pair
from mentoring.matching.instance.limits import exceeded
from mentoring.matching.instance.objective import Value, measure
from mentoring.matching.solve import solve
from mentoring.operations.snapshot import Snapshot, sealing, text
from mentoring.people.organisers import CapDecision, PairDecision
from mentoring.problems import did_you_mean, nearest
from mentoring.scoring.criteria import names
from mentoring.scoring.fit import DECIDED_AGAINST, LEFT_OUT, SENTENCES
from mentoring.store.programme import Edition, Programme

Decision = PairDecision | CapDecision


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionCost:
    """The cost of a decision that applied to a match; the decision is None for all together.

    `worth` is the value of the sealed pairs without the decision, `change` the best outcome without
    it alone. It is None if a person in the decision no longer takes part.
    """

    kind: str
    decision: Decision | None
    worth: Mapping[str, Value]
    change: Change | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """Possible decisions: pinned and forbidden pairs, people left out, another cap or weights."""

    pins: tuple[Pair, ...] = ()
    forbids: tuple[Pair, ...] = ()
    without: tuple[str, ...] = ()
    cap: int | None = None
    weights: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether the wish changes anything."""
        return self != Wish()


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A mentor, and the fit of the pair; None if a hard rule forbids it in the trial."""

    mentor: str
    fit: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """A mentee whose mentor changes: the mentor without the decisions, and with them."""

    mentee: str
    now: Placed | None
    then: Placed | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """The best outcome without and with the decisions.

    `now` and `then` are the objective's values; None if no outcome keeps every bound and pin, which
    `impossible` explains. Fits of moves are by the `weights` tried. `now` ignores announced pairs.
    """

    cohort: str
    announced: bool
    weights: Mapping[str, int]
    now: Mapping[str, Value] | None
    then: Mapping[str, Value] | None = None
    kept: tuple[Pair, ...] = ()
    moves: tuple[Move, ...] = ()
    impossible: str | None = None


def decided(
    edition: Edition, instance: Instance, pairs: Sequence[Pair], today: Snapshot
) -> Iterator[DecisionCost]:
    """The decisions that a match obeyed, each with its cost by today's data, then all together."""
    made = edition.decided
    limits = {mentor.id: mentor.capacity for mentor in instance.mentors} | {None: instance.cap}
    forbids = [forbid for forbid in made.forbids if instance.has(forbid.pair)]
    obeyed: list[tuple[str, Decision]] = [
        *(("pin", pin) for pin in made.pins if pin.pair in instance.pins),
        *(("forbid", forbid) for forbid in forbids if instance.fits([forbid.pair])[0] < 0),
        *(("cap", cap) for cap in made.caps if limits.get(cap.mentor) == cap.at_most),
    ]
    together = [obeyed] if len(obeyed) > 1 else []
    for lifted in (*([entry] for entry in obeyed), *together):
        free = _without(edition, instance, lifted, today)
        kind, decision = lifted[0] if len(lifted) == 1 else ("all", None)
        worth, gain = measure(free or instance, pairs), change(free, pairs) if free else None
        yield DecisionCost(kind=kind, decision=decision, worth=worth, change=gain)


def _without(
    edition: Edition, instance: Instance, lifted: Sequence[tuple[str, Decision]], today: Snapshot
) -> Instance | None:
    """The instance without some decisions; None if it cannot be computed."""
    made = edition.decided
    pins = {pin.pair for pin in made.pins if ("pin", pin) in lifted}
    forbids = [forbid.pair for forbid in made.forbids if ("forbid", forbid) in lifted]
    limit = replace(made, caps=tuple(cap for cap in made.caps if ("cap", cap) not in lifted)).limit
    limited = {cap.mentor for cap in made.caps if cap.mentor}
    fits = {pair: today.fits.without(DECIDED_AGAINST, *pair) for pair in forbids}
    freed = {pair: fit for pair, fit in fits.items() if fit is not None}
    if not limited <= edition.people.keys() or len(freed) < len(fits):
        return None
    stated = {mentor: edition.people[mentor].capacity or 1 for mentor in limited}
    mentors = tuple(
        replace(mentor, capacity=limit(stated.get(mentor.id, mentor.capacity), mentor.id))
        for mentor in instance.mentors
    )
    cap, kept = limit(edition.cohort.record.pairs), tuple(set(instance.pins) - pins)
    fit = instance.with_fits(freed)
    return replace(instance, mentors=mentors, cap=cap, pins=kept, fit=fit)


def trial(programme: Programme, cohort: str, wish: Wish) -> Trial:
    """The best outcome of today's data with and without the wished decisions and weights.

    Raises DataError for contradictory pins on file, UsageError for an unknown person or criterion.
    """
    edition = programme.sound(cohort)
    clashes = [problem for rule in (pinned_take_part, pins_fit) for problem in rule(edition)]
    if clashes:
        raise DataError(clashes)
    weighed = _weighed(edition, wish.weights)
    instance = sealing(edition).instance
    try:
        best = solve(instance)
        now, pairs = best.objective, best.pairs
    except InfeasibleError:
        now, pairs = None, ()
    tried = Trial(cohort=edition.name, announced=edition.announced, weights=wish.weights, now=now)
    try:
        given = sealing(weighed).instance if wish.weights else instance
        wished = granted(given, wish)
        found = change(wished, pairs)
        if found.objective is None:
            solve(wished)  # raises, with the reason
    except UsageError:
        raise
    except DataError as error:
        said = (f"{problem.message} {problem.hint}".strip() for problem in error.problems)
        return replace(tried, impossible=" ".join(said))
    except MentoringError as error:
        return replace(tried, impossible=str(error))
    kept = tuple(pair for pair in pairs if pair not in found.gone)
    return replace(tried, then=found.objective, kept=kept, moves=_moves(given, found))


def _moves(instance: Instance, found: Change) -> tuple[Move, ...]:
    """The mentees whose mentor changes, by id, with the fits of an instance."""
    before, after = (
        {
            mentee: Placed(mentor=mentor, fit=fit if fit >= 0 else None)
            for (mentee, mentor), fit in zip(pairs, instance.fits(pairs), strict=True)
        }
        for pairs in (found.gone, found.come)
    )
    mentees = sorted({*before, *after})
    return tuple(Move(mentee=who, now=before.get(who), then=after.get(who)) for who in mentees)


def _weighed(edition: Edition, weights: Mapping[str, int]) -> Edition:
    for name in weights:
        if name not in names():
            raise UsageError(f"There is no criterion {name}. {did_you_mean(name, names())}")
    cohort = edition.cohort.record
    matching = replace(cohort.matching, criteria={**cohort.matching.criteria, **weights})
    record = replace(cohort, matching=matching)
    return replace(edition, cohort=replace(edition.cohort, record=record))


def granted(instance: Instance, wish: Wish) -> Instance:
    """The instance under these decisions. People left out keep their row or column, without fits.

    Raises UsageError if a person is not in the instance or the wish contradicts itself, and
    MentoringError if the pins break a hard rule or exceed a limit.
    """
    _refuse(instance, wish)
    ruled_out = dict.fromkeys(wish.forbids, DECIDED_AGAINST)
    for pair in product(instance.rows, instance.columns) if wish.without else ():
        if not set(wish.without).isdisjoint(pair):
            ruled_out[pair] = LEFT_OUT
    codes = {":".join(pair): (code,) for pair, code in ruled_out.items()}
    other = replace(
        instance,
        fit=instance.with_fits(dict.fromkeys(ruled_out, FORBIDDEN)),
        why_not=None if instance.why_not is None else {**instance.why_not, **codes},
        pins=tuple({*instance.pins, *wish.pins} - ruled_out.keys()),
        cap=instance.cap if wish.cap is None else wish.cap,
    )
    for (mentee, first), (same, second) in pairwise(other.pins):  # which are sorted
        if mentee == same:
            raise UsageError(text("pins-clash", mentee=mentee, two=(first, second)))
    for clash, advice in exceeded(other):
        raise MentoringError(f"{clash} {advice}")
    return other


def _refuse(instance: Instance, wish: Wish) -> None:
    """Raise if a person is not in the instance, a pin is contradicted, or breaks a hard rule."""
    rows, columns = instance.rows, instance.columns
    named = [(person, rows | columns, "mentee or mentor") for person in wish.without]
    for mentee, mentor in (*wish.pins, *wish.forbids):
        named += [(mentee, rows, "mentee"), (mentor, columns, "mentor")]
    for person, known, role in named:
        if person not in known:
            hint = hint_for(person, known, instance.cohort)
            raise UsageError(text("no-participant", person=person, role=role, hint=hint))
    for pair in wish.pins:
        if pair in wish.forbids or set(pair) & set(wish.without):
            raise UsageError(text("pin-contradicted", pair=pair))
    for pair, fit in zip(wish.pins, instance.fits(wish.pins), strict=True):
        if fit < 0:
            why = " ".join(SENTENCES[code] for code in instance.codes(*pair))
            raise MentoringError(text("no-pair-allowed", pair=pair, why=why or text("hard-rule")))


def hint_for(person: str, known: Collection[str], cohort: str) -> str:
    """A hint for an unknown id: the closest known one, or where all are listed."""
    close = nearest(person, known)
    return text("close", name=close) if close else text("see-scores", cohort=cohort)
