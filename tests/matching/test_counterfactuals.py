"""What forcing or forbidding a pair costs, against solving again for every single pair."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from tests.matching import brute
from tests.matching.instances import DEFAULT, instances, made

from mentoring.errors import DataError
from mentoring.matching.explain.alternatives import forbidden, forced
from mentoring.matching.explain.competitors import rivals
from mentoring.matching.explain.counterfactuals import Counterfactuals
from mentoring.matching.explain.loss_matrix import panorama
from mentoring.matching.explain.nearest_outcomes import nearest
from mentoring.matching.explain.residual_neighbourhood import around
from mentoring.matching.solver import kernel
from mentoring.matching.solver.infeasible import InfeasibleError
from mentoring.matching.solver.solve import solve
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mentoring.matching.explain.alternatives import Change
    from mentoring.matching.explain.objective_loss import ObjectiveLoss
    from mentoring.matching.instance.instance import Instance, Pair

    Outcome = tuple[Pair, ...]


def counterfactuals(instance: Instance) -> Counterfactuals:
    """The losses in an instance that has a solution."""
    try:
        return Counterfactuals(instance)
    except (DataError, InfeasibleError):
        assume(condition=False)
        raise


def all_pairs(instance: Instance) -> Iterator[Pair]:
    """Every mentee with every mentor."""
    return ((one.id, other.id) for one in instance.mentees for other in instance.mentors)


def assert_loss(
    instance: Instance, best: Outcome, others: list[Outcome], loss: ObjectiveLoss | None
) -> None:
    """The loss is that of the best of the other outcomes; none where there are none."""
    assert (loss is None) == (not others)
    if loss is None:
        return
    other = max(others, key=lambda pairs: brute.key(instance, pairs))
    keys = brute.key(instance, best), brute.key(instance, other)
    for stage, mine, theirs in zip(instance.objective, *keys, strict=True):
        if stage in loss.stages and stage != "leximin":
            assert loss.stages[stage] == difference(mine, theirs, loss.stages[stage])


def difference(mine: object, theirs: object, like: object) -> object:
    """How much less theirs is, by entries where the loss has entries."""
    if isinstance(mine, tuple) and isinstance(theirs, tuple) and isinstance(like, tuple):
        return tuple(a - b for a, b in zip(mine, theirs, strict=True))[: len(like)]
    assert isinstance(mine, int)
    assert isinstance(theirs, int)
    return mine - theirs


@pytest.mark.parametrize("small", [0, kernel.SMALL])
@given(instance=instances())
def test_every_price_is_that_of_the_best_outcome_of_its_kind(
    small: int, instance: Instance
) -> None:
    """Of all outcomes with the pair, and of all without it, whatever the objective."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "SMALL", small)
        of = counterfactuals(instance)
    assert_prices(of, of.found.pairs, list(brute.outcomes(instance)))


def assert_prices(of: Counterfactuals, best: Outcome, everything: list[Outcome]) -> None:
    """The price of every pair is the loss of the best outcome with it, or without it."""
    for pair in all_pairs(of.instance):
        having = [pairs for pairs in everything if pair in pairs]
        assert_loss(of.instance, best, having, of.forced(pair))
        lacking = [pairs for pairs in everything if pair not in pairs]
        assert_loss(of.instance, best, lacking, of.forbidden(pair))


@given(instance=instances())
def test_the_other_outcome_is_the_best_of_its_kind(instance: Instance) -> None:
    """Who would go and who would come is told with the price."""
    best = Solved(counterfactuals(instance))
    for pair in all_pairs(instance):
        [place] = instance.places([pair])
        if instance.fit[place] >= 0:
            assert best.after(forced, pair) == best.of(lambda pairs, pair=pair: pair in pairs)
        if pair not in instance.pins:
            assert best.after(forbidden, pair) == best.of(lambda ps, pair=pair: pair not in ps)


