"""What one cell says: text becomes a value of the kind that its question asks for."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from mentoring.intake.forms.captions import Captions, plain
from mentoring.intake.forms.mapping import NOTICE
from mentoring.intake.reading.timestamps import day, moment
from mentoring.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mentoring.intake.forms.mapping import Mapping, Question

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WHOLE = re.compile(r"[-+]?\d{1,9}")


class UnreadableError(Exception):
    """A cell that does not say what its question asks for; in words that quote nobody."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


def cleaned(cell: str) -> str:
    """A cell's text: composed, line ends as line feeds, no space around."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    text = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))
    if _CONTROL.search(text):
        raise UnreadableError("holds a control character", "Remove it from the answer.")
    return text.replace("\ufeff", "").strip()


def reader(question: Question, mapping: Mapping) -> Callable[[str], Any]:
    """The function that reads the question's cells; it raises UnreadableError."""
    kinds: dict[str, Callable[[Question, Mapping], Callable[[str], Any]]] = {
        "line": _line,
        "email": _line,
        "code": _code,
        "text": _text,
        "lines": _lines,
        "people": _people,
        "whole": _whole,
        "day": _day,
        "moment": _moment,
        "yes-no": _yes_no,
        "choice": _choice,
        "choices": _choices,
        "notice": _notice,
    }
    return kinds[question.kind](question, mapping)


def _line(question: Question, _mapping: Mapping) -> Callable[[str], Any]:
    known = Captions(values=_meanings(question))
    return lambda text: known[text] if text in known else " ".join(text.split())


def _code(_question: Question, _mapping: Mapping) -> Callable[[str], str]:
    return lambda text: "".join(text.split()).casefold()


def _text(_question: Question, mapping: Mapping) -> Callable[[str], str]:
    line_break = mapping.source.line_break
    if line_break is None:
        return str
    return lambda text: text.replace(line_break, "\n")


def _lines(question: Question, mapping: Mapping) -> Callable[[str], list[str]]:
    text_of = _text(question, mapping)
    return lambda text: _filled(text_of(text).split("\n"))


def _people(question: Question, mapping: Mapping) -> Callable[[str], list[str]]:
    text_of = _text(question, mapping)
    return lambda text: _filled(re.split(r"[\n;]", text_of(text)))


def _whole(_question: Question, _mapping: Mapping) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not _WHOLE.fullmatch(text):
            raise UnreadableError("is no whole number", "Write digits alone.")
        return int(text)

    return read


def _day(_question: Question, mapping: Mapping) -> Callable[[str], str]:
    return _timed(lambda text: day(text, mapping.clock).isoformat(), mapping.clock.day)


def _moment(_question: Question, mapping: Mapping) -> Callable[[str], Any]:
    return _timed(lambda text: moment(text, mapping.clock), mapping.clock.moment)


def _timed(read: Callable[[str], Any], form: str) -> Callable[[str], Any]:
    def timed(text: str) -> Any:  # noqa: ANN401 (a day or a moment)
        try:
            return read(text)
        except (ValueError, OverflowError):
            raise UnreadableError(
                f"is not written as {form}", "Correct it, or `clock` in the mapping."
            ) from None

    return timed


def _yes_no(question: Question, mapping: Mapping) -> Callable[[str], Any]:
    words = dict.fromkeys(mapping.words.yes, True) | dict.fromkeys(mapping.words.no, False)
    known = Captions(values={**words, **_meanings(question)})
    return _known(known, question)


def _choice(question: Question, mapping: Mapping) -> Callable[[str], Any]:
    counted = mapping.source.counted
    return _known(Captions(values=_meanings(question), counted=counted), question)


def _known(known: Captions, question: Question) -> Callable[[str], Any]:
    def read(text: str) -> Any:  # noqa: ANN401 (whatever the captions mean)
        if text not in known:
            raise UnreadableError("matches no caption", _near(text, question))
        return known[text]

    return read


def _choices(question: Question, mapping: Mapping) -> Callable[[str], list[Any]]:
    source = mapping.source
    known = Captions(values=_meanings(question), separator=source.separator, counted=source.counted)

    def read(text: str) -> list[Any]:
        found = known.split(text)
        if found is None:
            message = "holds a choice that matches no caption"
            raise UnreadableError(message, _near(known.unknown(text), question))
        return [value for value in found if value is not None]

    return read


def _notice(question: Question, _mapping: Mapping) -> Callable[[str], str]:
    patterns = [
        re.compile(re.escape(plain(caption)).replace(re.escape(NOTICE), r"(?P<notice>\S+?)"))
        for caption in _meanings(question)
    ]

    def read(text: str) -> str:
        found = (pattern.fullmatch(plain(text)) for pattern in patterns)
        version = next((match["notice"] for match in found if match), None)
        if version is None:
            raise UnreadableError("matches no caption", _near(text, question))
        return version

    return read


def _meanings(question: Question) -> dict[str, Any]:
    return {**question.accepts, **question.captions}


def _near(text: str, question: Question) -> str:
    """Which caption was probably meant; the answer itself is not quoted."""
    holding = [one for one in question.captions if plain(text) in plain(one)]
    close = holding[0] if len(holding) == 1 else nearest(text, question.captions)
    also = "correct the answer, or add what it says to `accepts` in the mapping."
    return f"Probably “{close}”: {also}" if close else f"{also[0].upper()}{also[1:]}"


def _filled(pieces: list[str]) -> list[str]:
    """The pieces that hold anything, each once, as single lines."""
    return list(dict.fromkeys(filter(None, (" ".join(piece.split()) for piece in pieces))))
