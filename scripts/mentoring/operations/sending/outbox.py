"""The outbox of an edition: its drafts, and what the ledger of sent letters says of each."""

import hmac
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import Parser
from functools import partial
from pathlib import Path
from typing import Literal

from mentoring.errors import DataError, MentoringError
from mentoring.files.decodings import plain
from mentoring.files.messages import message
from mentoring.files.tree import Tree
from mentoring.operations.letters.still_holds import StillHolds
from mentoring.store.programme import Edition

text = partial(message, __package__)
"""A message of `messages.toml`, by its key and with its values."""

ABOUT = "X-Mentoring-About"
"""The header with the partners that a draft mentions, after one word; it is never sent."""

DATES = "X-Mentoring-Dates"
"""The header with the enclosed dates' marks for the ledger; it is never sent."""

State = Literal["new", "sent", "changed"]
"""The state of a letter in the ledger; changed is a text that differs from the one sent."""

NAME = re.compile(r"(?P<letter>[a-z][a-z0-9-]*)-(?P<to>[bcdfghjkmnpqrstvwxz]{6})\.eml")
SUFFIX = ".handing-over"
SHORTEST_KEY = 16
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """One `.eml` file: the letter's name in the ledger, the receiver's id, the message.

    `fault` says why the file could not be read; the message is empty then.
    """

    letter: str
    to: str
    message: EmailMessage
    fault: str = ""

    @property
    def key(self) -> str:
        """The stem of the file: letter and receiver."""
        return f"{self.letter}-{self.to}"

    @property
    def dates(self) -> dict[str, str]:
        """The marks of the enclosed dates for the ledger."""
        stated = str(self.message[DATES] or "").split()
        return {uid: mark for uid, sign, mark in (part.partition("=") for part in stated) if sign}

    @property
    def about(self) -> tuple[str, ...] | None:
        """The ids of the partners that the draft mentions; None if it does not say."""
        stated = self.message[ABOUT]
        return None if stated is None else tuple(str(stated).split()[1:])


class Ledger:
    """The letters sent in an edition. Without a key, changed texts cannot be recognised.

    Raises MentoringError if the key is not the one that the letters were recorded with, because
    every text would then appear changed.
    """

    def __init__(self, edition: Edition, key: bytes | None) -> None:
        sent = [entry.record for entry in edition.sent]
        marks = {record.key for record in sent} - {None}
        if key is not None and marks and mark_of(key) not in marks:
            raise MentoringError(text("other-key", edition=edition.name))
        self.digests = {f"{record.letter}-{record.to}": record.digest for record in sent}
        self._key = key

    def state(self, letter: str, message: EmailMessage) -> State:
        """The state of a letter, by its key, with this text."""
        digest = self.digests.get(letter)
        if digest is None:
            return "new"
        same = self._key is None or fingerprint(self._key, message) == digest
        return "sent" if same else "changed"


def fingerprint(key: bytes, message: EmailMessage) -> str:
    """HMAC-SHA-256 (RFC 2104, hexadecimal) of receiver, subject, text and names of enclosures.

    Line ends and trailing spaces are ignored, because mail programs change them. The bytes of
    enclosures are ignored too, because they follow from the records.
    """
    if len(key) < SHORTEST_KEY:
        raise MentoringError(text("short-key", shortest=SHORTEST_KEY))
    body = message.get_body(("plain",))
    words = str(body.get_content()) if body is not None else ""
    lines = "\n".join(line.rstrip() for line in words.strip().splitlines())
    headers = (str(message[name] or "") for name in ("To", "Subject"))
    files = sorted(str(part.get_filename()) for part in message.iter_attachments())
    return hmac.new(key, "\0".join((*headers, lines, *files)).encode(), "sha256").hexdigest()


def mark_of(key: bytes) -> str:
    """Eight hexadecimal digits that distinguish keys without revealing them."""
    return hmac.new(key, b"which key the ledger has", "sha256").hexdigest()[:8]


def folder_of(cohort: str) -> str:
    """The folder of an edition's drafts, relative to the repository's root."""
    return f"outbox/{cohort}/letters"


def drafts(root: Path, cohort: str) -> tuple[Draft, ...]:
    """All drafts of an edition, sorted by file name; other files are ignored."""
    tree, found = Tree(root), []
    listing = tree.list(folder_of(cohort))
    for path in sorted({*listing.files, *(problem.path for problem in listing.problems)}):
        name = NAME.fullmatch(path.rpartition("/")[2])
        if name is None:
            continue
        message, fault = EmailMessage(), ""
        try:
            message = message_of(tree.read(path))
        except DataError as error:
            fault = error.problems[0].message
        except Exception:  # noqa: BLE001 (the email package raises whatever damage leads to)
            fault = text("unreadable")
        found.append(Draft(letter=name["letter"], to=name["to"], message=message, fault=fault))
    return tuple(found)


def message_of(data: bytes) -> EmailMessage:
    """Parse a message with headers in UTF-8 (RFC 6532), and its body as bytes.

    The standard library's parser of bytes does not decode headers that are not ASCII.
    """
    end = _END_OF_HEADERS.search(data)
    cut = end.end() if end else len(data)
    return Parser(policy=policy.SMTP).parsestr(plain(data[:cut]) + plain(data[cut:], "ascii"))


def doubt_mark(root: Path, cohort: str, key: str) -> Path:
    """The file beside a draft that is there while the server may have accepted the message."""
    return root / folder_of(cohort) / f"{key}{SUFFIX}"


def in_doubt(root: Path, cohort: str) -> frozenset[str]:
    """The keys of the drafts that the server may have accepted."""
    names = (path.rpartition("/")[2] for path in Tree(root).list(folder_of(cohort)).files)
    return frozenset(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))


def obsolete(root: Path, edition: Edition, today: date, drafted: Collection[str]) -> dict[str, str]:
    """Why drafts are obsolete, by key, without those `drafted` again or sent before.

    Drafts in doubt are not included, because an organiser has to settle them.
    """
    kept = {*Ledger(edition, None).digests, *drafted, *in_doubt(root, edition.name)}
    holds = StillHolds(edition=edition, today=today)
    return {
        draft.key: why
        for draft in drafts(root, edition.name)
        if draft.key not in kept
        and (why := holds.why_not(draft.letter, draft.to, draft.about, draft.dates))
    }


def files_of(edition: Edition, keys: Iterable[str]) -> dict[str, None]:
    """The drafts' files, for removal."""
    return {f"{folder_of(edition.name)}/{key}.eml": None for key in keys}
