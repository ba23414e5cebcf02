"""Guesses the meaning of answers that are no caption of the mapping, or asks for it."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.mapping import Question
from mentoring.intake.suggest.hints import ANSWERS, told
from mentoring.people.normalized_words import bare

SEEN = 2  # occurrences from which a text is taken for a caption rather than free text
ALIKE = 0.6  # difflib's ratio from which a text is taken for another wording of a caption
SEPARATORS = ("; ", ";", " | ", "|", ", ", ",", "\n")


def separator(answers: Iterable[tuple[str, Question]], usual: str) -> str:
    """The separator of choices: the one that splits most cells into several known choices."""
    told = tuple(answers)

    def several(between: str) -> int:
        return sum(_are_several(cell.split(between), question) for cell, question in told)

    return max((usual, *SEPARATORS), key=several)


def _are_several(pieces: list[str], question: Question) -> bool:
    filled = [piece.strip() for piece in pieces if piece.strip()]
    return len(filled) > 1 and all(_meaning(one, question) is not None for one in filled)


def meanings(
    cells: Iterable[str], question: Question, between: str
) -> tuple[dict[str, Any], list[str]]:
    """The meanings of recurring texts that are not captions, and the texts without a meaning."""
    known = {plain(one): value for one, value in {**question.captions, **question.accepts}.items()}
    texts = tuple(cells)
    pieces = Counter(_pieces(texts, between) if question.kind == "choices" else texts)
    new = sorted(one for one, times in pieces.items() if times >= SEEN and plain(one) not in known)
    found = {one: _meaning(one, question) for one in new}
    guessed = {one: value for one, value in found.items() if value is not None}
    return guessed, [one for one in new if one not in guessed]


def _pieces(cells: Iterable[str], between: str) -> list[str]:
    return [piece.strip() for cell in cells for piece in cell.split(between) if piece.strip()]


def _meaning(text: str, question: Question) -> Any:  # noqa: ANN401 (a caption's value)
    """The value that the text most likely means; None if there is no evidence."""
    known = {plain(one): value for one, value in {**question.captions, **question.accepts}.items()}
    if plain(text) in known:
        return known[plain(text)]
    own = bare(plain(text))
    letters = {value: told(own, ANSWERS.get(str(value), "")) for value in known.values() if value}
    best = max(letters, key=lambda letter: letters[letter], default=None)
    if best is not None and letters[best]:
        return best
    holding = [value for one, value in question.captions.items() if _holds(text, one)]
    near = difflib.get_close_matches(plain(text), known, n=1, cutoff=ALIKE)
    return holding[0] if len(holding) == 1 else known[near[0]] if near else None


def _holds(text: str, caption: str) -> bool:
    return re.search(rf"\b{re.escape(plain(caption))}\b", plain(text)) is not None
