"""The pairs that can matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.residual import Arcs

if TYPE_CHECKING:
    from mentoring.matching.network import Network
    from mentoring.matching.weights import Weights


def arcs(network: Network, weights: Weights) -> Arcs:
    """The pairs that may be chosen."""
    instance = network.instance
    open_rows = network.free & (np.array(network.mentees.high)[network.mentees.group] > 0)
    open_columns = (network.capacity > 0) & (
        np.array(network.mentors.high)[network.mentors.group] > 0
    )
    mask = (instance.fit >= 0) & open_rows[:, None] & open_columns & (network.cap > 0)
    rows, columns = np.nonzero(mask)
    worth = weights.of(instance, rows, columns)
    order = sorted(range(len(worth)), key=worth.__getitem__)
    reward = weights.packing.units[0]
    return Arcs(
        rows=rows[order],
        columns=columns[order],
        weights=[worth[k] for k in order],
        reward=reward,
        infinity=1 << (weights.packing.bits + 1),
    )
