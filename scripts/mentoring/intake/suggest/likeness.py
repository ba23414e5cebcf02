"""Rates how likely a column answers a question, and guesses what its texts mean."""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from mentoring.files.messages import messages
from mentoring.intake.forms.captions import Value, plain
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import FormMapping, Question
from mentoring.intake.reading import UnreadableError
from mentoring.intake.reading.cells import cleaned, read_cell
from mentoring.intake.reading.claims import heading
from mentoring.intake.reading.times import formats, known_zone
from mentoring.people.normalized_words import bare

WORDS = messages(__package__, "words.toml")
TELLING = frozenset({"email", "moment", "notice"})  # kinds that few cells match
EVIDENT = frozenset({"timezone", "experiment"})  # questions that few cells could answer
FEW = 8  # up to this many different texts may be a question's choices
LONG = 10  # average number of characters from which a text may be a letter
SEEN = 2  # occurrences from which a text is taken for a caption rather than free text
ALIKE = 0.6  # difflib's ratio from which a text is taken for another wording of a caption
SEPARATORS = ("; ", ";", " | ", "|", ", ", ",", "\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A heading, its column (from 0), and the non-empty cells below it."""

    heading: str
    at: int
    cells: tuple[str, ...]

    def names(self, words: Iterable[str]) -> int:
        """The length of the longest of these words in the heading."""
        return _longest(bare(heading(self.heading)), words)


def _longest(text: str, words: Iterable[str]) -> int:
    return max((len(word) for word in words if word in text), default=0)


def likeness(column: Column, name: str, mapping: FormMapping) -> float:
    """How likely the column answers the question, from 0 to 1, by its heading and its cells."""
    question, own, cells = mapping.questions[name], heading(column.heading), column.cells
    kind = question.kind
    wordings = map(heading, question.wordings)
    worded = max(difflib.SequenceMatcher(None, own, wording).ratio() for wording in wordings)
    if letters := column.names(WORDS["headings"].get(name, ())):
        worded = max(worded, min(0.99, 0.7 + letters / 50))
    telling = kind in TELLING or name in EVIDENT
    if not cells:
        fits = float(not telling)
    elif kind == "moment" and formats(cells):
        fits = 1.0
    elif kind in {"choice", "choices"} and name not in EVIDENT:
        fits = 1.0 if len(set(map(plain, cells))) <= max(FEW, len(cells) / 2) else 0.4
    elif kind == "text":
        fits = 1.0 if sum(map(len, cells)) >= LONG * len(cells) else 0.4
    else:
        fits = sum(_may_answer(cell, name, question, mapping) for cell in cells) / len(cells)
    return (worded + 2 * fits) / 3 if telling else worded * (1 + fits) / 2


def _may_answer(cell: str, name: str, question: Question, mapping: FormMapping) -> bool:
    kind = question.kind
    if name == "timezone":
        return cell in question.accepts or ("/" in cell and known_zone(cell) is not None)
    if name in EVIDENT:
        return any(re.search(rf"\b{re.escape(caption)}\b", cell) for caption in question.captions)
    if kind == "whole":
        limits = part(mapping.record, question.field)
        number = int(cell) if re.fullmatch(r"\d{1,9}", cell) else -1
        return bool(limits.get("minimum", 0) <= number <= limits.get("maximum", number))
    if kind == "yes-no":
        return bare(plain(cell)) in WORDS["yes_or_no"]
    if kind == "notice" and share_read([cell], question, mapping):
        return True
    shape = WORDS["shapes"].get(kind)
    return cell.isprintable() if shape is None else re.search(shape, cell) is not None


def share_read(cells: Collection[str], question: Question, mapping: FormMapping) -> float:
    """The share of the cells that the mapping can read; 0 of none."""
    readable = 0
    for cell in cells:
        with suppress(UnreadableError):
            read_cell(cleaned(cell), question, mapping)
            readable += 1
    return readable / len(cells) if cells else 0


def likely_separator(answers: Sequence[tuple[str, Question]], usual: str) -> str:
    """The separator of choices: the one that splits most cells into several known choices."""

    def several(between: str) -> int:
        split = ((_pieces([cell], between), question) for cell, question in answers)
        return sum(
            len(pieces) > 1 and None not in (_meaning(piece, question) for piece in pieces)
            for pieces, question in split
        )

    return max((usual, *SEPARATORS), key=several)


def meanings(
    cells: Iterable[str], question: Question, separator: str
) -> tuple[dict[str, Any], list[str]]:
    """The meanings of recurring texts that are not captions, and the texts without a meaning."""
    known = set(map(plain, question.meanings))
    pieces = Counter(_pieces(cells, separator) if question.kind == "choices" else cells)
    new = sorted(text for text in pieces if pieces[text] >= SEEN and plain(text) not in known)
    found = {text: _meaning(text, question) for text in new}
    guessed = {text: value for text, value in found.items() if value is not None}
    return guessed, [text for text in new if text not in guessed]


def _pieces(cells: Iterable[str], separator: str) -> list[str]:
    return [piece.strip() for cell in cells for piece in cell.split(separator) if piece.strip()]


def _meaning(text: str, question: Question) -> Value:
    """The value that the text most likely means; None if there is no evidence."""
    known = {plain(caption): value for caption, value in question.meanings.items()}
    typed = plain(text)
    if typed in known:
        return known[typed]
    words = {value: WORDS["answers"].get(str(value), ()) for value in known.values() if value}
    letters = Counter({value: _longest(bare(typed), words[value]) for value in words})
    if letters.total():
        return letters.most_common(1)[0][0]
    captions = question.captions.items()
    holding = [
        value for text, value in captions if re.search(rf"\b{re.escape(plain(text))}\b", typed)
    ]
    near = difflib.get_close_matches(typed, known, n=1, cutoff=ALIKE)
    return holding[0] if len(holding) == 1 else known[near[0]] if near else None
