"""The programme's own letter texts, looked through before a letter is written from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError, meta

from mentoring.problems import Problem, Severity, nearest
from mentoring.render.letters.fault import FOLDER, Fault, TextError, column_of
from mentoring.render.letters.known import unknown
from mentoring.render.letters.specimens import COMMON, TEMPLATES, specimens
from mentoring.render.letters.template import SUFFIX, environment, write
from mentoring.render.letters.text import CLOSING, in_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jinja2 import Environment

HINT = "Every letter from it would be refused. mentoring announce C --copy-texts shows ours."


def problems(own: Mapping[str, str]) -> tuple[Problem, ...]:
    """Everything that is wrong in the texts in data/templates/letters/, by file name."""
    made = environment(own)
    broken = set(_broken(made, own))
    faults = set(broken)
    for name in TEMPLATES:
        try:
            faults |= set(_named(made, name)) or set(_written(made, name))
        except TemplateSyntaxError:
            continue  # in this text or in one that it includes, and found above
    unused = () if broken else _unused(made, own)
    return (*sorted(map(_problem, faults)), *unused)


def _broken(made: Environment, own: Iterable[str]) -> Iterator[Fault]:
    """Texts that are none: whatever includes them cannot be looked into either."""
    for file in sorted(own):
        if file.endswith(SUFFIX) and made.loader is not None:
            source = made.loader.get_source(made, file)[0]
            try:
                made.parse(source, file)
            except TemplateSyntaxError as error:
                column = column_of(source, error.lineno)
                what = error.message or "this is no template"
                yield Fault(file=file, line=error.lineno, column=column, what=what)


def _named(made: Environment, name: str) -> Iterator[Fault]:
    """What a letter's text, or the closing lines below it, name and does not exist."""
    yield from unknown(made, name + SUFFIX, specimens(name)[0].keys())
    yield from unknown(made, CLOSING + SUFFIX, COMMON.keys())


def _written(made: Environment, name: str) -> Iterator[Fault]:
    """What goes wrong when it is written."""
    for facts in specimens(name):
        try:
            closing = write(made, CLOSING, COMMON)
            in_parts(name, write(made, name, facts), closing, COMMON["safeguarding"])
        except TextError as error:
            yield error.fault


def _problem(fault: Fault) -> Problem:
    return Problem(
        path=f"{FOLDER}/{fault.file}",
        line=fault.line,
        column=fault.column,
        code="template-faulty",
        message=fault.what,
        hint=HINT,
    )


def _unused(made: Environment, own: Iterable[str]) -> Iterator[Problem]:
    """Texts from which no letter is ever written: their names are not as they were meant."""
    letters = {name + SUFFIX for name in (*TEMPLATES, CLOSING)}
    used = set(letters)
    for file in made.list_templates():
        if made.loader is not None and file.endswith(SUFFIX):
            tree = made.parse(made.loader.get_source(made, file)[0], file)
            used |= {str(one) for one in meta.find_referenced_templates(tree)}
    for file in sorted(set(own) - used):
        close = nearest(file, letters)
        yield Problem(
            path=f"{FOLDER}/{file}",
            code="template-unused",
            message="no letter is written from this file",
            hint=f"Did you mean {close}?"
            if close
            else f"The letters: {', '.join(sorted(letters))}.",
            severity=Severity.WARNING,
        )
