"""The cost of forcing or forbidding a pair, judged by enumerating all outcomes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import assume, given

from matching import brute
from matching.instances import instances
from mentoring.errors import DataError
from mentoring.matching.explain.alternatives import ObjectiveLoss, forbidden, forced, nearest
from mentoring.matching.explain.bottleneck import rivals
from mentoring.matching.explain.shortage import InfeasibleError
from mentoring.matching.instance.objective import measure
from mentoring.matching.solve import solve
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mentoring.matching.explain.alternatives import Change
    from mentoring.matching.instance.instance import Instance, Pair

    Outcome = tuple[Pair, ...]


def solved(instance: Instance) -> Outcome:
    """The best pairs of an instance that has a solution."""
    try:
        return solve(instance).pairs
    except (DataError, InfeasibleError):
        assume(condition=False)
        raise


def all_pairs(instance: Instance) -> Iterator[Pair]:
    """Every mentee with every mentor."""
    return ((mentee.id, other.id) for mentee in instance.mentees for other in instance.mentors)


def after(best: Outcome, change: Change) -> Outcome:
    """The pairs after a change of the best pairs."""
    return tuple(sorted((set(best) - set(change.gone)) | set(change.come)))


@given(instance=instances())
def test_the_other_outcome_is_the_best_of_its_kind(instance: Instance) -> None:
    """A change names the pairs that are lost and gained, and costs as little as possible."""
    best = Solved(instance)
    for pair in all_pairs(instance):
        [place] = instance.places([pair])
        if instance.fit[place] >= 0:
            assert best.after(forced, pair) == best.of(lambda pairs, pair=pair: pair in pairs)
        if pair not in instance.pins:
            assert best.after(forbidden, pair) == best.of(lambda ps, pair=pair: pair not in ps)


class Solved:
    """An instance, its best outcome, and all the others."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.best = solved(instance)
        self.outcomes = list(brute.outcomes(instance))

    def after(self, what: Callable[..., Change], pair: Pair) -> list[object] | None:
        """The worth of the outcome after a change of the best one."""
        change = what(self.instance, self.best, pair)
        if change.objective is None:
            return None
        pairs = after(self.best, change)
        assert change.objective == measure(self.instance, pairs)
        return brute.key(self.instance, pairs)

    def of(self, kind: Callable[[Outcome], bool]) -> list[object] | None:
        """The worth of the best outcome of a kind."""
        keys = (brute.key(self.instance, pairs) for pairs in self.outcomes if kind(pairs))
        return max(keys, default=None)


@given(instance=instances())
def test_the_nearest_outcomes_come_in_order(instance: Instance) -> None:
    """Every alternative mentor of a mentee, with the best outcome that includes them."""
    best = solved(instance)
    everything = list(brute.outcomes(instance))
    for mentee in instance.mentees:
        found = [*nearest(instance, best, mentee.id, len(instance.mentors))]
        keys = [brute.key(instance, after(best, change)) for _, change in found]
        assert keys == sorted(keys, reverse=True)
        others = {pair for pairs in everything for pair in pairs if pair[0] == mentee.id} - set(
            best
        )
        assert {(mentee.id, mentor) for mentor, _ in found} == others
        for (mentor, _), key in zip(found, keys, strict=True):
            having = (pairs for pairs in everything if (mentee.id, mentor) in pairs)
            assert key == max(brute.key(instance, pairs) for pairs in having)


@given(instance=instances())
def test_a_loss_is_the_difference_of_what_outcomes_are_worth(instance: Instance) -> None:
    """The loss is computed stage by stage; the first worse stage is the one that decided."""
    best = solved(instance)
    worth = measure(instance, best)
    for pair in best:
        change = forbidden(instance, best, pair)
        if change.objective and pair not in instance.pins:
            loss = ObjectiveLoss.between(worth, change.objective)
            mine, theirs = (brute.key(instance, pairs) for pairs in (best, after(best, change)))
            differ = [s for s, a, b in zip(worth, mine, theirs, strict=True) if a != b]
            assert loss.decided == (differ[0] if differ else None)
            assert all(
                change.objective[stage] == worth[stage] for stage in worth if stage not in differ
            )


@given(instance=instances())
def test_mentees_who_compete_for_too_few_mentors_are_named(instance: Instance) -> None:
    """The group is too large for its mentors, and would not be without any one of its members."""
    best = solved(instance)
    for one in {mentee.id for mentee in instance.mentees} - set(dict(best)):
        cut = rivals(instance, best, one)
        if cut:
            assert one in cut.confined
            assert not fits_in(instance, cut.confined)
            assert all(fits_in(instance, set(cut.confined) - {who}) for who in cut.confined)


@given(instance=instances(objective=("pairs",), balance=Balance(), cap=9))
def test_a_mentee_without_a_mentor_has_competitors(instance: Instance) -> None:
    """If only mentors are scarce, every mentee without one competes for too few of them."""
    best = solved(instance)
    waiting = {mentee.id for mentee in instance.mentees} - set(dict(best))
    assert all(rivals(instance, best, mentee) for mentee in waiting)


def fits_in(instance: Instance, group: Iterable[str]) -> bool:
    """Whether a whole group could have mentors at once, in addition to pins, without bounds."""
    pins = [pair for pair in instance.pins if pair[0] not in group]
    alone = replace(instance, balance=Balance(), cap=9, pins=tuple(pins))
    wanted = {*group, *dict(pins)}
    return any(wanted <= set(dict(pairs)) for pairs in brute.outcomes(alone))
