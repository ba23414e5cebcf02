"""One person in one role: which of their rows counts, and what it does to their application."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from mentoring.intake.importing.application_drafts import changed, drafted, merged
from mentoring.intake.importing.row_outcomes import Outcome, Verdict, refused
from mentoring.intake.importing.submissions import last_sent
from mentoring.people.application import Application, ApplicationStatus, Change
from mentoring.problems import did_you_mean
from mentoring.store.identity import new_id
from mentoring.store.serialize import from_plain

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from random import Random

    from mentoring.intake.importing.cell_positions import Places
    from mentoring.intake.importing.people_index import PeopleIndex
    from mentoring.intake.importing.run_import import Into
    from mentoring.intake.importing.submissions import Sent, Submission
    from mentoring.problems import Problem

SINCE = "by what was imported since"
Kind = Literal["imported", "withdrawn"]
TELLING = frozenset({Verdict.NEW, Verdict.UPDATED, Verdict.WITHDRAWN})
FIRST = "Import the mentors first."
WISHES = "preferences.mentors."


class Ids:
    """New ids and codes, none of them taken."""

    def __init__(self, random: Random, taken: Container[str]) -> None:
        self._random = random
        self._taken = taken
        self._given: set[str] = set()

    def new(self) -> str:
        """A new id."""
        while True:
            fresh = new_id(self._random, self._given)
            if fresh not in self._taken:
                self._given.add(fresh)
                return fresh


@dataclass(frozen=True, kw_only=True)
class ApplicantRows:
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
            one = row.after(before)
            draft = drafted(one, id, self.into, self.known)
            problems = self._problems(one, draft)
            if not problems:
                record, outcome = self._taken(one, draft, before)
                return record, [*outcomes, outcome, *_superseded(theirs[number:], one, id)]
            outcomes.append(refused(one.row, problems))
        return None, outcomes

    def _problems(self, one: Submission, draft: dict[str, Any]) -> tuple[Problem, ...]:
        found = (*self._reasons_alone(one), *self._refused(one, draft))
        return found or (*self._unknown_notice(one), *self._unknown_profiles(one))

    def _refused(self, one: Submission, draft: dict[str, Any]) -> tuple[Problem, ...]:
        return self.places.refused(one.row, "application", draft, one.answers.values)

    def _reasons_alone(self, one: Submission) -> Iterator[Problem]:
        """A problem for each reason that is given without its wish."""
        values = one.answers.values
        for field in values:
            if field.startswith(WISHES) and field.endswith(".reason"):
                profile = f"{field.removesuffix('reason')}profile"
                if values.get(profile) is None:
                    message = "is a reason for a profile, and no profile is stated"
                    hint = "Add the profile's code, or empty the cell."
                    yield self.places.fault(one.row, field, "profile-missing", message, hint)

    def _unknown_notice(self, one: Submission) -> Iterator[Problem]:
        """A problem if the consent names a notice that was not published."""
        notice = one.answers.values.get("consent.notice")
        if notice is not None and notice not in self.into.notices:
            message = "agrees to a privacy notice that this programme has not published by then"
            hint = f"Published: {', '.join(sorted(self.into.notices))}. Correct the form's caption."
            yield self.places.fault(one.row, "consent.notice", "notice-unknown", message, hint)

    def _unknown_profiles(self, one: Submission) -> Iterator[Problem]:
        """A problem for each wished mentor profile that does not exist."""
        for field, value in one.answers.values.items():
            wish = field.startswith(WISHES) and field.endswith(".profile")
            if wish and value not in self._codes:
                message = f"{value} is the code of no mentor's profile"
                hint = did_you_mean(str(value), self._codes) if self._codes else FIRST
                yield self.places.fault(one.row, field, "profile-unknown", message, hint)

    @cached_property
    def _codes(self) -> frozenset[str]:
        people = self.into.edition.people.values()
        return frozenset(person.profile.code for person in people if person.profile)

    def _taken(
        self, one: Submission, draft: dict[str, Any], before: Application | None
    ) -> tuple[Application | None, Outcome]:
        """The application after the row, if it changes, and the outcome of the row."""
        after = from_plain(draft, Application) if before is None else merged(before, draft, one)
        fields = () if before is None else changed(before, after)
        if fields:
            change = Change(
                on=one.day, what="imported" if one.stands else "withdrawn", fields=fields
            )
            after = replace(after, history=(*after.history, change))
        verdict = _verdict(one, before, fields)
        reason = SINCE if verdict is Verdict.SUPERSEDED else ""
        if verdict in TELLING:
            told = (*_notes(after, self.known, self.new), *one.answers.notes)
            reason = "; ".join(told)
        outcome = Outcome(row=one.row, verdict=verdict, id=after.id, fields=fields, reason=reason)
        return (after if fields or before is None else None), outcome


def _verdict(one: Submission, before: Application | None, fields: tuple[str, ...]) -> Verdict:
    if before is not None:
        if one.last < last_sent(before):
            return Verdict.SUPERSEDED
        if not fields:
            return Verdict.UNCHANGED
    if not one.stands:
        return Verdict.WITHDRAWN
    return Verdict.NEW if before is None else Verdict.UPDATED


def _superseded(earlier: Sent, by: Submission, id: str) -> Iterator[Outcome]:  # noqa: A002
    for one in earlier:
        reason = f"by row {by.row}"
        yield Outcome(row=one.row, verdict=Verdict.SUPERSEDED, id=id, reason=reason)


def _notes(record: Application, known: PeopleIndex, new: Mapping[str, str]) -> Iterator[str]:
    """Notes: ineligible, late, people that a name may refer to, and namesakes.

    People who are `new` are named by their row, as an id drawn in a dry run is not kept.
    """
    if record.status is ApplicationStatus.INELIGIBLE:
        yield f"ineligible: {record.reason}"
    if record.arrival != "regular":
        yield record.arrival
    unresolved = record.person.unresolved
    if unresolved:
        close = {found for name in unresolved for found in known.perhaps(name)} - {record.id}
        hint = f", perhaps {_named(close, new)}" if close else ""
        yield f"{len(unresolved)} unresolved{hint}"
    namesakes = known.namesakes(record.person.name, record.person.email)
    if namesakes:
        yield f"has the name of {_named(namesakes, new)} under another address"


def _named(ids: Iterable[str], new: Mapping[str, str]) -> str:
    return ", ".join(sorted(new.get(one, one) for one in ids))
