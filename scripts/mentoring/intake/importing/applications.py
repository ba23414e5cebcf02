"""Applications from the rows of an export: new ones, changed ones, and each row's outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.intake.importing.applicant_rows import ApplicantRows
from mentoring.intake.importing.people_index import everybody, resolved
from mentoring.intake.importing.row_outcomes import ImportResult
from mentoring.intake.importing.submissions import by_person, person_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from mentoring.intake.importing.cell_positions import Places
    from mentoring.intake.importing.people_index import PeopleIndex
    from mentoring.intake.importing.row_outcomes import Outcome
    from mentoring.intake.importing.run_import import Into
    from mentoring.intake.importing.submissions import Person, Sent
    from mentoring.intake.reading.answers import Answers
    from mentoring.people.application import Application


def take(
    rows: Iterable[Answers],
    into: Into,
    places: Places,
    advance: Callable[[int], None],
) -> ImportResult:
    """The applications that these rows create or change; reports progress to `advance`."""
    edition, ids = into.edition, into.ids
    before = {person_of(person): person for person in edition.people.values()}
    sent = by_person(rows, edition.cohort.record, edition.people.values())
    named = {who: before[who].id if who in before else ids.new() for who in sent}
    known = _known(before.values(), sent, named)
    new = {named[who]: f"row {sent[who][0].row}" for who in sent if who not in before}
    taker = ApplicantRows(known=known, into=into, places=places, new=new)
    records: list[Application] = []
    outcomes: list[Outcome] = []
    for who, theirs in sent.items():
        record, found = taker.person(theirs, before.get(who), named[who])
        records += [record] if record else []
        outcomes += found
        advance(len(theirs))
    records += _settled((one for who, one in before.items() if who not in sent), known)
    return ImportResult(records=tuple(records), outcomes=tuple(outcomes))


def _known(
    existing: Iterable[Application], sent: Mapping[Person, Sent], named: Mapping[Person, str]
) -> PeopleIndex:
    """Everybody in the edition by name, including the people of these rows."""
    known = everybody(existing)
    for who, theirs in sent.items():
        known.add(named[who], theirs[0].name, theirs[0].email)
    return known


def _settled(others: Iterable[Application], known: PeopleIndex) -> Iterator[Application]:
    """Earlier applications whose unresolved names match people of these rows."""
    for other in others:
        ids, left = resolved(other.person.unresolved, known, known.exactly(other.person.email))
        if ids:
            conflicts = tuple(sorted({*other.conflicts, *ids}))
            person = replace(other.person, unresolved=left)
            yield replace(other, conflicts=conflicts, person=person)
