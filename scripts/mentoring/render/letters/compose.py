"""A letter made whole: words, agreement, calendar and certificate in one draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.people.application import Role
from mentoring.render.agreement import as_pdf as agreement_pdf
from mentoring.render.certificate import as_pdf as certificate_pdf
from mentoring.render.letters.calendar import calendar
from mentoring.render.letters.message import Enclosure, Party, draft
from mentoring.render.letters.text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from jinja2 import Environment

    from mentoring.operations.letters.letter import Letter
    from mentoring.people.side import Side
    from mentoring.programme.cohort import Cohort


@dataclass(frozen=True, kw_only=True, slots=True)
class Stationery:
    """What letters are written with: the texts, the two Typst templates, the fonts."""

    texts: Environment
    agreement: str
    certificate: str
    fonts: Path | None = None


def compose(letter: Letter, cohort: Cohort, stationery: Stationery, today: date) -> bytes:
    """The `.eml` draft of a letter."""
    sender = Party(name=cohort.programme, email=cohort.contacts.organisers, called="the organisers")
    person = letter.to.person
    to = Party(name=person.name, email=person.email, called=letter.to.id)
    text = text_of(letter, stationery.texts)
    return draft(sender, to, text, _enclosures(letter, cohort, stationery, today))


def _enclosures(
    letter: Letter, cohort: Cohort, stationery: Stationery, today: date
) -> Iterator[Enclosure]:
    """The agreement is enclosed blank, to be talked about and filled in together."""
    for one in letter.agreements:
        pdf = agreement_pdf(
            stationery.agreement,
            cohort,
            one.mentee,
            one.mentor,
            told=one.announced,
            fonts=stationery.fonts,
        )
        yield Enclosure(name=f"agreement-{one.mentee.id}.pdf", kind="application/pdf", data=pdf)
    side: Side = "mentee" if letter.to.role is Role.MENTEE else "mentor"
    for one in letter.calendars:
        ics = calendar(cohort, one, side, today)
        yield Enclosure(name=f"dates-{one.mentee.id}.ics", kind="text/calendar", data=ics)
    for one in letter.certificates:
        pdf = certificate_pdf(
            stationery.certificate, cohort, letter.to, one, fonts=stationery.fonts
        )
        yield Enclosure(name=f"certificate-{one.mentee.id}.pdf", kind="application/pdf", data=pdf)
