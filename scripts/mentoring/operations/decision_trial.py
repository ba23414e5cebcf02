"""What decisions would change, compared with the best outcome without them, as a dry run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mentoring.checks.decisions import pinned_take_part, pins_fit
from mentoring.errors import DataError, MentoringError, UsageError
from mentoring.matching.explain.alternatives import change
from mentoring.matching.explain.shortage import InfeasibleError
from mentoring.matching.instance.instance import Pair
from mentoring.matching.instance.objective import Value
from mentoring.matching.solve import solve
from mentoring.matching.what_if import Wish, granted
from mentoring.operations.snapshot import sealing
from mentoring.problems import did_you_mean
from mentoring.scoring.criteria import names
from mentoring.scoring.fit import Progress, silent
from mentoring.store.programme import Edition, Programme


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
    programme: Programme,
    cohort: str,
    wish: Wish,
    weights: Mapping[str, int] | None = None,
    progress: Progress = silent,
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
    instance = sealing(edition, progress).instance
    try:
        best = solve(instance)
        now, pairs = best.objective, best.pairs
    except InfeasibleError:
        now, pairs = None, ()
    tried = Trial(cohort=edition.name, announced=edition.announced, weights=weights, now=now)
    try:
        given = sealing(weighed, progress).instance if weights else instance
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
    rules = replace(cohort.matching, criteria={**cohort.matching.criteria, **weights})
    return replace(edition, cohort=replace(edition.cohort, record=replace(cohort, matching=rules)))
