"""One side of a pair as the receiver of a letter, with the facts for letters to pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentoring.operations.letters.facts import common, first_steps, partner
from mentoring.operations.letters.letter import Couple, Letter
from mentoring.people.application import Application
from mentoring.people.side import Side
from mentoring.progress.check_ins import asked
from mentoring.progress.facts import facts
from mentoring.store.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressee:
    """One side of a couple on a day."""

    edition: Edition
    couple: Couple
    side: Side
    today: date

    @property
    def to(self) -> Application:
        """The receiver."""
        return self.couple.mentee if self.side == "mentee" else self.couple.mentor

    @property
    def other(self) -> Application:
        """The receiver's partner."""
        return self.couple.mentor if self.side == "mentee" else self.couple.mentee

    def letter(self, name: str, template: str, **extra: object) -> Letter:
        """The letter of that name, with the facts of the pair and its own facts."""
        return Letter(
            to=self.to,
            name=name,
            template=template,
            facts={**self._facts(), **extra},
            about=(self.other.id,),
        )

    def _facts(self) -> dict[str, Any]:
        cohort, missing = self.edition.cohort.record, tuple(self._missing())
        return {
            **common(cohort, self.to),
            **first_steps(cohort, self.couple.announced or self.today),
            "partner": partner(self.other, self.to, cohort.config),
            "pair_code": self.couple.mentee.id,
            "missing": missing,
            "last": max(cohort.check_ins, default=None) in missing,
        }

    def _missing(self) -> Iterator[date]:
        """The due dates of this side's overdue check-ins."""
        known = facts(self.edition.cohort.record, self.couple.mentorship, self.today)
        for one in asked(known):
            if one.by == self.side and one.on is None and one.overdue_from <= self.today:
                yield one.due
