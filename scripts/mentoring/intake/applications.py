"""Applications from the rows of an export: new ones, changed ones, and what became of each row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring.checks.identity import normalised
from mentoring.intake.drafts import Submission, changed, drafted, merged
from mentoring.intake.eligibility import day_of
from mentoring.intake.known import Known, resolved
from mentoring.intake.outcome import Outcome, Verdict, refused
from mentoring.intake.taken import Check, Taken
from mentoring.people.application import Application, ApplicationStatus, Change
from mentoring.store.identity import new_id
from mentoring.store.plain import from_plain

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date
    from random import Random

    from mentoring.intake.answers import Answers
    from mentoring.programme.cohort import Cohort
    from mentoring.store.edition import Edition

Person = tuple[str, str]  # the normalised address, and the role


class Ids:
    """New ids and codes, none of them taken."""

    def __init__(self, random: Random, taken: Container[str]) -> None:
        self._random = random
        self._taken = taken
        self._given: set[str] = set()

    def new(self) -> str:
        """An id that nobody has."""
        while True:
            fresh = new_id(self._random, self._given)
            if fresh not in self._taken:
                self._given.add(fresh)
                return fresh


def submission(answers: Answers, cohort: Cohort) -> Submission:
    """The row as one person's application in one role."""
    values = answers.values
    first = values["submitted"]
    return Submission(
        answers=answers,
        cohort=cohort,
        role=str(values["role"]),
        first=first,
        last=max(first, values.get("modified", first)),
        stands=values.get("state", "standing") == "standing",
    )


def take(rows: Iterable[Answers], edition: Edition, ids: Ids, check: Check) -> Taken:
    """The applications that these rows make or change."""
    cohort, existing = edition.cohort.record, edition.people.values()
    before = {_person(one): one for one in existing}
    by_person: dict[Person, list[Submission]] = defaultdict(list)
    for answers in rows:
        one = submission(answers, cohort)
        by_person[normalised(one.email), one.role].append(one)
    chosen = {person: _standing(every) for person, every in by_person.items()}
    named = {person: before[person].id if person in before else ids.new() for person in chosen}
    known = _known(before, chosen, named)
    records: list[Application] = []
    outcomes: list[Outcome] = []
    for person, (one, others) in chosen.items():
        outcomes += _superseded(others, one, named[person])
        draft = drafted(one, named[person], ids.new(), known)
        problems = check(one.answers.row, "application", draft)
        if problems:
            outcomes.append(refused(one.answers.row, problems))
            continue
        earlier = before.get(person)
        record, outcome = _outcome(earlier, draft, one, known)
        outcomes.append(outcome)
        if record is not None:
            records.append(record)
    records += _settled((one for person, one in before.items() if person not in chosen), known)
    return Taken(records=tuple(records), outcomes=tuple(outcomes))


def _person(one: Application) -> Person:
    return normalised(one.person.email), one.role.value


def _standing(every: list[Submission]) -> tuple[Submission, list[Submission]]:
    """The row that counts (one that stands, the latest), first sent when the earliest was."""
    ordered = sorted(every, key=lambda one: (one.stands, one.last, one.answers.row))
    first = min(one.first for one in every)
    return replace(ordered[-1], first=first), ordered[:-1]


def _known(
    before: Mapping[Person, Application],
    chosen: Mapping[Person, tuple[Submission, list[Submission]]],
    named: Mapping[Person, str],
) -> Known:
    """Everybody of the edition by name, the people of these rows included."""
    known = Known()
    for one in before.values():
        known.add(one.id, one.person.name, one.person.email)
    for person, (row, _) in chosen.items():
        known.add(named[person], str(row.answers.values.get("person.name", "")), row.email)
    return known


def _settled(others: Iterable[Application], known: Known) -> Iterator[Application]:
    """Applications of before whose unresolved names turn out to be people of these rows."""
    for one in others:
        ids, left = resolved(one.person.unresolved, known, known.exactly(one.person.email))
        if ids:
            conflicts = tuple(sorted({*one.conflicts, *ids}))
            person = replace(one.person, unresolved=left)
            yield replace(one, conflicts=conflicts, person=person)


def _superseded(others: list[Submission], by: Submission, id: str) -> Iterator[Outcome]:  # noqa: A002
    for one in others:
        yield Outcome(
            row=one.answers.row,
            verdict=Verdict.SUPERSEDED,
            id=id,
            reason=f"by row {by.answers.row}",
        )


def _outcome(
    before: Application | None, draft: Mapping[str, object], one: Submission, known: Known
) -> tuple[Application | None, Outcome]:
    """The application after the row, if it changes, and what the row did."""
    row = one.answers.row
    if before is None:
        record = from_plain(draft, Application)
        verdict = Verdict.NEW if one.stands else Verdict.WITHDRAWN
        return record, Outcome(row=row, verdict=verdict, id=record.id, reason=_note(record, known))
    if one.day < _last_import(before, one.cohort):
        reason = "by what was imported since"
        return None, Outcome(row=row, verdict=Verdict.SUPERSEDED, id=before.id, reason=reason)
    after = merged(before, dict(draft), one)
    fields = changed(before, after)
    if not fields:
        return None, Outcome(row=row, verdict=Verdict.UNCHANGED, id=before.id)
    change = Change(on=one.day, what="imported" if one.stands else "withdrawn", fields=fields)
    verdict = Verdict.UPDATED if one.stands else Verdict.WITHDRAWN
    record = replace(after, history=(*after.history, change))
    note = _note(record, known)
    return record, Outcome(row=row, verdict=verdict, id=record.id, fields=fields, reason=note)


def _last_import(one: Application, cohort: Cohort) -> date:
    """The day of the latest answer that was imported."""
    imported = [change.on for change in one.history if change.what == "imported"]
    return max([day_of(one.submitted, cohort), *imported])


def _note(record: Application, known: Known) -> str:
    """What a steward should know of an application that was taken; ids alone."""
    notes = []
    if record.status is ApplicationStatus.INELIGIBLE:
        notes.append(f"ineligible: {record.reason}")
    if record.arrival != "regular":
        notes.append(record.arrival)
    if record.person.unresolved:
        close = {one for name in record.person.unresolved for one in known.perhaps(name)}
        close -= {record.id}
        hint = f", perhaps {', '.join(sorted(close))}" if close else ""
        notes.append(f"{len(record.person.unresolved)} unresolved{hint}")
    namesakes = known.namesakes(record.person.name, record.person.email)
    if namesakes:
        notes.append(f"has the name of {', '.join(namesakes)} under another address")
    return "; ".join(notes)
