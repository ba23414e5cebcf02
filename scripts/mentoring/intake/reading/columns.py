"""The columns that answer one question: one cell, or a yes-no cell for each choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.mapping import Mapping as FormMapping
from mentoring.intake.forms.mapping import Question, Value
from mentoring.intake.reading.cells import OtherText, UnreadableError, cleaned, reader
from mentoring.intake.reading.headings import Headings

UNANSWERED = object()
LISTS = frozenset({"lines", "people", "choices"})
Read = Callable[[str], Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One question and the columns of its answer, `places` (from 0)."""

    question: Question
    places: tuple[int, ...]
    choices: bool
    """Whether each choice has its own column."""
    value: Callable[[Sequence[str]], Any]
    """Returns the answer in a row's cells: None if a caption says so, UNANSWERED if empty."""

    def filled(self, cells: Sequence[str]) -> tuple[int, ...]:
        """The question's columns that are not empty in the row."""
        return tuple(at for at in self.places if cells[at].strip())


def columns(headings: Headings, mapping: FormMapping) -> tuple[Column, ...]:
    """The columns of every question that the export has, in the mapping's order."""
    asked = (name for name in mapping.questions if headings.asks(name))
    return tuple(_column(name, headings, mapping) for name in asked)


def _column(name: str, headings: Headings, mapping: FormMapping) -> Column:
    question = mapping.questions[name]
    empty = frozenset(mapping.source.empty)
    texts = headings.others.get(name, ())
    if name in headings.choices:
        answer = _ticked(headings.choices[name], question, mapping, empty)
    else:
        read = reader(question, mapping)
        agreed = headings.notices
        reads = {
            at: _agreed(agreed[at], mapping) if at in agreed else read
            for at in headings.columns[name]
        }
        several = len(reads) > 1
        answer = _filled(reads, question, empty) if several else _cell(*reads.popitem(), empty)
    value = _with_texts(answer, texts, empty) if texts else answer
    return Column(
        question=question,
        places=headings.of(name),
        choices=name in headings.choices,
        value=value,
    )


def _cell(at: int, read: Read, empty: frozenset[str]) -> Callable[[Sequence[str]], Any]:
    """A reader for a question with one cell."""

    def value(cells: Sequence[str]) -> Any:  # noqa: ANN401 (of whatever kind the question is)
        text = cleaned(cells[at])
        return UNANSWERED if not text or text in empty else read(text)

    return value


def _filled(
    reads: Mapping[int, Read], question: Question, empty: frozenset[str]
) -> Callable[[Sequence[str]], Any]:
    """A reader for several cells: lists are joined, other filled cells must agree."""

    def value(cells: Sequence[str]) -> Any:  # noqa: ANN401 (of whatever kind the question is)
        texts = {at: cleaned(cells[at]) for at in reads}
        filled = {at: text for at, text in texts.items() if text and text not in empty}
        if not filled:
            return UNANSWERED
        if question.kind not in LISTS and len(set(map(plain, filled.values()))) > 1:
            raise _disagreeing(tuple(filled))
        found = [_read_at(at, reads[at], text) for at, text in filled.items()]
        return found[0] if len(found) == 1 else _joined(found)

    return value


def _joined(found: Sequence[Any]) -> Any:  # noqa: ANN401 (of whatever kind the question is)
    """One answer from several cells: lists are concatenated; other values must agree."""
    if not all(isinstance(each, list) for each in found):
        return found[0]
    return list(dict.fromkeys(value for each in found for value in each))


def _read_at(at: int, read: Read, text: str) -> Any:  # noqa: ANN401 (of the question's kind)
    try:
        return read(text)
    except UnreadableError as error:
        raise UnreadableError(error.message, error.hint, at=at) from None


def _disagreeing(places: tuple[int, ...]) -> UnreadableError:
    numbers = " and ".join(str(at + 1) for at in places)
    return UnreadableError(
        f"is answered in two ways, in columns {numbers}",
        "Empty the cell that does not count; or say in the mapping which column does, with `nth`.",
        at=places[0],
    )


def _ticked(
    choices: Mapping[int, Value], question: Question, mapping: FormMapping, empty: frozenset[str]
) -> Callable[[Sequence[str]], Any]:
    """A reader for choices whose cells say yes or repeat the caption; ranked ones in order."""
    ticks = _ticks(question, mapping)

    def value(cells: Sequence[str]) -> Any:  # noqa: ANN401 (a list, or UNANSWERED)
        texts = {at: cleaned(cells[at]) for at in choices}
        filled = {at: text for at, text in texts.items() if text and text not in empty}
        ranks = {at: _read_at(at, ticks[choices[at]], text) for at, text in filled.items()}
        chosen = sorted((at for at in ranks if ranks[at]), key=lambda at: (ranks[at], at))
        values = dict.fromkeys(choices[at] for at in chosen if choices[at] is not None)
        return list(values) or UNANSWERED

    return value


def _ticks(question: Question, mapping: FormMapping) -> dict[Value, Read]:
    """The reader of each choice's cell: 0 if not chosen, else the rank."""
    words = dict.fromkeys(mapping.words.yes, 1) | dict.fromkeys(mapping.words.no, 0)
    found: dict[Value, Read] = {}
    for meaning in set(question.meanings.values()):
        captions = {text: 1 for text, value in question.meanings.items() if value == meaning}
        known = {plain(text): number for text, number in {**words, **captions}.items()}
        found[meaning] = _tick(known, ranked=question.ranked)
    return found


def _tick(known: Mapping[str, int], *, ranked: bool) -> Read:
    def read(text: str) -> int:
        if ranked and text.isdigit():
            return int(text)
        if plain(text) not in known:
            hint = "Correct it, or add what the tool writes there to `words` in the mapping."
            raise UnreadableError("has a choice that is neither chosen nor left out", hint)
        return known[plain(text)]

    return read


def _agreed(notice: str, mapping: FormMapping) -> Read:
    """A reader for a tick in a column whose heading is the text agreed to."""
    yes, no = (frozenset(map(plain, words)) for words in (mapping.words.yes, mapping.words.no))

    def read(text: str) -> str | None:
        if plain(text) in no:
            return None
        if plain(text) in yes or notice in text:
            return notice
        hint = "Correct it, or add what the tool writes there to `words` in the mapping."
        raise UnreadableError("is neither agreed to nor left out", hint)

    return read


def _with_texts(
    answer: Callable[[Sequence[str]], Any], texts: tuple[int, ...], empty: frozenset[str]
) -> Callable[[Sequence[str]], Any]:
    """A reader that adds the free text columns to the answer."""

    def value(cells: Sequence[str]) -> Any:  # noqa: ANN401 (of whatever kind the question is)
        written = [OtherText(cleaned(cells[at])) for at in texts]
        found = [text for text in written if text and text not in empty]
        chosen = answer(cells)
        if not found:
            return chosen
        known = [] if chosen is UNANSWERED else chosen if isinstance(chosen, list) else [chosen]
        return [*known, *found]

    return value
