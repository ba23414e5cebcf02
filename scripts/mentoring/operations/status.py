"""The status of an edition's year: steps that are done, steps that wait, and the next steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from mentoring.people.lifecycle import OVER
from mentoring.programme.dates import months_after
from mentoring.progress.cohort_progress import cohort_progress
from mentoring.store.edition import Edition

Who = Literal["stewards", "applicants", "mentors", "reviewers", "the committee", "the pairs"]
State = Literal["done", "now", "later"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step of the year.

    It can be done from the day `on`. `who` has to do it, with `commands`. `left` says what is
    still to do.
    """

    title: str
    on: date
    done: bool
    commands: tuple[str, ...]
    who: Who = "stewards"
    left: str = ""

    def state(self, today: date) -> State:
        """The state on a day: done, due, or still to come."""
        if self.done:
            return "done"
        return "now" if self.on <= today else "later"


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """The steps of an edition's year, in order, on a day."""

    cohort: str
    as_of: date
    steps: tuple[Step, ...]

    def in_state(self, state: State) -> tuple[Step, ...]:
        """The steps that are in one of the three states."""
        return tuple(step for step in self.steps if step.state(self.as_of) == state)


def status(edition: Edition, today: date) -> Status:
    """The status of an edition's year on a day; a closed edition has nothing left to do."""
    closed = edition.cohort.record.closed is not None
    steps = () if closed else tuple(_Year(edition, today).steps())
    return Status(cohort=edition.name, as_of=today, steps=steps)


