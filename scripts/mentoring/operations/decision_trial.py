"""What decisions would change, compared with the best outcome without them, as a dry run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from mentoring.checks.organisers import pinned_take_part, pins_fit
from mentoring.errors import DataError, MentoringError, UsageError
from mentoring.matching.explain.alternatives import change
from mentoring.matching.explain.shortage import InfeasibleError
from mentoring.matching.instance.instance import FORBIDDEN, Instance, Pair
from mentoring.matching.instance.limits import exceeded
from mentoring.matching.instance.objective import Value
from mentoring.matching.solve import solve
from mentoring.operations.snapshot import sealing, text
from mentoring.problems import did_you_mean, nearest
from mentoring.scoring import rules
from mentoring.scoring.criteria import names
from mentoring.store.programme import Edition, Programme


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """Possible decisions: pinned and forbidden pairs, people left out, another cap."""

    pins: tuple[Pair, ...] = ()
    forbids: tuple[Pair, ...] = ()
    without: tuple[str, ...] = ()
    cap: int | None = None

    def __bool__(self) -> bool:
        """Whether the wish changes anything."""
        return bool(self.pins or self.forbids or self.without) or self.cap is not None


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

    `now` and `then` are the objective's values. A value is None if no outcome keeps every bound
    and pin; `impossible` says why. Both use fits by the `weights` tried, if any. `announced` says
    that pairs are announced already, which `now` does not take into account.
    """

    cohort: str
    announced: bool
    weights: Mapping[str, int]
    now: Mapping[str, Value] | None
    then: Mapping[str, Value] | None = None
    kept: tuple[Pair, ...] = ()
    moves: tuple[Move, ...] = ()
    impossible: str | None = None


def trial(
    programme: Programme, cohort: str, wish: Wish, weights: Mapping[str, int] | None = None
) -> Trial:
    """The best outcome of today's data with and without the wished decisions and weights.

    Raises DataError if existing pins contradict each other or a limit, and UsageError if the wish
    names a person or criterion that does not exist.
    """
    edition = programme.sound(cohort)
    rules = (pinned_take_part, pins_fit)
    if clashes := [problem for rule in rules for problem in rule(edition)]:
        raise DataError(clashes)
    weights = weights or {}
    weighed = _weighed(edition, weights)
    instance = sealing(edition).instance
    try:
        best = solve(instance)
        now, pairs = best.objective, best.pairs
    except InfeasibleError:
        now, pairs = None, ()
    tried = Trial(cohort=edition.name, announced=edition.announced, weights=weights, now=now)
    try:
        given = sealing(weighed).instance if weights else instance
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
    before, after = (
        {
            mentee: Placed(mentor=mentor, fit=fit if fit >= 0 else None)
            for (mentee, mentor), fit in zip(changed, given.fits(changed), strict=True)
        }
        for changed in (found.gone, found.come)
    )
    moves = (
        Move(mentee=mentee, now=before.get(mentee), then=after.get(mentee))
        for mentee in sorted({*before, *after})
    )
    kept = tuple(pair for pair in pairs if pair not in found.gone)
    return replace(tried, then=found.objective, kept=kept, moves=tuple(moves))


def _weighed(edition: Edition, weights: Mapping[str, int]) -> Edition:
    """The edition with other weights for some criteria."""
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
    for error in _errors(instance, wish):
        raise error
    ruled_out = dict.fromkeys(wish.forbids, rules.FORBIDDEN)
    for pair in product(instance.rows, instance.columns) if wish.without else ():
        if not set(wish.without).isdisjoint(pair):
            ruled_out[pair] = rules.LEFT_OUT
    codes = {":".join(pair): (code,) for pair, code in ruled_out.items()}
    other = replace(
        instance,
        fit=instance.with_fits(dict.fromkeys(ruled_out, FORBIDDEN)),
        why_not=None if instance.why_not is None else {**instance.why_not, **codes},
        pins=tuple({*instance.pins, *wish.pins} - ruled_out.keys()),
        cap=instance.cap if wish.cap is None else wish.cap,
    )
    mentors: dict[str, str] = {}
    for mentee, mentor in other.pins:
        if mentee in mentors:
            raise UsageError(text("pins-clash", mentee=mentee, two=(mentors[mentee], mentor)))
        mentors[mentee] = mentor
    for clash, advice in exceeded(other):
        raise MentoringError(f"{clash} {advice}")
    return other


def _errors(instance: Instance, wish: Wish) -> Iterator[MentoringError]:
    """People who are not in the instance, contradictions, and pins that break a hard rule."""
    rows, columns = instance.rows, instance.columns
    named = [(person, rows | columns, "mentee or mentor") for person in wish.without]
    for mentee, mentor in (*wish.pins, *wish.forbids):
        named += [(mentee, rows, "mentee"), (mentor, columns, "mentor")]
    for person, known, role in named:
        if person not in known:
            close = nearest(person, known)
            hint = (
                text("close", name=close) if close else text("see-scores", cohort=instance.cohort)
            )
            yield UsageError(text("no-participant", person=person, role=role, hint=hint))
    for pair in wish.pins:
        if pair in wish.forbids or set(pair) & set(wish.without):
            yield UsageError(text("pin-contradicted", pair=pair))
    for pair, fit in zip(wish.pins, instance.fits(wish.pins), strict=True):
        if fit < 0:
            why = " ".join(rules.SENTENCES[code] for code in instance.codes(*pair))
            yield MentoringError(text("no-pair-allowed", pair=pair, why=why or text("hard-rule")))
