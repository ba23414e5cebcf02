"""A mapping: how to read one form's export. `schemas/mapping.json` describes every key."""

import dataclasses
from dataclasses import dataclass, replace
from typing import Literal

from mentoring.programme.cohort import Cohort

Value = str | int | bool | None
Kind = Literal[
    "line", "text", "lines", "people", "email", "code", "zone", "whole", "day", "moment", "yes-no",
    "choice", "choices", "notice",
]  # fmt: skip
RecordKind = Literal["application", "check-in", "terms", "signature", "review"]
NOTICE = "{notice}"
OF_THE_ROW = frozenset({"submitted", "modified", "state"})
"""Fields that belong to no record: when and whether a row counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question of the form: the field it fills, how it is asked, and how its cells are read.

    Several questions may fill one list, in their order, or one text, joined by a space. The tool
    fills in `automatic` questions itself.
    """

    field: str
    ask: str
    kind: Kind
    headers: tuple[str, ...] = ()
    nth: int | None = None
    role: Literal["mentee", "mentor"] | None = None
    required: bool = False
    automatic: bool = False
    help: str | None = None
    vocabulary: Literal["experiment", "stage", "topic"] | None = None
    captions: dict[str, Value] = dataclasses.field(default_factory=dict)
    accepts: dict[str, Value] = dataclasses.field(default_factory=dict)
    number: Literal["whole", "hour", "lower"] = "whole"
    other: str | None = None
    separator: str | None = None
    column: str | None = None
    ranked: bool = False

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every heading that its column may have."""
        return (self.ask, *self.headers)

    @property
    def meanings(self) -> dict[str, Value]:
        """The value of each text that is read as a choice."""
        return {**self.accepts, **self.captions}


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaveOut:
    """Rows that are not answers: their cell under `heading` is one of `texts`, or empty."""

    heading: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """How the tool writes its files: the format, the rows of headings, and the choices."""

    encodings: tuple[str, ...] = ("utf-8",)
    delimiters: tuple[str, ...] = (",",)
    sheet: str | None = None
    header_rows: int = 1
    question_row: int = 1
    caption_row: int | None = None
    plain: tuple[str, ...] = ()
    strip: tuple[str, ...] = ()
    choices: Literal["joined", "columns"] = "joined"
    separator: str = ";"
    counted: bool = False
    column: str = "{ask} [{caption}]"
    other: tuple[str, ...] = ("Other",)
    also_joined: bool = False
    line_break: str | None = None
    section: str | None = None
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """How days and moments are written: `iso` or a strptime format, and their time zone."""

    moment: str = "iso"
    day: str = "iso"
    zone: str = "UTC"
    zones: dict[str, str] = dataclasses.field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)

    def form(self, kind: str) -> str:
        """The format of questions of this kind: `day` or `moment`."""
        return self.day if kind == "day" else self.moment


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The exporter's words for yes and no."""

    yes: tuple[str, ...] = ("Yes",)
    no: tuple[str, ...] = ("No",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mapping:
    """One form's mapping, complete with everything it inherits.

    `constants` are values that no column states, by field; `ignore` are known columns that are not
    read; `leave_out` identifies rows that are not answers.
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
    leave_out: tuple[LeaveOut, ...] = ()

    def about(self, role: str | None) -> dict[str, Question]:
        """The questions put to this role; to both where `role` is None."""
        asked = self.questions.items()
        return {name: each for name, each in asked if role is None or each.role in {None, role}}

    @property
    def asked(self) -> dict[str, Question]:
        """The questions that the form asks, which may be for people in one role only."""
        role = self.constants.get("role")
        return self.about(role if isinstance(role, str) else None)


def with_role(mapping: Mapping, role: str | None) -> Mapping:
    """The mapping of a form that only mentees, or only mentors, fill in."""
    return replace(mapping, constants={**mapping.constants, **({"role": role} if role else {})})


def with_edition(mapping: Mapping, cohort: Cohort) -> Mapping:
    """The mapping with an edition's own parts: the rubric's questions and the privacy notice.

    `true` means the edition's own notice in captions that name none. A rubric item is headed by its
    short name or its question.
    """
    questions = dict(mapping.questions)
    for name, question in questions.items():
        if question.kind == "notice":
            stated = (text for text, value in question.meanings.items() if value is True)
            own = {text: cohort.privacy.notice for text in stated if NOTICE not in text}
            questions[name] = replace(question, accepts={**question.accepts, **own})
    for item in cohort.review.rubric if mapping.record == "review" else ():
        questions[f"score-{item.id}"] = Question(
            field=f"scores.{item.id}",
            ask=item.id,
            headers=(item.question,),
            kind="whole",
            help=f"{item.question} From 1 (weak) to 5 (exceptional).",
        )
    return replace(mapping, questions=questions)
