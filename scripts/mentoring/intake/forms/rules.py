"""The rules between a mapping's keys, which no schema can state."""

import re
from collections.abc import Iterator
from typing import Any

from babel import Locale, UnknownLocaleError

from mentoring import schemas
from mentoring.intake.forms.captions import two_readings
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import OF_THE_ROW, Clock, Mapping, Question

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


def faults(mapping: Mapping) -> Iterator[Fault]:
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
    for key, form in (("moment", clock.moment), ("day", clock.day)):
        used = set(re.findall(r"%(.?)", form))
        for unknown in sorted(used - LETTERS):
            letters = " ".join(sorted(LETTERS - {"%"}))
            yield ("clock", key), "letter", {"letter": unknown, "letters": letters}
        if "I" in used and "p" not in used:
            yield ("clock", key), "half", {}
        if form != "iso" and not (used & set("Yy") and used & set("mbB") and "d" in used):
            yield ("clock", key), "day", {}
    for language in clock.languages:
        try:
            Locale.parse(language)
        except (UnknownLocaleError, ValueError):
            yield ("clock", "languages"), "language", {"language": language}


def _of_question(question: Question, mapping: Mapping) -> Iterator[Fault]:
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
