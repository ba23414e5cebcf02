"""The rules between a mapping's keys, which no schema can state."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from mentoring import schemas
from mentoring.intake.forms.captions import two_readings
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import Mapping, Question

OF_THE_ROW = frozenset({"submitted", "modified", "state"})
"""Fields that belong to no record: when and whether a row counts."""
LETTERS = frozenset("YymdHIMSfZzbBaAp%")
"""The strptime directives that a format may contain."""
ROLES = frozenset({"mentee", "mentor", "both"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong at a place in the mapping, and what to do."""

    steps: tuple[str, ...]
    message: str
    hint: str


def faults(mapping: Mapping) -> Iterator[Fault]:
    """Every fault of a complete mapping."""
    yield from _of_rows(mapping)
    yield from _of_clock(mapping)
    for name, question in mapping.questions.items():
        for rule in (_of_field, _of_keys, _of_values, _of_choices):
            yield from rule(name, question, mapping)


def _of_rows(mapping: Mapping) -> Iterator[Fault]:
    source = mapping.source
    for key, row in (("question_row", source.question_row), ("caption_row", source.caption_row)):
        if row is not None and row > source.header_rows:
            yield Fault(
                steps=("source", key),
                message=f"row {row} is below the {source.header_rows} rows of headings",
                hint="Correct it, or `header_rows`.",
            )


def _of_clock(mapping: Mapping) -> Iterator[Fault]:
    for key, form in (("moment", mapping.clock.moment), ("day", mapping.clock.day)):
        if form != "iso":
            for message, hint in _of_format(form):
                yield Fault(steps=("clock", key), message=message, hint=hint)
    for language in mapping.clock.languages:
        try:
            Locale.parse(language)
        except (UnknownLocaleError, ValueError):
            yield Fault(
                steps=("clock", "languages"),
                message=f"{language} is no language of Unicode's CLDR",
                hint="Use its code, such as de or pt_BR.",
            )


def _of_format(form: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a format, and what to do."""
    letters = re.findall(r"%(.?)", form)
    for unknown in sorted(set(letters) - LETTERS):
        yield f"%{unknown} is not read", f"The letters are {' '.join(sorted(LETTERS - {'%'}))}."
    used = set(letters)
    if "I" in used and "p" not in used:
        yield "%I says no half of the day", "Add %p where the half stands, or write %H for 0 to 23."
    if not (used & set("Yy") and used & set("mbB") and "d" in used):
        yield "it states no whole day", "A day has a year, a month and a day: %Y, %m and %d."


def _of_field(name: str, question: Question, mapping: Mapping) -> Iterator[Fault]:
    if mapping.record not in schemas.names():
        return
    if question.field not in OF_THE_ROW and not part(mapping.record, question.field):
        yield Fault(
            steps=("questions", name, "field"),
            message=f"the record has no field {question.field}",
            hint=f"The reference of {mapping.record} lists its fields.",
        )
    if question.other and part(mapping.record, question.other).get("type") != "string":
        yield Fault(
            steps=("questions", name, "other"),
            message=f"{question.other} is no field that takes a text",
            hint="Use one such as person.notes.",
        )


def _of_keys(name: str, question: Question, _mapping: Mapping) -> Iterator[Fault]:
    """Faults: keys that apply only to questions of other kinds."""
    chosen = question.kind in {"choice", "choices"}
    stated = (
        ("separator", question.separator is not None, question.kind == "choices", "choices"),
        ("column", question.column is not None, chosen, "choices"),
        ("ranked", question.ranked, question.kind == "choices", "choices"),
        ("other", question.other is not None, chosen, "choice or choices"),
        ("number", question.number != "whole", question.kind == "whole", "whole"),
    )
    for key, is_stated, counts, kind in stated:
        if is_stated and not counts:
            yield Fault(
                steps=("questions", name, key),
                message=f"counts for questions of kind {kind}, and this one is {question.kind}",
                hint=f"Remove it, or correct the question's kind to {kind.split()[0]}.",
            )


_MEANS: dict[str, tuple[Callable[[object], bool], str]] = {
    "whole": (lambda value: type(value) is int, "a whole number, without quotes"),
    "yes-no": (lambda value: isinstance(value, bool), "true or false"),
    "notice": (
        lambda value: value is True or isinstance(value, str),
        "the version of a privacy notice, in quotes, or true for the edition's own",
    ),
}
_TEXT = (lambda value: isinstance(value, str), "a text; put numbers in quotes")


def _of_values(name: str, question: Question, _mapping: Mapping) -> Iterator[Fault]:
    """Faults: texts whose value is not of the question's kind."""
    if question.kind in {"choice", "choices"}:
        return
    fits, wanted = _MEANS.get(question.kind, _TEXT)
    for key, texts in (("captions", question.captions), ("accepts", question.accepts)):
        for text, value in texts.items():
            if value is not None and not fits(value):
                yield Fault(
                    steps=("questions", name, key, text),
                    message=f"the answer to a question of kind {question.kind} cannot mean this",
                    hint=f"Write {wanted}; or null for no answer.",
                )


def _of_choices(name: str, question: Question, mapping: Mapping) -> Iterator[Fault]:
    """Faults: choices that make a cell ambiguous."""
    source = mapping.source
    in_columns = question.column is not None or source.choices == "columns"
    if question.kind != "choices" or (in_columns and question.separator is None):
        return
    clash = two_readings(question.meanings, question.separator or source.separator)
    if clash:
        yield Fault(
            steps=("questions", name, "captions"),
            message=f"“{clash[0]}” and “{clash[1]}” make one cell mean two things",
            hint="Reword one of them on the form, or have the tool write another separator.",
        )
