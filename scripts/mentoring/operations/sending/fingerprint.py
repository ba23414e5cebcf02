"""A keyed hash of a message: it tells whether the text changed, and nothing of the text."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

SHORTEST_KEY = 16


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
