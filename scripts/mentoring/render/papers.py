"""The documents of a pair as PDFs: the mentoring agreement, and certificates of participation."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from mentoring.errors import PersonError
from mentoring.operations.letters.letter import Certificate, Couple
from mentoring.people.agreement import Agreement, Amendment
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import day_in_words
from mentoring.render.pdf import compiled
from mentoring.render.template_error import Fault, TemplateError, message

AGREEMENT, CERTIFICATE = "agreement.typ", "certificate.typ"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stationery:
    """What letters are made of: own texts and documents by file name, fonts, a logo (SVG)."""

    texts: Mapping[str, str]
    documents: Mapping[str, str]
    fonts: Path | None = None
    logo: str | None = None


def packaged(file: str) -> str:
    """The package's template, for programmes without their own."""
    return (files("mentoring.render") / "templates" / file).read_text(encoding="utf-8")


def version_of(template: str) -> str:
    """The version in an agreement's first line, which the signed agreement refers to."""
    found = re.match(r"// version: ([0-9A-Za-z][0-9A-Za-z._-]{0,39})\s", template)
    if found is None:
        raise TemplateError(Fault(AGREEMENT, 1, 1, message("version")))
    return found[1]


def template_signed(documents: Mapping[str, str], version: str | None) -> str | None:
    """The agreement's text under a version; None if an earlier version was not kept."""
    present = documents[AGREEMENT]
    if version in {None, version_of(present)}:
        return present
    return documents.get(f"agreement-{version}.typ")


def agreement_pdf(
    template: str,
    cohort: Cohort,
    couple: Couple,
    warnings: list[str],
    *,
    blank: bool = False,
    fonts: Path | None = None,
) -> bytes:
    """The agreement of two people; if blank or without terms, with lines to write them on.

    For a pair made during the edition it begins on the day of the announcement. If no font shows a
    name, it has lines for all names, and there is one of the `warnings` more. Raises PersonError
    with the pair's ids if no font shows the edition's own words either.
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
        "mentee": mentee.person.name,
        "mentor": mentor.person.name,
        "co_mentors": [second.person.name for second in couple.co_mentors],
        "version": version_of(template),
        **_agreed(None if blank else couple.mentorship.agreement),
    }

    def pdf(stated: Mapping[str, Any]) -> bytes:
        try:
            return compiled(template, stated, cohort.dates.announcement, fonts, AGREEMENT)
        except PersonError as error:
            why = message("agreement", mentee=mentee.id, mentor=mentor.id, error=error)
            raise PersonError(why) from None

    try:
        return pdf(data)
    except PersonError as error:
        made = pdf(data | {"mentee": None, "mentor": None, "co_mentors": []})
        warnings.append(str(error) + message("lines"))
        return made


def _agreed(agreement: Agreement | None) -> dict[str, Any]:
    """The terms in force, their digest, and who has agreed to them."""
    if agreement is None:
        return {"terms": None, "sha256": None, "signed": {"mentee": None, "mentor": None}}
    confirmed: list[Agreement | Amendment] = [agreement]
    confirmed += (change for change in agreement.amendments if change.signed.both)
    latest = confirmed[-1]
    terms, signed = asdict(latest.terms), latest.signed
    return {
        "terms": terms | {"off_limits": [topic.replace("-", " ") for topic in terms["off_limits"]]},
        "sha256": latest.sha256,
        "signed": {
            side: own and f"agreed on {day_in_words(own.on)} by {own.method}"
            for side, own in (("mentee", signed.mentee), ("mentor", signed.mentor))
        },
    }


def certificate_pdf(paper: Stationery, cohort: Cohort, certificate: Certificate) -> bytes:
    """One person's certificate, without other names."""
    to, template = certificate.to, paper.documents[CERTIFICATE]
    data = {
        "programme": cohort.programme,
        "cohort": cohort.cohort,
        "name": to.person.name,
        "role": str(to.role),
        "other": "a mentee" if to.role == "mentor" else "a mentor",
        "from": day_in_words(certificate.since),
        "to": day_in_words(certificate.until),
        "code": certificate.code,
        "contact": cohort.contacts.organisers,
        "signatory": cohort.signatory,
        "logo": paper.logo,
    }
    try:
        return compiled(template, data, certificate.until, paper.fonts, CERTIFICATE)
    except PersonError as error:
        raise PersonError(message("certificate", person=to.id, error=error)) from None
