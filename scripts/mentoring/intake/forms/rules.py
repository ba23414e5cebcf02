"""The rules between a mapping's keys, which no schema can state."""

import re
from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from mentoring import schemas
from mentoring.intake.forms.captions import two_readings
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import OF_THE_ROW, Mapping, Question

Fault = tuple[tuple[str, ...], str, str]
"""The place of a fault in the mapping, what is wrong, and what to do."""

LETTERS = frozenset("YymdHIMSfZzbBaAp%")
"""The strptime directives that a format may contain."""
MEANINGS: dict[str, tuple[tuple[type, ...], str]] = {
    "whole": ((int,), "a whole number, without quotes"),
    "yes-no": ((bool,), "true or false"),
    "notice": (
        (str, bool),
        "the version of a privacy notice, in quotes, or true for the edition's own",
    ),
}
"""The types of value that an answer to a question of this kind may have; others are texts."""
TEXT = ((str,), "a text; put numbers in quotes")
KEYS = {
    "separator": (None, ("choices",)),
    "column": (None, ("choices", "choice")),
    "ranked": (False, ("choices",)),
    "other": (None, ("choice", "choices")),
    "number": ("whole", ("whole",)),
}
"""What these keys of a question usually are, and the kinds of question that may state them."""


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
        for steps, message, hint in _of_question(question, mapping):
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


def _of_question(question: Question, mapping: Mapping) -> Iterator[Fault]:
    record, kind = mapping.record, question.kind
    if record in schemas.names():
        if question.field not in OF_THE_ROW and not part(record, question.field):
            message = f"the record has no field {question.field}"
            yield ("field",), message, f"The reference of {record} lists its fields."
        if question.other and part(record, question.other).get("type") != "string":
            message = f"{question.other} is not a field that takes a text"
            yield ("other",), message, "Use one such as person.notes."
    for key, (usual, kinds) in KEYS.items():
        if getattr(question, key) != usual and kind not in kinds:
            wanted = " or ".join(kinds)
            message = f"applies to questions of kind {wanted}, and this one is {kind}"
            yield (key,), message, f"Remove it, or change the question's kind to {kinds[0]}."
    if kind not in {"choice", "choices"}:
        yield from _of_meanings(question)
    in_columns = question.column is not None or mapping.source.choices == "columns"
    if kind == "choices" and (question.separator is not None or not in_columns):
        separator = question.separator or mapping.source.separator
        if clash := two_readings(question.meanings, separator):
            message = f"“{clash[0]}” and “{clash[1]}” make one cell mean two things"
            hint = "Reword one of them on the form, or have the tool write another separator."
            yield ("captions",), message, hint


def _of_meanings(question: Question) -> Iterator[Fault]:
    """Faults: texts whose value is not of the question's kind."""
    types, wanted = MEANINGS.get(question.kind, TEXT)
    for key, texts in (("captions", question.captions), ("accepts", question.accepts)):
        for text, value in texts.items():
            fits = type(value) in types and not (question.kind == "notice" and value is False)
            if value is not None and not fits:
                message = f"the answer to a question of kind {question.kind} cannot mean this"
                yield (key, text), message, f"Write {wanted}; or null for no answer."
