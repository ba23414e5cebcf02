"""What one would use instead: each peer as it comes, on the same numbers.

A peer returns the total fit of its pairs. Where it knows no cap, the problem is padded: as many
dummies on each side as people must stay unmatched, which may not be paired with each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from benchmarks.cases import Case

GROUPS = 9
DEAR = 10**6


@dataclass(frozen=True, kw_only=True, slots=True)
class Peer:
    """A peer, the largest size worth the wait, and whether it keeps caps and bounds."""

    name: str
    package: str
    largest: int
    solve: Callable[[Case], int]
    caps: bool = True
    bounds: bool = False

    def answers(self, size: int, *, bounded: bool, capped: bool) -> bool:
        """Whether the peer can be asked at all, and at this size."""
        return size <= self.largest and self.bounds >= bounded and self.caps >= capped


def ortools_flow(case: Case) -> int:
    """OR-Tools' min-cost flow; a lower bound is an arc of its own that pays a reward."""
    from ortools.graph.python import min_cost_flow

    flow = min_cost_flow.SimpleMinCostFlow()
    size = len(case.fit)
    group = np.arange(size) * GROUPS // size
    rows, columns = np.nonzero(case.fit >= 0)
    mentees, mentors = 2 + 2 * GROUPS, 2 + 2 * GROUPS + size
    into, out = 2 + np.arange(GROUPS), 2 + GROUPS + np.arange(GROUPS)
    high = case.cap if case.high is None else case.high
    each = np.ones(GROUPS, int)
    arcs = [
        (0 * each, into, case.low * each, -DEAR * each),
        (0 * each, into, (high - case.low) * each, 0 * each),
        (into[group], mentees + np.arange(size), np.ones(size, int), np.zeros(size, int)),
        (mentees + rows, mentors + columns, np.ones(len(rows), int), -case.fit[rows, columns]),
        (mentors + np.arange(size), out[group], np.ones(size, int), np.zeros(size, int)),
        (out, each, case.low * each, -DEAR * each),
        (out, each, (high - case.low) * each, 0 * each),
    ]
    flow.add_arcs_with_capacity_and_unit_cost(*map(np.concatenate, zip(*arcs, strict=True)))
    flow.set_nodes_supplies(np.array([0, 1]), np.array([case.cap, -case.cap]))
    flow.solve_max_flow_with_min_cost()
    return -int(flow.optimal_cost()) - DEAR * 2 * GROUPS * case.low


def padded(case: Case) -> NDArray[np.int64]:
    """Costs of a square problem whose best full assignment has as many true pairs as the cap."""
    size = len(case.fit)
    spare = size - case.cap
    costs = np.zeros((size + spare, size + spare), np.int64)
    costs[:size, :size] = np.where(case.fit >= 0, -case.fit.astype(np.int64), DEAR)
    costs[size:, size:] = DEAR
    return costs


def scipy_assignment(case: Case) -> int:
    """Scipy's linear_sum_assignment, padded."""
    from scipy.optimize import linear_sum_assignment

    costs = padded(case)
    return -int(costs[linear_sum_assignment(costs)].sum())


def scipy_sparse(case: Case) -> int:
    """Scipy's min_weight_full_bipartite_matching, padded."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    costs = padded(case)
    kept = np.where(costs < DEAR, costs - DEAR, 0)
    rows, columns = min_weight_full_bipartite_matching(csr_matrix(kept))
    return -int(costs[rows, columns].sum())


def lapx(case: Case) -> int:
    """Lapx's Jonker and Volgenant, padded."""
    import lap

    costs = padded(case)
    _, columns, _ = lap.lapjv(costs.astype(float))
    return -int(costs[np.arange(len(costs)), columns].sum())


def munkres(case: Case) -> int:
    """The munkres package, padded."""
    from munkres import Munkres

    costs = padded(case)
    return -sum(int(costs[pair]) for pair in Munkres().compute(costs.tolist()))


