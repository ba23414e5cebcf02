"""A certificate of participation as a PDF, for the people of a completed mentorship."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from mentoring.errors import PersonError
from mentoring.operations.letters.close import Certificate
from mentoring.people.application import Role
from mentoring.programme.cohort import Cohort
from mentoring.programme.dates import day_in_words
from mentoring.render.pdf import FOLDER, TemplateError, compiled

FILE = "certificate.typ"


def template_of_the_package() -> str:
    """The package's template, for programmes without their own."""
    return (files("mentoring.render") / "templates" / FILE).read_text(encoding="utf-8")


def as_pdf(
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
        return compiled(template, data, certificate.until, fonts)
    except PersonError as error:
        raise PersonError(f"The certificate of {certificate.to.id}: {error}.") from None
    except TemplateError as error:
        raise error.within(f"{FOLDER}/{FILE}") from None
