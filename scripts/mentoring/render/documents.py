"""Check the programme's own documents (Typst) before they are compiled."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from mentoring.errors import MentoringError
from mentoring.problems import Problem, Severity, nearest
from mentoring.render.papers import AGREEMENT, CERTIFICATE, version_of
from mentoring.render.pdf import FOLDER, TemplateError, compiled

DAY = date(2030, 1, 2)
TERMS: dict[str, Any] = {
    "meetings_per_month": 2,
    "minutes": 60,
    "mode": "both",
    "schedules": "either",
    "contact": "e-mail",
    "response_days": 3,
    "cancellation_hours": 24,
    "off_limits": ["leadership"],
}
BLANK: dict[str, Any] = {
    "programme": "Mentoring",
    "cohort": "2030",
    "start": "2 January 2030",
    "end": "2 October 2030",
    "recommended": [1, 2],
    "organisers": "mentoring@example.org",
    "safeguarding": "safe@example.org",
    "mentee": "Ana Sample",
    "mentor": "Ben Sample",
    "co_mentors": ["Cleo Sample"],
    "version": "1",
    "terms": None,
    "sha256": None,
    "signed": {"mentee": None, "mentor": None},
}
SIGNED = {"mentee": "agreed on 2 January 2030 by form", "mentor": None}
CERTIFIED: dict[str, Any] = {
    "programme": "Mentoring",
    "cohort": "2030",
    "name": "Ana Sample",
    "role": "mentee",
    "other": "a mentor",
    "from": "2 January 2030",
    "to": "2 October 2030",
    "code": "kfwt-znbc",
    "contact": "mentoring@example.org",
    "signatory": "The organisers",
    "logo": None,
}
AGREEMENTS = (BLANK, BLANK | {"terms": TERMS, "sha256": "0" * 64, "signed": SIGNED})


def problems(own: Mapping[str, str], fonts: Path | None) -> tuple[Problem, ...]:
    """The problems in the documents in data/templates/, by file name."""
    return tuple(problem for file in sorted(own) for problem in _in(file, own[file], fonts))


def _in(file: str, text: str, fonts: Path | None) -> Iterator[Problem]:
    names = (AGREEMENT, CERTIFICATE)
    if file == CERTIFICATE:
        specimens: tuple[dict[str, Any], ...] = (CERTIFIED,)
    elif file == AGREEMENT or (file.startswith("agreement-") and file.endswith(".typ")):
        specimens = AGREEMENTS
    else:
        close = nearest(file, names)
        yield Problem(
            path=f"{FOLDER}/{file}",
            code="template-unused",
            message="no document is set from this file",
            hint=f"Did you mean {close}?" if close else f"The documents: {', '.join(names)}.",
            severity=Severity.WARNING,
        )
        return
    yield from sorted(
        {problem for specimen in specimens for problem in _set(file, text, specimen, fonts)}
    )


def _set(file: str, text: str, data: dict[str, Any], fonts: Path | None) -> Iterator[Problem]:
    hint = "No document can be set from it. mentoring announce C --copy-texts shows ours."
    problem = partial(Problem, path=f"{FOLDER}/{file}", code="template-faulty", hint=hint)
    try:
        if data is not CERTIFIED:
            version_of(text)
        compiled(text, data, DAY, fonts)
    except TemplateError as error:
        yield problem(line=error.line, column=error.column, message=error.message)
    except MentoringError as error:
        yield problem(message=str(error))
