"""The package's templates, and how they are filled in.

A report for several forms has one template. It calls the macros of `m`, which are those of
`blocks/text.j2`, `blocks/markdown.j2` or `blocks/page.j2`. Placeholders are strict, and markup is
escaped in pages.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from mentoring.files import messages
from mentoring.keys import age
from mentoring.programme.dates import day_in_words
from mentoring.render import text

if TYPE_CHECKING:
    from jinja2 import Environment

Form = Literal["text", "markdown", "page"]


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
