"""New pairs in addition to announced ones: few moves, and the longest waiting first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from matching import brute
from matching.instances import instances
from mentoring.errors import MentoringError
from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.matching.proof import verify
from mentoring.matching.solve import REPAIR, repair
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    from mentoring.matching.instance.instance import Pair


@given(instances(balance=Balance(), pins=(), held=(), waited={}), st.data())
def test_a_repair_is_the_best_that_leaves_pairs_alone(
    instance: Instance, data: st.DataObject
) -> None:
    """The best outcome that keeps announced pairs or, if moves are allowed, has few moves."""
    standing = data.draw(st.sampled_from(list(brute.outcomes(instance))))
    held = {pair: int(instance.fit[instance.places([pair])[0]]) for pair in standing}
    waited = {one.id: k % 2 for k, one in enumerate(instance.mentees)}
    moves = data.draw(st.integers(0, 2))
    try:
        repaired, solution = repair(instance, held, waited, allow_moves=moves)
    except MentoringError:
        assume(condition=False)
        raise
    best = brute.best(repaired)
    assert best is not None
    assert solution.pairs in best[1]
    assert len(set(standing) - set(solution.pairs)) <= moves
    assert verify(repaired, solution.proof) == ()


def case(fit: list[list[int]]) -> Instance:
    """Two mentees and two mentors."""
    return Instance(
        cohort="2026",
        cap=2,
        mentees=(Mentee(id="e0", home="A", band=1), Mentee(id="e1", home="A")),
        mentors=(Mentor(id="r0", home="B"), Mentor(id="r1", home="B")),
        fit=np.array(fit, np.int16),
    )


def repaired(fit: list[list[int]], held: Pair, **changes: object) -> tuple[Pair, ...]:
    """The pairs of a repair with one announced pair."""
    return repair(case(fit), {held: 500}, {"e0": 0, "e1": 1}, **changes)[1].pairs


def test_announced_pairs_stay() -> None:
    """An announced pair stays, even if a move would give both mentees a mentor."""
    assert repaired([[500, 400], [700, -1]], ("e0", "r0")) == (("e0", "r0"),)


def test_an_allowed_move_gives_one_more_pair() -> None:
    """If a move is allowed, one more pair is possible."""
    moved = repaired([[500, 400], [700, -1]], ("e0", "r0"), allow_moves=1)
    assert moved == (("e0", "r1"), ("e1", "r0"))


def test_a_pair_that_ended_is_never_made_again() -> None:
    """A pair that ended stays forbidden, even with the best fit."""
    pairs = repaired([[500, 900], [1, 1]], ("e1", "r0"), never_again=(("e0", "r1"),))
    assert pairs == (("e1", "r0"),)


def decided(pin: Pair, fit: list[list[int]], **changes: int) -> tuple[Pair, ...]:
    """The pairs of a repair beside e1 · r0, in which a decision pins a pair."""
    instance = replace(case(fit), pins=(pin,))
    return repair(instance, {("e1", "r0"): 500}, {"e0": 0}, **changes)[1].pairs


def test_a_decision_comes_before_the_longest_wait() -> None:
    """A mentee whom a decision pins gets the free mentor for whom another has waited longer."""
    instance = replace(case([[500, 500], [500, 500]]), cap=1, pins=(("e1", "r1"),))
    assert repair(instance, {}, {"e0": 0, "e1": 1})[1].pairs == (("e1", "r1"),)


def test_a_decision_chooses_the_mentor() -> None:
    """The pinned mentor is given, even if another mentor fits better."""
    instance = replace(case([[900, 100], [1, 1]]), cap=1, pins=(("e0", "r1"),))
    assert repair(instance, {}, {"e0": 0, "e1": 1})[1].pairs == (("e0", "r1"),)


def test_a_decision_that_has_no_place_left_moves_no_pair() -> None:
    """Without a place, for an impossible pair, or for a paired mentee it changes nothing."""
    assert decided(("e0", "r0"), [[500, -1], [500, 500]]) == (("e1", "r0"),)
    assert decided(("e0", "r1"), [[500, -1], [500, 500]]) == (("e1", "r0"),)
    assert decided(("e1", "r1"), [[500, 500], [500, 500]]) == (("e0", "r1"), ("e1", "r0"))


def test_a_decision_may_move_a_pair_where_moves_are_allowed() -> None:
    """With a move allowed, the pinned mentee and the moved one are both paired."""
    pairs = decided(("e0", "r1"), [[500, 500], [500, 500]], allow_moves=1)
    assert pairs == (("e0", "r1"), ("e1", "r0"))


def test_a_decision_chooses_the_mentor_where_moves_are_allowed() -> None:
    """A move that is allowed but not needed does not set the decision aside."""
    two = case([[100, 100], [500, 500]])
    mentors = (*two.mentors, Mentor(id="r2", home="B"))
    fit = np.array([[100, 100, 900], [500, 500, 500]], np.int16)
    three = replace(two, mentors=mentors, fit=fit, pins=(("e0", "r1"),))
    pairs = repair(three, {("e1", "r0"): 500}, {"e0": 0}, allow_moves=1)[1].pairs
    assert pairs == (("e0", "r1"), ("e1", "r0"))


def test_waiting_time_comes_before_motivation() -> None:
    """Waiting time comes before motivation in the objective of a repair."""
    instance = case([[10, -1], [900, -1]])
    _, solution = repair(instance, {}, {"e0": 0, "e1": 1})
    assert REPAIR.index("waited") < REPAIR.index("motivation")
    assert solution.pairs == (("e0", "r0"),)


def test_a_bound_that_held_pairs_exceed_does_not_block_a_repair() -> None:
    """A bound may have been lowered since; it never falls below the pairs that are announced."""
    bound = Balance(mentees={"A": (2, 0)}, mentors={"B": (0, 1)})
    instance = replace(case([[500, -1], [-1, 600]]), balance=bound)
    changed, solution = repair(instance, {("e0", "r0"): 500, ("e1", "r1"): 600}, {})
    assert changed.balance == Balance(mentees={"A": (0, 2)}, mentors={"B": (0, 2)})
    assert solution.pairs == (("e0", "r0"), ("e1", "r1"))
