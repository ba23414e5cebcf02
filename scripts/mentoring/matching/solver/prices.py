"""The prices that prove a matching optimal: differences of potentials, and their bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.matching.proof.proof import Certificate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mentoring.matching.network import Network, Side
    from mentoring.matching.proof.pair_values import Component
    from mentoring.matching.proof.proof import Vector
    from mentoring.matching.solver.face import Face, Ints


def certificate(
    network: Network, face: Face, labels: Sequence[Ints], components: Sequence[Component]
) -> Certificate:
    """The prices of every limit, by component, from the potentials of an optimal flow.

    A matched mentee pays the rest of the pair's worth. `labels` has a potential for each node, and
    `components` the worth of pairs.
    """
    zero = (0,) * len(labels)
    sink = len(network.mentees.low)
    behind = sink + len(network.mentors.low) + len(network.mentees.group)

    def way(head: int, tail: int) -> Vector:
        return tuple(int(label[head] - label[tail]) for label in labels)

    cap = max(way(0, sink), zero) if network.cap else zero
    of_mentees = _signed(network.mentees, zero, lambda group: way(group, 0))
    of_mentors = _signed(network.mentors, zero, lambda group: way(sink, sink + group))
    rows, columns = face.rows[face.chosen], face.columns[face.chosen]
    mentors = {
        column: way(sink + int(network.mentors.group[column]), behind + column)
        for column in sorted(set(columns.tolist()))
    }
    worth = [part(rows, columns).tolist() for part in components]
    mentees = {}
    for place, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        homes = (
            of_mentees[int(network.mentees.group[row])],
            of_mentors[int(network.mentors.group[column])],
        )
        value = tuple(part[place] for part in worth)
        mentees[row] = _sum(
            [(1, value), *((-1, price) for price in (cap, *homes, mentors[column]))]
        )
    instance = network.instance
    return Certificate(
        bound=_sum(
            [
                (network.cap, cap),
                *((1, price) for price in mentees.values()),
                *((int(network.mentors.room[j]), price) for j, price in mentors.items()),
                *_limits(network.mentees, of_mentees, zero),
                *_limits(network.mentors, of_mentors, zero),
            ]
        ),
        cap=cap if any(cap) else None,
        mentees=_named({instance.mentees[row].id: price for row, price in mentees.items()}),
        mentors=_named({instance.mentors[column].id: price for column, price in mentors.items()}),
        mentee_homes=_named(dict(zip(("", *network.mentees.experiments), of_mentees, strict=True))),
        mentor_homes=_named(dict(zip(("", *network.mentors.experiments), of_mentors, strict=True))),
    )


def _signed(side: Side, zero: Vector, price: Callable[[int], Vector]) -> list[Vector]:
    """The prices of the groups, without prices that have no effect.

    These are prices of groups without capacity, and subsidies of groups without a lower bound.
    """
    prices = [zero]
    for group in range(1, len(side.low)):
        least = min(price(group), zero) if side.low[group] > 0 else zero
        prices.append(least if side.high[group] == 0 else max(price(group), least))
    return prices


def _limits(side: Side, prices: Sequence[Vector], zero: Vector) -> Iterator[tuple[int, Vector]]:
    """The bound that each group's price applies to, and the price."""
    for low, high, price in zip(side.low, side.high, prices, strict=True):
        yield (high if price > zero else low), price


def _sum(multiples: Iterable[tuple[int, Vector]]) -> Vector:
    times, vectors = zip(*multiples, strict=True)
    return tuple(sum(map(int.__mul__, times, parts)) for parts in zip(*vectors, strict=True))


def _named(prices: Mapping[str, Vector]) -> dict[str, Vector]:
    """The prices that are not zero."""
    return {name: price for name, price in prices.items() if any(price)}
