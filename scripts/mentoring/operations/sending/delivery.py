"""A draft in the form that is sent, and its handing over to a mail server (RFC 5321)."""

import hmac
import re
import smtplib
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.utils import format_datetime

from mentoring.errors import MentoringError
from mentoring.operations.sending.outbox import ABOUT, DATES, Draft, Outbox, fingerprint, text

LARGEST_LINE = 998  # octets (RFC 5322, 2.1.1)
DONE, GO_ON, LATER, NEVER = 2, 3, 4, 5
"""The first digits of replies, by which a client decides what to do next (RFC 5321, 4.2)."""
CLOSING = 421  # the server closes the connection; the pending command was not done (RFC 5321, 3.8)


class RefusedError(MentoringError):
    """The server does not accept this message; it may accept others."""


class LostError(MentoringError):
    """The connection broke. `in_doubt` says whether the server may have accepted the message."""

    def __init__(self, *, in_doubt: bool) -> None:
        self.in_doubt = in_doubt
        super().__init__("The connection to the mail server broke.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """A draft with its envelope, its bytes, and its text's fingerprint for the ledger."""

    draft: Draft
    sender: str
    receivers: tuple[str, ...]
    data: bytes
    digest: str


def outgoing(draft: Draft, outbox: Outbox, now: datetime) -> Outgoing:
    """The draft with a date, and a Message-ID that copies share; raises MentoringError."""
    if draft.fault:
        raise MentoringError(draft.fault)
    key, about = outbox.key or b"", f"{outbox.edition.name}/{draft.key}"
    try:
        message, sender = deepcopy(draft.message), str(draft.message["From"].addresses[0].addr_spec)
        headers = [header for name in ("To", "Cc", "Bcc") for header in message.get_all(name, ())]
        addresses = [address.addr_spec for header in headers for address in header.addresses]
        receivers = tuple(map(ascii_domain, addresses))
        for header in ("X-Unsent", ABOUT, DATES, "Date", "Message-ID"):
            del message[header]
        identity = hmac.new(key, about.encode(), "sha256").hexdigest()
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{identity[:32]}@{sender.rpartition('@')[2]}>"
        plain = all(address.isascii() for address in (sender, *receivers))
        data = _stuffed(message.as_bytes(policy=policy.SMTP if plain else policy.SMTPUTF8))
        digest = fingerprint(key, draft.message) if key else ""
    except MentoringError:
        raise
    except Exception as error:  # the email package raises many kinds of errors for damaged messages
        raise MentoringError(text("unsendable")) from error
    return Outgoing(draft=draft, sender=sender, receivers=receivers, data=data, digest=digest)


def ascii_domain(email: str) -> str:
    """The address with its domain in ASCII form (IDNA, RFC 3490)."""
    local, at, domain = email.rpartition("@")
    return f"{local}{at}{str(domain.encode('idna'), 'ascii')}" if domain else email


def _stuffed(data: bytes) -> bytes:
    """The message with CRLF line ends and leading dots doubled (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", data)
    if max(map(len, lines.split(b"\r\n"))) > LARGEST_LINE:
        raise MentoringError(text("long-line"))
    stuffed = re.sub(rb"(?m)^\.", b"..", lines)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def hand_over(server: smtplib.SMTP, mail: Outgoing, before_the_end: Callable[[], object]) -> None:
    """Run one mail transaction (RFC 5321). Returns once the server has accepted the message.

    A server may not deliver a message whose end it has not seen, so a break before the final dot
    leaves no doubt. `before_the_end` is called right before that dot is sent; a break after it,
    before the answer, raises LostError with `in_doubt`.
    """
    ending, options = False, []
    if not all(address.isascii() for address in (mail.sender, *mail.receivers)):
        if not server.has_extn("smtputf8"):
            raise RefusedError(text("ascii"))
        options = ["SMTPUTF8", "BODY=8BITMIME"]
    try:
        _expect(server, DONE, server.mail(mail.sender, options))
        for address in mail.receivers:
            _expect(server, DONE, server.rcpt(address))
        _expect(server, GO_ON, server.docmd("DATA"))
        server.send(mail.data)
        before_the_end()
        ending = True
        server.send(b".\r\n")
        _expect(server, DONE, server.getreply())
    except (smtplib.SMTPException, OSError) as error:
        raise LostError(in_doubt=ending) from error


def _expect(server: smtplib.SMTP, wanted: int, reply: tuple[int, bytes]) -> None:
    """Refuse an answer of another class, by its code alone: its words may quote the address."""
    code = reply[0]
    if code // 100 == wanted:
        return
    if code == CLOSING:
        raise LostError(in_doubt=False)
    if code // 100 not in {LATER, NEVER}:  # not a valid class of replies here
        raise smtplib.SMTPServerDisconnected
    with suppress(smtplib.SMTPException, OSError):  # the next command notices a broken connection
        server.rset()
    raise RefusedError(text("later" if code // 100 == LATER else "refused", code=code))
