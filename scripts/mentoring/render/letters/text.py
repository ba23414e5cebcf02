"""A letter's subject and body, closed by the code of conduct and the safeguarding contact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.render.letters.fault import Fault, TextError
from mentoring.render.letters.template import SUFFIX, write

if TYPE_CHECKING:
    from jinja2 import Environment

    from mentoring.operations.letters.letter import Letter

SUBJECT = "Subject: "
CLOSING = "closing-lines"


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """The words of a letter."""

    subject: str
    body: str


def text_of(letter: Letter, environment: Environment) -> Text:
    """Write a letter. A template begins with `Subject: …` and a blank line.

    The closing lines (code of conduct, safeguarding contact, privacy) are added to every letter,
    so that no template can forget them.
    """
    written = write(environment, letter.template, letter.facts)
    closing = write(environment, CLOSING, letter.facts)
    return in_parts(letter.template, written, closing, str(letter.facts["safeguarding"]))


def in_parts(template: str, written: str, closing: str, safeguarding: str) -> Text:
    """Subject and body of a written template, closed by the closing lines.

    Raises TextError where it does not begin with a subject, or the lines name nobody to turn to.
    """
    first, _, body = written.lstrip("\n").partition("\n")
    if not first.startswith(SUBJECT) or not body.startswith("\n"):
        what = f"begin with a line “{SUBJECT}…” and a blank one."
        raise TextError(Fault(file=template + SUFFIX, line=1, column=1, what=what))
    if safeguarding not in closing:
        what = (
            "every letter names the safeguarding contact: put {{ safeguarding }} into these lines."
        )
        raise TextError(Fault(file=CLOSING + SUFFIX, line=0, what=what))
    return Text(
        subject=" ".join(first.removeprefix(SUBJECT).split()), body=_tidy(f"{body}\n\n{closing}")
    )


def _tidy(text: str) -> str:
    """No trailing spaces, never more than one blank line, one newline at the end."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
