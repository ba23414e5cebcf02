"""What was sent: a letter is new, sent, or changed since, which a keyed hash of its words tells."""

from __future__ import annotations

import hmac
from enum import StrEnum
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from mentoring.people.ledger import Sent
    from mentoring.store.edition import Edition

SHORTEST_KEY = 16


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


def fingerprint(key: bytes, message: EmailMessage) -> str:
    """HMAC-SHA-256 (RFC 2104, hexadecimal) of receiver, subject, words and names of enclosures.

    Line ends and spaces at them do not count, for mail programs change those; nor do the
    enclosures' bytes, which follow from the records.
    """
    if len(key) < SHORTEST_KEY:
        raise MentoringError(
            f"The ledger's key has fewer than {SHORTEST_KEY} characters: make a longer one."
        )
    return hmac.new(key, "\0".join(_parts(message)).encode(), "sha256").hexdigest()


def mark_of(key: bytes) -> str:
    """A mark that tells two keys apart (eight hexadecimal digits), and nothing of either."""
    return hmac.new(key, b"which key the ledger has", "sha256").hexdigest()[:8]


def _parts(message: EmailMessage) -> Iterator[str]:
    yield str(message["To"] or "")
    yield str(message["Subject"] or "")
    body = message.get_body(("plain",))
    words = str(body.get_content()) if body is not None else ""
    yield "\n".join(line.rstrip() for line in words.strip().splitlines())
    yield from sorted(str(part.get_filename()) for part in message.iter_attachments())