class _Year:
    """The steps of an edition's year, derived from its records."""

    def __init__(self, edition: Edition, today: date) -> None:
        self.edition, self.today = edition, today
        self.cohort = edition.cohort.record
        self.dates = self.cohort.dates
        self.pairs = [entry.record for entry in edition.pairs]
        self.latest = [pair.latest for pair in self.pairs]
        self.closed = max(self.dates.mentors_close, self.dates.mentees_close)

    def steps(self) -> Iterator[Step]:
        """All steps, in the order of the year."""
        yield from self._applications()
        yield from self._review()
        yield from self._matching()
        if self.edition.announced:
            yield from self._meeting()
        yield from self._closing()

    def _step(self, title: str, on: date, command: str, *, done: bool, **more: object) -> Step:
        commands = tuple(part.format(name=self.edition.name) for part in command.split(" && "))
        return Step(title=title, on=on, done=done, commands=commands, **more)  # type: ignore[arg-type]

    def _release(self, stage: str, on: date) -> Step:
        released = {entry.record.stage for entry in self.edition.released}
        command = f"mentoring release {{name}} {stage} && mentoring site"
        return self._step(f"Release the figures: {stage}", on, command, done=stage in released)

    def _applications(self) -> Iterator[Step]:
        asked = [name for name in ("mentor", "mentee") if name in self.cohort.forms]
        missing = [name for name in asked if self.cohort.forms[name].url is None]
        mapping = self.cohort.forms[asked[0]].mapping if asked else "google-forms"
        yield self._step(
            "Put the forms on the web, and their addresses into the edition's file",
            min(self.dates.mentors_open, self.today),
            f"mentoring form {mapping} --cohort {{name}}",
            done=not missing or self.edition.announced,
            left=f"no address yet: {', '.join(missing)}" if missing else "",
        )
        for role, opens, closes in (
            ("mentor", self.dates.mentors_open, self.dates.mentors_close),
            ("mentee", self.dates.mentees_open, self.dates.mentees_close),
        ):
            people = self.edition.mentors if role == "mentor" else self.edition.mentees
            yield self._step(
                f"Import the applications of {role}s, until {closes}",
                opens,
                f"mentoring import EXPORT.csv --cohort {{name}} --mapping {mapping}",
                done=self.today > closes and bool(people),
                who="applicants" if self.today <= closes else "stewards",
                left=f"{len(people)} so far",
            )
        listed = [mentor.profile for mentor in self.edition.mentors if mentor.consent.listed]
        waiting = [profile for profile in listed if profile and not profile.approved]
        yield self._step(
            "Have each listed mentor approve their profile",
            self.dates.mentors_open,
            "mentoring profiles {name}",
            done=bool(self.edition.mentors) and not waiting,
            who="mentors",
            left=f"{len(waiting)} to approve",
        )

    def _review(self) -> Iterator[Step]:
        unresolved = [person for person in self.edition.people.values() if person.person.unresolved]
        yield self._step(
            "Resolve the names of people whom applicants must not be matched with",
            self.dates.mentors_open,
            "mentoring resolve {name}",
            done=(self.today > self.closed and not unresolved) or self.edition.announced,
            left=f"{len(unresolved)} applications to resolve",
        )
        lottery = self.cohort.matching.lottery
        if "lottery" in self.cohort.matching.objective and not self.edition.announced:
            yield self._step(
                "Freeze the lottery, before its round comes",
                self.closed + timedelta(days=1),
                "mentoring lottery freeze {name} --beacon 'drand quicknet' --day DAY",
                done=lottery is not None,
            )
        assigned = self.edition.roster.record.assignments if self.edition.roster else {}
        reviews = [entry.record for entry in self.edition.reviews]
        marked = [review for review in reviews if not review.conflict]
        conflicts = [
            review
            for review in reviews
            if review.reviewer in assigned.get(review.application, ()) and review.conflict
        ]
        need = "conflict needs" if len(conflicts) == 1 else "conflicts need"
        wanted = self.cohort.review.per_application * len(self.edition.mentees)
        yield self._step(
            "Assign reviewers, and send them their packets",
            self.closed + timedelta(days=1),
            "mentoring review assign {name} && mentoring review packets {name}",
            done=self.edition.announced or (bool(assigned or reviews) and not conflicts),
            left=f"{len(conflicts)} {need} another reviewer" if conflicts else "",
        )
        yield self._step(
            "Import the reviews",
            self.closed + timedelta(days=1),
            "mentoring import SCORES.csv --cohort {name} --mapping review",
            done=self.edition.announced or (0 < wanted <= len(marked)),
            who="reviewers",
            left=f"{len(marked)} of {wanted}",
        )
        if lottery is not None:
            yield self._step(
                "Draw the lottery, once its round has come",
                lottery.day or self.closed + timedelta(days=1),
                "mentoring lottery draw {name} VALUE",
                done=lottery.seed is not None,
            )

    def _matching(self) -> Iterator[Step]:
        yield self._step(
            "Match, and let the committee read the report",
            self.dates.reviews_due,
            "mentoring match {name} --dry-run && mentoring match {name} --report",
            done=bool(self.pairs),
            who="the committee",
        )
        yield self._step(
            "Announce the pairs",
            self.dates.announcement,
            "mentoring announce {name} && mentoring send {name}",
            done=self.edition.announced,
        )
        yield self._release("applications", self.dates.announcement)
        yield self._release("matching", self.dates.announcement)

    def _meeting(self) -> Iterator[Step]:
        told = [
            mentorship
            for mentorship in self.latest
            if mentorship.meaning.deadlines and not mentorship.accepted
        ]
        yield self._step(
            "Record who accepts their pair",
            self.dates.announcement,
            "mentoring pair accept {name} MENTEE",
            done=not told,
            who="the pairs",
            left=f"{len(told)} have not answered",
        )
        due = cohort_progress(self.cohort, self.pairs, self.today).tasks
        yield self._step(
            "Look after the pairs, once a week",
            self.dates.start,
            "mentoring progress {name} && mentoring remind {name}",
            done=not due,
            who="the pairs",
            left=f"{len(due)} to do this week",
        )
        yield self._release("midterm", months_after(self.dates.start, self.cohort.months // 2))
        open_pairs = [mentorship for mentorship in self.latest if mentorship.status not in OVER]
        yield self._step(
            "Close the pairs",
            self.dates.end,
            "mentoring pair end {name} MENTEE --completed",
            done=self.today > self.dates.end and not open_pairs,
            left=f"{len(open_pairs)} are open",
        )

    def _closing(self) -> Iterator[Step]:
        letters = {entry.record.letter for entry in self.edition.sent}
        yield self._step(
            "Send the closing letters with their certificates",
            self.dates.end,
            "mentoring certificates {name} && mentoring send {name}",
            done="closing" in letters,
        )
        yield self._release("outcome", self.dates.end)
        yield self._step(
            "Delete the personal data, and close the edition",
            self.cohort.privacy.retain_until,
            "mentoring retention --apply",
            done=False,
        )
