"""Who is to get an announcement today: people who have not answered, and recent applicants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mentoring.operations.letters.letter import Couple, Letter
from mentoring.people.application import Application
from mentoring.people.lifecycle import BOTH, life
from mentoring.people.pair import Pair
from mentoring.store.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """The day, the day of the edition's first announcement, and how long an answer may take.

    A letter that asks for an answer is owed until the answer is late. A letter about the result of
    the selection is owed for the same time after the announcement or a later application.
    """

    today: date
    announced: date
    answer_within: timedelta

    def to_pair(self, letter: Letter) -> bool:
        """Whether the receiver still owes an answer about a pair in the letter."""
        return any(self._unanswered(letter.to, agreement) for agreement in letter.agreements)

    def to_other(self, person: Application) -> bool:
        """Whether a person without a pair is still owed the result of the selection."""
        since = max(self.announced, person.submitted.date())
        return self.today <= since + self.answer_within

    def _unanswered(self, to: Application, one: Couple) -> bool:
        mentorship = one.mentorship
        told = mentorship.day_of("announced") or self.announced
        accepted = life(mentorship.events).accepted
        open_ = mentorship.meaning.deadlines and accepted != BOTH and str(to.role) not in accepted
        return open_ and self.today <= told + self.answer_within


def owed(edition: Edition, pairs: Iterable[Pair], today: date) -> Owed:
    """The letters owed on a day, once `pairs` are announced."""
    told = [
        day
        for pair in pairs
        for mentorship in pair.mentorships
        if (day := mentorship.day_of("announced"))
    ]
    cohort = edition.cohort.record
    return Owed(
        today=today,
        announced=min(told, default=cohort.dates.announcement),
        answer_within=timedelta(days=cohort.progress.accept_days),
    )
