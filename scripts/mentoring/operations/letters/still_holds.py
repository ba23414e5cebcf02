"""Whether a draft may still be sent: its receiver, the people it mentions, and its due date.

The conditions are checked again before sending, because people may leave after the draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mentoring.operations.letters.close import CLOSING, closing
from mentoring.operations.letters.dates import BEGINNING
from mentoring.operations.letters.departures import CONFIRMATIONS, FAREWELLS
from mentoring.operations.letters.letter import ANNOUNCEMENT, INTRODUCTION, Letter
from mentoring.operations.letters.remind import NAMES, remind
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
        reasons = (
            self._receiver_gone(letter, to),
            self._partner_gone(letter, about or ()),
            self._not_due(letter, to, dates),
            self._pair_over(letter, to, about),
        )
        return next((reason for reason in reasons if reason), None)

    def _receiver_gone(self, letter: str, to: str) -> str | None:
        person = self.edition.people.get(to)
        if person is None or letter in CONFIRMATIONS:
            return None
        return _gone(person)

    def _partner_gone(self, letter: str, about: tuple[str, ...]) -> str | None:
        if letter.startswith(FAREWELLS):
            return None
        for partner in about:
            person = self.edition.people.get(partner)
            why = _gone(person) if person else f"{partner} is not in the edition"
            if why:
                return f"it speaks of somebody who is gone: {why}"
        return None

    def _not_due(self, letter: str, to: str, dates: Mapping[str, str] | None) -> str | None:
        """Why a reminder or similar letter is no longer due; other letters are always due."""
        if not letter.startswith((*NAMES, CLOSING)):
            return None
        due = self._due.get(f"{letter}-{to}")
        if due and dates and letter.startswith(BEGINNING) and dates != due.dates:
            return "the dates have changed again"
        return None if due else f"what it asks for is done, or not asked on {self.today}"

    @cached_property
    def _due(self) -> dict[str, Letter]:
        due = (*remind(self.edition, self.today), *closing(self.edition))
        return {letter.key: letter for letter in due}

    def _pair_over(self, letter: str, to: str, about: tuple[str, ...] | None) -> str | None:
        """Why a letter that introduces people is wrong, if their pairs are over or have changed."""
        if not letter.startswith((ANNOUNCEMENT, INTRODUCTION)):
            return None
        partners = self._partners.get(to, frozenset())
        if about is None:
            lost = to in self._had_partners and not partners
            return f"no pair of {to} stands any more" if lost else None
        for partner in about:
            if partner not in partners:
                return f"the pair of {to} and {partner} does not stand any more"
        if partners and not about:
            return f"{to} is in a pair now"
        return None

    @cached_property
    def _had_partners(self) -> frozenset[str]:
        """Everyone who has ever been in a pair."""
        pairs = [entry.record for entry in self.edition.pairs]
        mentors = (mentorship.mentor for pair in pairs for mentorship in pair.mentorships)
        return frozenset({*mentors, *(pair.mentee for pair in pairs)})

    @cached_property
    def _partners(self) -> dict[str, frozenset[str]]:
        """The partners of everyone in a current announced pair."""
        found: dict[str, set[str]] = {}
        for entry in self.edition.pairs:
            mentee, current = entry.record.mentee, entry.record.current
            if current and current.meaning.told:
                for mentor in current.mentors_on(self.today):
                    found.setdefault(mentee, set()).add(mentor)
                    found.setdefault(mentor, set()).add(mentee)
        return {person: frozenset(partners) for person, partners in found.items()}


def _gone(person: Application) -> str | None:
    """Why a person must not be written to, by id; None if they may be."""
    if person.may_be_written_to:
        return None
    return f"{person.id} {GONE.get(person.status, 'has taken back consent')}"
