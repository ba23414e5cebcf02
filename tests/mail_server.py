"""A real mail server on loopback, with TLS, that can break the line at a chosen moment."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from threading import Thread
from typing import TYPE_CHECKING, Any

from aiosmtpd.smtp import SMTP, AuthResult

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

USER, PASSWORD = "organisers", "correct horse"


@dataclass(slots=True)
class Mailbox:
    """What arrived. `cuts` says before which message, or after which, the line breaks once."""

    arrived: list[EmailMessage] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    cut_before: set[int] = field(default_factory=set)
    cut_after: set[int] = field(default_factory=set)
    refuse: dict[str, str] = field(default_factory=dict)
    encrypted: bool = True

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, to: str, _o: Any) -> str:  # noqa: N802
        """Refuse the recipients that the test refuses; drop the connection if it asks for that."""
        self.encrypted = self.encrypted and session.ssl is not None
        if len(self.arrived) in self.cut_before:
            self.cut_before.remove(len(self.arrived))
            server.transport.abort()
        if to in self.refuse:
            return self.refuse[to]
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take the message; then, perhaps, never say so."""
        self.arrived.append(message_from_bytes(envelope.content, policy=policy.SMTPUTF8))  # type: ignore[arg-type]
        self.receivers += envelope.rcpt_tos
        if len(self.arrived) in self.cut_after:
            self.cut_after.remove(len(self.arrived))
            server.transport.abort()
        return "250 taken"


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost, and its key."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    request = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    files = ["-nodes", "-days", "2", "-keyout", str(key), "-out", str(cert)]
    subprocess.run([*request, *files, *subject], check=True, capture_output=True)
    return cert, key


@contextmanager
def serving(mailbox: Mailbox, cert: Path, key: Path, *, implicit: bool = False) -> Iterator[int]:
    """The server, on a free port: STARTTLS required, or TLS from the first byte."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)

    def allow(_s: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        known = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=known, handled=False)

    def protocol() -> SMTP:
        return SMTP(
            mailbox,
            hostname="localhost",
            enable_SMTPUTF8=True,
            require_starttls=not implicit,
            tls_context=None if implicit else context,
            auth_required=not implicit,
            auth_require_tls=not implicit,
            authenticator=allow,
            loop=loop,
        )

    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    listening = loop.create_server(protocol, "127.0.0.1", 0, ssl=context if implicit else None)
    server = asyncio.run_coroutine_threadsafe(listening, loop).result()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(_ended(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _ended() -> None:
    """Wait for the sessions that are still open."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
