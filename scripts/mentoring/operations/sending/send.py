"""Sending the drafts in the outbox, each exactly once even after interruptions."""

import smtplib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol

from mentoring.errors import MentoringError
from mentoring.operations.letters.remind import steps_taken
from mentoring.operations.letters.still_holds import StillHolds
from mentoring.operations.sending.delivery import (
    LostError,
    Outgoing,
    RefusedError,
    ascii_domain,
    hand_over,
    outgoing,
    part,
)
from mentoring.operations.sending.ledger import Ledger, State, mark_of
from mentoring.operations.sending.outbox import Draft, Journal
from mentoring.people.ledger import Sent
from mentoring.store.edition import Edition
from mentoring.store.record_kinds import Record


@dataclass(slots=True)
class Report:
    """The drafts by their keys. `refused` and `obsolete` say why.

    `lost` says that the connection broke.
    """

    sent: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    in_doubt: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    obsolete: dict[str, str] = field(default_factory=dict)
    lost: bool = False

    @property
    def complete(self) -> bool:
        """Whether no draft is left to examine or to send again."""
        return not (self.lost or self.refused or self.in_doubt)


class Outside(Protocol):
    """The outside world as functions, so that sending can be tested without it."""

    def connect(self) -> smtplib.SMTP:
        """Open an encrypted, authenticated connection to the mail server."""

    def record(self, records: Iterable[Record]) -> None:
        """Write the records of a sent letter to disk."""

    def wait(self) -> None:
        """Wait as long as the server's rate limit requires."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """One run: the edition, its journal, and the ledger's key (b"" to only list what is due).

    `again` are the drafts (by key) to send although the ledger or the journal holds them back.
    `now` is the date of the messages. `by_hand` says that they were sent already, so that a draft
    in `again` is recorded even if its text has changed since.
    """

    edition: Edition
    journal: Journal
    key: bytes
    now: datetime
    again: frozenset[str] = frozenset()
    by_hand: bool = False

    def due(self, drafts: Iterable[Draft]) -> tuple[list[Outgoing], Report]:
        """The drafts to send, fully prepared, and why the others are not sent."""
        report, due = Report(), []
        ledger, in_doubt = Ledger(self.edition, self.key or None), self.journal.open()
        holds = StillHolds(edition=self.edition, today=self.now.date())
        for draft in drafts:
            try:
                mail = outgoing(draft, self.edition.name, self.key, self.now)
            except MentoringError as error:
                report.refused[draft.key] = str(error)
                continue
            again, person = draft.key in self.again, self.edition.people.get(draft.to)
            state = State.NEW if again else ledger.state(draft.letter, draft.to, draft.message)
            if state is State.SENT:
                self.journal.settle(draft)
                report.already.append(draft.key)
            elif state is State.CHANGED:
                report.changed.append(draft.key)
            elif draft.key in in_doubt and not again:
                report.in_doubt.append(draft.key)
            elif not person or mail.receivers != (ascii_domain(person.person.email),):
                wrong = "it is not addressed to the receiver's address on record"
                report.refused[draft.key] = wrong
            elif not (self.by_hand and again) and (
                why := holds.why_not(draft.letter, draft.to, draft.about, draft.dates)
            ):
                report.obsolete[draft.key] = why
            else:
                due.append(mail)
        return due, report

    def run(self, drafts: Iterable[Draft], outside: Outside) -> Report:
        """Send every draft that is due. Running again completes an interrupted run."""
        due, report = self.due(drafts)
        if due:
            server = outside.connect()
            try:
                self._send(server, due, outside, report)
            except LostError:
                report.lost = True
            finally:
                part(server)
        return report

    def _send(
        self, server: smtplib.SMTP, due: Sequence[Outgoing], outside: Outside, report: Report
    ) -> None:
        for number, mail in enumerate(due):
            draft = mail.draft
            if number:
                outside.wait()
            try:
                hand_over(server, mail, partial(self.journal.begin, draft))
                outside.record(self.records(mail))
                report.sent.append(draft.key)
            except RefusedError as error:
                report.refused[draft.key] = str(error)
            except LostError as error:
                if error.in_doubt:
                    report.in_doubt.append(draft.key)
                else:
                    self.journal.settle(draft)
                raise
            self.journal.settle(draft)

    def records(self, mail: Outgoing) -> tuple[Record, ...]:
        """The records of a sent draft: its ledger entry, and the pair's step that it takes."""
        sent = Sent(
            cohort=self.edition.name,
            to=mail.draft.to,
            letter=mail.draft.letter,
            on=self.now.date(),
            digest=mail.digest,
            key=mark_of(self.key),
            dates=mail.draft.dates,
        )
        return (sent, *steps_taken(self.edition, sent))
