"""What no arrangement can beat: an upper bound on who meets whom, a lower one on who meets home."""

from __future__ import annotations

from collections import Counter
from math import comb

from mentoring.groups.guest import Party


def seats(party: Party) -> int:
    """The meetings of two that the groups of all rounds hold, repeated ones included."""
    return party.rounds * sum(comb(size, 2) for size in party.sizes)


def most_met(party: Party) -> int:
    """At most so many different pairs can meet.

    A guest meets at most everybody they may meet, and at most one less than the largest group in
    each round; half the sum over the guests bounds the pairs, and so do the seats.
    """
    others = len(party.guests) - 1
    kept_apart = Counter(one for couple in party.apart for one in couple)
    largest = max(party.sizes) - 1
    each = (min(others - kept_apart[guest.id], party.rounds * largest) for guest in party.guests)
    return min(seats(party), sum(each) // 2)


def fewest_alike(party: Party, met: int) -> int:
    """At least so many meetings are within a home experiment where `met` different pairs meet.

    In each round the members of an experiment are spread over the groups as evenly as can be
    (even shares have the fewest pairs, by convexity); and there are only so many pairs of two
    experiments that can meet.
    """
    groups = len(party.sizes)
    members = Counter(guest.experiments[0] for guest in party.guests).values()
    spread = party.rounds * sum(_even(count, groups) for count in members)
    unlike = comb(len(party.guests), 2) - sum(comb(count, 2) for count in members)
    return max(spread, met - unlike)


def _even(members: int, groups: int) -> int:
    share, more = divmod(members, groups)
    return more * comb(share + 1, 2) + (groups - more) * comb(share, 2)
