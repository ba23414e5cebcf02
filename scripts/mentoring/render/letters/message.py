"""A letter as an e-mail message: an `.eml` draft with the same bytes every time."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from types import MappingProxyType

from mentoring.errors import PersonError
from mentoring.operations.sending.outbox import ABOUT, DATES
from mentoring.render.letters.template import Text
from mentoring.schemas import pattern
from mentoring.schemas.formats import is_email

LINES = policy.SMTP.clone(max_line_length=78)
WIDE = policy.SMTPUTF8.clone(max_line_length=78)


@dataclass(frozen=True, kw_only=True, slots=True)
class Enclosure:
    """A file attached to a letter."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """A person in a header; messages to the user name them by id, never by name."""

    name: str
    email: str
    called: str


def draft(
    sender: Party,
    to: Party,
    text: Text,
    enclosures: Iterable[Enclosure] = (),
    about: Iterable[str] = (),
    dates: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The message as an unsent draft (`X-Unsent: 1` opens it ready to send).

    `about` are the ids of the partners it mentions, `dates` the ledger's record of the dates in
    it; both are in headers that are never sent.

    Raises PersonError with the id if a name contains a control character or an address is not
    valid in mail.
    """
    message = EmailMessage(policy=_policy(to))
    message["From"] = address(sender)
    message["To"] = address(to)
    message["Subject"] = _printable(text.subject, to.called, "subject")
    message["X-Unsent"] = "1"
    message[ABOUT] = " ".join(("partners", *about))
    if dates:
        message[DATES] = " ".join(f"{uid}={mark}" for uid, mark in dates.items())
    message.set_content(text.body, charset="utf-8", cte="quoted-printable")
    for enclosure in enclosures:
        main, _, sub = enclosure.kind.partition("/")
        message.add_attachment(enclosure.data, maintype=main, subtype=sub, filename=enclosure.name)
    if message.is_multipart():
        message.set_boundary(_boundary(to, text))
    return message.as_bytes()


def address(party: Party) -> Address:
    """The address for a header, with international domains in their ASCII form."""
    name = _printable(party.name, party.called, "name")
    if not (pattern("email").fullmatch(party.email) and is_email(party.email)):
        raise PersonError(
            f"The e-mail address of {party.called} is none that mail can carry: correct it in the "
            "application."
        )
    local, _, domain = party.email.rpartition("@")
    return Address(name, local, domain.encode("idna").decode())


def _policy(to: Party) -> policy.EmailPolicy[EmailMessage]:
    """Use UTF-8 (RFC 6532) only for messages with addresses beyond ASCII."""
    return LINES if to.email.rpartition("@")[0].isascii() else WIDE


def _printable(text: str, called: str, what: str) -> str:
    """The text, unless it could end its header line or change the reading order."""
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and (
            character not in JOINERS
        ):
            raise PersonError(
                f"The {what} of {called} holds a control character "
                f"(U+{ord(character):04X}): remove it from the application."
            )
    return text


JOINERS = "\u200c\u200d"  # between letters of Persian and Indic names


def _boundary(to: Party, text: Text) -> str:
    """A boundary derived from the content, so that a draft has the same bytes every time."""
    seed = f"{to.email}\x00{text.subject}\x00{text.body}"
    return f"=_{hashlib.sha256(seed.encode()).hexdigest()[:32]}"
