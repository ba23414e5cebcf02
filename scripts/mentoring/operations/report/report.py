"""The contents of the committee's report on a matching, in any format."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.matching.explain.blocking_pairs import BlockingPair, blocking
from mentoring.matching.instance.instance import Pair
from mentoring.operations.decision_costs import DecisionCost, decided
from mentoring.operations.report.balance import Home, balance
from mentoring.operations.report.conflicts import ManyConflicts, many_conflicts
from mentoring.operations.report.cut_off import CutOff, cut_off
from mentoring.operations.robustness import SEED, Firmness, firmness_of
from mentoring.operations.run_match import MatchResult
from mentoring.scoring.fit import Progress, silent
from mentoring.store.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """A matching with its context.

    `pairs` are the outcome's pairs whose two people are in the sealed instance; figures are drawn
    from them. `untold` counts the outcome's pairs that are proposed and not announced yet.
    `firmness` is None if the report leaves it out.
    """

    programme: str
    matching: MatchResult
    pairs: tuple[Pair, ...]
    untold: int
    cut_off: CutOff
    balance: tuple[Home, ...]
    blocking: tuple[BlockingPair, ...]
    decisions: tuple[DecisionCost, ...]
    conflicts: tuple[ManyConflicts, ...]
    firmness: Firmness | None


def report(
    edition: Edition, matching: MatchResult, times: int, progress: Progress = silent
) -> Report:
    """The report on a matching; `times` is the number of resampled cases for its robustness."""
    instance = matching.instance
    chosen = [(pair.mentee, pair.mentor) for pair in matching.outcome.pairs]
    pairs = tuple(p for p in chosen if p[0] in instance.rows and p[1] in instance.columns)
    return Report(
        programme=edition.cohort.record.programme,
        matching=matching,
        pairs=pairs,
        untold=_untold(edition) if matching.standing else len(chosen),
        cut_off=cut_off(edition, instance, {mentee for mentee, _ in pairs}),
        balance=balance(instance, pairs, matching.first.instance.balance),
        blocking=blocking(instance, pairs),
        decisions=tuple(decided(edition, instance, pairs, matching.today)),
        conflicts=tuple(many_conflicts(instance, pairs, matching.today)),
        firmness=_firmness(edition, matching, chosen, times, progress) if times else None,
    )


def _untold(edition: Edition) -> int:
    """The number of current pairs that are proposals, as after a replacement."""
    standing = (entry.record.current for entry in edition.pairs)
    return sum(one is not None and not one.meaning.told for one in standing)


def _firmness(
    edition: Edition, matching: MatchResult, pairs: list[Pair], times: int, progress: Progress
) -> Firmness:
    return firmness_of(edition, matching.today, pairs, times=times, seed=SEED, progress=progress)
