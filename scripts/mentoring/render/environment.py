"""The environment of the package's templates: strict placeholders, escaped markup."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def pages() -> Environment:
    """The environment of HTML pages: values are escaped, and unknown names are errors."""
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
    """The light theme's colours by name, for documents, from the file of design tokens."""
    tokens = pages().get_template("tokens.css").render()
    light = tokens[: tokens.index("@media")]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
