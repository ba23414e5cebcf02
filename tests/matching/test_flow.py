"""Least-cost flows whose costs are too large for OR-Tools at once."""

from __future__ import annotations

import numpy as np

from mentoring.matching.solver.face import BITS, least_cost_flow, potentials


def test_costs_that_are_rounded_first_still_give_a_flow_of_least_cost() -> None:
    """Potentials prove the flow for the exact costs, which have more bits than one solve allows."""
    rng = np.random.default_rng(1)
    side, each, bits = 1100, 3, 50
    source, sink, size = 0, 1, 2 + 2 * side
    mentees, mentors = 2 + np.arange(side), 2 + side + np.arange(side)
    rows, columns = np.repeat(mentees, each), rng.choice(mentors, side * each)
    tail = np.concatenate([rows, np.full(side, source), mentors, [sink]])
    head = np.concatenate([columns, mentees, np.full(side, sink), [source]])
    cost = np.zeros(len(tail), np.int64)
    cost[: len(rows)] = -(1 << (bits - 1)) - rng.integers(0, 4, len(rows))  # lost by rounding
    high = np.append(np.ones(len(tail) - 1, np.int64), side)
    assert bits + size.bit_length() > BITS
    flow = least_cost_flow(tail, head, high, cost, np.zeros(len(tail), np.int64))
    labels = potentials(size, tail, head, high, cost, flow)
    reduced = cost + labels[tail] - labels[head]
    assert flow[-1] > side / 2
    assert (reduced[flow < high] >= 0).all()
    assert (reduced[flow > 0] <= 0).all()
