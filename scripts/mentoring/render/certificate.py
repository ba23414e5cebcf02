"""A certificate of participation as a PDF, for either side of a mentorship that was completed."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from mentoring.errors import PersonError
from mentoring.people.application import Role
from mentoring.programme.dates import day_in_words
from mentoring.render.pdf import FOLDER, TemplateError, compiled

if TYPE_CHECKING:
    from pathlib import Path

    from mentoring.operations.letters.letter import Couple
    from mentoring.people.application import Application
    from mentoring.programme.cohort import Cohort

FILE = "certificate.typ"


def template_of_the_package() -> str:
    """The template that holds where a programme has none of its own."""
    return (files("mentoring.render") / "templates" / FILE).read_text(encoding="utf-8")


def as_pdf(
    template: str, cohort: Cohort, to: Application, couple: Couple, *, fonts: Path | None = None
) -> bytes:
    """The certificate of one person for one mentorship. It names nobody else."""
    done = couple.mentorship.day_of("completed") or cohort.dates.end
    data = {
        "programme": cohort.programme,
        "cohort": cohort.cohort,
        "name": to.person.name,
        "role": str(to.role),
        "other": "a mentee" if to.role is Role.MENTOR else "a mentor",
        "from": day_in_words(couple.mentorship.day_of("announced") or cohort.dates.start),
        "to": day_in_words(done),
        "meetings": len(couple.mentorship.meetings),
    }
    try:
        return compiled(template, data, done, fonts)
    except PersonError as error:
        raise PersonError(f"The certificate of {to.id}: {error}.") from None
    except TemplateError as error:
        raise error.within(f"{FOLDER}/{FILE}") from None
