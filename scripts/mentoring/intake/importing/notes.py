"""What a steward should know of an application that was taken; rows and ids alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.people.application import ApplicationStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mentoring.intake.importing.people_index import PeopleIndex
    from mentoring.people.application import Application


def note(record: Application, known: PeopleIndex, new: Mapping[str, str]) -> Iterator[str]:
    """Why somebody is not eligible, that they are late, whom they may mean, their namesakes.

    People who are `new` are named by their row: an id that is drawn for a trial is not theirs.
    """
    if record.status is ApplicationStatus.INELIGIBLE:
        yield f"ineligible: {record.reason}"
    if record.arrival != "regular":
        yield record.arrival
    unresolved = record.person.unresolved
    if unresolved:
        close = {one for name in unresolved for one in known.perhaps(name)} - {record.id}
        hint = f", perhaps {_named(close, new)}" if close else ""
        yield f"{len(unresolved)} unresolved{hint}"
    namesakes = known.namesakes(record.person.name, record.person.email)
    if namesakes:
        yield f"has the name of {_named(namesakes, new)} under another address"


def _named(ids: Iterable[str], new: Mapping[str, str]) -> str:
    return ", ".join(sorted(new.get(one, one) for one in ids))
