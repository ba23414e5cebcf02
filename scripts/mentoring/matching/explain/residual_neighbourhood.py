"""The residual graph around pairs that are known to be the best: what a search for them ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance.instance import FULL
from mentoring.matching.instance.stages import expand
from mentoring.matching.solver import objective
from mentoring.matching.solver.arcs import kernel_arcs, weighed
from mentoring.matching.solver.network import network
from mentoring.matching.solver.residual import Hubs
from mentoring.matching.solver.search import Search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mentoring.matching.instance.instance import Instance, Pair
    from mentoring.matching.instance.stages import Term
    from mentoring.matching.solver.arcs import Arcs
    from mentoring.matching.solver.network import Network


def around(instance: Instance, pairs: Sequence[Pair]) -> Search:
    """What a search knows at its end, if these pairs, which must be optimal, are what it found.

    Without a lottery several outcomes may be the best: the one that was sealed is explained.
    """
    floor = objective.floor(instance, pairs) if "floor" in instance.objective else FULL
    net, terms = network(instance), expand(instance.objective, floor)
    chosen = instance.places(sorted(set(pairs) - set(instance.pins)))
    arcs = arcs_around(net, terms, chosen)
    return Search(hubs=Hubs(net, arcs, arcs.indices(chosen)), terms=terms, floor=floor)


def arcs_around(net: Network, terms: Sequence[Term], chosen: Sequence[tuple[int, int]]) -> Arcs:
    """The pairs of the kernel, and those chosen (row, column) that a tie has left out of it."""
    kernel = kernel_arcs(net, terms)
    places = {*kernel.pairs(range(len(kernel.weights))), *chosen}
    rows, columns = np.array(sorted(places), np.intp).reshape(-1, 2).T
    return weighed(net, terms, (rows, columns))
