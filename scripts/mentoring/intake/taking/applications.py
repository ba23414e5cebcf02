"""Applications from the rows of an export: new ones, changed ones, and what became of each row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mentoring.intake.eligibility import day_of
from mentoring.intake.taking.drafts import changed, drafted, merged
from mentoring.intake.taking.known import everybody, resolved
from mentoring.intake.taking.outcome import Outcome, Verdict, refused
from mentoring.intake.taking.submissions import by_person, person_of
from mentoring.intake.taking.taken import Check, Taken, fault
from mentoring.people.application import Application, ApplicationStatus, Change
from mentoring.problems import did_you_mean
from mentoring.store.identity import new_id
from mentoring.store.plain import from_plain

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date
    from random import Random

    from mentoring.intake.reading.answers import Answers
    from mentoring.intake.taking.known import Known
    from mentoring.intake.taking.submissions import Person, Sent, Submission
    from mentoring.problems import Problem
    from mentoring.programme.cohort import Cohort
    from mentoring.store.edition import Edition


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


def take(rows: Iterable[Answers], edition: Edition, ids: Ids, check: Check) -> Taken:
    """The applications that these rows make or change."""
    existing = edition.people.values()
    before = {person_of(one): one for one in existing}
    sent = by_person(rows, edition.cohort.record)
    named = {who: before[who].id if who in before else ids.new() for who in sent}
    known = _known(existing, sent, named)
    codes = frozenset(one.profile.code for one in existing if one.profile)
    records: list[Application] = []
    outcomes: list[Outcome] = []
    for who, theirs in sent.items():
        one = theirs.counts
        outcomes += _superseded(theirs, named[who])
        draft = drafted(one, named[who], ids.new(), known)
        problems = check(one.row, "application", draft) or _unknown_profiles(one, codes)
        if problems:
            outcomes.append(refused(one.row, problems))
            continue
        record, outcome = _taken(before.get(who), draft, one, known)
        outcomes.append(outcome)
        records += [record] if record else []
    records += _settled((one for who, one in before.items() if who not in sent), known)
    return Taken(records=tuple(records), outcomes=tuple(outcomes))


def _known(
    existing: Iterable[Application], sent: Mapping[Person, Sent], named: Mapping[Person, str]
) -> Known:
    """Everybody of the edition by name, the people of these rows included."""
    known = everybody(existing)
    for who, theirs in sent.items():
        known.add(named[who], theirs.counts.name, theirs.counts.email)
    return known


def _superseded(theirs: Sent, id: str) -> Iterator[Outcome]:  # noqa: A002 (it is one)
    reason = f"by row {theirs.counts.row}"
    for one in theirs.superseded:
        yield Outcome(row=one.row, verdict=Verdict.SUPERSEDED, id=id, reason=reason)


def _unknown_profiles(one: Submission, codes: frozenset[str]) -> tuple[Problem, ...]:
    """A problem for each mentor profile that is wished for and is nobody's."""
    wished = (
        str(value)
        for field, value in one.answers.values.items()
        if field.startswith("preferences.mentors.") and field.endswith(".profile")
    )
    return tuple(
        problem
        for code in wished
        if code not in codes
        for problem in fault(
            one.row,
            "profile-unknown",
            f"{code} is the code of no mentor's profile",
            did_you_mean(code, codes) if codes else "Import the mentors first.",
        )
    )


def _taken(
    before: Application | None, draft: dict[str, Any], one: Submission, known: Known
) -> tuple[Application | None, Outcome]:
    """The application after the row, if it changes, and what the row did."""
    if before is None:
        record = from_plain(draft, Application)
        verdict = Verdict.NEW if one.stands else Verdict.WITHDRAWN
        note = _note(record, known)
        return record, Outcome(row=one.row, verdict=verdict, id=record.id, reason=note)
    if one.day < _last_import(before, one.cohort):
        reason = "by what was imported since"
        return None, Outcome(row=one.row, verdict=Verdict.SUPERSEDED, id=before.id, reason=reason)
    return _updated(before, merged(before, draft, one), one, known)


def _updated(
    before: Application, after: Application, one: Submission, known: Known
) -> tuple[Application | None, Outcome]:
    fields = changed(before, after)
    if not fields:
        return None, Outcome(row=one.row, verdict=Verdict.UNCHANGED, id=before.id)
    change = Change(on=one.day, what="imported" if one.stands else "withdrawn", fields=fields)
    record = replace(after, history=(*after.history, change))
    return record, Outcome(
        row=one.row,
        verdict=Verdict.UPDATED if one.stands else Verdict.WITHDRAWN,
        id=record.id,
        fields=fields,
        reason=_note(record, known),
    )


def _last_import(one: Application, cohort: Cohort) -> date:
    """The day of the latest answer that was imported."""
    imported = [change.on for change in one.history if change.what == "imported"]
    return max([day_of(one.submitted, cohort), *imported])


def _settled(others: Iterable[Application], known: Known) -> Iterator[Application]:
    """Applications of before whose unresolved names turn out to be people of these rows."""
    for one in others:
        ids, left = resolved(one.person.unresolved, known, known.exactly(one.person.email))
        if ids:
            conflicts = tuple(sorted({*one.conflicts, *ids}))
            person = replace(one.person, unresolved=left)
            yield replace(one, conflicts=conflicts, person=person)


def _note(record: Application, known: Known) -> str:
    """What a steward should know of an application that was taken; ids alone."""
    notes = []
    if record.status is ApplicationStatus.INELIGIBLE:
        notes.append(f"ineligible: {record.reason}")
    if record.arrival != "regular":
        notes.append(record.arrival)
    unresolved = record.person.unresolved
    if unresolved:
        close = {one for name in unresolved for one in known.perhaps(name)} - {record.id}
        hint = f", perhaps {', '.join(sorted(close))}" if close else ""
        notes.append(f"{len(unresolved)} unresolved{hint}")
    namesakes = known.namesakes(record.person.name, record.person.email)
    if namesakes:
        notes.append(f"has the name of {', '.join(namesakes)} under another address")
    return "; ".join(notes)
