"""The ledger of sent letters: a keyed hash tells whether a letter is new, sent, or changed."""

import hmac
from email.message import EmailMessage
from enum import StrEnum

from mentoring.errors import MentoringError
from mentoring.store.programme import Edition

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
        sent = [entry.record for entry in edition.sent]
        marks = {record.key for record in sent} - {None}
        if key is not None and marks and mark_of(key) not in marks:
            raise MentoringError(
                f"The letters of {edition.name} were recorded with another ledger key. Set "
                "MENTORING_LEDGER_KEY to that key."
            )
        self._digests = {(record.letter, record.to): record.digest for record in sent}
        self._key = key

    def state(self, letter: str, to: str, message: EmailMessage) -> State:
        """The state of a letter with this text."""
        digest = self._digests.get((letter, to))
        if digest is None:
            return State.NEW
        same = self._key is None or fingerprint(self._key, message) == digest
        return State.SENT if same else State.CHANGED


def fingerprint(key: bytes, message: EmailMessage) -> str:
    """HMAC-SHA-256 (RFC 2104, hexadecimal) of receiver, subject, text and names of enclosures.

    Line ends and trailing spaces are ignored, because mail programs change them. The bytes of
    enclosures are ignored too, because they follow from the records.
    """
    if len(key) < SHORTEST_KEY:
        raise MentoringError(
            f"The ledger's key has fewer than {SHORTEST_KEY} characters: make a longer one."
        )
    body = message.get_body(("plain",))
    words = str(body.get_content()) if body is not None else ""
    text = "\n".join(line.rstrip() for line in words.strip().splitlines())
    headers = (str(message[name] or "") for name in ("To", "Subject"))
    files = sorted(str(part.get_filename()) for part in message.iter_attachments())
    return hmac.new(key, "\0".join((*headers, text, *files)).encode(), "sha256").hexdigest()


def mark_of(key: bytes) -> str:
    """Eight hexadecimal digits that distinguish keys without revealing them."""
    return hmac.new(key, b"which key the ledger has", "sha256").hexdigest()[:8]
