"""The mentoring agreement of a pair as a PDF, blank for discussion or filled in to sign."""

from __future__ import annotations

import re
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from mentoring.errors import PersonError
from mentoring.operations.letters.letter import Couple
from mentoring.people.agreement import Agreement, Signature, Terms
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import day_in_words
from mentoring.render.pdf import FOLDER, TemplateError, compiled

FILE = "agreement.typ"


def template_of_the_package() -> str:
    """The package's template, for programmes without their own."""
    return (files("mentoring.render") / "templates" / FILE).read_text(encoding="utf-8")


def version_of(template: str) -> str:
    """The version in a template's first line, which the signed agreement refers to."""
    found = re.match(r"// version: ([0-9A-Za-z][0-9A-Za-z._-]{0,39})\s", template)
    if found is None:
        error = TemplateError(
            "state the template's version in the first line, as in “// version: 2026-1”, in at "
            "most 40 letters, digits, dots and hyphens, and change it whenever the text changes",
            line=1,
            column=1,
        )
        raise _in_file(error)
    return found[1]


def _in_file(error: TemplateError) -> TemplateError:
    return error.within(f"{FOLDER}/{FILE}")


def as_pdf(
    template: str,
    cohort: Cohort,
    couple: Couple,
    *,
    blank: bool = False,
    unnamed: bool = False,
    fonts: Path | None = None,
) -> bytes:
    """The agreement of two people; if blank or without terms, with lines to write them on.

    For a pair made during the edition it begins on the day of the announcement. Raises PersonError
    if no font shows a name; `unnamed` leaves lines for both names instead.
    """
    mentee, mentor = couple.mentee, couple.mentor
    agreement = None if blank else couple.mentorship.agreement
    begins = max(cohort.dates.start, couple.announced or cohort.dates.start)
    data = {
        "programme": cohort.programme,
        "cohort": cohort.cohort,
        "start": day_in_words(begins),
        "end": day_in_words(cohort.dates.end),
        "recommended": list(cohort.meetings_per_month),
        "organisers": cohort.contacts.organisers,
        "safeguarding": cohort.contacts.safeguarding,
        "mentee": None if unnamed else mentee.person.name,
        "mentor": None if unnamed else mentor.person.name,
        "co_mentors": [] if unnamed else [one.person.name for one in couple.co_mentors],
        "version": version_of(template),
        "terms": _terms(agreement.in_force) if agreement else None,
        "sha256": _digest(agreement) if agreement else None,
        "signed": _signed(agreement) if agreement else {"mentee": None, "mentor": None},
    }
    try:
        return compiled(template, data, cohort.dates.announcement, fonts)
    except PersonError as error:
        raise PersonError(f"The agreement of {mentee.id} and {mentor.id}: {error}.") from None
    except TemplateError as error:
        raise _in_file(error) from None


def _terms(terms: Terms) -> dict[str, Any]:
    spoken = [topic.replace("-", " ") for topic in terms.off_limits]
    return {**asdict(terms), "off_limits": spoken}


def _digest(agreement: Agreement) -> str:
    """The digest of the terms in force."""
    confirmed = [change.sha256 for change in agreement.amendments if change.signed.both]
    return confirmed[-1] if confirmed else agreement.sha256


def _signed(agreement: Agreement) -> dict[str, str | None]:
    confirmed = [change.signed for change in agreement.amendments if change.signed.both]
    signed = confirmed[-1] if confirmed else agreement.signed
    return {"mentee": _words(signed.mentee), "mentor": _words(signed.mentor)}


def _words(signature: Signature | None) -> str | None:
    return f"agreed on {day_in_words(signature.on)} by {signature.method}" if signature else None
