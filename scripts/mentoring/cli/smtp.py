"""The mail server, always with TLS and a certificate, and the ledger's key: the environment's."""

import os
import smtplib
import ssl
from contextlib import suppress

from mentoring.cli.output import said
from mentoring.errors import MentoringError, UsageError

HOST, PORT, USER, PASSWORD, SECURITY = (
    f"MENTORING_SMTP_{name}" for name in ("HOST", "PORT", "USER", "PASSWORD", "SECURITY")
)
KEY = "MENTORING_LEDGER_KEY"
PORTS = {"starttls": 587, "tls": 465}
PATIENCE = 60  # seconds, for each piece of an answer
MOST_LINES, LONGEST_LINE = 100, 8192  # of one reply


def ledger_key(*, required: bool = False) -> bytes | None:
    """The key of the ledger's hashes; raises UsageError if it is required and missing."""
    key = os.environ.get(KEY, "").encode() or None
    if required and key is None:
        raise UsageError(said("no-ledger-key"))
    return key


def connect() -> smtplib.SMTP:
    """Connect to the mail server with TLS and, if a user is named, log in."""
    host, security = os.environ.get(HOST), os.environ.get(SECURITY, "starttls")
    if not host or security not in PORTS:
        raise UsageError(said("no-mail-server"))
    try:
        return _connected(host, int(os.environ.get(PORT, PORTS[security])), security)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise MentoringError(said("no-connection", error=type(error).__name__)) from error


class _Bounded(smtplib.SMTP):
    """An SMTP client that rejects endless and malformed replies."""

    def getreply(self) -> tuple[int, bytes]:
        """The server's reply: its code and its lines."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected
        self.file = self.file or self.sock.makefile("rb")
        lines: list[bytes] = []
        with suppress(OSError):
            while len(lines) < MOST_LINES:
                line = self.file.readline(LONGEST_LINE)
                if not (line[:3].isdigit() and line.endswith(b"\n")):
                    break
                lines.append(line[4:].strip())
                if line[3:4] != b"-":
                    return int(line[:3]), b"\n".join(lines)
        self.close()
        raise smtplib.SMTPServerDisconnected


class _Encrypted(_Bounded, smtplib.SMTP_SSL):
    """The same client, with TLS from the first byte."""


def _connected(host: str, port: int, security: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if security == "tls":
        server: smtplib.SMTP = _Encrypted(host, port, timeout=PATIENCE, context=context)
    else:
        server = _Bounded(host, port, timeout=PATIENCE)
    try:
        if security == "starttls":
            server.starttls(context=context)
        server.ehlo()
        if os.environ.get(USER):
            server.login(os.environ[USER], os.environ.get(PASSWORD, ""))
    except BaseException:
        server.close()
        raise
    return server
