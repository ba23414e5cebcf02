"""The prices that prove a matching optimal: differences of potentials."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from mentoring.matching.instance.objective import Component, Ints
from mentoring.matching.network import Network, Side
from mentoring.matching.proof.proof import Certificate, Vector
from mentoring.matching.solver.face import Face


def certificate(
    network: Network, face: Face, labels: Sequence[Ints], components: Sequence[Component]
) -> Certificate:
    """The prices of every limit, by component, from the potentials of an optimal flow.

    A matched mentee pays the rest of the pair's worth, so the bound is the worth of all chosen
    pairs. `labels` has a potential for each node, and `components` the worth of pairs.
    """
    instance, left, right = network.instance, network.mentees, network.mentors
    sink, zero = len(left.low), np.zeros(len(labels), np.int64)
    behind = sink + len(right.low) + len(left.group)
    potential = np.array(labels, np.int64).reshape(len(zero), face.size).T
    rows, columns = face.rows[face.chosen], face.columns[face.chosen]
    worth = np.array([part(rows, columns) for part in components], np.int64).T
    cap = _larger(potential[0] - potential[sink], zero) if network.cap else zero
    of_mentees = _of_homes(left, potential[:sink] - potential[0])
    of_mentors = _of_homes(right, potential[sink] - potential[sink : sink + len(right.low)])
    of_mentor = potential[sink + right.group] - potential[behind : behind + len(right.group)]
    paid = cap + of_mentees[left.group[rows]] + of_mentors[right.group[columns]]
    used = np.unique(columns)
    return Certificate(
        bound=tuple(map(sum, worth.T.tolist())),
        cap=tuple(cap.tolist()) if cap.any() else None,
        mentees=_named(
            (instance.mentees[row].id for row in rows), worth - paid - of_mentor[columns]
        ),
        mentors=_named((instance.mentors[column].id for column in used), of_mentor[used]),
        mentee_homes=_named(left.homes, of_mentees[1:]),
        mentor_homes=_named(right.homes, of_mentors[1:]),
    )


def _larger(price: Ints, other: Ints) -> Ints:
    """The larger of two vectors in lexicographic order."""
    return max(price, other, key=lambda vector: tuple(vector.tolist()))


def _of_homes(side: Side, prices: Ints) -> Ints:
    """The prices of the groups (none for the first), without prices that have no effect.

    These are prices of groups without capacity, and subsidies of groups without a lower bound.
    """
    effective = np.zeros_like(prices)
    for group in range(1, len(prices)):
        if side.low[group] > 0:
            effective[group] = prices[group]
        elif side.high[group] > 0:
            effective[group] = _larger(prices[group], effective[0])
    return effective


def _named(names: Iterable[str], prices: Ints) -> Mapping[str, Vector]:
    """The prices that are not zero."""
    vectors = zip(names, prices.tolist(), strict=True)
    return {name: tuple(price) for name, price in vectors if any(price)}
