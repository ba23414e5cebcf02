"""Other ways of protecting a table, to be compared with ours: what each lets everybody know.

Each takes the counts of a table and returns what is known of them once it is published that way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.aggregates.release import Range, exactly
from mentoring.disclosure.attacker.systems import Sum
from mentoring.disclosure.feasible_tables import unknown
from mentoring.disclosure.knowledge import MENTEES_KNOWN
from mentoring.disclosure.protect_release import protect, published

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Counts = tuple[int, ...]
Knowledge = tuple[Sum, ...]
BASE = 5


def unprotected(counts: Counts) -> Knowledge:
    """Every count as it is."""
    return _each(exactly(count) for count in counts)


def suppressed(counts: Counts) -> Knowledge:
    """Counts from 1 to 4 left out, all others as they are."""
    small = Range(1, BASE - 1)
    return _each(small if count in small else exactly(count) for count in counts)


def rounded(counts: Counts) -> Knowledge:
    """Each count rounded to the nearest multiple of five."""
    return _each(_around(BASE * round(count / BASE)) for count in counts)


def controlled(counts: Counts) -> Knowledge:
    """All counts rounded to multiples of five that add up to the rounded total.

    The total is made up by rounding up the largest remainders, the first of equals first. So of
    two categories the errors differ by five at most, and by less where the order forbids a tie.
    """
    shown = [BASE * (count // BASE) for count in counts]
    missing = (BASE * round(sum(counts) / BASE) - sum(shown)) // BASE
    by_remainder = sorted(range(len(counts)), key=lambda at: (-(counts[at] % BASE), at))
    for at in by_remainder[:missing]:
        shown[at] += BASE
    return tuple(
        Sum(
            plus=(number,),
            minus=(other,),
            within=Range(-sum(counts), shown[number] - shown[other] + BASE - (number < other)),
        )
        for number in range(len(counts))
        for other in range(len(counts))
        if number != other
    )


def banded(counts: Counts) -> Knowledge:
    """Each count as one of the bands 0-5, 6-10, 11-15 and so on."""
    return _each(_band(count) for count in counts)


def merged(counts: Counts) -> Knowledge:
    """Neighbouring categories added up, by looking at the counts, until each has five or more."""
    groups: list[tuple[int, ...]] = []
    pending: tuple[int, ...] = ()
    for at in range(len(counts)):
        pending = (*pending, at)
        if sum(counts[one] for one in pending) >= BASE:
            groups, pending = [*groups, pending], ()
    if pending:
        groups = [*groups[:-1], (*(groups[-1] if groups else ()), *pending)]
    sums = (sum(counts[one] for one in group) for group in groups)
    return tuple(
        Sum(plus=group, within=exactly(of)) for group, of in zip(groups, sums, strict=True)
    )


def all_or_nothing(counts: Counts) -> Knowledge:
    """The table as it is when no count is small, and otherwise nothing of it."""
    return unprotected(counts) if min(counts) >= BASE else ()


def sliding(counts: Counts) -> Knowledge:
    """Ours."""
    before = unknown(sum(counts), (0,) * len(counts), MENTEES_KNOWN)
    after = protect(before, counts, repr(counts).encode(), "rival")
    return _each(published(after, len(counts)))


RIVALS: tuple[Callable[[Counts], Knowledge], ...] = (
    unprotected,
    suppressed,
    merged,
    all_or_nothing,
    rounded,
    controlled,
    banded,
    sliding,
)


def _each(ranges: Iterable[Range]) -> Knowledge:
    return tuple(Sum(plus=(at,), within=one) for at, one in enumerate(ranges))


def _around(shown: int) -> Range:
    return Range(max(0, shown - BASE // 2), shown + BASE // 2)


def _band(count: int) -> Range:
    top = BASE * max(1, -(-count // BASE))
    return Range(top - BASE + (top > BASE), top)
