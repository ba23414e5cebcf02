"""Compose a letter: text, agreement, calendar and certificate in one draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from mentoring.errors import PersonError
from mentoring.operations.letters.close import Certificate
from mentoring.operations.letters.letter import Couple, Letter
from mentoring.programme.cohort import Cohort
from mentoring.render.agreement import as_pdf as agreement_pdf
from mentoring.render.certificate import as_pdf as certificate_pdf
from mentoring.render.letters.calendar import calendar
from mentoring.render.letters.message import Enclosure, Party, draft
from mentoring.render.letters.text import text_of


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


def _agreement(one: Couple, cohort: Cohort, stationery: Stationery) -> tuple[Enclosure, str]:
    """The blank agreement, to discuss and fill in together; and a warning, or ""."""
    blank = partial(
        agreement_pdf, stationery.agreement, cohort, one, blank=True, fonts=stationery.fonts
    )
    try:
        pdf, warning = blank(), ""
    except PersonError as error:
        pdf, warning = blank(unnamed=True), f"{error} Until then it has lines for the names."
    name = f"agreement-{one.mentee.id}.pdf"
    return Enclosure(name=name, kind="application/pdf", data=pdf), warning


def _others(
    letter: Letter, cohort: Cohort, stationery: Stationery, today: date
) -> Iterator[Enclosure]:
    for one in letter.calendars:
        ics = calendar(cohort, one, today)
        yield Enclosure(name=one.name, kind="text/calendar", data=ics)
    for earned in letter.certificates:
        yield Enclosure(
            name=f"certificate-{earned.mentee}.pdf",
            kind="application/pdf",
            data=_certificate(earned, cohort, stationery),
        )


def _certificate(certificate: Certificate, cohort: Cohort, paper: Stationery) -> bytes:
    return certificate_pdf(
        paper.certificate, cohort, certificate, logo=paper.logo, fonts=paper.fonts
    )
