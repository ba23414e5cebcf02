"""Quotes and names for the front page, each with its consent and its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mentoring.errors import MentoringError
from mentoring.files.yaml.parse import parse

PAGE = "index.md"
FIELDS = ("words", "name", "given", "until")
FRONT_MATTER = re.compile(r"\A---\n(?P<yaml>.*?\n)---\n", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """A quote that a person allowed to be shown under a name, with its first and last day."""

    words: str
    name: str
    given: date
    until: date


def voices(page: str) -> tuple[Voice, ...]:
    """The voices in the front matter of the front page.

    Raises:
        MentoringError: for a voice without consent, or with an end before its start.
    """
    found = FRONT_MATTER.match(page)
    meta = parse(found["yaml"].encode(), f"docs/{PAGE}").value if found else {}
    stated = meta.get("voices") if isinstance(meta, dict) else None
    listed = stated if isinstance(stated, list) else []
    return tuple(_voice(number, one) for number, one in enumerate(listed, start=1))


def _voice(number: int, stated: object) -> Voice:
    where = f"docs/{PAGE}: voice {number}"
    if not isinstance(stated, dict) or set(stated) != set(FIELDS):
        raise MentoringError(f"{where} needs {', '.join(FIELDS)}, and nothing else.")
    given, until = _days(where, stated)
    if until < given:
        raise MentoringError(f"{where} ends before its consent was given.")
    return Voice(words=str(stated["words"]), name=str(stated["name"]), given=given, until=until)


def _days(where: str, stated: Mapping[str, object]) -> Iterator[date]:
    for field in ("given", "until"):
        try:
            yield date.fromisoformat(str(stated[field]))
        except ValueError:
            raise MentoringError(f"{where}: “{field}” is no day: write YYYY-MM-DD.") from None
