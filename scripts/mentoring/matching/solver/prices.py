"""The prices that prove a matching optimal: differences of potentials."""

from __future__ import annotations

from operator import sub
from typing import TYPE_CHECKING

from mentoring.matching.proof.proof import Certificate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mentoring.matching.proof.pair_values import Component
    from mentoring.matching.proof.proof import Vector
    from mentoring.matching.solver.face import Face, Ints
    from mentoring.matching.solver.network import Network, Side
    from mentoring.matching.solver.optimisation import Optimisation


def certificate(of: Optimisation) -> Certificate:
    """The prices that prove the outcome of an optimisation, and the bound they give."""
    return Prices(of.network, of.face, of.labels, of.components).certificate()


class Prices:
    """The price of every limit, as a vector by component.

    A price is the difference of two potentials, and what a matched mentee pays is whatever the
    pair has left over.
    """

    def __init__(
        self, network: Network, face: Face, labels: Sequence[Ints], components: Sequence[Component]
    ) -> None:
        self.network, self.zero = network, (0,) * len(labels)
        sink = len(network.mentees.low)
        first = sink + len(network.mentors.low)
        behind = first + len(network.mentees.group)
        chosen = face.chosen
        rows, columns = face.rows[chosen], face.columns[chosen]
        used = sorted(set(columns.tolist()))
        nodes = [*range(first), *(behind + column for column in used)]
        vectors = zip(*(label[nodes].tolist() for label in labels), strict=True)
        at = dict(zip(nodes, vectors, strict=True)) if labels else dict.fromkeys(nodes, ())
        self.cap = max(_less(at[0], at[sink]), self.zero) if network.cap else self.zero
        self.mentee_groups = self._signed(network.mentees, lambda g: _less(at[g], at[0]))
        self.mentor_groups = self._signed(network.mentors, lambda g: _less(at[sink], at[sink + g]))
        group = network.mentors.group
        self.mentors = {j: _less(at[sink + int(group[j])], at[behind + j]) for j in used}
        worth = zip(*(part(rows, columns).tolist() for part in components), strict=True)
        self.mentees = {
            i: self._left(value, i, j)
            for value, i, j in zip(
                worth if components else [()] * len(rows),
                rows.tolist(),
                columns.tolist(),
                strict=True,
            )
        }

    def _left(self, worth: Vector, row: int, column: int) -> Vector:
        """What is left of a pair's worth once all but its mentee is paid."""
        mentees = self.mentee_groups[int(self.network.mentees.group[row])]
        mentors = self.mentor_groups[int(self.network.mentors.group[column])]
        for price in (self.cap, mentees, mentors, self.mentors[column]):
            worth = _less(worth, price)
        return worth

    def _signed(self, side: Side, price: Callable[[int], Vector]) -> list[Vector]:
        """The groups' prices, without what changes nothing.

        That is the price of a group with no room, and a subsidy where no bound asks for any.
        """
        prices = [self.zero]
        for group in range(1, len(side.low)):
            least = min(price(group), self.zero) if side.low[group] > 0 else self.zero
            prices.append(least if side.high[group] == 0 else max(price(group), least))
        return prices

    def certificate(self) -> Certificate:
        """All prices that are not zero, by id."""
        net = self.network
        mentees, mentors = net.instance.mentees, net.instance.mentors
        return Certificate(
            bound=self._bound(),
            cap=self.cap if any(self.cap) else None,
            mentees=_dear({mentees[row].id: price for row, price in self.mentees.items()}),
            mentors=_dear({mentors[column].id: price for column, price in self.mentors.items()}),
            mentee_homes=_dear(_named(net.mentees, self.mentee_groups)),
            mentor_homes=_dear(_named(net.mentors, self.mentor_groups)),
        )

    def _bound(self) -> Vector:
        """What all places together cost, which no matching can be worth more than."""
        net = self.network
        costs = [(net.cap, self.cap), *((1, price) for price in self.mentees.values())]
        costs += [(int(net.mentors.room[j]), price) for j, price in self.mentors.items()]
        for side, prices in ((net.mentees, self.mentee_groups), (net.mentors, self.mentor_groups)):
            costs += [
                (high if price > self.zero else low, price)
                for low, high, price in zip(side.low, side.high, prices, strict=True)
            ]
        bound = list(self.zero)
        for places, price in costs:
            bound = [total + places * part for total, part in zip(bound, price, strict=True)]
        return tuple(bound)


def _less(of: Vector, other: Vector) -> Vector:
    return tuple(map(sub, of, other))


def _dear(prices: Mapping[str, Vector]) -> dict[str, Vector]:
    return {key: price for key, price in prices.items() if any(price)}


def _named(side: Side, prices: Sequence[Vector]) -> dict[str, Vector]:
    return dict(zip(side.experiments, prices[1:], strict=True))
