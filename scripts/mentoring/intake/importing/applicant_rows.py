"""One person in one role: which of their rows counts, and what it does to their application."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from mentoring.intake.importing.application_drafts import changed, drafted, merged
from mentoring.intake.importing.notes import note
from mentoring.intake.importing.row_outcomes import Outcome, Verdict, refused
from mentoring.intake.importing.submissions import last_sent
from mentoring.people.application import Application, Change
from mentoring.problems import did_you_mean
from mentoring.store.serialize import from_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mentoring.intake.importing.cell_positions import Places
    from mentoring.intake.importing.ids import Ids
    from mentoring.intake.importing.people_index import PeopleIndex
    from mentoring.intake.importing.submissions import Sent, Submission
    from mentoring.problems import Problem
    from mentoring.store.edition import Edition

SINCE = "by what was imported since"
Kind = Literal["imported", "withdrawn"]
TELLING = frozenset({Verdict.NEW, Verdict.UPDATED, Verdict.WITHDRAWN})
FIRST = "Import the mentors first."


@dataclass(frozen=True, kw_only=True)
class ApplicantRows:
    """What taking a row needs to know. `new` has the rows of those whose ids are drawn now."""

    known: PeopleIndex
    edition: Edition
    places: Places
    ids: Ids
    new: Mapping[str, str]

    def person(
        self,
        theirs: Sent,
        before: Application | None,
        id: str,  # noqa: A002 (it is one)
    ) -> tuple[Application | None, list[Outcome]]:
        """Their application, if it is new or changes, and what became of each of their rows.

        The latest row that can be taken counts. One that is refused comes back, and leaves what
        was sent before as it was.
        """
        outcomes: list[Outcome] = []
        for number, row in enumerate(theirs, start=1):
            one = row.after(before)
            draft = drafted(one, id, self.ids.new(), self.known)
            problems = self._problems(one, draft)
            if not problems:
                record, outcome = self._taken(one, draft, before)
                return record, [*outcomes, outcome, *_superseded(theirs[number:], one, id)]
            outcomes.append(refused(one.row, problems))
        return None, outcomes

    def _problems(self, one: Submission, draft: dict[str, Any]) -> tuple[Problem, ...]:
        found = self.places.refused(one.row, "application", draft)
        return found or tuple(self._unknown_profiles(one))

    def _unknown_profiles(self, one: Submission) -> Iterator[Problem]:
        """A problem for each mentor profile that is wished for and is nobody's."""
        for field, value in one.answers.values.items():
            wish = field.startswith("preferences.mentors.") and field.endswith(".profile")
            if wish and value not in self._codes:
                message = f"{value} is the code of no mentor's profile"
                hint = did_you_mean(str(value), self._codes) if self._codes else FIRST
                yield self.places.fault(one.row, field, "profile-unknown", message, hint)

    @cached_property
    def _codes(self) -> frozenset[str]:
        people = self.edition.people.values()
        return frozenset(one.profile.code for one in people if one.profile)

    def _taken(
        self, one: Submission, draft: dict[str, Any], before: Application | None
    ) -> tuple[Application | None, Outcome]:
        """The application after the row, if it changes, and what the row did."""
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
            reason = "; ".join(note(after, self.known, self.new))
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
