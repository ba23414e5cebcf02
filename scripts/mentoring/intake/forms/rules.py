"""The rules between a mapping's keys, which no schema can state."""

import re
from collections.abc import Callable, Iterator

from babel import Locale, UnknownLocaleError

from mentoring import schemas
from mentoring.intake.forms.captions import two_readings
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import Mapping, Question

Fault = tuple[tuple[str, ...], str, str]
"""The place of a fault in the mapping, what is wrong, and what to do."""

OF_THE_ROW = frozenset({"submitted", "modified", "state"})
"""Fields that belong to no record: when and whether a row counts."""
LETTERS = frozenset("YymdHIMSfZzbBaAp%")
"""The strptime directives that a format may contain."""
_MEANS: dict[str, tuple[Callable[[object], bool], str]] = {
    "whole": (lambda value: type(value) is int, "a whole number, without quotes"),
    "yes-no": (lambda value: isinstance(value, bool), "true or false"),
    "notice": (
        lambda value: value is True or isinstance(value, str),
        "the version of a privacy notice, in quotes, or true for the edition's own",
    ),
}
_TEXT = (lambda value: isinstance(value, str), "a text; put numbers in quotes")


def faults(mapping: Mapping) -> Iterator[Fault]:
    """Every fault of a complete mapping."""
    source, clock = mapping.source, mapping.clock
    for key, row in (("question_row", source.question_row), ("caption_row", source.caption_row)):
        if row is not None and row > source.header_rows:
            message = f"row {row} is below the {source.header_rows} rows of headings"
            yield ("source", key), message, "Correct it, or `header_rows`."
    for key, form in (("moment", clock.moment), ("day", clock.day)):
        for message, hint in _of_format(form) if form != "iso" else ():
            yield ("clock", key), message, hint
    for language in clock.languages:
        try:
            Locale.parse(language)
        except (UnknownLocaleError, ValueError):
            message = f"{language} is not a language of Unicode's CLDR"
            yield ("clock", "languages"), message, "Use its code, such as de or pt_BR."
    for name, question in mapping.questions.items():
        for rule in (_of_field, _of_keys, _of_values, _of_choices):
            for steps, message, hint in rule(question, mapping):
                yield ("questions", name, *steps), message, hint


def _of_format(form: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a format, and what to do."""
    used = set(re.findall(r"%(.?)", form))
    for unknown in sorted(used - LETTERS):
        yield f"%{unknown} is not read", f"The letters are {' '.join(sorted(LETTERS - {'%'}))}."
    if "I" in used and "p" not in used:
        yield "%I says no half of the day", "Add %p for the half of the day, or use %H for 0 to 23."
    if not (used & set("Yy") and used & set("mbB") and "d" in used):
        yield "it states no whole day", "A day has a year, a month and a day: %Y, %m and %d."


def _of_field(question: Question, mapping: Mapping) -> Iterator[Fault]:
    record = mapping.record
    if record not in schemas.names():
        return
    if question.field not in OF_THE_ROW and not part(record, question.field):
        message = f"the record has no field {question.field}"
        yield ("field",), message, f"The reference of {record} lists its fields."
    if question.other and part(record, question.other).get("type") != "string":
        message = f"{question.other} is not a field that takes a text"
        yield ("other",), message, "Use one such as person.notes."


def _of_keys(question: Question, _mapping: Mapping) -> Iterator[Fault]:
    """Faults: keys that apply only to questions of other kinds."""
    stated = (
        ("separator", question.separator is not None, ("choices",)),
        ("column", question.column is not None, ("choices", "choice")),
        ("ranked", question.ranked, ("choices",)),
        ("other", question.other is not None, ("choice", "choices")),
        ("number", question.number != "whole", ("whole",)),
    )
    for key, is_stated, kinds in stated:
        if is_stated and question.kind not in kinds:
            wanted = " or ".join(kinds)
            message = f"applies to questions of kind {wanted}, and this one is {question.kind}"
            yield (key,), message, f"Remove it, or change the question's kind to {kinds[0]}."


def _of_values(question: Question, _mapping: Mapping) -> Iterator[Fault]:
    """Faults: texts whose value is not of the question's kind."""
    if question.kind in {"choice", "choices"}:
        return
    fits, wanted = _MEANS.get(question.kind, _TEXT)
    for key, texts in (("captions", question.captions), ("accepts", question.accepts)):
        for text, value in texts.items():
            if value is not None and not fits(value):
                message = f"the answer to a question of kind {question.kind} cannot mean this"
                yield (key, text), message, f"Write {wanted}; or null for no answer."


def _of_choices(question: Question, mapping: Mapping) -> Iterator[Fault]:
    """Faults: choices that make a cell ambiguous."""
    in_columns = question.column is not None or mapping.source.choices == "columns"
    if question.kind != "choices" or (in_columns and question.separator is None):
        return
    clash = two_readings(question.meanings, question.separator or mapping.source.separator)
    if clash:
        message = f"“{clash[0]}” and “{clash[1]}” make one cell mean two things"
        hint = "Reword one of them on the form, or have the tool write another separator."
        yield ("captions",), message, hint
