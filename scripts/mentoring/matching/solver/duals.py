"""The prices that prove a matching optimal, read off the distances in its residual graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.matching.proof.proof import Certificate
from mentoring.matching.solver.residual import SOURCE, settle

if TYPE_CHECKING:
    from mentoring.matching.proof.proof import Vector
    from mentoring.matching.solver.network import Side
    from mentoring.matching.solver.residual import Hubs


def certificate(hubs: Hubs) -> Certificate:
    """The prices of an optimal matching, and the bound they give.

    A price is the difference of two potentials, and what a matched mentee pays is whatever the
    pair has left over.
    """
    return Prices(hubs).certificate(slice(1, None))


def refusal(hubs: Hubs) -> Certificate:
    """The prices that show how many demanded places stay empty at least: a bound below zero."""
    return Prices(hubs).certificate(slice(1))


def potentials(hubs: Hubs) -> list[int]:
    """For each hub, the cheapest way to it from anywhere (Johnson 1977): no arc costs less."""
    labels = [0] * hubs.size
    settle(hubs.circulation(), labels, range(hubs.size))
    return labels


class Prices:
    """Packed prices of an optimal matching: whole numbers that pay for every pair."""

    def __init__(self, hubs: Hubs) -> None:
        labels = potentials(hubs)
        net, sink = hubs.network, hubs.sink
        self.hubs = hubs
        self.cap = max(labels[SOURCE] - labels[sink], 0) if net.cap else 0
        self.mentee_groups = [
            _signed(labels[g] - labels[SOURCE], net.mentees, g) for g in range(sink)
        ]
        self.mentor_groups = [
            _signed(labels[sink] - labels[sink + g], net.mentors, g)
            for g in range(len(net.mentors.low))
        ]
        self.mentors = {
            column: labels[sink + int(net.mentors.group[column])] - labels[int(hubs.exit[column])]
            for column in hubs.used
        }
        self.mentees = dict(zip(hubs.matched, map(self._left, hubs.chosen), strict=True))

    def _left(self, arc: int) -> int:
        arcs, net = self.hubs.arcs, self.hubs.network
        row, column = int(arcs.rows[arc]), int(arcs.columns[arc])
        groups = (
            self.mentee_groups[int(net.mentees.group[row])]
            + self.mentor_groups[int(net.mentors.group[column])]
        )
        return arcs.weights[arc] - self.cap - groups - self.mentors[column]

    def bound(self) -> int:
        """What all places together cost, which no matching can be worth more than."""
        net = self.hubs.network
        return (
            self.cap * net.cap
            + sum(self.mentees.values())
            + sum(price * int(net.mentors.room[column]) for column, price in self.mentors.items())
            + sum(_cost(price, net.mentees, g) for g, price in enumerate(self.mentee_groups))
            + sum(_cost(price, net.mentors, g) for g, price in enumerate(self.mentor_groups))
        )

    def certificate(self, part: slice) -> Certificate:
        """Part of the components of all prices that are not zero, by id."""

        def vector(price: int) -> Vector:
            return self.hubs.arcs.packing.unpack(price)[part]

        def vectors(named: dict[str, int]) -> dict[str, Vector]:
            return {key: vector(price) for key, price in named.items() if price}

        net = self.hubs.network
        mentees, mentors = net.instance.mentees, net.instance.mentors
        return Certificate(
            bound=vector(self.bound()),
            cap=vector(self.cap) if self.cap else None,
            mentees=vectors({mentees[row].id: p for row, p in self.mentees.items()}),
            mentors=vectors({mentors[column].id: p for column, p in self.mentors.items()}),
            mentee_homes=vectors(_named(net.mentees, self.mentee_groups)),
            mentor_homes=vectors(_named(net.mentors, self.mentor_groups)),
        )


def _signed(price: int, side: Side, group: int) -> int:
    """A price without what changes nothing: of a group with no room, or a subsidy for no bound."""
    least = min(price, 0) if side.low[group] > 0 else 0
    return least if side.high[group] == 0 else max(price, least)


def _cost(price: int, side: Side, group: int) -> int:
    return price * (side.high[group] if price > 0 else side.low[group])


def _named(side: Side, prices: list[int]) -> dict[str, int]:
    return dict(zip(side.experiments, prices[1:], strict=True))
