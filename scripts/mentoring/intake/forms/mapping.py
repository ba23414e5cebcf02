"""A mapping: how one form's export reads, question by question."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Literal

Value = str | int | bool | None
Kind = Literal[
    "line",  # one line of text
    "text",  # text of several lines
    "lines",  # a list, one entry a line
    "people",  # names, one a line or separated by semicolons
    "email",
    "code",  # an id or a profile's code
    "whole",  # a whole number
    "day",
    "moment",
    "yes-no",
    "choice",  # one of the captions
    "choices",  # any of the captions
    "notice",  # a caption that names the privacy notice's version
]
RecordKind = Literal["application", "check-in", "terms", "signature", "review"]
NOTICE = "{notice}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One column of the export: the field it fills, and how its cells are read.

    `ask` is the question as the form should put it, `headers` what else the column has been
    called; `nth` tells columns of one heading apart. The tool writes an `automatic` one by itself.
    `captions` are offered on the form; `accepts` are read as well, such as translations. Several
    questions may fill one list, in their order, or one text, joined by a space.
    """

    field: str
    ask: str
    kind: Kind
    headers: tuple[str, ...] = ()
    nth: int = 1
    role: Literal["mentee", "mentor"] | None = None
    required: bool = False
    automatic: bool = False
    help: str | None = None
    vocabulary: Literal["experiment", "stage", "topic"] | None = None
    captions: dict[str, Value] = dataclasses.field(default_factory=dict)
    accepts: dict[str, Value] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """How the tool writes its files.

    `choices` says whether several choices share a cell, joined by `separator` (`counted` where a
    caption may end in "(+2)"), or have a column of yes and no each, headed as `column` says.
    `line_break` is what the tool writes in a text for the end of a line. `section` joins a
    section's title to a question's in headings. `empty` are the texts that mean no answer.
    """

    encodings: tuple[str, ...] = ("utf-8",)
    delimiters: tuple[str, ...] = (",",)
    sheet: str | None = None
    choices: Literal["joined", "columns"] = "joined"
    separator: str = ";"
    counted: bool = False
    column: str = "{ask} [{caption}]"
    line_break: str | None = None
    section: str | None = None
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """How days and moments are written: `iso`, or a format of strptime, and the zone they mean.

    A `%Z` in `moment` is read with `zones`, which gives the offset of each abbreviation.
    """

    moment: str = "iso"
    day: str = "iso"
    zone: str = "UTC"
    zones: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The exporter's words for yes and no."""

    yes: tuple[str, ...] = ("Yes",)
    no: tuple[str, ...] = ("No",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mapping:
    """One form's mapping, with everything it takes over from others in place.

    `constants` are values that no column states, by field; `ignore` are columns that are known
    and not read.
    """

    mapping: str
    title: str
    record: RecordKind
    source: Source = dataclasses.field(default_factory=Source)
    clock: Clock = dataclasses.field(default_factory=Clock)
    words: Words = dataclasses.field(default_factory=Words)
    questions: dict[str, Question]
    constants: dict[str, Value] = dataclasses.field(default_factory=dict)
    ignore: tuple[str, ...] = ()

    def about(self, role: str | None) -> dict[str, Question]:
        """The questions put to this role; to both where `role` is None."""
        return {
            name: one
            for name, one in self.questions.items()
            if role is None or one.role in {None, role}
        }
