"""Handing one message to a mail server, so that one knows whether it was taken."""

from __future__ import annotations

import re
import smtplib
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError

if TYPE_CHECKING:
    from collections.abc import Callable

OK, GO_AHEAD = 250, 354


class RefusedError(MentoringError):
    """The server, or this program before it, does not take this message; others may pass."""


class LostError(MentoringError):
    """The connection broke. `in_doubt` says whether the server may have taken the message."""

    def __init__(self, *, in_doubt: bool) -> None:
        self.in_doubt = in_doubt
        super().__init__("The connection to the mail server broke.")


def hand_over(
    server: smtplib.SMTP, sender: str, to: str, data: bytes, before_the_end: Callable[[], None]
) -> None:
    """One mail transaction (RFC 5321). Returns once the server has said that it took the message.

    A server may not deliver a message whose end it has not seen, so a break before the final dot
    leaves no doubt. `before_the_end` is called right before that dot is sent; a break after it,
    before the answer, raises LostError with `in_doubt`.
    """
    ending = False
    try:
        _envelope(server, sender, to)
        server.send(_stuffed(data))
        before_the_end()
        ending = True
        server.send(b".\r\n")
        _expect(server, OK, server.getreply())
    except (smtplib.SMTPServerDisconnected, OSError) as error:
        raise LostError(in_doubt=ending) from error


def _envelope(server: smtplib.SMTP, sender: str, to: str) -> None:
    options = []
    if not to.isascii():
        if not server.has_extn("smtputf8"):
            raise RefusedError("the server does not carry addresses beyond ASCII (SMTPUTF8)")
        options = ["SMTPUTF8", "BODY=8BITMIME"]
    _expect(server, OK, server.mail(sender, options))
    _expect(server, OK, server.rcpt(to))
    _expect(server, GO_AHEAD, server.docmd("DATA"))


def _expect(server: smtplib.SMTP, wanted: int, reply: tuple[int, bytes]) -> None:
    """Refuse any other answer, in the server's code alone: its words may quote the address."""
    code = reply[0]
    if code in (-1, 421):
        raise smtplib.SMTPServerDisconnected
    if code != wanted:
        server.rset()
        later = "; try again later" if 400 <= code < 500 else ""  # noqa: PLR2004 (RFC 5321)
        raise RefusedError(f"the server answered {code}{later}")


def _stuffed(data: bytes) -> bytes:
    """The message with network line ends, a leading dot doubled (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", data)
    stuffed = re.sub(rb"(?m)^\.", b"..", lines)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"
