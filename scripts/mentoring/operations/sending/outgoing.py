"""A draft as it travels: addressed, dated, and with an identity of its own."""

from __future__ import annotations

import hmac
from copy import deepcopy
from email import policy
from email.utils import format_datetime
from typing import TYPE_CHECKING

from mentoring.operations.sending.draft import ABOUT

if TYPE_CHECKING:
    from datetime import datetime

    from mentoring.operations.sending.draft import Draft


def sender_of(draft: Draft) -> str:
    """The address that the draft is from."""
    return str(draft.message["From"].addresses[0].addr_spec)


def receivers(draft: Draft) -> list[str]:
    """Everybody the draft is addressed to, copies included; domains in their ASCII form."""
    headers = [draft.message[name] for name in ("To", "Cc", "Bcc")]
    found = [one.addr_spec for header in headers if header for one in header.addresses]
    return [ascii_domain(one) for one in found]


def ascii_domain(email: str) -> str:
    """The address with its domain as name servers know it (IDNA, RFC 3490)."""
    local, at, domain = email.rpartition("@")
    return f"{local}{at}{domain.encode('idna').decode()}" if domain else email


def on_the_wire(draft: Draft, cohort: str, key: bytes, now: datetime) -> bytes:
    """The message with its date, and an identity that a second copy of it would share."""
    message = deepcopy(draft.message)
    for header in ("X-Unsent", ABOUT, "Date", "Message-ID"):
        del message[header]
    host = sender_of(draft).rpartition("@")[2]
    identity = hmac.new(key, f"{cohort}/{draft.key}".encode(), "sha256").hexdigest()
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{identity[:32]}@{host}>"
    plain = all(one.isascii() for one in receivers(draft))
    return message.as_bytes(policy=policy.SMTP if plain else policy.SMTPUTF8)
