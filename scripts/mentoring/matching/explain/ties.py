"""The mentors that mentees without one could have had under another lottery draw."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.instance.instance import Instance, Pair
from mentoring.matching.instance.objective import LOTTERY, expand, worst
from mentoring.matching.kernel import shortlist
from mentoring.matching.network import SHUT, network
from mentoring.matching.solver.face import Face
from mentoring.matching.solver.optimisation import Optimisation


def tied_mentors(instance: Instance, pairs: Sequence[Pair]) -> Mapping[str, list[str]]:
    """The mentors that each unpaired mentee has in outcomes that tie before the lottery.

    Such an outcome differs from the drawn one by a cycle through the pair whose arcs all have
    reduced cost zero. So the pair's worth equals the difference of the potentials, and its mentee
    can be reached from its mentor through free arcs.
    """
    net = network(instance)
    terms = expand(instance.objective, worst(instance, pairs))
    best = Optimisation.of(net, shortlist(net, terms)).pursue(terms[: terms.index(LOTTERY)])
    best.face.flow = best.pursue([LOTTERY]).face.flow
    used = best.face.columns[best.face.chosen]
    exits = net.mentors.group + len(net.mentees.low)
    exits[used] = best.face.size - len(instance.mentors) + used
    able = net.mentors.group != SHUT
    reaching = [_reaching(best.face, group)[exits] & able for group in range(len(net.mentees.low))]
    found, paired = {}, dict(pairs)
    for row, mentee in enumerate(instance.mentees):
        group = int(net.mentees.group[row])
        if mentee.id in paired or group == SHUT:
            continue
        columns = np.flatnonzero(reaching[group] & (instance.fit[row] >= 0))
        for label, worth in zip(best.labels, best.components, strict=True):
            due = label[group] - label[exits[columns]]
            columns = columns[worth(np.full_like(columns, row), columns) == due]
        if len(columns):
            found[mentee.id] = [instance.mentors[column].id for column in columns.tolist()]
    return found


def _reaching(face: Face, goal: int) -> NDArray[np.bool_]:
    """Whether `goal` can be reached from each node through free arcs of the residual graph."""
    up = face.free & (face.flow < face.high)
    down = face.free & (face.flow > face.low)
    tail = np.concatenate([face.tail[up], face.head[down]])
    head = np.concatenate([face.head[up], face.tail[down]])
    reached = np.zeros(face.size, np.bool_)
    reached[goal] = True
    while len(more := tail[reached[head] & ~reached[tail]]):
        reached[more] = True
    return reached
