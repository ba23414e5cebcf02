"""A mapping: how to read a form's export (`schemas/mapping.json`), and rules between its keys."""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from babel import Locale, UnknownLocaleError

from mentoring import schemas
from mentoring.intake.forms.captions import Value, two_readings
from mentoring.intake.forms.fields import part
from mentoring.programme.cohort import Cohort

Kind = Literal[
    "line", "text", "lines", "people", "email", "code", "zone", "whole", "day", "moment", "yes-no",
    "choice", "choices", "notice",
]  # fmt: skip
RecordKind = Literal["application", "check-in", "terms", "signature", "review"]
NOTICE = "{notice}"
OF_THE_ROW = frozenset({"submitted", "modified", "state"})
"""Fields that belong to no record: when and whether a row counts."""
Fault = tuple[tuple[str, ...], str, dict[str, Any]]
"""The place of a fault in the mapping, the word of its message, and the facts in it."""

LETTERS = frozenset("YymdHIMSfZzbBaAp%")
"""The strptime directives that a format may contain."""
MEANINGS = {"whole": (int,), "yes-no": (bool,), "notice": (str, bool)}
"""The types of value that an answer to a question of this kind may have; others are texts."""
KEYS = {
    "separator": (None, ("choices",)),
    "column": (None, ("choices", "choice")),
    "ranked": (False, ("choices",)),
    "other": (None, ("choice", "choices")),
    "number": ("whole", ("whole",)),
}
"""What these keys of a question usually are, and the kinds of question that may state them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question of the form: the field it fills, how it is asked, and how its cells are read.

    Several questions may fill one list, in their order, or one text, joined by a space.
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

    @property
    def forms(self) -> dict[str, str]:
        """The formats by kind of question."""
        return {"moment": self.moment, "day": self.day}


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The exporter's words for yes and no."""

    yes: tuple[str, ...] = ("Yes",)
    no: tuple[str, ...] = ("No",)


@dataclass(frozen=True, kw_only=True, slots=True)
class FormMapping:
    """One form's mapping, complete with everything it inherits."""

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


def with_role(mapping: FormMapping, role: str | None) -> FormMapping:
    """The mapping of a form that only mentees, or only mentors, fill in."""
    return replace(mapping, constants={**mapping.constants, **({"role": role} if role else {})})


def with_edition(mapping: FormMapping, cohort: Cohort) -> FormMapping:
    """The mapping with the rubric's questions, and the edition's notice for `true`."""
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


def faults(mapping: FormMapping) -> Iterator[Fault]:
    """Every fault of a complete mapping."""
    source = mapping.source
    for key, row in (("question_row", source.question_row), ("caption_row", source.caption_row)):
        if row is not None and row > source.header_rows:
            yield ("source", key), "row", {"row": row, "rows": source.header_rows}
    yield from _of_clock(mapping.clock)
    for name, question in mapping.questions.items():
        for steps, word, facts in (*_of_question(question, mapping), *_of_meanings(question)):
            yield ("questions", name, *steps), word, facts


def _of_clock(clock: Clock) -> Iterator[Fault]:
    for key, form in clock.forms.items():
        written = re.findall(r"%(.?)", form)
        used = set(written)
        for unknown in sorted(used - LETTERS):
            letters = " ".join(sorted(LETTERS - {"%"}))
            yield ("clock", key), "letter", {"letter": unknown, "letters": letters}
        read = Counter({"a": "A", "b": "B"}.get(each, each) for each in written if each != "%")
        for twice in sorted(letter for letter, times in read.items() if times > 1):
            yield ("clock", key), "twice", {"letter": twice}
        if "I" in used and "p" not in used:
            yield ("clock", key), "half", {}
        if form != "iso" and not (used & set("Yy") and used & set("mbB") and "d" in used):
            yield ("clock", key), "day", {}
    for language in clock.languages:
        try:
            Locale.parse(language)
        except (UnknownLocaleError, ValueError):
            yield ("clock", "languages"), "language", {"language": language}


def _of_question(question: Question, mapping: FormMapping) -> Iterator[Fault]:
    record, kind = mapping.record, question.kind
    if record in schemas.names():
        if question.field not in OF_THE_ROW and not part(record, question.field):
            yield ("field",), "field", {"field": question.field, "record": record}
        if question.other and part(record, question.other).get("type") != "string":
            yield ("other",), "other", {"field": question.other}
    for key, (usual, kinds) in KEYS.items():
        if getattr(question, key) != usual and kind not in kinds:
            yield (key,), "kind", {"kinds": " or ".join(kinds), "kind": kind, "first": kinds[0]}
    in_columns = question.column is not None or mapping.source.choices == "columns"
    if kind == "choices" and (question.separator is not None or not in_columns):
        separator = question.separator or mapping.source.separator
        if clash := two_readings(question.meanings, separator):
            yield ("captions",), "two-readings", {"one": clash[0], "other": clash[1]}


def _of_meanings(question: Question) -> Iterator[Fault]:
    kind = question.kind
    for key in ("captions", "accepts") if kind not in {"choice", "choices"} else ():
        for text, value in getattr(question, key).items():
            fits = type(value) in MEANINGS.get(kind, (str,)) and (kind, value) != ("notice", False)
            if value is not None and not fits:
                word = f"meaning-{kind if kind in MEANINGS else 'text'}"
                yield (key, text), word, {"kind": kind}
