"""Reads one cell: its text becomes a value of the question's kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from mentoring.intake.forms.captions import Captions, plain
from mentoring.intake.forms.mapping import NOTICE, Mapping, Question, Value
from mentoring.intake.reading import zone_names
from mentoring.intake.reading.numbers import NUMBERS
from mentoring.intake.reading.timestamps import UnknownZoneError, day, moment
from mentoring.problems import nearest

Read = Callable[[str], Any]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
FEW = 8  # captions that a message lists at most
_PEOPLE = re.compile(r"[\n;]")


class UnreadableError(Exception):
    """A cell that does not answer its question; the message quotes no personal data.

    `at` is the cell's column, from 0, where the question has several.
    """

    def __init__(self, message: str, hint: str = "", *, at: int | None = None) -> None:
        self.message, self.hint, self.at = message, hint, at
        super().__init__(message)


class OtherText(str):
    """Text written under “Other” instead of a choice."""

    __slots__ = ()


def cleaned(cell: str) -> str:
    """A cell's text: composed, with line feeds as line ends, stripped."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    text = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))
    if _CONTROL.search(text):
        raise UnreadableError("holds a control character", "Remove it from the answer.")
    return text.replace("\ufeff", "").strip()


def reader(question: Question, mapping: Mapping) -> Read:
    """The function that reads the question's cells; it raises UnreadableError.

    A text that the mapping lists has the value stated there, whatever the kind.
    """
    if question.kind in _CHOOSING:
        return _CHOOSING[question.kind](question, mapping)
    known = Captions(values=question.meanings)
    otherwise = _WRITING[question.kind](question, mapping)
    if not question.meanings:
        return otherwise
    several = question.kind in {"lines", "people"}

    def read(text: str) -> Any:  # noqa: ANN401 (of the question's kind)
        if text not in known:
            return otherwise(text)
        value = known[text]
        return [value] if several and value is not None else value

    return read


def _line(_question: Question, _mapping: Mapping) -> Read:
    return lambda text: " ".join(text.split())


def _zone(_question: Question, mapping: Mapping) -> Read:
    def read(text: str) -> str:
        if (name := zone_names.known(text)) is not None:
            return name
        proposal = zone_names.proposal(text, mapping.clock.languages)
        hint = proposal or "Write it as region and city, such as Europe/Zurich."
        raise UnreadableError("is no time zone of the database", _or_accepts(f"{hint} So"))

    return read


def _code(_question: Question, _mapping: Mapping) -> Read:
    return lambda text: "".join(text.split()).casefold()


def _text(_question: Question, mapping: Mapping) -> Read:
    line_break = mapping.source.line_break
    if line_break is None:
        return str
    return lambda text: text.replace(line_break, "\n")


def _lines(question: Question, mapping: Mapping) -> Read:
    text_of = _text(question, mapping)
    return lambda text: _filled(text_of(text).split("\n"))


def _people(question: Question, mapping: Mapping) -> Read:
    text_of = _text(question, mapping)
    return lambda text: _filled(_PEOPLE.split(text_of(text)))


def _whole(question: Question, _mapping: Mapping) -> Read:
    number = NUMBERS[question.number]

    def read(text: str) -> int:
        found = number.read(text)
        if found is None:
            raise UnreadableError(number.message, _or_accepts(number.hint))
        return found

    return read


def _day(_question: Question, mapping: Mapping) -> Read:
    def read(text: str) -> str:
        found: date = _timed(text, mapping, mapping.clock.day, day)
        return found.isoformat()

    return read


def _moment(_question: Question, mapping: Mapping) -> Read:
    def read(text: str) -> datetime:
        found: datetime = _timed(text, mapping, mapping.clock.moment, moment)
        return found

    return read


def _timed(text: str, mapping: Mapping, form: str, read: Callable[..., Any]) -> Any:  # noqa: ANN401
    try:
        return read(text, mapping.clock)
    except UnknownZoneError as error:
        raise UnreadableError(
            f"is in a zone {error.zone} that the mapping does not declare",
            f'State it under `clock`, such as `zones: {{{error.zone}: "+02:00"}}`.',
        ) from None
    except (ValueError, OverflowError):
        raise UnreadableError(
            f"is not written as {form}", "Correct it, or `clock` in the mapping."
        ) from None


