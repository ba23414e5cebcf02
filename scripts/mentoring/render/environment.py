"""The templates of the package: strict about placeholders, careful with markup."""

from __future__ import annotations

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
