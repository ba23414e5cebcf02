"""What forcing or forbidding a pair costs, against solving again for every single pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from tests.matching import brute
from tests.matching.instances import DEFAULT, instances, made

from mentoring.errors import DataError
from mentoring.matching.solver import kernel
from mentoring.matching.solver.infeasible import InfeasibleError
from mentoring.matching.solver.solve import solve
from mentoring.matching.why.alternatives import forbidden, forced
from mentoring.matching.why.counterfactuals import Counterfactuals
from mentoring.matching.why.nearest import of_mentee, of_mentor
from mentoring.matching.why.panorama import panorama

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mentoring.matching.sealed.instance import Instance, Pair
    from mentoring.matching.why.alternatives import Change
    from mentoring.matching.why.loss import Loss

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
    instance: Instance, best: Outcome, others: list[Outcome], loss: Loss | None
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
    everything = list(brute.outcomes(instance))
    for pair in all_pairs(instance):
        having = [pairs for pairs in everything if pair in pairs]
        assert_loss(instance, of.found.pairs, having, of.forced(pair))
        lacking = [pairs for pairs in everything if pair not in pairs]
        assert_loss(instance, of.found.pairs, lacking, of.forbidden(pair))


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
        change = what(self.instance, self.best, pair)
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


@pytest.mark.parametrize("seed", range(6))
def test_the_nearest_outcome_comes_first(seed: int) -> None:
    """For whoever waits: the least loss that brings them in, and what it is in."""
    instance = made(seed, 12, 9)
    of = Counterfactuals(instance)
    paired = {person for pair in of.pairs for person in pair}
    for one in instance.mentees:
        found = of_mentee(of, one.id)
        assert [a.loss.key for a in found] == sorted(a.loss.key for a in found)
        if found:
            assert (found[0].loss.decided is None) == (one.id in paired)
    for other in instance.mentors:
        assert {a.pair[1] for a in of_mentor(of, other.id)} <= {other.id}
