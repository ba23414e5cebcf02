"""Packets: the applications that each reviewer reads and marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mentoring.people.application import Application
from mentoring.people.review import Review
from mentoring.programme.config import Affiliation
from mentoring.reviews.blinding import Blinded, blinded


@dataclass(frozen=True, kw_only=True, slots=True)
class Packet:
    """The applications that one reviewer has yet to mark, sorted by id."""

    reviewer: str
    applications: tuple[Blinded, ...]


def packets(
    applications: Iterable[Application],
    assignments: Mapping[str, Iterable[str]],
    reviews: Iterable[Review],
    affiliation: Affiliation,
) -> tuple[Packet, ...]:
    """A packet for each reviewer with unmarked applications, sorted by id."""
    done = {(review.application, review.reviewer) for review in reviews}
    ordered = sorted(applications, key=lambda one: one.id)
    blind = {one.id: blinded(one, affiliation) for one in ordered}
    piles: dict[str, list[Blinded]] = {}
    for application, sheet in blind.items():
        for reviewer in assignments.get(application, ()):
            if (application, reviewer) not in done:
                piles.setdefault(reviewer, []).append(sheet)
    return tuple(
        Packet(reviewer=reviewer, applications=tuple(pile))
        for reviewer, pile in sorted(piles.items())
    )
