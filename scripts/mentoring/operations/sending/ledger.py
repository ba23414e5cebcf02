"""The ledger of sent letters: a keyed hash tells whether a letter is new, sent, or changed."""

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
    """The state of a letter in the ledger."""

    NEW = "new"
    SENT = "sent"
    CHANGED = "changed"


class Ledger:
    """The letters sent in an edition. Without a key, changed texts cannot be recognised.

    Raises MentoringError if the key is not the one that the letters were recorded with, because
    every text would then appear changed.
    """

    def __init__(self, edition: Edition, key: bytes | None) -> None:
        marks = {entry.record.key for entry in edition.sent} - {None}
        if key is not None and marks and mark_of(key) not in marks:
            raise MentoringError(
                f"The letters of {edition.name} were recorded with another ledger key. Set "
                "MENTORING_LEDGER_KEY to that key."
            )
        self._sent = {
            (entry.record.letter, entry.record.to): entry.record for entry in edition.sent
        }
        self._key = key

    def entry(self, letter: str, to: str) -> Sent | None:
        """The record of a letter to a person, if any."""
        return self._sent.get((letter, to))

    def state(self, letter: str, to: str, message: EmailMessage) -> State:
        """The state of a letter with this text."""
        entry = self.entry(letter, to)
        if entry is None:
            return State.NEW
        if self._key is None or fingerprint(self._key, message) == entry.digest:
            return State.SENT
        return State.CHANGED


def fingerprint(key: bytes, message: EmailMessage) -> str:
    """HMAC-SHA-256 (RFC 2104, hexadecimal) of receiver, subject, text and names of enclosures.

    Line ends and trailing spaces are ignored, because mail programs change them. The bytes of
    enclosures are ignored too, because they follow from the records.
    """
    if len(key) < SHORTEST_KEY:
        raise MentoringError(
            f"The ledger's key has fewer than {SHORTEST_KEY} characters: make a longer one."
        )
    return hmac.new(key, "\0".join(_parts(message)).encode(), "sha256").hexdigest()


def mark_of(key: bytes) -> str:
    """Eight hexadecimal digits that distinguish keys without revealing them."""
    return hmac.new(key, b"which key the ledger has", "sha256").hexdigest()[:8]


def _parts(message: EmailMessage) -> Iterator[str]:
    yield str(message["To"] or "")
    yield str(message["Subject"] or "")
    body = message.get_body(("plain",))
    words = str(body.get_content()) if body is not None else ""
    yield "\n".join(line.rstrip() for line in words.strip().splitlines())
    yield from sorted(str(part.get_filename()) for part in message.iter_attachments())
