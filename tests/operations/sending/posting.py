"""A programme with drafts in its outbox, and one run of sending."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import made
from mentoring.cli.smtp import connect
from mentoring.operations.sending.outbox import Outbox
from mentoring.operations.sending.send import Sending
from mentoring.people.application import Person
from mentoring.render.letters.compose import draft
from mentoring.render.letters.template import Text
from mentoring.store.reader import load

if TYPE_CHECKING:
    from pathlib import Path

    from mail_server import Mailbox
    from mentoring.operations.sending.send import Report

KEY = b"a secret of sixteen bytes or more"
NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
NAMES = {
    "bbbbbb": ("Zoë Şahin", "bbbbbb@example.org"),
    "cccccc": ("李明", "cccccc@example.org"),
    "dddddd": ("محمد علی", "dddddd@example.org"),
    "ffffff": ('"Nita", PhD', "ffffff@example.org"),
    "gggggg": ("Иван", "иван@example.org"),
}


@dataclass
class Post:
    """A programme with five drafts in its outbox, and the server they go to."""

    root: Path
    mailbox: Mailbox
    waits: list[int] = field(default_factory=list)

    def send(self, *again: str) -> Report:
        """One run of sending, as the command does it."""
        outbox = self.outbox()
        sending = Sending(outbox=outbox, now=NOW, again=frozenset(again))
        return sending.run(connect, wait=lambda: None)

    def outbox(self, key: bytes = KEY) -> Outbox:
        """The outbox as it is now."""
        edition = load(self.root).sound("2026")
        return Outbox(root=self.root, edition=edition, today=NOW.date(), key=key)

    def ledger(self) -> list[str]:
        """The people that have letters in the ledger."""
        return sorted(entry.record.to for entry in load(self.root).sound("2026").sent)


def write(root: Path, person: str, subject: str = "Meet your mentor", email: str = "") -> None:
    """A draft in the outbox."""
    name, address = NAMES[person]
    data = draft(
        made.cohort(),
        made.application(person, person=Person(name=name, email=email or address)),
        Text(subject=subject, body=f"Dear {name},\n\n.dots and {'long ' * 300}lines\n"),
    )
    path = root / "outbox/2026/letters" / f"announcement-{person}.eml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
