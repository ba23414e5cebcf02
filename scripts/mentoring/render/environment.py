"""The templates of the package: strict about placeholders, careful with markup."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def pages() -> Environment:
    """The environment of HTML pages: everything put in is escaped, every name must exist."""
    return Environment(
        loader=PackageLoader("mentoring.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def colours() -> dict[str, str]:
    """The colours of a light page by their names, for documents; from the file of design tokens."""
    tokens = pages().get_template("tokens.css").render()
    light = tokens[: tokens.index("@media")]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
