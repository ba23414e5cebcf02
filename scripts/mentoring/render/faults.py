"""Decide which error messages about a template are safe: those that quote no data."""

import re

UNTOLD = "it ends with an error"
_QUOTED = re.compile(
    r"`(?P<code>[^`]*)`|[\"“](?P<words>[^\"”]*)[\"”]|'(?P<name>[^']*)'|: (?P<rest>.*)"
)


def quotes_only(source: str, message: str) -> bool:
    """Whether everything that a message quotes occurs in the template's own source."""
    pieces = (next(filter(None, found.groups()), "") for found in _QUOTED.finditer(message))
    return all(piece.strip("`\"'") in source for piece in pieces)