class Solved:
    """An instance, its best outcome, and all the others."""

    def __init__(self, of: Counterfactuals) -> None:
        self.instance = of.instance
        self.best = solve(of.instance)
        self.outcomes = list(brute.outcomes(of.instance))

    def after(self, what: Callable[..., Change], pair: Pair) -> list[object] | None:
        """The worth of the outcome that a change of the best one leads to."""
        change = what(self.instance, self.best.pairs, pair)
        if change.objective is None:
            return None
        pairs = (set(self.best.pairs) - set(change.gone)) | set(change.come)
        return brute.key(self.instance, tuple(sorted(pairs)))

    def of(self, kind: Callable[[Outcome], bool]) -> list[object] | None:
        """The worth of the best outcome of a kind."""
        keys = (brute.key(self.instance, pairs) for pairs in self.outcomes if kind(pairs))
        return max(keys, default=None)


@pytest.mark.parametrize("objective", [DEFAULT, ("motivation", "fit"), ("pairs", "leximin")])
@pytest.mark.parametrize("seed", range(8))
def test_the_panorama_shows_what_each_pair_would_cost(
    objective: tuple[str, ...], seed: int
) -> None:
    """All losses at once are those asked for one by one, but for the lottery."""
    of = Counterfactuals(made(seed, 9 + seed, 8, objective=objective))
    view = panorama(of)
    decided, arrays = view.decided(), {stage: view.loss(stage) for stage in view.parts}
    for pair in all_pairs(of.instance):
        [place] = of.instance.places([pair])
        loss = of.forced(pair)
        assert (loss is not None) == view.possible[place]
        if loss is None:
            continue
        stages = [stage for stage in view.parts if stage in loss.stages]
        assert [arrays[stage][place].tolist() for stage in stages] == [
            list(value) if isinstance(value := loss.stages[stage], tuple) else value
            for stage in stages
        ]
        first = view.parts | {"lottery": range(0)}
        assert list(first)[decided[place]] == (loss.decided or list(first)[-1])


@given(instance=instances())
def test_the_nearest_outcomes_come_in_order(instance: Instance) -> None:
    """Every mentor whom a mentee could have instead, with the best outcome that has them."""
    of = counterfactuals(instance)
    best = of.found.pairs
    everything = list(brute.outcomes(instance))
    for one in instance.mentees:
        found = nearest(instance, best, one.id, len(instance.mentors))
        changed = [tuple((set(best) - set(change.gone)) | set(change.come)) for _, change in found]
        keys = [brute.key(instance, pairs) for pairs in changed]
        assert keys == sorted(keys, reverse=True)
        others = {pair for pairs in everything for pair in pairs if pair[0] == one.id} - set(best)
        assert {(one.id, mentor) for mentor, _ in found} == others
        for (mentor, _), key in zip(found, keys, strict=True):
            having = (pairs for pairs in everything if (one.id, mentor) in pairs)
            assert key == max(brute.key(instance, pairs) for pairs in having)


@given(instance=instances(3))
def test_prices_around_a_sealed_outcome_need_no_search(instance: Instance) -> None:
    """Whichever of the best outcomes was sealed: a tie may have fallen otherwise then."""
    counterfactuals(instance)
    found = brute.best(instance)
    assert found
    everything = list(brute.outcomes(instance))
    for pairs in sorted(found[1]):
        assert_prices(Counterfactuals(instance, around(instance, pairs)), pairs, everything)


@given(instance=instances())
def test_whoever_competes_for_too_few_mentors_is_named(instance: Instance) -> None:
    """The group is too large for its mentors; without any one of them it would not be."""
    best = counterfactuals(instance).found.pairs
    for one in {mentee.id for mentee in instance.mentees} - set(dict(best)):
        cut = rivals(instance, best, one)
        if cut:
            assert one in cut.confined
            assert not fits_in(instance, cut.confined)
            assert all(fits_in(instance, set(cut.confined) - {who}) for who in cut.confined)


def fits_in(instance: Instance, group: Iterable[str]) -> bool:
    """Whether all of a group could have mentors at once, beside the pins and without bounds."""
    pins = [pair for pair in instance.pins if pair[0] not in group]
    alone = replace(instance, balance=Balance(), cap=9, pins=tuple(pins))
    wanted = {*group, *dict(pins)}
    return any(wanted <= set(dict(pairs)) for pairs in brute.outcomes(alone))
