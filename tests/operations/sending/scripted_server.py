"""A mail server over TLS that answers one command as a test scripts it, and else as it should."""

from __future__ import annotations

import socket
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROPER = {
    "greeting": b"220 ready\r\n",
    "EHLO": b"250-here\r\n250 8BITMIME\r\n",
    "MAIL": b"250 ok\r\n",
    "RCPT": b"250 ok\r\n",
    "DATA": b"354 go on\r\n",
    "end": b"250 taken\r\n",
    "RSET": b"250 ok\r\n",
    "QUIT": b"221 bye\r\n",
}
CLOSE, SILENCE, ENDLESS = b"<close>", b"<silence>", b"<endless>"


@dataclass
class Script:
    """What is answered instead, by stage, the first time (`once`) or always; and what arrived."""

    instead: dict[str, bytes] = field(default_factory=dict)
    once: bool = True
    arrived: list[bytes] = field(default_factory=list)

    def answer(self, stage: str) -> bytes:
        """The answer at a stage."""
        if stage not in self.instead:
            return PROPER.get(stage, b"502 what?\r\n")
        return self.instead.pop(stage) if self.once else self.instead[stage]


class _Gone(Exception):  # noqa: N818 (nothing is wrong)
    """The script closes the connection."""


@contextmanager
def scripted(script: Script, cert: Path, key: Path) -> Iterator[int]:
    """The server, on a free port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        thread = Thread(target=_serve, args=(listening, context, script, over))
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()
            thread.join()


def _serve(listening: socket.socket, context: ssl.SSLContext, script: Script, over: Event) -> None:
    while not over.is_set():
        with suppress(OSError, _Gone):
            connection, _ = listening.accept()
            connection.settimeout(5)
            with (
                connection,
                context.wrap_socket(connection, server_side=True) as tls,
                tls.makefile("rwb") as file,
            ):
                _talk(file, script)  # type: ignore[arg-type]


def _talk(file: IO[bytes], script: Script) -> None:
    _say(file, script.answer("greeting"))
    while line := file.readline():
        stage = line[:4].decode("latin-1").upper().strip()
        answer = script.answer(stage)
        _say(file, answer)
        if stage == "DATA" and answer.startswith(b"3"):
            _take(file, script)
            _say(file, script.answer("end"))
        if stage == "QUIT":
            return


def _take(file: IO[bytes], script: Script) -> None:
    lines = []
    while (line := file.readline()) != b".\r\n":
        if not line:
            raise _Gone
        lines.append(line)
    script.arrived.append(b"".join(lines))


def _say(file: IO[bytes], answer: bytes) -> None:
    if answer == SILENCE:
        file.readline()  # until the client has had enough
    if answer in {CLOSE, SILENCE}:
        raise _Gone
    file.write(b"250-more\r\n" * 5000 if answer == ENDLESS else answer)
    file.flush()
