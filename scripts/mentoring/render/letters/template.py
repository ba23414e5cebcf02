"""A letter's template: text with strict placeholders, the programme's own or the package's."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

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

from mentoring.render.letters import filters
from mentoring.render.letters.fault import Fault, TextError, column_of
from mentoring.render.letters.known import unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

SUFFIX = ".md.j2"
FILTERS = (filters.day, filters.words, filters.stage, filters.listed, filters.times)


class Own(BaseLoader):
    """The programme's own texts, named in tracebacks, so that a line can be pointed at."""

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
    """Where letters' texts come from: `own` (file name → text) first, then the package.

    The environment is sandboxed, for a template comes by pull request like any data, and it
    escapes nothing, for a letter is plain text.
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


def write(made: Environment, name: str, facts: Mapping[str, Any]) -> str:
    """The text of template `name`; raises TextError with file and line where it is wrong."""
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
        raise _error(made, *_place(error, file), _reason(error)) from None
    raise TextError(faults[0])


def _reason(error: Exception) -> str:
    """What is wrong; an error's own words could quote what the placeholder holds."""
    return (
        str(error)
        if isinstance(error, UndefinedError | SecurityError)
        else "what it does cannot be done"
    )


def _place(error: Exception, file: str) -> tuple[str, int]:
    """The template and its line in which the error arose."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(SUFFIX):
            return frame.filename.replace("\\", "/").rpartition("/")[2], frame.lineno or 0
    return file, 0


def _error(made: Environment, file: str, line: int, what: str) -> TextError:
    known = made.loader is not None and file in made.list_templates()
    source = made.loader.get_source(made, file)[0] if made.loader and known else ""
    return TextError(Fault(file=file, line=line, column=column_of(source, line), what=what))
