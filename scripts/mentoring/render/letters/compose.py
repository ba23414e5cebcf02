"""Compose a letter as an e-mail draft: text, agreements, calendars (RFC 5545), certificates.

The same letter gives the same bytes.
"""

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
from mentoring.operations.letters.letter import CalendarEntry, CalendarFile, Letter
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


def compose(
    letter: Letter, cohort: Cohort, stationery: Stationery, today: date
) -> tuple[bytes, list[str]]:
    """The `.eml` draft of a letter with its enclosures, and warnings that do not prevent sending.

    If no font shows the names in an agreement, it has lines in their place, and there is a warning.
    Raises PersonError if this receiver's letter cannot be written.
    """
    sender = Party(name=cohort.programme, email=cohort.contacts.organisers, called="the organisers")
    person = letter.to.person
    to = Party(name=person.name, email=person.email, called=letter.to.id)
    text = text_of(letter, stationery.texts)
    warnings: list[str] = []
    enclosures = tuple(_enclosures(letter, cohort, stationery, today, warnings))
    return draft(sender, to, text, enclosures, letter.about, letter.dates), warnings


def _enclosures(
    letter: Letter, cohort: Cohort, paper: Stationery, today: date, warnings: list[str]
) -> Iterator[Enclosure]:
    """The files of a letter. Agreements are blank, to be discussed and filled in together."""
    for pair in letter.agreements:
        blank = partial(agreement_pdf, paper.agreement, cohort, pair, blank=True, fonts=paper.fonts)
        try:
            pdf = blank()
        except PersonError as error:
            pdf = blank(unnamed=True)
            warnings.append(f"{error} Until then it has lines for the names.")
        yield Enclosure(name=f"agreement-{pair.mentee.id}.pdf", kind="application/pdf", data=pdf)
    for file in letter.calendars:
        yield Enclosure(name=file.name, kind="text/calendar", data=calendar(cohort, file, today))
    for earned in letter.certificates:
        pdf = certificate_pdf(paper.certificate, cohort, earned, logo=paper.logo, fonts=paper.fonts)
        yield Enclosure(name=f"certificate-{earned.mentee}.pdf", kind="application/pdf", data=pdf)


def calendar(cohort: Cohort, file: CalendarFile, today: date) -> bytes:
    """The file's bytes (RFC 5546). SEQUENCE is the number of the update, and DTSTAMP its day."""
    made = Calendar()
    made.add("prodid", "-//mentoring//letters//EN")
    made.add("version", "2.0")
    made.add("method", "CANCEL" if file.cancelled else "PUBLISH")
    organisers = cohort.contacts.organisers
    update = {
        "dtstamp": datetime.combine(today, time(), UTC),
        "sequence": file.sequence,
        "organizer": f"mailto:{organisers}",
    }
    events = {entry.uid: _stated(entry) for entry in file.entries}
    events |= {uid: {"status": "CANCELLED"} for _, uid in file.cancelled}
    for uid, stated in events.items():
        event = Event()
        unique = {"uid": f"{uid}@{organisers.rpartition('@')[2]}"}
        for name, value in (stated | unique | update).items():
            event.add(name, value)
        made.add_component(event)
    made.add_missing_timezones(first_date=cohort.dates.announcement, last_date=cohort.dates.end)
    return bytes(made.to_ical())


def _stated(entry: CalendarEntry) -> dict[str, object]:
    """The properties of an entry; a whole day takes no time in a calendar."""
    stated = {"summary": entry.title, "dtstart": entry.starts, "dtend": entry.ends}
    whole_day = None if isinstance(entry.starts, datetime) else "TRANSPARENT"
    more = {"transp": whole_day, "location": entry.place, "url": entry.url}
    return stated | {name: value for name, value in more.items() if value}


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
        category = unicodedata.category(character)
        if category in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character not in JOINERS:
            raise PersonError(
                f"The {what} of {called} holds a control character "
                f"(U+{ord(character):04X}): remove it from the application."
            )
    return text
