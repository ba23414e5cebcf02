"""The columns that answer one question: a cell, or a cell of yes and no for each choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mentoring.intake.forms.mapping import Question, Value
from mentoring.intake.reading.cells import cleaned, reader

if TYPE_CHECKING:
    from mentoring.intake.forms.mapping import Mapping as FormMapping
    from mentoring.intake.reading.headings import Headings

UNANSWERED = object()
Read = Callable[[str], Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One question and where its answer stands; `at` is the first of its columns, from 0."""

    question: Question
    at: int
    value: Callable[[Sequence[str]], Any]
    """What a row's cells answer: None where a caption says so, UNANSWERED for no answer."""


def columns(headings: Headings, mapping: FormMapping) -> tuple[Column, ...]:
    """The columns of every question that the export has, in the mapping's order."""
    empty = frozenset(mapping.source.empty)
    yes = reader(Question(field="", ask="", kind="yes-no"), mapping)
    found = []
    for name, question in mapping.questions.items():
        if name in headings.choices:
            places = headings.choices[name]
            value = _ticked(places, yes, empty)
            found.append(Column(question=question, at=min(places), value=value))
        elif name in headings.columns:
            at = headings.columns[name]
            value = _cell(at, reader(question, mapping), empty)
            found.append(Column(question=question, at=at, value=value))
    return tuple(found)


def _cell(at: int, read: Read, empty: frozenset[str]) -> Callable[[Sequence[str]], Any]:
    """What one cell says."""

    def value(cells: Sequence[str]) -> Any:  # noqa: ANN401 (of whatever kind the question is)
        text = cleaned(cells[at])
        return UNANSWERED if not text or text in empty else read(text)

    return value


def _ticked(
    places: Mapping[int, Value], yes: Read, empty: frozenset[str]
) -> Callable[[Sequence[str]], Any]:
    """The choices whose cells say yes."""

    def value(cells: Sequence[str]) -> Any:  # noqa: ANN401 (a list, or UNANSWERED)
        texts = {at: cleaned(cells[at]) for at in places}
        ticked = [at for at, text in texts.items() if text and text not in empty and yes(text)]
        return [places[at] for at in ticked if places[at] is not None] or UNANSWERED

    return value
