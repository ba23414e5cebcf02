"""The prices that prove a matching optimal: differences of potentials, and their bound."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mentoring.matching.network import Network, Side
from mentoring.matching.proof.pair_values import Component
from mentoring.matching.proof.proof import Certificate, Vector
from mentoring.matching.solver.face import Face
from mentoring.matching.solver.flow import Ints


def certificate(
    network: Network, face: Face, labels: Sequence[Ints], components: Sequence[Component]
) -> Certificate:
    """The prices of every limit, by component, from the potentials of an optimal flow.

    A matched mentee pays the rest of the pair's worth. `labels` has a potential for each node, and
    `components` the worth of pairs.
    """
    instance, left, right = network.instance, network.mentees, network.mentors
    zero = (0,) * len(labels)
    sink = len(left.low)
    behind = sink + len(right.low) + len(left.group)

    def way(head: int, tail: int) -> Vector:
        return tuple(int(label[head] - label[tail]) for label in labels)

    cap = max(way(0, sink), zero) if network.cap else zero
    of_mentees = _signed(left, [way(group, 0) for group in range(sink)])
    of_mentors = _signed(right, [way(sink, sink + group) for group in range(len(right.low))])
    rows, columns = face.rows[face.chosen], face.columns[face.chosen]
    mentors = {
        column: way(sink + int(right.group[column]), behind + column)
        for column in sorted(set(columns.tolist()))
    }
    worth = [part(rows, columns).tolist() for part in components]
    mentees = {}
    for place, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        homes = of_mentees[int(left.group[row])], of_mentors[int(right.group[column])]
        paid = [(-1, price) for price in (cap, *homes, mentors[column])]
        mentees[row] = _sum([(1, tuple(part[place] for part in worth)), *paid])
    return Certificate(
        bound=_sum(
            [
                (network.cap, cap),
                *((1, price) for price in mentees.values()),
                *((int(right.places[j]), price) for j, price in mentors.items()),
                *_limits(left, of_mentees, zero),
                *_limits(right, of_mentors, zero),
            ]
        ),
        cap=cap if any(cap) else None,
        mentees=_named((instance.mentees[row].id, price) for row, price in mentees.items()),
        mentors=_named((instance.mentors[column].id, price) for column, price in mentors.items()),
        mentee_homes=_named(zip(("", *left.homes), of_mentees, strict=True)),
        mentor_homes=_named(zip(("", *right.homes), of_mentors, strict=True)),
    )


def _signed(side: Side, prices: Sequence[Vector]) -> list[Vector]:
    """The prices of the groups, without prices that have no effect.

    These are prices of groups without capacity, and subsidies of groups without a lower bound.
    """
    zero = (0,) * len(prices[0])
    signed = [zero]
    for low, high, price in zip(side.low[1:], side.high[1:], prices[1:], strict=True):
        least = min(price, zero) if low > 0 else zero
        signed.append(least if high == 0 else max(price, least))
    return signed


def _limits(side: Side, prices: Sequence[Vector], zero: Vector) -> Iterator[tuple[int, Vector]]:
    """The bound that each group's price applies to, and the price."""
    for low, high, price in zip(side.low, side.high, prices, strict=True):
        yield (high if price > zero else low), price


def _sum(multiples: Iterable[tuple[int, Vector]]) -> Vector:
    times, vectors = zip(*multiples, strict=True)
    return tuple(sum(map(int.__mul__, times, parts)) for parts in zip(*vectors, strict=True))


def _named(prices: Iterable[tuple[str, Vector]]) -> Mapping[str, Vector]:
    """The prices that are not zero."""
    return {name: price for name, price in prices if any(price)}
