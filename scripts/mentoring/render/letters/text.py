"""A letter's subject and body, with the code of conduct and the safeguarding contact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mentoring.operations.letters.letter import Letter
from mentoring.render.letters.fault import Fault, TextError
from mentoring.render.letters.template import SUFFIX, written

SUBJECT = "Subject: "
CLOSING = "closing-lines"


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """The subject and body of a letter."""

    subject: str
    body: str


def text_of(letter: Letter, own: Mapping[str, str]) -> Text:
    """Write a letter from the programme's `own` texts (file name → text), else the package's.

    A template begins with `Subject: …` and a blank line.

    The closing lines (code of conduct, safeguarding contact, privacy) are added to every letter,
    so that no template can forget them.
    """
    body, closing = written(own, (letter.template, CLOSING), letter.facts)
    return in_parts(letter.template, body, closing, str(letter.facts["safeguarding"]))


def in_parts(template: str, written: str, closing: str, safeguarding: str) -> Text:
    """The subject and body of a rendered template, with the closing lines.

    Raises TextError if the template lacks a subject or the closing lines lack a contact.
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
