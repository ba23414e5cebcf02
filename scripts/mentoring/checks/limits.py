"""The most pairs there may be: the stated limits, lowered by decisions."""

from __future__ import annotations

from mentoring.people.decisions import Decisions
from mentoring.store.edition import Edition


def edition_limit(edition: Edition) -> int:
    """The most pairs that the edition may have."""
    return _decided(edition).limit(edition.cohort.record.pairs)


def mentor_limits(edition: Edition) -> dict[str, int]:
    """The most mentees of each person, by id; 0 for people who are not mentors."""
    decided = _decided(edition)
    return {
        person.id: decided.limit(person.capacity or 0, person.id)
        for person in edition.people.values()
    }


def _decided(edition: Edition) -> Decisions:
    return edition.decisions.record if edition.decisions else Decisions(cohort=edition.name)
