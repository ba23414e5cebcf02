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
    meta,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mentoring.errors import MentoringError
from mentoring.problems import did_you_mean
from mentoring.render.letters import filters

if TYPE_CHECKING:
    from collections.abc import Mapping

SUFFIX = ".md.j2"
FILTERS = (filters.day, filters.words, filters.stage, filters.listed, filters.times)
FOLDER = "data/templates/letters"


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
    """The text of template `name`; raises MentoringError with file and line where it is wrong."""
    file = name + SUFFIX
    try:
        _require_known(made, file, facts)
        return made.get_template(file).render(facts)
    except MentoringError:
        raise
    except TemplateSyntaxError as error:
        named = error.name if error.name and error.name.endswith(SUFFIX) else file
        raise MentoringError(_at(named, error.lineno, error.message or "")) from None
    except TemplateNotFound as error:
        raise MentoringError(f"There is no letter template {error.name}.") from None
    except Exception as error:  # noqa: BLE001 (a template may do anything)
        raise MentoringError(_at(*_place(error, file), _reason(error))) from None


def _require_known(made: Environment, file: str, facts: Mapping[str, Any]) -> None:
    """Refuse an unknown placeholder even where this letter would not reach it."""
    if made.loader is None:
        return
    tree = made.parse(made.loader.get_source(made, file)[0], file)
    for name in sorted(meta.find_undeclared_variables(tree) - facts.keys() - made.globals.keys()):
        used = (node.lineno for node in tree.find_all(nodes.Name) if node.name == name)
        hint = f"there is no placeholder {name}. {did_you_mean(name, facts)}"
        raise MentoringError(_at(file, min(used), hint))
    for included in meta.find_referenced_templates(tree):
        if included is not None:
            _require_known(made, included, facts)


def _reason(error: Exception) -> str:
    """What is wrong; an error's own words could quote what the placeholder holds."""
    return (
        str(error)
        if isinstance(error, UndefinedError | SecurityError)
        else "what it does cannot be done"
    )


def _place(error: Exception, file: str) -> tuple[str, int | None]:
    """The template and its line in which the error arose."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(SUFFIX):
            return frame.filename.replace("\\", "/").rpartition("/")[2], frame.lineno
    return file, None


def _at(file: str, line: int | None, what: str) -> str:
    return f"{FOLDER}/{file}:{line or '?'}: {what}"
