"""A draft in the form that is sent, fully prepared before the transmission starts."""

from __future__ import annotations

import hmac
import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.utils import format_datetime

from mentoring.errors import MentoringError
from mentoring.operations.sending.draft import ABOUT, DATES, Draft
from mentoring.operations.sending.ledger import fingerprint

LARGEST_LINE = 998  # octets (RFC 5322, 2.1.1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """A draft with its envelope, its bytes, and its text's fingerprint for the ledger."""

    draft: Draft
    sender: str
    receivers: tuple[str, ...]
    data: bytes
    digest: str


def outgoing(draft: Draft, cohort: str, key: bytes, now: datetime) -> Outgoing:
    """The draft with a date and a Message-ID, which a second copy would share.

    Raises MentoringError if the draft is not a message that can be sent.
    """
    if draft.fault:
        raise MentoringError(draft.fault)
    try:
        return _outgoing(draft, cohort, key, now)
    except MentoringError:
        raise
    except Exception as error:  # the email package raises many kinds of errors for damaged messages
        raise MentoringError("it is no message that can be sent; write it again") from error


def _outgoing(draft: Draft, cohort: str, key: bytes, now: datetime) -> Outgoing:
    sender = str(draft.message["From"].addresses[0].addr_spec)
    to = _receivers(draft)
    message = deepcopy(draft.message)
    for header in ("X-Unsent", ABOUT, DATES, "Date", "Message-ID"):
        del message[header]
    host = sender.rpartition("@")[2]
    identity = hmac.new(key, f"{cohort}/{draft.key}".encode(), "sha256").hexdigest()
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{identity[:32]}@{host}>"
    plain = all(address.isascii() for address in (sender, *to))
    data = message.as_bytes(policy=policy.SMTP if plain else policy.SMTPUTF8)
    return Outgoing(
        draft=draft,
        sender=sender,
        receivers=to,
        data=_stuffed(data),
        digest=fingerprint(key, draft.message) if key else "",
    )


def _receivers(draft: Draft) -> tuple[str, ...]:
    """All receivers of the draft, including copies, with domains in their ASCII form."""
    headers = [header for name in ("To", "Cc", "Bcc") for header in draft.message.get_all(name, ())]
    return tuple(
        ascii_domain(address.addr_spec) for header in headers for address in header.addresses
    )


def ascii_domain(email: str) -> str:
    """The address with its domain in ASCII form (IDNA, RFC 3490)."""
    local, at, domain = email.rpartition("@")
    return f"{local}{at}{str(domain.encode('idna'), 'ascii')}" if domain else email


def _stuffed(data: bytes) -> bytes:
    """The message with CRLF line ends and leading dots doubled (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", data)
    if max(map(len, lines.split(b"\r\n"))) > LARGEST_LINE:
        raise MentoringError("a line of it is longer than mail servers take")
    stuffed = re.sub(rb"(?m)^\.", b"..", lines)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"
