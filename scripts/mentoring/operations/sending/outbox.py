"""The outbox of an edition: its drafts, and whether each was sent or may still be sent."""

import hmac
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import Parser
from functools import cached_property, partial
from pathlib import Path
from typing import Literal

from mentoring.errors import DataError, MentoringError
from mentoring.files.changes import Changes, plan
from mentoring.files.decodings import plain
from mentoring.files.messages import message
from mentoring.files.tree import Tree
from mentoring.operations.letters.close import closing
from mentoring.operations.letters.letter import ANNOUNCEMENT, Letter
from mentoring.operations.letters.remind import remind
from mentoring.people.application import ApplicationStatus
from mentoring.store.programme import Edition

text = partial(message, __package__)  # a message of messages.toml, by its key and with its values
ABOUT = "X-Mentoring-About"  # the header with the partners, after one word; never sent
DATES = "X-Mentoring-Dates"  # the header with the enclosed dates' marks; never sent
State = Literal["new", "sent", "changed"]  # in the ledger; changed: another text than was sent

TO_LEAVERS = ("consent-taken-back", "withdrawal")
ABOUT_LEAVERS = ("partner-died-", "partner-left-")
INTRODUCTIONS = (ANNOUNCEMENT, "introduction-")  # hold while the pairs in them are current
REQUESTS = (
    "check-in-",
    "closing",
    "dates-",
    "reminder-",
    "return-",
    "second-mentor-",
    *TO_LEAVERS,
    *ABOUT_LEAVERS,
)
"""The beginnings of letters that hold while they are due; others may always be sent."""
LEFT = {
    ApplicationStatus.WITHDRAWN: "has withdrawn",
    ApplicationStatus.DO_NOT_CONTACT: "is not to be contacted",
    ApplicationStatus.DECEASED: "has died",
}

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


@dataclass(frozen=True, kw_only=True)
class Outbox:
    """The drafts of an edition below `root` on a day, and its ledger of sent letters.

    Without a key, changed texts cannot be recognised. It has no slots, so that results can be
    cached. Raises MentoringError if the key is not the one that the letters were recorded with,
    because every text would then appear changed.
    """

    root: Path
    edition: Edition
    today: date
    key: bytes | None = None

    def __post_init__(self) -> None:
        marks = {sent.key for sent in self.edition.letters.values()} - {None}
        if self.key is not None and marks and mark_of(self.key) not in marks:
            raise MentoringError(text("other-key", edition=self.edition.name))

    @property
    def folder(self) -> str:
        """The folder of the drafts, relative to the root."""
        return f"outbox/{self.edition.name}/letters"

    def state(self, letter: str, message: EmailMessage) -> State:
        """The state of a letter, by its key, with this text."""
        sent = self.edition.letters.get(letter)
        if sent is None:
            return "new"
        same = self.key is None or fingerprint(self.key, message) == sent.digest
        return "sent" if same else "changed"

    def drafts(self) -> tuple[Draft, ...]:
        """All drafts there are now, sorted by file name; other files are ignored."""
        tree, found = Tree(self.root), []
        listing = tree.list(self.folder)
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
            found.append(Draft(**name.groupdict(), message=message, fault=fault))
        return tuple(found)

    def files(self, drafts: Mapping[str, bytes | None]) -> Changes:
        """The changes that write drafts, by key, or remove them (None)."""
        files = {f"{self.folder}/{key}.eml": data for key, data in drafts.items()}
        return plan(self.root, files, private=True)

    def doubt_mark(self, key: str) -> Path:
        """The file that is there while the server may have accepted a draft's message."""
        return self.root / self.folder / f"{key}{SUFFIX}"

    def in_doubt(self) -> frozenset[str]:
        """The keys of the drafts that the server may have accepted."""
        names = (path.rpartition("/")[2] for path in Tree(self.root).list(self.folder).files)
        return frozenset(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))

    def obsolete(self, drafted: Collection[str]) -> dict[str, str]:
        """Why drafts are obsolete, by key; those `drafted` again, sent or in doubt are not."""
        kept = {*self.edition.letters, *drafted, *self.in_doubt()}
        drafts = (draft for draft in self.drafts() if draft.key not in kept)
        return {draft.key: why for draft in drafts if (why := self.why_not(draft))}

    def why_not(self, draft: Draft) -> str | None:
        """Why a draft must not be sent any more, naming people by id; None if it may be sent."""
        to_leavers = draft.letter.startswith(TO_LEAVERS) or draft.to not in self.edition.people
        if not to_leavers and (why := self._left(draft.to)):
            return why
        for partner in () if draft.letter.startswith(ABOUT_LEAVERS) else draft.about or ():
            if why := self._left(partner):
                return f"it mentions a person who has left: {why}"
        if draft.letter.startswith(INTRODUCTIONS):
            return self._pair_over(draft)
        if not draft.letter.startswith(REQUESTS):
            return None
        due = self._due.get(draft.key)
        if due and draft.letter.startswith("dates-") and draft.dates not in ({}, due.dates):
            return "the dates have changed again"
        return None if due else f"what it asks for is done, or not due on {self.today}"

    def _left(self, person: str) -> str | None:
        """Why a person must not be written to, by id; None if they may be."""
        if person not in self.edition.people:
            return f"{person} has no application"
        application = self.edition.people[person]
        if application.may_be_written_to:
            return None
        return f"{person} {LEFT.get(application.status, 'has taken back consent')}"

    def _pair_over(self, draft: Draft) -> str | None:
        """Why a letter that introduces people is wrong, if their pairs are over or have changed."""
        to, partners = draft.to, self._partners.get(draft.to, set())
        if draft.about is None:
            pairs = ((mentee, past.mentor) for mentee, past in self.edition.mentorships)
            lost = not partners and any(to in pair for pair in pairs)
            return f"{to} is not in a pair any more" if lost else None
        for partner in draft.about:
            if partner not in partners:
                return f"{to} and {partner} are not a pair any more"
        return f"{to} is in a pair now" if partners and not draft.about else None

    @cached_property
    def _due(self) -> dict[str, Letter]:
        due = (*remind(self.edition, self.today), *closing(self.edition))
        return {letter.key: letter for letter in due}

    @cached_property
    def _partners(self) -> dict[str, set[str]]:
        """The partners of everyone in a current announced pair."""
        partners: dict[str, set[str]] = {}
        for mentee, mentorship in self.edition.current.items():
            for mentor in mentorship.mentors_on(self.today) if mentorship.meaning.told else ():
                partners.setdefault(mentee, set()).add(mentor)
                partners.setdefault(mentor, set()).add(mentee)
        return partners


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


def message_of(data: bytes) -> EmailMessage:
    """Parse a message; the library's parser of bytes decodes no headers in UTF-8 (RFC 6532)."""
    end = _END_OF_HEADERS.search(data)
    cut = end.end() if end else len(data)
    return Parser(policy=policy.SMTP).parsestr(plain(data[:cut]) + plain(data[cut:], "ascii"))
