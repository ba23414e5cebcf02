"""Applications from the rows of an export: new ones, changed ones, and each row's outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from mentoring.checks.identity import normalised
from mentoring.intake.importing.cell_positions import Places
from mentoring.intake.importing.drafts import (
    Into,
    Sent,
    Submission,
    by_person,
    changed,
    drafted,
    last_sent,
    merged,
)
from mentoring.intake.importing.outcomes import Outcome, Result, Verdict, refused
from mentoring.intake.importing.people_index import PeopleIndex
from mentoring.intake.reading.answers import Answers
from mentoring.people.application import Application, ApplicationStatus, Change
from mentoring.problems import Problem, did_you_mean
from mentoring.store.serialize import from_plain

WISHES = "preferences.mentors."


def take(
    rows: Iterable[Answers], into: Into, places: Places, advance: Callable[[int], None]
) -> Result:
    """The applications that these rows create or change; reports progress to `advance`."""
    people = into.edition.people.values()
    before = {(normalised(known.person.email), known.role.value): known for known in people}
    sent = by_person(rows, into.edition.cohort.record, people)
    ids = {
        applicant: before[applicant].id if applicant in before else next(into.ids)
        for applicant in sent
    }
    known = PeopleIndex(before.values())
    for applicant, theirs in sent.items():
        name = str(theirs[0].answers.values.get("person.name", ""))
        known.add(ids[applicant], name, theirs[0].email)
    new = {
        ids[applicant]: f"row {sent[applicant][0].answers.row}"
        for applicant in sent
        if applicant not in before
    }
    context = _Context(known=known, into=into, places=places, new=new)
    records: list[Application] = []
    outcomes: list[Outcome] = []
    for applicant, theirs in sent.items():
        record, found = context.person(theirs, before.get(applicant), ids[applicant])
        records += [record] if record else []
        outcomes += found
        advance(len(theirs))
    records += _settled(
        (earlier for applicant, earlier in before.items() if applicant not in sent), known
    )
    return tuple(records), tuple(outcomes)


def _settled(others: Iterable[Application], known: PeopleIndex) -> Iterator[Application]:
    """Earlier applications whose unresolved names match people of these rows."""
    for other in others:
        ids, left = known.resolved(other.person.unresolved, known.exactly(other.person.email))
        if ids:
            conflicts = tuple(sorted({*other.conflicts, *ids}))
            person = replace(other.person, unresolved=left)
            yield replace(other, conflicts=conflicts, person=person)


@dataclass(frozen=True, kw_only=True)
class _Context:
    """The context for importing a row. `new` has the rows of people who get a new id."""

    known: PeopleIndex
    into: Into
    places: Places
    new: Mapping[str, str]

    def person(
        self,
        theirs: Sent,
        before: Application | None,
        id: str,  # noqa: A002 (it is one)
    ) -> tuple[Application | None, list[Outcome]]:
        """Their application, if it is new or changes, and the outcome of each of their rows.

        The latest valid row counts. A refused row is returned, and leaves earlier answers
        unchanged.
        """
        outcomes: list[Outcome] = []
        for number, row in enumerate(theirs, start=1):
            first = min(row.first, before.submitted) if before else row.first
            sent = replace(row, first=first)
            draft = drafted(sent, id, self.into, self.known)
            problems = tuple(self._problems(sent, draft))
            if problems:
                outcomes.append(refused(sent.answers.row, problems))
                continue
            record, outcome = self._applied(sent, draft, before)
            reason = f"by row {outcome.row}"
            earlier = (
                Outcome(row=other.answers.row, verdict=Verdict.SUPERSEDED, id=id, reason=reason)
                for other in theirs[number:]
            )
            return record, [*outcomes, outcome, *earlier]
        return None, outcomes

    def _problems(self, sent: Submission, draft: dict[str, Any]) -> Iterator[Problem]:
        """Why the row is refused; notices and codes are looked up if the schema takes the rest."""
        row, values = sent.answers.row, sent.answers.values
        found = [*self._lonely_reasons(row, values)]
        found += self.places.refused(row, "application", draft, values)
        yield from found or self._unknown(row, values)

    def _lonely_reasons(self, row: int, values: Mapping[str, Any]) -> Iterator[Problem]:
        """A problem for each reason that is given without its wish."""
        for field in values:
            profile = f"{field.removesuffix('reason')}profile"
            is_reason = field.startswith(WISHES) and field.endswith(".reason")
            if is_reason and values.get(profile) is None:
                message = "is a reason for a profile, and no profile is stated"
                hint = "Add the profile's code, or empty the cell."
                yield self.places.fault(row, field, "profile-missing", message, hint)

    def _unknown(self, row: int, values: Mapping[str, Any]) -> Iterator[Problem]:
        """Problems: a consent to an unpublished notice, and wished profiles that do not exist."""
        notice = values.get("consent.notice")
        if notice is not None and notice not in self.into.notices:
            message = "agrees to a privacy notice that this programme had not published by then"
            hint = f"Published: {', '.join(sorted(self.into.notices))}. Correct the form's caption."
            yield self.places.fault(row, "consent.notice", "notice-unknown", message, hint)
        for field, value in values.items():
            is_wish = field.startswith(WISHES) and field.endswith(".profile")
            if is_wish and value not in self._codes:
                message = f"{value} is the code of no mentor's profile"
                codes = self._codes
                hint = did_you_mean(str(value), codes) if codes else "Import the mentors first."
                yield self.places.fault(row, field, "profile-unknown", message, hint)

    @cached_property
    def _codes(self) -> frozenset[str]:
        people = self.into.edition.people.values()
        return frozenset(person.profile.code for person in people if person.profile)

    def _applied(
        self, sent: Submission, draft: dict[str, Any], before: Application | None
    ) -> tuple[Application | None, Outcome]:
        """The application after the row, if it changes, and the outcome of the row."""
        after = from_plain(draft, Application) if before is None else merged(before, draft, sent)
        fields = () if before is None else changed(before, after)
        if fields:
            what = "imported" if sent.valid else "withdrawn"
            change = Change(on=sent.day, what=what, fields=fields)  # type: ignore[arg-type]
            after = replace(after, history=(*after.history, change))
        if before is not None and sent.last < last_sent(before):
            verdict, reason = Verdict.SUPERSEDED, "by what was imported since"
        elif before is not None and not fields:
            verdict, reason = Verdict.UNCHANGED, ""
        else:
            valid = Verdict.NEW if before is None else Verdict.UPDATED
            verdict = valid if sent.valid else Verdict.WITHDRAWN
            reason = "; ".join((*self._notes(after), *sent.answers.notes))
        row = sent.answers.row
        outcome = Outcome(row=row, verdict=verdict, id=after.id, fields=fields, reason=reason)
        return (after if fields or before is None else None), outcome

    def _notes(self, record: Application) -> Iterator[str]:
        """Notes: ineligible, late, people that a name may refer to, and namesakes."""
        if record.status is ApplicationStatus.INELIGIBLE:
            yield f"ineligible: {record.reason}"
        if record.arrival != "regular":
            yield record.arrival
        if unresolved := record.person.unresolved:
            close = {found for name in unresolved for found in self.known.perhaps(name)}
            hint = self._named(close - {record.id})
            yield f"{len(unresolved)} unresolved{f', perhaps {hint}' if hint else ''}"
        if namesakes := self.known.namesakes(record.person.name, record.person.email):
            yield f"has the name of {self._named(namesakes)} under another address"

    def _named(self, ids: Iterable[str]) -> str:
        """The ids; new people are named by their row, as an id of a dry run is not kept."""
        return ", ".join(sorted(self.new.get(person, person) for person in ids))
