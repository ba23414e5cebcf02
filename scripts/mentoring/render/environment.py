"""The package's templates: strict placeholders, and escaped markup in pages.

A report for several forms has one template. It calls the macros of `m`, which are those of
`blocks/terminal.j2`, `blocks/markdown.j2` or `blocks/page.j2`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from mentoring.files.messages import many
from mentoring.programme.dates import day_in_words
from mentoring.render import text

if TYPE_CHECKING:
    from jinja2 import Environment

Form = Literal["terminal", "markdown", "page"]


@cache
def environment(*, escape: bool = False) -> Environment:
    """The environment of templates; text and Markdown escape what people wrote with filters."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # only to write something

    made = Environment(
        loader=PackageLoader("mentoring.render"),
        autoescape=escape,  # noqa: S701 (pages are escaped)
        undefined=StrictUndefined,
        extensions=["jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters = (many, text.band, text.hundredths, text.percent, text.columns, text.inline)
    made.filters |= {function.__name__: function for function in (*filters, text.quoted)}
    made.filters["day"] = day_in_words
    return made


def written(template: str, form: Form = "terminal", **values: object) -> str:
    """A template of the package, filled in, in the given form; it ends with a newline."""
    made = environment(escape=form == "page")
    blocks = made.get_template(f"blocks/{form}.j2").make_module({"names": values.get("names", {})})
    return f"{made.get_template(template).render(values, m=blocks).rstrip()}\n"


@cache
def colours() -> dict[str, str]:
    """The light theme's colours by name, for documents, from the file of design tokens."""
    tokens = environment().get_template("tokens.css").render()
    light = tokens[: tokens.index("@media")]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
