"""Sending the drafts in the outbox, each exactly once even after interruptions."""

import smtplib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from mentoring.errors import MentoringError
from mentoring.files import atomic
from mentoring.operations.letters.remind import steps_taken
from mentoring.operations.letters.still_holds import StillHolds
from mentoring.operations.sending.delivery import (
    LostError,
    Outgoing,
    RefusedError,
    ascii_domain,
    hand_over,
    outgoing,
)
from mentoring.operations.sending.ledger import Ledger, State, mark_of
from mentoring.operations.sending.outbox import Draft, doubt_mark, in_doubt
from mentoring.people.ledger import Sent
from mentoring.store.programme import Edition
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
    """One run: the edition below `root`, and the ledger's key (b"" to only list what is due).

    `again` are the drafts (by key) to send although the ledger or a doubt holds them back.
    `now` is the date of the messages. `by_hand` says that they were sent already, so that a draft
    in `again` is recorded even if its text has changed since.
    """

    root: Path
    edition: Edition
    key: bytes
    now: datetime
    again: frozenset[str] = frozenset()
    by_hand: bool = False

    def due(self, drafts: Iterable[Draft]) -> tuple[list[Outgoing], Report]:
        """The drafts to send, fully prepared, and why the others are not sent."""
        report, due = Report(), []
        ledger = Ledger(self.edition, self.key or None)
        doubtful = in_doubt(self.root, self.edition.name)
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
                self._mark(draft).unlink(missing_ok=True)
                report.already.append(draft.key)
            elif state is State.CHANGED:
                report.changed.append(draft.key)
            elif draft.key in doubtful and not again:
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
        if not due:
            return report
        server = outside.connect()
        try:
            for number, mail in enumerate(due):
                if number:
                    outside.wait()
                self._send(server, mail, outside, report)
        except LostError:
            report.lost = True
        finally:  # ignore the server's answer, because all messages are settled
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()
        return report

    def _send(self, server: smtplib.SMTP, mail: Outgoing, outside: Outside, report: Report) -> None:
        key, mark = mail.draft.key, self._mark(mail.draft)
        try:
            hand_over(server, mail, partial(atomic.write, mark, b"", private=True))
            outside.record(self.records(mail))
            report.sent.append(key)
        except RefusedError as error:
            report.refused[key] = str(error)
        except LostError as error:
            if error.in_doubt:
                report.in_doubt.append(key)
            else:
                mark.unlink(missing_ok=True)
            raise
        mark.unlink(missing_ok=True)

    def _mark(self, draft: Draft) -> Path:
        return doubt_mark(self.root, self.edition.name, draft.key)

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
