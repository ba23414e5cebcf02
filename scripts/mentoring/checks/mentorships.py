"""Every mentorship of an edition with its place, for the checks that iterate over them."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.people.pair import Mentorship, Pair
from mentoring.store.edition import Edition
from mentoring.store.entry import Entry, Steps


def mentorships(edition: Edition) -> Iterator[tuple[Entry[Pair], Steps, Mentorship]]:
    """Each current or former mentorship, with its entry and the steps to it in that file."""
    for entry in edition.pairs:
        for number, one in enumerate(entry.record.mentorships):
            yield entry, ("mentorships", number), one
