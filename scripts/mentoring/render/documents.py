"""Check the programme's own documents (Typst) before they are compiled."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

from mentoring.errors import MentoringError
from mentoring.problems import Problem, Severity, nearest
from mentoring.render.papers import AGREEMENT, CERTIFICATE, version_of
from mentoring.render.pdf import FOLDER, TemplateError, compiled

Specimen = dict[str, Any]
GIVEN = tomllib.loads(resources.files(__package__).joinpath("specimens.toml").read_text("utf-8"))
NOTHING: Specimen = {"terms": None, "sha256": None, "signed": {"mentee": None, "mentor": None}}
SIGNED = {"mentee": "agreed on 2 January 2030 by form", "mentor": None}
TERMS: Specimen = {"terms": GIVEN["terms"], "sha256": "0" * 64, "signed": SIGNED}
AGREEMENTS: tuple[Specimen, ...] = (GIVEN["agreement"] | NOTHING, GIVEN["agreement"] | TERMS)
CERTIFIED: Specimen = GIVEN["certificate"] | {"logo": None}


def problems(own: Mapping[str, str], fonts: Path | None) -> tuple[Problem, ...]:
    """The problems in the documents in data/templates/, by file name."""
    return tuple(problem for file in sorted(own) for problem in _in(file, own[file], fonts))


def _in(file: str, text: str, fonts: Path | None) -> Iterator[Problem]:
    names = (AGREEMENT, CERTIFICATE)
    is_agreement = file == AGREEMENT or (file.startswith("agreement-") and file.endswith(".typ"))
    if not is_agreement and file != CERTIFICATE:
        close = nearest(file, names)
        yield Problem(
            path=f"{FOLDER}/{file}",
            code="template-unused",
            message="no document is set from this file",
            hint=f"Did you mean {close}?" if close else f"The documents: {', '.join(names)}.",
            severity=Severity.WARNING,
        )
        return
    hint = "No document can be set from it. mentoring announce C --copy-texts shows ours."
    problem = partial(Problem, path=f"{FOLDER}/{file}", code="template-faulty", hint=hint)
    found = set()
    for specimen in AGREEMENTS if is_agreement else (CERTIFIED,):
        try:
            if is_agreement:
                version_of(text)
            compiled(text, specimen, date(2030, 1, 2), fonts)
        except TemplateError as error:
            found.add(problem(line=error.line, column=error.column, message=error.message))
        except MentoringError as error:
            found.add(problem(message=str(error)))
    yield from sorted(found)