def networkx_flow(case: Case) -> int:
    """Networkx's max_flow_min_cost, with the cap as an arc."""
    import networkx as nx

    graph = nx.DiGraph()
    size = len(case.fit)
    graph.add_edge("start", "source", capacity=case.cap, weight=0)
    for k in range(size):
        graph.add_edge("source", ("e", k), capacity=1, weight=0)
        graph.add_edge(("r", k), "sink", capacity=1, weight=0)
    for row, column in np.argwhere(case.fit >= 0).tolist():
        fit = int(case.fit[row, column])
        graph.add_edge(("e", row), ("r", column), capacity=1, weight=-fit)
    return -int(nx.cost_of_flow(graph, nx.max_flow_min_cost(graph, "start", "sink")))


def highs(case: Case) -> int:
    """HiGHS, as scipy brings it, on the integer programme."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    size = len(case.fit)
    group = np.arange(size) * GROUPS // size
    rows, columns = np.nonzero(case.fit >= 0)
    high = case.cap if case.high is None else case.high
    limits = [
        *((rows == k, 0, 1) for k in range(size)),
        *((columns == k, 0, 1) for k in range(size)),
        *((group[rows] == g, case.low, high) for g in range(GROUPS)),
        *((group[columns] == g, case.low, high) for g in range(GROUPS)),
        (rows >= 0, 0, case.cap),
    ]
    counted, least, most = zip(*limits, strict=True)
    found = milp(
        -case.fit[rows, columns].astype(float),
        integrality=np.ones(len(rows)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(csr_array(np.array(counted, float)), least, most),
    )
    return -round(float(found.fun))


def mentor_match(case: Case) -> int:
    """mentor-match: its people and rules around munkres. It knows no cap; it scores every pair."""
    from matching.match import Match
    from matching.mentee import Mentee
    from matching.mentor import Mentor
    from matching.process import calculate_matches, prepare_matrix

    size = len(case.fit)
    mentors = [Mentor(grade=1, email=f"r{k}@example.org") for k in range(size)]
    mentees = [Mentee(grade=1, email=f"e{k}@example.org") for k in range(size)]
    place = {person.email: k for k, person in enumerate(mentors)}
    place |= {person.email: k for k, person in enumerate(mentees)}

    class Fit:
        """A rule that gives a pair its fit."""

        def apply(self, match: Any) -> int:  # noqa: ANN401 (the peer has no types)
            """The points of the pair."""
            return int(case.fit[place[match.mentee.email], place[match.mentor.email]])

    scored = [[Match(r, e, [Fit()]).calculate_match() for e in mentees] for r in mentors]
    pairs = calculate_matches(prepare_matrix(scored))
    return sum(int(case.fit[row, column]) for column, row in pairs)


def stable(case: Case) -> int:
    """The package `matching`: hospitals and residents. It is stable, and sums up nothing."""
    from matching.games import HospitalResident

    by_fit = (-case.fit).argsort(axis=1).tolist()
    by_column = (-case.fit.T).argsort(axis=1).tolist()
    may = case.fit >= 0
    size = range(len(case.fit))
    residents = {f"e{i}": [f"r{j}" for j in by_fit[i] if may[i, j]] for i in size}
    hospitals = {f"r{j}": [f"e{i}" for i in by_column[j] if may[i, j]] for j in size}
    game = HospitalResident.create_from_dictionaries(
        residents, hospitals, dict.fromkeys(hospitals, 1)
    )
    pairs = [(int(r.name[1:]), int(h.name[1:])) for h, rs in game.solve().items() for r in rs]
    return sum(int(case.fit[pair]) for pair in pairs)


PEERS = (
    Peer(name="HiGHS", package="scipy", largest=200, solve=highs, bounds=True),
    Peer(name="OR-Tools flow", package="ortools", largest=1000, solve=ortools_flow, bounds=True),
    Peer(name="scipy assignment", package="scipy", largest=1000, solve=scipy_assignment),
    Peer(name="scipy sparse", package="scipy", largest=1000, solve=scipy_sparse),
    Peer(name="lapx", package="lapx", largest=1000, solve=lapx),
    Peer(name="networkx flow", package="networkx", largest=40, solve=networkx_flow),
    Peer(name="munkres", package="munkres", largest=200, solve=munkres),
    Peer(name="mentor-match", package="mentor-match", largest=40, solve=mentor_match, caps=False),
    Peer(name="matching", package="matching", largest=200, solve=stable, caps=False),
)
