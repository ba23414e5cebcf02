"""Whether a draft may still be sent: its receiver, the people it mentions, and its due date.

The conditions are checked again before sending, because people may leave after the draft.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mentoring.operations.letters.close import closing
from mentoring.operations.letters.letter import Letter, kind_of
from mentoring.operations.letters.remind import remind
from mentoring.people.application import Application, ApplicationStatus
from mentoring.store.edition import Edition

GONE = {
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
        kind, people = kind_of(letter), self.edition.people
        if not kind.to_leaver and to in people and (why := _gone(people[to])):
            return why
        for partner in () if kind.about_leaver else about or ():
            why = _gone(people[partner]) if partner in people else f"{partner} has no application"
            if why:
                return f"it mentions a person who has left: {why}"
        if kind.holds == "due":
            return self._not_due(letter, to, dates)
        return self._pair_over(to, about) if kind.holds == "current" else None

    def _not_due(self, letter: str, to: str, dates: Mapping[str, str] | None) -> str | None:
        due = self._due.get(f"{letter}-{to}")
        if due and dates and letter.startswith("dates-") and dates != due.dates:
            return "the dates have changed again"
        return None if due else f"what it asks for is done, or not due on {self.today}"

    @cached_property
    def _due(self) -> dict[str, Letter]:
        due = (*remind(self.edition, self.today), *closing(self.edition))
        return {letter.key: letter for letter in due}

    def _pair_over(self, to: str, about: tuple[str, ...] | None) -> str | None:
        """Why a letter that introduces people is wrong, if their pairs are over or have changed."""
        partners = self._partners[to]
        if about is None:
            known = {
                who for mentee, one in self.edition.mentorships for who in (mentee, one.mentor)
            }
            lost = not partners and to in known
            return f"{to} is not in a pair any more" if lost else None
        for partner in about:
            if partner not in partners:
                return f"{to} and {partner} are not a pair any more"
        return f"{to} is in a pair now" if partners and not about else None

    @cached_property
    def _partners(self) -> defaultdict[str, set[str]]:
        """The partners of everyone in a current announced pair."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for mentee, mentorship in self.edition.current.items():
            if mentorship.meaning.told:
                for mentor in mentorship.mentors_on(self.today):
                    found[mentee].add(mentor)
                    found[mentor].add(mentee)
        return found


def _gone(person: Application) -> str | None:
    """Why a person must not be written to, by id; None if they may be."""
    if person.may_be_written_to:
        return None
    return f"{person.id} {GONE.get(person.status, 'has taken back consent')}"
