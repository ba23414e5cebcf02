"""The package's templates, and what is said of errors in a programme's own.

A report for several forms has one template. It calls the macros of `m`, which are those of
`blocks/text.j2`, `blocks/markdown.j2` or `blocks/page.j2`. Placeholders are strict, and markup is
escaped in pages.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from mentoring.errors import MentoringError
from mentoring.files import messages
from mentoring.keys import age
from mentoring.programme.dates import day_in_words
from mentoring.render import text

if TYPE_CHECKING:
    from jinja2 import Environment

Form = Literal["text", "markdown", "page"]

message = partial(messages.message, __package__)  # of messages.toml, by its key, with its values
FOLDER = "data/templates"  # a programme's own templates and fonts
UNTOLD = "it ends with an error"  # what is said of an error whose message may quote data
QUOTED = re.compile(r"`([^`]*)`|[\"“]([^\"”]*)[\"”]|'([^']*)'|: (.*)")


@cache
def environment(*, escape: bool = False) -> Environment:
    """The environment of templates; text and Markdown escape what people wrote with filters."""
    made = messages.templates("mentoring.render", escape=escape)
    names = ("band", "columns", "filled", "hundredths", "inline", "listed", "percent", "quoted")
    made.filters |= {name: getattr(text, name) for name in names} | {"day": day_in_words}
    made.tests["ssh_key"] = age.is_ssh
    return made


def written(template: str, form: Form = "text", **values: object) -> str:
    """A template of the package, filled in, in the given form; it ends with a newline.

    Its macros know the `names` of people by id, and whether a terminal wants `colour`.
    """
    made = environment(escape=form == "page")
    known = {"names": {}, "colour": False} | values
    blocks = made.get_template(f"blocks/{form}.j2").make_module(known)
    return f"{made.get_template(template).render(values, m=blocks).rstrip()}\n"


@cache
def colours() -> dict[str, str]:
    """The light theme's colours by name, for documents, from the file of design tokens."""
    tokens = environment().get_template("tokens.css").render()
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", tokens.partition("@media")[0]))


class Fault(NamedTuple):
    """One error in a file of `FOLDER`. Line and column count from 1; 0 means unknown."""

    file: str
    line: int
    column: int
    what: str


class TemplateError(MentoringError):
    """A letter or a document cannot be made from its template."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        end = "" if fault.what.endswith((".", "?")) else "."
        super().__init__(f"{FOLDER}/{fault.file}:{fault.line or '?'}: {fault.what}{end}")


def told(error: str, source: str) -> str:
    """An error's message, unless it quotes something that is not in the template's source."""
    pieces = ("".join(found) for found in QUOTED.findall(error))
    return error if all(piece.strip("`\"'") in source for piece in pieces) else UNTOLD
