"""A mail server with a certificate, and five drafts that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import made
from mail_server import PASSWORD, USER, Mailbox, certificate, serving
from mentoring.people.application import Person
from operations.sending.posting import NAMES, Post, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for all servers here."""
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def post(tmp_path: Path, tls: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """Everything in its place, and the environment as an organiser sets it."""
    people = (
        made.application(person, person=Person(name=name, email=address))
        for person, (name, address) in NAMES.items()
    )
    root = made.written(tmp_path, made.cohort(), *people)
    for person in NAMES:
        write(root, person)
    mailbox = Mailbox()
    with serving(mailbox, *tls) as port:
        monkeypatch.setenv("SSL_CERT_FILE", str(tls[0]))
        monkeypatch.setenv("MENTORING_SMTP_HOST", "localhost")
        monkeypatch.setenv("MENTORING_SMTP_PORT", str(port))
        monkeypatch.setenv("MENTORING_SMTP_USER", USER)
        monkeypatch.setenv("MENTORING_SMTP_PASSWORD", PASSWORD)
        yield Post(root=root, mailbox=mailbox)
