"""A letter's template: text with strict placeholders, the programme's own or the package's."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PackageLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mentoring.files.cage import CagedError, run_caged
from mentoring.render.faults import UNTOLD, quotes_only
from mentoring.render.letters import filters
from mentoring.render.letters.fault import Fault, TextError, column_of
from mentoring.render.letters.known import unknown

SUFFIX = ".md.j2"
FILTERS = (filters.day, filters.words, filters.stage, filters.listed, filters.times)


class Own(BaseLoader):
    """The programme's own templates, named in tracebacks so that errors have a line."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002 (Jinja's signature)
        """The text and its name; raises TemplateNotFound."""
        if template not in self._texts:
            raise TemplateNotFound(template)
        return self._texts[template], template, None

    def list_templates(self) -> list[str]:
        """The names, sorted."""
        return sorted(self._texts)


def environment(own: Mapping[str, str]) -> Environment:
    """The environment of letter templates: `own` (file name → text) first, then the package's.

    It is sandboxed, because templates come by pull request like any data, and it escapes nothing,
    because a letter is plain text.
    """
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([Own(own), PackageLoader("mentoring.render", "templates/letters")]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    made.filters |= {one.__name__: one for one in FILTERS}
    return made


def written(own: Mapping[str, str], names: Sequence[str], facts: Mapping[str, Any]) -> list[str]:
    """Render some templates; raises TextError with file and line if one is wrong.

    A child process renders the programme's own templates, with limits on time and memory.
    """
    try:
        done = run_caged(attempt, dict(own), names, facts) if own else attempt({}, names, facts)
    except CagedError as error:
        raise TextError(Fault(file=names[0] + SUFFIX, line=0, what=f"{error}.")) from None
    if isinstance(done, dict):
        raise TextError(Fault(**done))
    return done


def attempt(
    own: Mapping[str, str], names: Sequence[str], facts: Mapping[str, Any]
) -> list[str] | dict[str, Any]:
    """The texts, or the parts of a Fault, as plain data."""
    made = environment(own)
    try:
        return [write(made, name, facts) for name in names]
    except TextError as error:
        return asdict(error.fault)


def write(made: Environment, name: str, facts: Mapping[str, Any]) -> str:
    """The text of template `name`; raises TextError with file and line if it is wrong."""
    file = name + SUFFIX
    try:
        faults = tuple(unknown(made, file, facts.keys()))
        if not faults:
            return made.get_template(file).render(facts)
    except TemplateSyntaxError as error:
        named = error.name if error.name and error.name.endswith(SUFFIX) else file
        raise _error(made, named, error.lineno, error.message or "") from None
    except TemplateNotFound as error:
        raise _error(made, file, 0, f"there is no letter template {error.name}.") from None
    except Exception as error:  # noqa: BLE001 (a template may do anything)
        where, line = _place(error, file)
        raise _error(made, where, line, _reason(error, _source(made, where))) from None
    raise TextError(faults[0])


def _reason(error: Exception, source: str) -> str:
    """A description of the error; its own message could quote a placeholder's value."""
    if isinstance(error, MemoryError | OverflowError):
        return "it needs more memory than there is for a letter"
    known = isinstance(error, UndefinedError | SecurityError)
    return str(error) if known and quotes_only(source, str(error)) else UNTOLD


def _place(error: Exception, file: str) -> tuple[str, int]:
    """The template and line in which the error arose."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(SUFFIX):
            return frame.filename.replace("\\", "/").rpartition("/")[2], frame.lineno or 0
    return file, 0


def _error(made: Environment, file: str, line: int, what: str) -> TextError:
    column = column_of(_source(made, file), line)
    return TextError(Fault(file=file, line=line, column=column, what=what))


def _source(made: Environment, file: str) -> str:
    known = made.loader is not None and file in made.list_templates()
    return made.loader.get_source(made, file)[0] if made.loader and known else ""