def _yes_no(question: Question, mapping: Mapping) -> Read:
    words = dict.fromkeys(mapping.words.yes, True) | dict.fromkeys(mapping.words.no, False)
    return _known(Captions(values={**words, **question.meanings}), question, (*words,))


def _choice(question: Question, mapping: Mapping) -> Read:
    known = Captions(values=question.meanings, counted=mapping.source.counted)
    return _known(known, question)


def _known(known: Captions, question: Question, words: tuple[str, ...] = ()) -> Read:
    def read(text: str) -> Any:  # noqa: ANN401 (whatever the captions mean)
        if text in known:
            return known[text]
        if question.other:
            return OtherText(text)
        raise UnreadableError("matches no caption", near(text, (*question.captions, *words)))

    return read


def _choices(question: Question, mapping: Mapping) -> Read:
    known = Captions(
        values=question.meanings,
        separator=question.separator or mapping.source.separator,
        counted=mapping.source.counted,
    )

    def read(text: str) -> list[Any]:
        values, unknown = known.sort(text)
        if unknown and not question.other:
            message = "holds a choice that matches no caption"
            raise UnreadableError(message, near(unknown[0], question.captions))
        return [value for value in values if value is not None] + list(map(OtherText, unknown))

    return read


def _notice(question: Question, mapping: Mapping) -> Read:
    """The notice agreed to; None for a box that was not ticked."""
    versions = {caption: value for caption, value in question.meanings.items() if value is True}
    patterns = [notice_pattern(caption) for caption in versions if NOTICE in caption]
    named = {text: value for text, value in question.meanings.items() if value is not True}
    known = Captions(values=dict.fromkeys(mapping.words.no) | named)

    def read(text: str) -> Value:
        if text in known:
            return known[text]
        found = (pattern.fullmatch(plain(text)) for pattern in patterns)
        version = next((match["notice"] for match in found if match), None)
        if version is None:
            raise UnreadableError(
                "does not say which privacy notice was agreed to",
                "Have the form's caption name the notice, or say under `accepts` in the mapping "
                "which one this answer agreed to.",
            )
        return version

    return read


def notice_pattern(caption: str) -> re.Pattern[str]:
    """The pattern of a normalised text that names a notice."""
    return re.compile(re.escape(plain(caption)).replace(re.escape(NOTICE), r"(?P<notice>\S+?)"))


def near(text: str, captions: tuple[str, ...] | dict[str, Any]) -> str:
    """The caption that was probably meant; the answer itself is not quoted."""
    holding = [caption for caption in captions if plain(text) in plain(caption)]
    close = holding[0] if len(holding) == 1 else nearest(text, captions)
    if close:
        return _or_accepts(f"Probably “{close}”:")
    expected = f"Expected: {', '.join(f'“{one}”' for one in captions)}." if captions else ""
    return " ".join(filter(None, [expected if len(captions) <= FEW else "", _or_accepts("")]))


def _or_accepts(before: str) -> str:
    also = "correct the answer, or add what it says to `accepts` in the mapping."
    return f"{before} {also}" if before else f"{also[0].upper()}{also[1:]}"


def _filled(pieces: list[str]) -> list[str]:
    """The non-empty pieces, without duplicates, each on one line."""
    return list(dict.fromkeys(filter(None, (" ".join(piece.split()) for piece in pieces))))


_WRITING: dict[str, Callable[[Question, Mapping], Read]] = {
    "line": _line,
    "email": _line,
    "code": _code,
    "zone": _zone,
    "text": _text,
    "lines": _lines,
    "people": _people,
    "whole": _whole,
    "day": _day,
    "moment": _moment,
}
_CHOOSING: dict[str, Callable[[Question, Mapping], Read]] = {
    "yes-no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "notice": _notice,
}
