"""Least-cost circulations by OR-Tools, and the potentials that prove them, in integers."""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from mentoring.errors import MentoringError
from mentoring.matching.instance.objective import Indices, Ints

BITS = 60
"""The most bits of a cost times the number of nodes, a product that OR-Tools computes."""


def least_cost_flow(
    tail: Indices, head: Indices, high: Indices, cost: Ints, flow: Indices
) -> Indices:
    """A flow of least cost within the capacities `high`, given any with the same balances.

    Costs that are too large are rounded first. An optimum for rounded costs is off by less than
    one rounding unit per arc. So an arc whose reduced cost exceeds that unit times the number of
    nodes has its final flow (Goldberg and Tarjan 1990); the others have small reduced costs.
    """
    nodes, ends = np.unique(np.concatenate([tail, head]), return_inverse=True)
    tail, head = ends[: len(tail)], ends[len(tail) :]
    over = int(np.abs(cost).max(initial=0)).bit_length() + len(nodes).bit_length() - BITS
    rounded = cost >> max(over, 0)
    supply = np.bincount(tail, flow, len(nodes)) - np.bincount(head, flow, len(nodes))
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tail, head, high, rounded)
    solver.set_nodes_supplies(np.arange(len(nodes)), supply.astype(np.int64))
    if solver.solve() != solver.OPTIMAL:
        raise MentoringError(
            "The solver gave up on a match that has a solution. Nothing was changed; please "
            "report this."
        )
    flow = solver.flows(np.arange(len(tail)))
    if over > 0:
        labels = potentials(len(nodes), tail, head, high, rounded, flow)
        reduced = cost + ((labels[tail] - labels[head]) << over)
        on = np.flatnonzero(np.abs(reduced) <= len(nodes) << over)
        flow[on] = least_cost_flow(tail[on], head[on], high[on], reduced[on], flow[on])
    return flow


def potentials(
    size: int, tail: Indices, head: Indices, high: Indices, cost: Ints, flow: Indices
) -> Ints:
    """For each node, the cost of the cheapest path to it in the residual graph of a flow.

    A path may start at any node, so the cost is at most 0 (the empty path). This is the
    Bellman–Ford algorithm on all arcs at once. It ends after as many rounds as the longest such
    path has arcs. Raises MentoringError if the flow is not of least cost.
    """
    up, down = np.flatnonzero(flow < high), np.flatnonzero(flow > 0)
    ends = np.concatenate([head[up], tail[down]])
    order = np.argsort(ends.astype(np.min_scalar_type(size)), kind="stable")
    begins = np.concatenate([tail[up], head[down]])[order]
    costs = np.concatenate([cost[up], -cost[down]])[order]
    starts = np.flatnonzero(np.diff(ends[order], prepend=-1))
    heads = ends[order][starts]
    labels = np.zeros(size, np.int64)
    for _ in range(size + 1 if len(ends) else 0):
        reached = np.minimum(labels[heads], np.minimum.reduceat(labels[begins] + costs, starts))
        if np.array_equal(reached, labels[heads]):
            return labels
        labels[heads] = reached
    if len(ends):
        raise MentoringError("A flow was not the least. Nothing was changed; please report this.")
    return labels
