"""The mentoring agreement of a pair as a PDF, blank to talk about or filled to sign."""

from __future__ import annotations

import re
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from mentoring.errors import MentoringError
from mentoring.render.pdf import compiled

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mentoring.people.agreement import Agreement, Signature, Terms
    from mentoring.people.application import Application
    from mentoring.programme.cohort import Cohort

FILE = "agreement.typ"


def template_of_the_package() -> str:
    """The template that holds where a programme has none of its own."""
    return (files("mentoring.render") / "templates" / FILE).read_text(encoding="utf-8")


def version_of(template: str) -> str:
    """The version that a template states in its first line: what people sign is under it."""
    found = re.match(r"// version: (\S+)\s", template)
    if found is None:
        raise MentoringError(
            f"data/templates/{FILE}:1: state the template's version in the first line, as in "
            "“// version: 2026-1”, and change it whenever the text changes."
        )
    return found[1]


def as_pdf(
    template: str,
    cohort: Cohort,
    mentee: Application,
    mentor: Application,
    agreement: Agreement | None = None,
    *,
    told: date | None = None,
    fonts: Path | None = None,
) -> bytes:
    """The agreement of two people; without recorded terms, with lines to write them on.

    `told` is the day the pair was announced: one made during the edition begins then.
    """
    data = {
        "programme": cohort.programme,
        "cohort": cohort.cohort,
        "start": max(cohort.dates.start, told or cohort.dates.start).isoformat(),
        "end": cohort.dates.end.isoformat(),
        "recommended": list(cohort.meetings_per_month),
        "organisers": cohort.contacts.organisers,
        "safeguarding": cohort.contacts.safeguarding,
        "mentee": mentee.person.name,
        "mentor": mentor.person.name,
        "version": version_of(template),
        "terms": _terms(agreement.in_force) if agreement else None,
        "sha256": _digest(agreement) if agreement else None,
        "signed": _signed(agreement) if agreement else {"mentee": None, "mentor": None},
    }
    try:
        return compiled(template, data, cohort.dates.announcement, fonts)
    except MentoringError as error:
        raise MentoringError(f"The agreement of {mentee.id} and {mentor.id}: {error}.") from None


def _terms(terms: Terms) -> dict[str, Any]:
    spoken = [topic.replace("-", " ") for topic in terms.off_limits]
    return {**asdict(terms), "off_limits": spoken}


def _digest(agreement: Agreement) -> str:
    """The digest of the terms that are in force."""
    confirmed = [change.sha256 for change in agreement.amendments if change.signed.both]
    return confirmed[-1] if confirmed else agreement.sha256


def _signed(agreement: Agreement) -> dict[str, str | None]:
    confirmed = [change.signed for change in agreement.amendments if change.signed.both]
    signed = confirmed[-1] if confirmed else agreement.signed
    return {"mentee": _words(signed.mentee), "mentor": _words(signed.mentor)}


def _words(signature: Signature | None) -> str | None:
    return f"agreed on {signature.on} by {signature.method}" if signature else None
