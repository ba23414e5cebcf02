"""Errors in the texts of letters and documents: where they are, without quoting any data."""

import re
from functools import partial
from typing import NamedTuple

from mentoring.errors import MentoringError
from mentoring.files import messages

message = partial(messages.message, __package__)  # of messages.toml, by its key, with its values
FOLDER = "data/templates"  # a programme's own templates and fonts
UNTOLD = "it ends with an error"  # what is said of an error whose message may quote data
QUOTED = re.compile(r"`([^`]*)`|[\"“]([^\"”]*)[\"”]|'([^']*)'|: (.*)")


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
