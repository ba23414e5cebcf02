"""The search for the best outcome, stage by stage, with the prices that prove it.

Several terms are packed into one integer per pair, which adds and compares like their vector. Each
component has enough bits for the sums along a path, so no component carries into the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from mentoring.errors import DataError, MentoringError
from mentoring.matching.instance.instance import FULL, Instance, Pair
from mentoring.matching.instance.objective import (
    LARGEST,
    Component,
    Ints,
    Term,
    Value,
    before_floor,
    components,
    expand,
    measure,
    worst,
)
from mentoring.matching.instance.validation import problems
from mentoring.matching.kernel import Network, Side, is_small, network, shortlist
from mentoring.matching.proof import Certificate, Proof, Vector
from mentoring.matching.solver.face import BITS, Face
from mentoring.scoring.fit import Progress, silent

Sized = tuple[int, Component]
"""The bits of the sum of a component along a path, and the component."""

LIMITS = {"fit": FULL, "lottery": LARGEST}
"""The most that a pair can be worth in each component of these terms; 1 for other terms."""


class UnmetBoundsError(MentoringError):
    """No choice of pairs keeps every lower bound: `certificate` proves that `short` are missing."""

    def __init__(self, short: int, certificate: Certificate) -> None:
        super().__init__("No choice of pairs keeps every bound.")
        self.short, self.certificate = short, certificate


@dataclass(kw_only=True, slots=True, eq=False)
class Optimisation:
    """The best outcomes by the terms so far, with the potentials that prove them.

    `parts` has each component of the terms, and with it a potential for every node.
    """

    network: Network
    face: Face
    parts: list[tuple[Component, Ints]] = field(default_factory=list)

    @classmethod
    def of(
        cls, instance: Instance, terms: Sequence[Term], then: Sequence[Term] = ()
    ) -> Optimisation:
        """The optimum of these terms, among enough pairs that the terms in `then` lose nothing.

        Raises UnmetBoundsError if no choice of pairs keeps every lower bound.
        """
        net = network(instance)
        best = cls(network=net, face=Face.of(net, shortlist(net, [*terms, *then])))
        short, labels = best.face.fill()
        if short:
            [nothing] = components(instance, [Term("nothing")])
            best.parts.append((nothing, labels))
            raise UnmetBoundsError(short, replace(best.certificate(), bound=(-short,)))
        return best.pursue(terms)

    def pursue(self, terms: Iterable[Term]) -> Optimisation:
        """Only the outcomes that are optimal in these terms too, one term after the other."""
        face = replace(self.face, flow=self.face.flow.copy(), free=self.face.free.copy())
        best = replace(self, face=face, parts=[*self.parts])
        for batch in best.batches(terms):
            best.settle(batch)
        return best

    def batches(self, terms: Iterable[Term]) -> Iterator[Sequence[Sized]]:
        """The components of the terms, as many at a time as fit into an integer.

        The term `below` starts a new batch, because its least value is known already. `levels`
        starts from an outcome with the highest worst fit.
        """
        left, right = self.network.mentees, self.network.mentors
        most = min(self.network.cap, len(left.group))
        # a path has two pairs for each pair of an outcome and for each group
        pairs = 2 * (most + len(left.low) + len(right.low) + 1)
        bits = BITS - self.face.size.bit_length()
        batch: list[Sized] = []
        for term in terms:
            if batch and term.name in {"below", "levels"}:
                yield batch
                batch = []
            if term.name == "levels":
                self.floor()
            width = (pairs * LIMITS.get(term.name, 1)).bit_length() + 1
            for component in components(self.network.instance, [term]):
                if batch and width + sum(size for size, _ in batch) > bits:
                    yield batch
                    batch = []
                batch.append((width, component))
        if batch:
            yield batch

    def floor(self) -> int:
        """Find an outcome with the highest worst fit, and return that fit; FULL without pairs.

        Each solve tries several fits at once: it minimises the pairs below the first fit, then
        the pairs below the second, and so on.
        """
        face, fits = self.face, self.network.instance.fit[self.face.rows, self.face.columns]
        levels = np.flatnonzero(np.bincount(np.append(fits, FULL)))
        settled = fits[~face.open & (face.flow[: len(fits)] > 0)]
        high = int(settled.min(initial=FULL))
        bits = (min(self.network.cap, len(self.network.mentees.group)) + 1).bit_length()
        tries = max((BITS - face.size.bit_length()) // bits - 1, 1)
        while True:
            low = min(int(fits[face.chosen].min(initial=FULL)), high)
            levels = levels[(levels > low) & (levels <= high)]
            if not len(levels):
                return low
            some = np.linspace(0, len(levels) - 1, tries + 2).astype(int)[1:-1]
            tried = np.append(low, levels[np.unique(some)])
            units = 1 << (bits * np.arange(len(tried))[::-1])
            worse = len(tried) - np.searchsorted(tried, fits, side="right")
            face.minimise(face.cost(np.append(0, np.cumsum(units[::-1]))[worse]))
            reached = int(fits[face.chosen].min(initial=FULL))
            high = int(min(high, *tried[tried > reached] - 1, FULL))

    def settle(self, batch: Sequence[Sized]) -> None:
        """Optimise some components, packed into one cost, the first in the highest bits."""
        on = np.flatnonzero(self.face.open)
        rows, columns = self.face.rows[on], self.face.columns[on]
        cost = np.zeros(len(self.face.rows), np.int64)
        for width, component in batch:
            cost[on] = (cost[on] << width) - component(rows, columns)
        packed, labels = self.face.settle(self.face.cost(cost)), list[Ints]()
        for width, _ in batch[:0:-1]:  # a signed digit, the lowest first
            half = 1 << (width - 1)
            labels.insert(0, (packed + half) % (2 * half) - half)
            packed = (packed - labels[0]) >> width
        components = (component for _, component in batch)
        self.parts += zip(components, [packed, *labels], strict=True)

    def certificate(self) -> Certificate:
        """The prices of every limit, by component: differences of the optimal flow's potentials.

        A matched mentee pays the rest of the pair's worth, so the bound is the worth of all chosen
        pairs.
        """
        face, left, right = self.face, self.network.mentees, self.network.mentors
        mentees, mentors = self.network.instance.mentees, self.network.instance.mentors
        sink, zero = len(left.low), np.zeros(len(self.parts), np.int64)
        behind = sink + len(right.low) + len(left.group)
        labels = [label for _, label in self.parts]
        potential = np.array(labels, np.int64).reshape(len(zero), face.size).T
        rows, columns = face.rows[face.chosen], face.columns[face.chosen]
        worth = np.array([part(rows, columns) for part, _ in self.parts], np.int64).T
        cap = _larger(potential[0] - potential[sink], zero) if self.network.cap else zero
        of_mentees = _of_homes(left, potential[:sink] - potential[0])
        of_mentors = _of_homes(right, potential[sink] - potential[sink : sink + len(right.low)])
        of_mentor = potential[sink + right.group] - potential[behind : behind + len(right.group)]
        paid = cap + of_mentees[left.group[rows]] + of_mentors[right.group[columns]]
        rest, used = worth - paid - of_mentor[columns], np.unique(columns)
        return Certificate(
            bound=tuple(map(sum, worth.T.tolist())),
            cap=tuple(cap.tolist()) if cap.any() else None,
            mentees=_named((mentees[row].id for row in rows), rest),
            mentors=_named((mentors[column].id for column in used), of_mentor[used]),
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
    zero = np.zeros(prices.shape[1], np.int64)
    effective = (
        price if low > 0 else _larger(price, zero) if high > 0 else zero
        for low, high, price in zip(side.low, side.high, prices, strict=True)
    )
    return np.stack([*effective])


def _named(names: Iterable[str], prices: Ints) -> Mapping[str, Vector]:
    vectors = zip(names, prices.tolist(), strict=True)
    return {name: tuple(price) for name, price in vectors if any(price)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Solution:
    """An optimal outcome: the optimisation of all stages, and of those before the floor, if any."""

    best: Optimisation
    before: Optimisation | None = None

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The best pairs, by mentee."""
        instance, face = self.best.network.instance, self.best.face
        places = zip(face.rows[face.chosen], face.columns[face.chosen], strict=True)
        chosen = [(instance.mentees[i].id, instance.mentors[j].id) for i, j in places]
        return tuple(sorted([*instance.pins, *chosen]))

    @property
    def objective(self) -> dict[str, Value]:
        """The value of every stage."""
        return measure(self.best.network.instance, self.pairs)

    @property
    def proof(self) -> Proof:
        """The proof to seal with the instance, computed when it is asked for.

        A floor below the highest fit has a certificate: without pairs below it, some are at it.
        """
        instance, pairs, floor = self.best.network.instance, self.pairs, None
        lowest = worst(instance, pairs)
        if self.before and lowest < FULL:
            at = [Term("below", lowest), Term("below", lowest + 1)]
            floor = self.before.pursue(at).certificate()
        return Proof(
            cohort=instance.cohort,
            instance=instance.digest,
            objective=self.objective,
            optimum=self.best.certificate(),
            floor=floor,
            pairs=pairs,
        )


def search(instance: Instance, ceiling: int = FULL, progress: Progress = silent) -> Solution:
    """The best outcome for the instance's objective; a floor above `ceiling` counts as `ceiling`.

    `progress` is told of each stage when it is done. Raises DataError if the instance contradicts
    itself, and UnmetBoundsError if no choice of pairs keeps every bound.
    """
    if found := problems(instance):
        raise DataError(found)
    objective = instance.objective
    if "floor" not in objective:
        return Solution(best=Optimisation.of(instance, expand(objective)))
    first = before_floor(objective)
    before = Optimisation.of(instance, first, [Term("fit")])
    progress(len(first))
    reached = before.floor()
    progress(1)
    terms = expand(objective, min(reached, ceiling))
    same = is_small(before.network)  # then the pairs are the same: go on from there
    best = before.pursue(terms[len(first) :]) if same else Optimisation.of(instance, terms)
    return Solution(best=best, before=before)
