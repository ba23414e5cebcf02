"""Compose a letter as an e-mail message: text, agreement, calendar (RFC 5545), certificate.

It is an `.eml` draft with the same bytes every time.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from types import MappingProxyType

from icalendar import Calendar, Event

from mentoring.errors import PersonError
from mentoring.operations.letters.enclosures import CalendarEntry, CalendarFile
from mentoring.operations.letters.letter import Couple, Letter
from mentoring.operations.sending.outbox import ABOUT, DATES
from mentoring.programme.cohort import Cohort
from mentoring.render.letters.template import Text, text_of
from mentoring.render.papers import agreement_pdf, certificate_pdf
from mentoring.schemas import pattern
from mentoring.schemas.formats import is_email

LINES = policy.SMTP.clone(max_line_length=78)
WIDE = policy.SMTPUTF8.clone(max_line_length=78)
JOINERS = "\u200c\u200d"  # between letters of Persian and Indic names


@dataclass(frozen=True, kw_only=True, slots=True)
class Stationery:
    """The parts of letters: own texts by file name, two Typst templates, fonts, a logo."""

    texts: Mapping[str, str]
    agreement: str
    certificate: str
    fonts: Path | None = None
    logo: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Composed:
    """The `.eml` draft of a letter, and warnings that do not prevent sending it."""

    data: bytes
    warnings: tuple[str, ...] = ()


def compose(letter: Letter, cohort: Cohort, stationery: Stationery, today: date) -> Composed:
    """Write a letter and its attachments.

    Raises PersonError if this receiver's letter cannot be written. If no font shows the names in an
    agreement, it has lines in their place, and there is a warning.
    """
    sender = Party(name=cohort.programme, email=cohort.contacts.organisers, called="the organisers")
    person = letter.to.person
    to = Party(name=person.name, email=person.email, called=letter.to.id)
    text = text_of(letter, stationery.texts)
    agreements = [_agreement(agreement, cohort, stationery) for agreement in letter.agreements]
    enclosures = [enclosure for enclosure, _ in agreements]
    enclosures += _others(letter, cohort, stationery, today)
    return Composed(
        data=draft(sender, to, text, enclosures, letter.about, letter.dates),
        warnings=tuple(warning for _, warning in agreements if warning),
    )


def _agreement(couple: Couple, cohort: Cohort, stationery: Stationery) -> tuple[Enclosure, str]:
    """The blank agreement, to discuss and fill in together; and a warning, or ""."""
    blank = partial(
        agreement_pdf, stationery.agreement, cohort, couple, blank=True, fonts=stationery.fonts
    )
    try:
        pdf, warning = blank(), ""
    except PersonError as error:
        pdf, warning = blank(unnamed=True), f"{error} Until then it has lines for the names."
    name = f"agreement-{couple.mentee.id}.pdf"
    return Enclosure(name=name, kind="application/pdf", data=pdf), warning


def _others(letter: Letter, cohort: Cohort, paper: Stationery, today: date) -> Iterator[Enclosure]:
    for file in letter.calendars:
        data = calendar(cohort, file, today)
        yield Enclosure(name=file.name, kind="text/calendar", data=data)
    for earned in letter.certificates:
        pdf = certificate_pdf(paper.certificate, cohort, earned, logo=paper.logo, fonts=paper.fonts)
        name = f"certificate-{earned.mentee}.pdf"
        yield Enclosure(name=name, kind="application/pdf", data=pdf)


def calendar(cohort: Cohort, file: CalendarFile, today: date) -> bytes:
    """The file's bytes. SEQUENCE is the number of the update, and DTSTAMP its day."""
    made = Calendar()
    made.add("prodid", "-//mentoring//letters//EN")
    made.add("version", "2.0")
    made.add("method", file.method)
    for entry in file.entries:
        made.add_component(_stamped(_event(entry), cohort, entry.uid, file.sequence, today))
    for _, uid in file.gone:
        cancelled = Event()
        cancelled.add("status", "CANCELLED")
        made.add_component(_stamped(cancelled, cohort, uid, file.sequence, today))
    made.add_missing_timezones(first_date=cohort.dates.announcement, last_date=cohort.dates.end)
    return bytes(made.to_ical())


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("summary", entry.title)
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    if not isinstance(entry.starts, datetime):
        event.add("transp", "TRANSPARENT")
    if entry.place:
        event.add("location", entry.place)
    if entry.url:
        event.add("url", entry.url)
    return event


def _stamped(event: Event, cohort: Cohort, uid: str, sequence: int, today: date) -> Event:
    """The entry with a globally unique id and the number of the update."""
    host = cohort.contacts.organisers.rpartition("@")[2]
    event.add("uid", f"{uid}@{host}")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("sequence", sequence)
    event.add("organizer", f"mailto:{cohort.contacts.organisers}")
    return event


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
    ascii_only = to.email.rpartition("@")[0].isascii()  # UTF-8 (RFC 6532) only where it is needed
    message = EmailMessage(policy=LINES if ascii_only else WIDE)
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
        seed = f"{to.email}\x00{text.subject}\x00{text.body}"  # so that a draft has the same bytes
        message.set_boundary(f"=_{hashlib.sha256(seed.encode()).hexdigest()[:32]}")
    return message.as_bytes()


def address(party: Party) -> Address:
    """The address for a header, with international domains in their ASCII form."""
    name = _printable(party.name, party.called, "name")
    if not (pattern("email").fullmatch(party.email) and is_email(party.email)):
        raise PersonError(
            f"The e-mail address of {party.called} is not valid in mail: correct it in the "
            "application."
        )
    local, _, domain = party.email.rpartition("@")
    return Address(name, local, domain.encode("idna").decode())


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
