"""The columns that answer one question: one cell, several, or a cell for each choice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.mapping import Mapping as FormMapping
from mentoring.intake.forms.mapping import Question, Value
from mentoring.intake.reading.cells import OtherText, Read, UnreadableError, cleaned, reader
from mentoring.intake.reading.headings import Headings

UNANSWERED = object()
LISTS = frozenset({"lines", "people", "choices"})
WORDS = "Correct it, or add what the tool writes there to `words` in the mapping."


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One question and the columns of its answer (from 0), each with the reader of its cells.

    If each choice has its own column, `choices` has their values. `texts` are the columns of free
    text, `empty` the texts that mean no answer.
    """

    question: Question
    reads: Mapping[int, Read]
    choices: Mapping[int, Value] | None
    texts: tuple[int, ...]
    empty: frozenset[str]

    @property
    def places(self) -> tuple[int, ...]:
        """Every column of the question."""
        return (*self.reads, *self.texts)

    def filled(self, cells: Sequence[str]) -> tuple[int, ...]:
        """The question's columns that are not empty in the row."""
        return tuple(at for at in self.places if cells[at].strip())

    def value(self, cells: Sequence[str]) -> Any:  # noqa: ANN401 (of the question's kind)
        """The answer in a row's cells: None if a caption says so, UNANSWERED if all are empty.

        Lists of several cells are joined, other filled cells must agree.

        Raises:
            UnreadableError: for a cell that does not answer the question.
        """
        if len(self.reads) == 1 and self.choices is None and not self.texts:  # most questions
            ((at, read),) = self.reads.items()
            text = cleaned(cells[at]) if cells[at] else ""
            return read(text) if text and text not in self.empty else UNANSWERED
        filled = self._texts(self.reads, cells)
        alone = self.choices is None and self.question.kind not in LISTS
        if len(filled) > 1 and alone and len(set(map(plain, filled.values()))) > 1:
            numbers = " and ".join(str(at + 1) for at in filled)
            raise UnreadableError(
                f"is answered in two ways, in columns {numbers}",
                "Empty the cell that does not count; or say in the mapping which column does, "
                "with `nth`.",
                at=next(iter(filled)),
            )
        found = {at: _read_at(at, self.reads[at], text) for at, text in filled.items()}
        answer = self._chosen(found) if self.choices is not None else _joined([*found.values()])
        if not self.texts:
            return answer
        written = [OtherText(text) for text in self._texts(self.texts, cells).values()]
        known = [] if answer is UNANSWERED else answer if isinstance(answer, list) else [answer]
        return [*known, *written] if written else answer

    def _texts(self, places: Iterable[int], cells: Sequence[str]) -> dict[int, str]:
        """The cells that hold an answer, cleaned."""
        texts: dict[int, str] = {}
        for at in places:
            text = _read_at(at, cleaned, cells[at]) if cells[at] else ""
            if text and text not in self.empty:
                texts[at] = text
        return texts

    def _chosen(self, ranks: Mapping[int, int]) -> Any:  # noqa: ANN401 (a list, or UNANSWERED)
        """The values of the chosen columns, by rank."""
        choices = self.choices or {}
        chosen = sorted((at for at in ranks if ranks[at]), key=lambda at: (ranks[at], at))
        values = dict.fromkeys(choices[at] for at in chosen if choices[at] is not None)
        return list(values) or UNANSWERED


def _joined(found: Sequence[Any]) -> Any:  # noqa: ANN401 (of the question's kind)
    if len(found) > 1 and all(isinstance(answer, list) for answer in found):
        return list(dict.fromkeys(value for answer in found for value in answer))
    return found[0] if found else UNANSWERED


def _read_at(at: int, read: Read, text: str) -> Any:  # noqa: ANN401 (of the question's kind)
    try:
        return read(text)
    except UnreadableError as error:
        raise UnreadableError(error.message, error.hint, at=at) from None


def columns(headings: Headings, mapping: FormMapping) -> tuple[Column, ...]:
    """The columns of every question that the export has, in the mapping's order."""
    return tuple(
        _column(name, question, headings, mapping)
        for name, question in mapping.questions.items()
        if headings.asks(name)
    )


def _column(name: str, question: Question, headings: Headings, mapping: FormMapping) -> Column:
    choices, notices = headings.choices.get(name), headings.notices
    read = reader(question, mapping)
    reads = {
        at: partial(_agreed, notice=notices[at], mapping=mapping) if at in notices else read
        for at in headings.columns.get(name, ())
    }
    if choices is not None:
        reads = {at: _tick(value, question, mapping) for at, value in choices.items()}
    return Column(
        question=question,
        reads=reads,
        choices=choices,
        texts=headings.others.get(name, ()),
        empty=frozenset(mapping.source.empty),
    )


def _tick(value: Value, question: Question, mapping: FormMapping) -> Read:
    """A reader of a choice's cell, which says yes or repeats the caption: 0, or the rank."""
    captions = (text for text, meaning in question.meanings.items() if meaning == value)
    known = dict.fromkeys(map(plain, mapping.words.yes), 1)
    known |= dict.fromkeys(map(plain, mapping.words.no), 0) | dict.fromkeys(map(plain, captions), 1)

    def read(text: str) -> int:
        if question.ranked and text.isdigit():
            return int(text)
        if plain(text) not in known:
            raise UnreadableError("has a choice that is neither chosen nor left out", WORDS)
        return known[plain(text)]

    return read


def _agreed(text: str, *, notice: str, mapping: FormMapping) -> str | None:
    """The notice agreed to by a tick in a column whose heading is the text agreed to."""
    if plain(text) in map(plain, mapping.words.no):
        return None
    if plain(text) in map(plain, mapping.words.yes) or notice in text:
        return notice
    raise UnreadableError("is neither agreed to nor left out", WORDS)
