"""Handing one message to a mail server, and learning whether the server accepted it."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from contextlib import suppress

from mentoring.errors import MentoringError
from mentoring.operations.sending.outgoing import Outgoing

DONE, GO_ON, LATER, NEVER = 2, 3, 4, 5
"""The first digits of replies, which determine what a client does (RFC 5321, 4.2)."""
CLOSING = 421  # the server closes the connection; the pending command was not done (RFC 5321, 3.8)


class RefusedError(MentoringError):
    """The server does not accept this message; it may accept others."""


class LostError(MentoringError):
    """The connection broke. `in_doubt` says whether the server may have accepted the message."""

    def __init__(self, *, in_doubt: bool) -> None:
        self.in_doubt = in_doubt
        super().__init__("The connection to the mail server broke.")


def hand_over(server: smtplib.SMTP, mail: Outgoing, before_the_end: Callable[[], None]) -> None:
    """Run one mail transaction (RFC 5321). Returns once the server has accepted the message.

    A server may not deliver a message whose end it has not seen, so a break before the final dot
    leaves no doubt. `before_the_end` is called right before that dot is sent; a break after it,
    before the answer, raises LostError with `in_doubt`.
    """
    ending = False
    try:
        _envelope(server, mail)
        server.send(mail.data)
        before_the_end()
        ending = True
        server.send(b".\r\n")
        _expect(server, DONE, server.getreply())
    except (smtplib.SMTPException, OSError) as error:
        raise LostError(in_doubt=ending) from error


def _envelope(server: smtplib.SMTP, mail: Outgoing) -> None:
    options = []
    if not all(address.isascii() for address in (mail.sender, *mail.receivers)):
        if not server.has_extn("smtputf8"):
            raise RefusedError("the server does not carry addresses beyond ASCII (SMTPUTF8)")
        options = ["SMTPUTF8", "BODY=8BITMIME"]
    _expect(server, DONE, server.mail(mail.sender, options))
    for address in mail.receivers:
        _expect(server, DONE, server.rcpt(address))
    _expect(server, GO_ON, server.docmd("DATA"))


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
    later = "; try again later" if code // 100 == LATER else ""
    raise RefusedError(f"the server answered {code}{later}")


def part(server: smtplib.SMTP) -> None:
    """Close the session and ignore the server's answer, because all messages are settled."""
    with suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()
