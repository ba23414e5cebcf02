"""The documents of a pair as PDFs: the mentoring agreement, and certificates of participation."""

import re
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from mentoring.errors import PersonError
from mentoring.operations.letters.letter import Certificate, Couple
from mentoring.people.agreement import Agreement, Amendment
from mentoring.people.application import Role
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import day_in_words
from mentoring.render.pdf import compiled
from mentoring.render.template_error import Fault, TemplateError, message

AGREEMENT, CERTIFICATE = "agreement.typ", "certificate.typ"


def packaged(file: str) -> str:
    """The package's template, for programmes without their own."""
    return (files("mentoring.render") / "templates" / file).read_text(encoding="utf-8")


def version_of(template: str) -> str:
    """The version in an agreement's first line, which the signed agreement refers to."""
    found = re.match(r"// version: ([0-9A-Za-z][0-9A-Za-z._-]{0,39})\s", template)
    if found is None:
        raise TemplateError(Fault(AGREEMENT, 1, 1, message("version")))
    return found[1]


def agreement_pdf(
    template: str,
    cohort: Cohort,
    couple: Couple,
    *,
    blank: bool = False,
    unnamed: bool = False,
    fonts: Path | None = None,
    warnings: list[str] | None = None,
) -> bytes:
    """The agreement of two people; if blank or without terms, with lines to write them on.

    For a pair made during the edition it begins on the day of the announcement. If `unnamed`, it
    has lines for both names. If no font shows a name, it is so, too, with one of the `warnings`
    more; without these, PersonError is raised.
    """
    mentee, mentor = couple.mentee, couple.mentor
    data = {
        "programme": cohort.programme,
        "cohort": cohort.cohort,
        "start": day_in_words(max(cohort.dates.start, couple.announced or cohort.dates.start)),
        "end": day_in_words(cohort.dates.end),
        "recommended": list(cohort.meetings_per_month),
        "organisers": cohort.contacts.organisers,
        "safeguarding": cohort.contacts.safeguarding,
        "mentee": None if unnamed else mentee.person.name,
        "mentor": None if unnamed else mentor.person.name,
        "co_mentors": [] if unnamed else [second.person.name for second in couple.co_mentors],
        "version": version_of(template),
        **_agreed(None if blank else couple.mentorship.agreement),
    }
    try:
        return compiled(template, data, cohort.dates.announcement, fonts, AGREEMENT)
    except PersonError as error:
        why = message("agreement", mentee=mentee.id, mentor=mentor.id, error=error)
    if warnings is None:
        raise PersonError(why)
    warnings.append(why + message("lines"))
    return agreement_pdf(template, cohort, couple, blank=blank, unnamed=True, fonts=fonts)


def _agreed(agreement: Agreement | None) -> dict[str, Any]:
    """The terms in force, their digest, and who has agreed to them."""
    if agreement is None:
        return {"terms": None, "sha256": None, "signed": {"mentee": None, "mentor": None}}
    latest: Agreement | Amendment = agreement
    for change in agreement.amendments:
        latest = change if change.signed.both else latest
    terms = asdict(agreement.in_force)
    sides = {"mentee": latest.signed.mentee, "mentor": latest.signed.mentor}
    return {
        "terms": terms | {"off_limits": [topic.replace("-", " ") for topic in terms["off_limits"]]},
        "sha256": latest.sha256,
        "signed": {
            side: own and f"agreed on {day_in_words(own.on)} by {own.method}"
            for side, own in sides.items()
        },
    }


def certificate_pdf(
    template: str,
    cohort: Cohort,
    certificate: Certificate,
    *,
    logo: str | None = None,
    fonts: Path | None = None,
) -> bytes:
    """One person's certificate, without other names; `logo` is the programme's, as SVG."""
    data = {
        "programme": cohort.programme,
        "cohort": cohort.cohort,
        "name": certificate.to.person.name,
        "role": str(certificate.to.role),
        "other": "a mentee" if certificate.to.role is Role.MENTOR else "a mentor",
        "from": day_in_words(certificate.since),
        "to": day_in_words(certificate.until),
        "code": certificate.code,
        "contact": cohort.contacts.organisers,
        "signatory": cohort.signatory,
        "logo": logo,
    }
    try:
        return compiled(template, data, certificate.until, fonts, CERTIFICATE)
    except PersonError as error:
        raise PersonError(message("certificate", person=certificate.to.id, error=error)) from None
