"""Compose a letter as an e-mail draft with its enclosures: the same letter, the same bytes."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from hashlib import sha256
from types import MappingProxyType

from icalendar import Calendar, Event

from mentoring.errors import PersonError
from mentoring.operations.letters.letter import CalendarEntry, Letter
from mentoring.operations.sending.outbox import ABOUT, DATES
from mentoring.people.application import Application
from mentoring.programme.cohort import Cohort
from mentoring.render.letters.template import Text, text_of
from mentoring.render.papers import AGREEMENT, Stationery, agreement_pdf, certificate_pdf
from mentoring.render.template_error import message
from mentoring.schemas import pattern
from mentoring.schemas.validation import is_email

LINES = policy.SMTP.clone(max_line_length=78)
WIDE = policy.SMTPUTF8.clone(max_line_length=78)
JOINERS = "\u200c\u200d"  # between letters of Persian and Indic names


def compose(
    letter: Letter, cohort: Cohort, paper: Stationery, today: date
) -> tuple[bytes | None, list[str]]:
    """The `.eml` draft of a letter with its enclosures, and what is wrong with it.

    If no font shows the names in an agreement, it has lines in their place. There is no draft if
    this receiver's data prevent it.
    """
    problems: list[str] = []
    try:
        text = text_of(letter, paper.texts)
        files = tuple(_enclosures(letter, cohort, paper, today, problems))
        return draft(cohort, letter.to, text, files, letter.about, letter.dates), problems
    except PersonError as error:
        return None, [f"Not written: {letter.key}. {error}"]


def _enclosures(
    letter: Letter, cohort: Cohort, paper: Stationery, today: date, problems: list[str]
) -> Iterator[tuple[str, bytes]]:
    """The files of a letter. Agreements are blank, to be discussed and filled in together."""
    for pair in letter.agreements:
        text, fonts = paper.documents[AGREEMENT], paper.fonts
        pdf = agreement_pdf(text, cohort, pair, problems, blank=True, fonts=fonts)
        yield f"agreement-{pair.mentee.id}.pdf", pdf
    for name, entries in letter.calendars.items():
        yield name, calendar(cohort, entries, letter.sequence, today)
    for earned in letter.certificates:
        yield f"certificate-{earned.mentee}.pdf", certificate_pdf(paper, cohort, earned)


def calendar(cohort: Cohort, entries: Sequence[CalendarEntry], sequence: int, today: date) -> bytes:
    """A calendar's bytes (RFC 5546), which is the update of number `sequence`, made `today`."""
    made = Calendar(prodid="-//mentoring//letters//EN", version="2.0")
    made.add("method", "CANCEL" if any(entry.cancelled for entry in entries) else "PUBLISH")
    organisers = cohort.contacts.organisers
    for entry in entries:
        whole_day = not isinstance(entry.starts, datetime)
        stated = {
            "summary": entry.title,
            "dtstart": entry.starts,
            "dtend": entry.ends,
            "transp": "TRANSPARENT" if whole_day else None,  # it takes no time in a calendar
            "location": entry.place,
            "url": entry.url,
        }
        event = Event(uid=f"{entry.uid}@{organisers.rpartition('@')[2]}")
        event.add("dtstamp", datetime.combine(today, time(), UTC))
        for name, value in ({"status": "CANCELLED"} if entry.cancelled else stated).items():
            if value:
                event.add(name, value)
        event.add("sequence", sequence)
        event.add("organizer", f"mailto:{organisers}")
        made.add_component(event)
    made.add_missing_timezones(first_date=cohort.dates.announcement, last_date=cohort.dates.end)
    made.subcomponents.sort(key=lambda part: str(part.get("tzid", "~")))  # they came as a set
    return bytes(made.to_ical())


def draft(
    cohort: Cohort,
    to: Application,
    text: Text,
    files: Iterable[tuple[str, bytes]] = (),
    about: Iterable[str] = (),
    dates: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """The message from the programme as an unsent draft (`X-Unsent: 1` opens it ready to send).

    `about` are the ids of the partners it mentions, `dates` the ledger's record of the dates in its
    `files`; both are in headers that are never sent. Raises PersonError, with the id, if a name
    contains a control character or an address is not valid in mail.
    """
    person = to.person
    ascii_only = person.email.rpartition("@")[0].isascii()  # UTF-8 (RFC 6532) only where needed
    mail = EmailMessage(policy=LINES if ascii_only else WIDE)
    mail["From"] = _address(cohort.programme, cohort.contacts.organisers, "the organisers")
    mail["To"] = _address(person.name, person.email, to.id)
    mail["Subject"] = _printable(text.subject, to.id, "subject")
    mail["X-Unsent"] = "1"
    mail[ABOUT] = " ".join(("partners", *about))
    if dates:
        mail[DATES] = " ".join(f"{uid}={mark}" for uid, mark in dates.items())
    mail.set_content(text.body, charset="utf-8", cte="quoted-printable")
    for name, data in files:
        main, sub = ("application", "pdf") if name.endswith(".pdf") else ("text", "calendar")
        mail.add_attachment(data, maintype=main, subtype=sub, filename=name)
    if mail.is_multipart():  # a boundary of its own, so that a draft has the same bytes
        seed = "\0".join((person.email, *text))
        mail.set_boundary(f"=_{sha256(seed.encode()).hexdigest()[:32]}")
    return mail.as_bytes()


def _address(name: str, email: str, called: str) -> Address:
    """The address for a header; its domain is in ASCII form. Errors name the person by id."""
    name = _printable(name, called, "name")
    if not (pattern("email").fullmatch(email) and is_email(email)):
        raise PersonError(message("address", person=called))
    local, _, domain = email.rpartition("@")
    return Address(name, local, domain.encode("idna").decode())


def _printable(text: str, called: str, what: str) -> str:
    """The text, unless it could end its header line or change the reading order."""
    for character in text:
        category = unicodedata.category(character)
        if category in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character not in JOINERS:
            raise PersonError(message("control", what=what, person=called, number=ord(character)))
    return text
