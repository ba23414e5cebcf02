"""Where a letter stands: new, sent, changed since it was sent."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError
from mentoring.operations.sending.fingerprint import fingerprint, mark_of

if TYPE_CHECKING:
    from email.message import EmailMessage

    from mentoring.people.ledger import Sent
    from mentoring.store.edition import Edition


class State(StrEnum):
    """What the ledger says of a letter."""

    NEW = "new"
    SENT = "sent"
    CHANGED = "changed"


class Ledger:
    """What was sent in an edition. Without a key, a changed text cannot be told from the same.

    Raises MentoringError for another key than that with which the letters were recorded: with it,
    every text would look changed.
    """

    def __init__(self, edition: Edition, key: bytes | None) -> None:
        marks = {one.record.key for one in edition.sent} - {None}
        if key is not None and marks and mark_of(key) not in marks:
            raise MentoringError(
                f"The ledger's key is not the one with which the letters of {edition.name} were "
                "recorded. Set MENTORING_LEDGER_KEY to that one."
            )
        self._sent = {(one.record.letter, one.record.to): one.record for one in edition.sent}
        self._key = key

    def entry(self, letter: str, to: str) -> Sent | None:
        """What is recorded about a letter to somebody."""
        return self._sent.get((letter, to))

    def state(self, letter: str, to: str, message: EmailMessage) -> State:
        """Where a letter with these words stands."""
        entry = self.entry(letter, to)
        if entry is None:
            return State.NEW
        if self._key is None or fingerprint(self._key, message) == entry.digest:
            return State.SENT
        return State.CHANGED
