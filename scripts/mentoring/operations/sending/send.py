"""Sending the drafts in the outbox, each exactly once even after interruptions."""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Literal

from mentoring.errors import MentoringError
from mentoring.files.changes import write
from mentoring.operations.letters.remind import steps_taken
from mentoring.operations.sending import delivery
from mentoring.operations.sending.outbox import Outbox, mark_of, text
from mentoring.people.ledger import Sent
from mentoring.store.record_kinds import Record
from mentoring.store.writer import changes

Outcome = Literal["due", "sent", "already", "changed", "doubtful", "refused", "obsolete"]
"""What becomes of a draft. `doubtful`: the server may have accepted it."""


@dataclass(slots=True)
class Report:
    """What became of each draft (by its key), and why; `lost` says that the connection broke."""

    outcomes: dict[str, tuple[Outcome, str]] = field(default_factory=dict)
    lost: bool = False

    def __getitem__(self, wanted: Outcome) -> dict[str, str]:
        """The drafts with this outcome, each with the reason."""
        return {key: why for key, (outcome, why) in self.outcomes.items() if outcome == wanted}

    @property
    def complete(self) -> bool:
        """Whether no draft is left to examine or to send again."""
        return not (self.lost or self["refused"] or self["doubtful"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """One run for an outbox's drafts; without its key it can only list what is due.

    `again` are the drafts (by key) to send although the ledger or a doubt holds them back.
    `now` is the date of the messages. `by_hand` says that they were sent already, so that a draft
    in `again` is recorded even if its text has changed since.
    """

    outbox: Outbox
    now: datetime
    again: frozenset[str] = frozenset()
    by_hand: bool = False

    def due(self) -> tuple[list[delivery.Outgoing], Report]:
        """The drafts to send, fully prepared, and why the others are not sent."""
        report, due, doubtful = Report(), [], self.outbox.in_doubt()
        for draft in self.outbox.drafts():
            try:
                mail = delivery.outgoing(draft, self.outbox, self.now)
            except MentoringError as error:
                report.outcomes[draft.key] = "refused", str(error)
                continue
            outcome, why = self._outcome(mail, doubtful=draft.key in doubtful)
            report.outcomes[draft.key] = outcome, why
            if outcome == "due":
                due.append(mail)
            elif outcome == "already":
                self.outbox.doubt_mark(draft.key).unlink(missing_ok=True)
        return due, report

    def _outcome(self, mail: delivery.Outgoing, *, doubtful: bool) -> tuple[Outcome, str]:
        draft, again = mail.draft, mail.draft.key in self.again
        state = "new" if again else self.outbox.state(draft.key, draft.message)
        if state != "new":
            return ("already" if state == "sent" else "changed"), ""
        if doubtful and not again:
            return "doubtful", ""
        person = self.outbox.edition.people.get(draft.to)
        if not person or mail.receivers != (delivery.ascii_domain(person.person.email),):
            return "refused", text("address")
        if self.by_hand and again:
            return "due", ""
        why = self.outbox.why_not(draft)
        return ("obsolete", why) if why else ("due", "")

    def run(self, connect: Callable[[], smtplib.SMTP], wait: Callable[[], object]) -> Report:
        """Send every draft that is due. Running again completes an interrupted run.

        `connect` opens an encrypted, authenticated connection to the mail server. `wait` waits
        between two messages as long as the server's rate limit requires.
        """
        due, report = self.due()
        if not due:
            return report
        server = connect()
        try:
            for number, mail in enumerate(due):
                if number:
                    wait()
                self._send(server, mail, report)
                if report.lost:
                    break
        finally:  # ignore the server's answer, because all messages are settled
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()
        return report

    def _send(self, server: smtplib.SMTP, mail: delivery.Outgoing, report: Report) -> None:
        outcome: Outcome = "sent"
        mark, why = self.outbox.doubt_mark(mail.draft.key), ""
        try:
            delivery.hand_over(server, mail, partial(write, mark, b"", private=True))
            changes(self.outbox.root, self.records(mail)).apply()
        except delivery.RefusedError as error:
            outcome, why = "refused", str(error)
        except delivery.LostError as error:
            report.lost, outcome = True, "doubtful" if error.in_doubt else "due"
        if outcome != "doubtful":
            mark.unlink(missing_ok=True)
        report.outcomes[mail.draft.key] = outcome, why

    def records(self, mail: delivery.Outgoing) -> tuple[Record, ...]:
        """The records of a sent draft: its ledger entry, and the pair's step that it takes."""
        edition = self.outbox.edition
        sent = Sent(
            cohort=edition.name,
            to=mail.draft.to,
            letter=mail.draft.letter,
            on=self.outbox.today,
            digest=mail.digest,
            key=mark_of(self.outbox.key or b""),
            dates=mail.draft.dates,
        )
        return (sent, *steps_taken(edition, sent))
