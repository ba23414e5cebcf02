"""Whether a draft may still be sent: its receiver, the people it mentions, and its due date.

The conditions are checked again before sending, because people may leave after the draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mentoring.operations.letters.close import closing
from mentoring.operations.letters.letter import ANNOUNCEMENT, Letter
from mentoring.operations.letters.remind import remind
from mentoring.people.application import ApplicationStatus
from mentoring.store.programme import Edition

TO_LEAVERS = ("consent-taken-back", "withdrawal")
ABOUT_LEAVERS = ("partner-died-", "partner-left-")
INTRODUCTIONS = (ANNOUNCEMENT, "introduction-")
"""The beginnings of letters that hold while the pairs that they introduce are current."""
REQUESTS = (
    *("check-in-", "closing", "dates-", "reminder-", "return-", "second-mentor-"),
    *TO_LEAVERS,
    *ABOUT_LEAVERS,
)
"""The beginnings of letters that hold while they are due; others may always be sent."""
LEFT = {
    ApplicationStatus.WITHDRAWN: "has withdrawn",
    ApplicationStatus.DO_NOT_CONTACT: "is not to be contacted",
    ApplicationStatus.DECEASED: "has died",
}


@dataclass(frozen=True, kw_only=True)
class StillHolds:
    """An edition on the day of sending. It has no slots, so that results can be cached."""

    edition: Edition
    today: date

    def why_not(
        self,
        letter: str,
        to: str,
        about: tuple[str, ...] | None,
        dates: Mapping[str, str] | None = None,
    ) -> str | None:
        """Why a letter must not be sent any more, naming people by id; None if it may be sent.

        `about` are the partners it mentions, and `dates` the enclosed dates; None if the draft
        does not say.
        """
        people = self.edition.people
        if to in people and not letter.startswith(TO_LEAVERS) and (why := self._left(to)):
            return why
        for partner in () if letter.startswith(ABOUT_LEAVERS) else about or ():
            if why := self._left(partner):
                return f"it mentions a person who has left: {why}"
        if letter.startswith(INTRODUCTIONS):
            return self._pair_over(to, about)
        if not letter.startswith(REQUESTS):
            return None
        due = self._due.get(f"{letter}-{to}")
        if due and dates and letter.startswith("dates-") and dates != due.dates:
            return "the dates have changed again"
        return None if due else f"what it asks for is done, or not due on {self.today}"

    def _left(self, person: str) -> str | None:
        """Why a person must not be written to, by id; None if they may be."""
        if person not in self.edition.people:
            return f"{person} has no application"
        application = self.edition.people[person]
        if application.may_be_written_to:
            return None
        return f"{person} {LEFT.get(application.status, 'has taken back consent')}"

    @cached_property
    def _due(self) -> dict[str, Letter]:
        due = (*remind(self.edition, self.today), *closing(self.edition))
        return {letter.key: letter for letter in due}

    def _pair_over(self, to: str, about: tuple[str, ...] | None) -> str | None:
        """Why a letter that introduces people is wrong, if their pairs are over or have changed."""
        partners = self._partners.get(to, set())
        if about is None:
            pairs = ((mentee, past.mentor) for mentee, past in self.edition.mentorships)
            lost = not partners and any(to in pair for pair in pairs)
            return f"{to} is not in a pair any more" if lost else None
        for partner in about:
            if partner not in partners:
                return f"{to} and {partner} are not a pair any more"
        return f"{to} is in a pair now" if partners and not about else None

    @cached_property
    def _partners(self) -> dict[str, set[str]]:
        """The partners of everyone in a current announced pair."""
        partners: dict[str, set[str]] = {}
        for mentee, mentorship in self.edition.current.items():
            for mentor in mentorship.mentors_on(self.today) if mentorship.meaning.told else ():
                partners.setdefault(mentee, set()).add(mentor)
                partners.setdefault(mentor, set()).add(mentee)
        return partners
