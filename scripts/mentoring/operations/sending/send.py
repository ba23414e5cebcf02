"""Sending what is in the outbox: each message once, whatever happens in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mentoring.operations.letters.reminders import steps_taken
from mentoring.operations.letters.still_holds import StillHolds
from mentoring.operations.sending.delivery import LostError, RefusedError, hand_over
from mentoring.operations.sending.fingerprint import fingerprint, mark_of
from mentoring.operations.sending.outgoing import ascii_domain, on_the_wire, receivers, sender_of
from mentoring.operations.sending.report import Report
from mentoring.operations.sending.state import Ledger, State
from mentoring.people.ledger import Sent

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Iterable
    from datetime import datetime

    from mentoring.operations.sending.draft import Draft
    from mentoring.operations.sending.journal import Journal
    from mentoring.store.edition import Edition
    from mentoring.store.record_kinds import Record


class Outside(Protocol):
    """What sending needs of the world, as functions, so that it can be tried without one."""

    def connect(self) -> smtplib.SMTP:
        """An encrypted connection to the mail server, logged in."""

    def record(self, records: Iterable[Record]) -> None:
        """Write what a letter that went out leaves behind, down to the disk."""

    def wait(self) -> None:
        """Keep the rate that the server asks for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """One run: the edition, its journal, and the ledger's key (b"": only to look at what is due).

    `again` names the drafts (by key) that are sent although the ledger or the journal holds them
    back. `now` is the time that the messages carry.
    """

    edition: Edition
    journal: Journal
    key: bytes
    now: datetime
    again: frozenset[str] = frozenset()

    def due(self, drafts: Iterable[Draft]) -> tuple[list[Draft], Report]:
        """The drafts to send, and why the others are not."""
        report = Report()
        ledger = Ledger(self.edition, self.key or None)
        holds = StillHolds(edition=self.edition, today=self.now.date())
        due = [one for one in drafts if self._is_due(one, ledger, report)]
        return [one for one in due if not self._is_taken_back(one, holds, report)], report

    def run(self, drafts: Iterable[Draft], outside: Outside) -> Report:
        """Send every draft that is due. A run that was cut is finished by running again."""
        due, report = self.due(drafts)
        if due:
            self._send(due, outside, report)
        return report

    def records(self, draft: Draft) -> tuple[Record, ...]:
        """What is written once a draft has gone out: its ledger entry, and the step it takes."""
        sent = Sent(
            cohort=self.edition.name,
            to=draft.to,
            letter=draft.letter,
            on=self.now.date(),
            digest=fingerprint(self.key, draft.message),
            key=mark_of(self.key),
        )
        return (sent, *steps_taken(self.edition, sent))

    def _is_due(self, draft: Draft, ledger: Ledger, report: Report) -> bool:
        if draft.key not in self.again and self._is_held_back(draft, ledger, report):
            return False
        receiver = self.edition.people.get(draft.to)
        if receiver and receivers(draft) == [ascii_domain(receiver.person.email)]:
            return True
        report.refused[draft.key] = "it is not addressed to the receiver's address on record"
        return False

    def _is_taken_back(self, draft: Draft, holds: StillHolds, report: Report) -> bool:
        """Whether what the draft says is not so any more, and why."""
        why = holds.why_not(draft.letter, draft.to, draft.about)
        if why:
            report.taken_back[draft.key] = why
        return why is not None

    def _is_held_back(self, draft: Draft, ledger: Ledger, report: Report) -> bool:
        """Whether the ledger or the journal keeps a draft from being sent, and why."""
        match ledger.state(draft.letter, draft.to, draft.message):
            case State.SENT:
                self.journal.settle(draft)
                report.already.append(draft.key)
            case State.CHANGED:
                report.changed.append(draft.key)
            case State.NEW if draft.key in self.journal.open():
                report.in_doubt.append(draft.key)
            case _:
                return False
        return True

    def _send(self, due: list[Draft], outside: Outside, report: Report) -> None:
        server = outside.connect()
        try:
            for number, draft in enumerate(due):
                if number:
                    outside.wait()
                self._one(server, draft, outside, report)
            server.quit()
        except LostError:
            report.lost = True
        finally:
            server.close()

    def _one(self, server: smtplib.SMTP, draft: Draft, outside: Outside, report: Report) -> None:
        data = on_the_wire(draft, self.edition.name, self.key, self.now)
        (to,) = receivers(draft)
        try:
            hand_over(server, sender_of(draft), to, data, lambda: self.journal.begin(draft))
        except RefusedError as error:
            self.journal.settle(draft)
            report.refused[draft.key] = str(error)
        except LostError as error:
            report.in_doubt += [draft.key] if error.in_doubt else []
            raise
        else:
            outside.record(self.records(draft))
            self.journal.settle(draft)
            report.sent.append(draft.key)
