"""Rows as submissions: who sent what in which role, and which row counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from mentoring.checks.identity import normalised
from mentoring.intake.eligibility import day_of
from mentoring.intake.reading.answers import Answers
from mentoring.people.application import Application
from mentoring.programme.cohort import Cohort

Person = tuple[str, str]
"""Whose application it is: the normalised address, and the role."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """A row about one application: its answers, and when it was first and last sent."""

    answers: Answers
    cohort: Cohort
    first: datetime
    last: datetime
    stands: bool

    @property
    def row(self) -> int:
        """The number of its row."""
        return self.answers.row

    @property
    def role(self) -> str:
        """The role that the person chose."""
        return str(self.answers.values["role"])

    @property
    def email(self) -> str:
        """The address as typed."""
        return str(self.answers.values["person.email"])

    @property
    def name(self) -> str:
        """The name as typed."""
        return str(self.answers.values.get("person.name", ""))

    @property
    def person(self) -> Person:
        """Whose application it is."""
        return normalised(self.email), self.role

    def after(self, before: Application | None) -> Submission:
        """The same submission, given the person's existing application."""
        return replace(self, first=min(self.first, before.submitted)) if before else self

    @property
    def day(self) -> date:
        """The day of its last change, in the programme's zone."""
        return day_of(self.last, self.cohort)


Sent = tuple[Submission, ...]
"""What a person sent in a role: valid rows before withdrawn ones, then the latest first."""


def submission(answers: Answers, cohort: Cohort) -> Submission:
    """The row as a submission; a withdrawn or rejected registration has `stands` False."""
    first = answers.values["submitted"]
    return Submission(
        answers=answers,
        cohort=cohort,
        first=first,
        last=max(first, answers.values.get("modified", first)),
        stands=answers.values.get("state", "standing") == "standing",
    )


def by_person(
    rows: Iterable[Answers], cohort: Cohort, people: Iterable[Application]
) -> dict[Person, Sent]:
    """What each person sent in each role; `people` are also matched by their other addresses."""
    every: dict[Person, list[Submission]] = defaultdict(list)
    letters = {
        normalised(other): person.person.email
        for person in people
        for other in person.person.other_emails
    }
    for answers in rows:
        one = submission(_under(answers, letters), cohort)
        every[one.person].append(one)
    return {person: _ordered(theirs) for person, theirs in every.items()}


def _under(answers: Answers, letters: Mapping[str, str]) -> Answers:
    """The answers with the address for letters, if the person wrote from another one."""
    address = letters.get(normalised(str(answers.values["person.email"])))
    if address is None:
        return answers
    return replace(answers, values={**answers.values, "person.email": address})


def _ordered(every: list[Submission]) -> Sent:
    """All with the first time of the earliest, which decides whether they are in time; sorted."""
    first = min(one.first for one in every)
    ranked = sorted(every, key=lambda one: (one.stands, one.last, one.row), reverse=True)
    return tuple(replace(one, first=first) for one in ranked)


def person_of(application: Application) -> Person:
    """Whose application it is."""
    return normalised(application.person.email), application.role.value


def last_sent(application: Application) -> datetime:
    """When the current answers were sent, to the second."""
    return application.answered or application.submitted
