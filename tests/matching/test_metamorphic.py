"""Changes that must not affect the outcome, or only in one direction."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from matching import brute
from matching.instances import made
from mentoring.matching.solve import solve
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    from mentoring.matching.instance.instance import Instance, Pair

SEEDS = range(25)


def instance_of(seed: int, **fixed: object) -> Instance:
    """A fresh instance of a few hundred pairs."""
    return made(seed, 14 + seed % 9, 10 + seed % 7, **fixed)


def shuffled(instance: Instance, seed: int) -> Instance:
    """The same instance with its people in another order."""
    rng = random.Random(seed)
    rows, columns = (rng.sample(range(size), size) for size in instance.fit.shape)
    return replace(
        instance,
        mentees=tuple(instance.mentees[i] for i in rows),
        mentors=tuple(instance.mentors[j] for j in columns),
        fit=instance.fit[np.ix_(rows, columns)],
    )


def without(instance: Instance, mentee: str) -> Instance:
    """The same instance without a mentee."""
    row = instance.rows[mentee]
    mentees = tuple(one for one in instance.mentees if one.id != mentee)
    return replace(instance, mentees=mentees, fit=np.delete(instance.fit, row, axis=0))


def unchosen(instance: Instance, pairs: tuple[Pair, ...]) -> list[str]:
    """The mentees who have no mentor."""
    chosen = {mentee for mentee, _ in pairs}
    return [mentee.id for mentee in instance.mentees if mentee.id not in chosen]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_people_changes_nothing(seed: int) -> None:
    """The order of rows and columns does not matter, with a lottery or without."""
    for instance in (instance_of(seed), instance_of(seed, lottery=None)):
        first, second = solve(instance), solve(shuffled(instance, seed))
        assert second.pairs == first.pairs
        assert second.proof == first.proof


@pytest.mark.parametrize("seed", SEEDS)
def test_new_names_change_only_what_the_lottery_decides(seed: int) -> None:
    """All other stages keep their values."""
    instance = instance_of(seed)
    renamed = replace(
        instance,
        mentees=tuple(
            replace(mentee, id=mentee.id.replace("e", "x")) for mentee in instance.mentees
        ),
        mentors=tuple(
            replace(mentor, id=mentor.id.replace("r", "y")) for mentor in instance.mentors
        ),
    )
    before, after = dict(solve(instance).objective), dict(solve(renamed).objective)
    del before["lottery"], after["lottery"]
    assert after == before


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pin_of_a_chosen_pair_changes_nothing(seed: int) -> None:
    """This holds unless it is the pair at the floor, because the floor ignores pins."""
    instance = instance_of(seed)
    solution = solve(instance)
    for pair in solution.pairs:
        pinned = solve(replace(instance, pins=(pair,)))
        if instance.fit[instance.places([pair])[0]] > solution.objective["floor"]:
            assert (pinned.pairs, pinned.objective) == (solution.pairs, solution.objective)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mentee_without_a_mentor_may_leave(seed: int) -> None:
    """No place depends on a mentee without one."""
    instance = instance_of(seed)
    pairs = solve(instance).pairs
    for mentee in unchosen(instance, pairs):
        assert solve(without(instance, mentee)).pairs == pairs


@pytest.mark.parametrize("seed", SEEDS)
def test_more_motivation_never_costs_a_place(seed: int) -> None:
    """A mentee who is chosen in a band is chosen in the band above it."""
    instance = instance_of(seed)
    chosen = {mentee for mentee, _ in solve(instance).pairs}
    for row, one in enumerate(instance.mentees):
        if one.id in chosen and one.band > 0:
            mentees = list(instance.mentees)
            mentees[row] = replace(one, band=one.band - 1)
            raised = solve(replace(instance, mentees=tuple(mentees)))
            assert one.id in {mentee for mentee, _ in raised.pairs}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_looser_limit_never_worsens_the_objective(seed: int) -> None:
    """With a higher cap, capacity or bound the outcome is at least as good, stage by stage."""
    instance = instance_of(seed)
    best = brute.key(instance, solve(instance).pairs)
    roomier = tuple(replace(mentor, capacity=mentor.capacity + 1) for mentor in instance.mentors)
    for looser in (
        replace(instance, cap=instance.cap + 1),
        replace(instance, mentors=roomier),
        replace(instance, balance=replace(instance.balance, mentors={})),
        replace(instance, balance=Balance()),
    ):
        assert brute.key(looser, solve(looser).pairs) >= best
