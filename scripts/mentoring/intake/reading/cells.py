"""Reads one cell: its text becomes a value of the question's kind."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from mentoring.intake.forms.captions import Captions, plain
from mentoring.intake.forms.mapping import NOTICE, Mapping, Question
from mentoring.intake.reading import zone_names
from mentoring.intake.reading.times import UnknownZoneError, day, moment
from mentoring.problems import nearest

Read = Callable[[str], Any]

FEW = 8  # captions that a message lists at most
NOON = 12
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DECIMALS = r"(?:[.,]\d+)?"
# How a whole number may be written: the pattern, and what is wrong with other text.
NUMBERS = {
    # digits, also as spreadsheets export them: 2024.0
    "whole": (r"([-+]?\d{1,9})(?:[.,]0*)?", "is not a whole number", "Write digits alone:"),
    # a full hour: 9, 9:00, 09:00:00, 9 am, 17h
    "hour": (
        r"(\d{1,2})(?:[.:h](?:00)?(?::00)?)?\s*(?:([ap])\.?\s*m\.?|h|uhr|o'clock)?",
        "is not a full hour",
        "Write it as 9 or as 9:00:",
    ),
    # the lower number in the text: 2 for 2-3, 2,5 and “2 to 3 hours”
    "lower": (
        rf"[^\d+-]*([-+]?\d{{1,9}}){_DECIMALS}(?:\s*(?:-|–|or|to|bis|à|a)\s*\d+{_DECIMALS})?\D*",
        "states no number",
        "Write digits:",
    ),
}


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
    known = _captions(question, mapping)
    if question.kind == "choices":
        return partial(_choices, question=question, known=known)
    otherwise = _KINDS[question.kind]
    if not known.values:
        return lambda text: otherwise(text, question, mapping)

    def read(text: str) -> Any:  # noqa: ANN401 (of the question's kind)
        if text not in known:
            return otherwise(text, question, mapping)
        value = known[text]
        return [value] if question.kind in {"lines", "people"} and value is not None else value

    return read


def _captions(question: Question, mapping: Mapping) -> Captions:
    """The texts whose value the mapping states."""
    values = question.meanings
    if question.kind == "yes-no":
        words = dict.fromkeys(mapping.words.yes, True) | dict.fromkeys(mapping.words.no, False)
        values = {**words, **values}
    if question.kind == "notice":  # None is a box that was not ticked
        named = {text: value for text, value in values.items() if value is not True}
        values = {**dict.fromkeys(mapping.words.no), **named}
    return Captions(
        values=values,
        separator=question.separator or mapping.source.separator,
        counted=mapping.source.counted and question.kind in {"choice", "choices"},
    )


def _line(text: str, _question: Question, _mapping: Mapping) -> str:
    return " ".join(text.split())


def _code(text: str, _question: Question, _mapping: Mapping) -> str:
    return "".join(text.split()).casefold()


def _zone(text: str, _question: Question, mapping: Mapping) -> str:
    if (name := zone_names.known(text)) is not None:
        return name
    proposal = zone_names.proposal(text, mapping.clock.languages)
    hint = proposal or "Write it as region and city, such as Europe/Zurich."
    raise UnreadableError("is not a time zone of the database", _or_accepts(hint))


def _text(text: str, _question: Question, mapping: Mapping) -> str:
    line_break = mapping.source.line_break
    return text if line_break is None else text.replace(line_break, "\n")


def _lines(text: str, question: Question, mapping: Mapping) -> list[str]:
    """The non-empty lines, or names, without duplicates."""
    between = r"[\n;]" if question.kind == "people" else r"\n"
    pieces = re.split(between, _text(text, question, mapping))
    return list(dict.fromkeys(filter(None, (" ".join(piece.split()) for piece in pieces))))


def _whole(text: str, question: Question, _mapping: Mapping) -> int:
    number = whole(text, question.number)
    if number is None:
        message, hint = NUMBERS[question.number][1:]
        raise UnreadableError(message, _or_accepts(hint))
    return number


def whole(text: str, kind: str) -> int | None:
    """The whole number in a text written in one of the ways of `NUMBERS`; None in other text."""
    found = re.fullmatch(NUMBERS[kind][0], text.casefold())
    if not found:
        return None
    half = found[2] if kind == "hour" else None
    if half is None:
        return int(found[1])
    return int(found[1]) % NOON + NOON * (half == "p") if 1 <= int(found[1]) <= NOON else None


def _time(text: str, question: Question, mapping: Mapping) -> Any:  # noqa: ANN401
    """A day in ISO 8601, or a moment."""
    clock, a_day = mapping.clock, question.kind == "day"
    try:
        return day(text, clock).isoformat() if a_day else moment(text, clock)
    except UnknownZoneError as error:
        raise UnreadableError(
            f"is in a zone {error.zone} that the mapping does not declare",
            f'State it under `clock`, such as `zones: {{{error.zone}: "+02:00"}}`.',
        ) from None
    except (ValueError, OverflowError):
        form = clock.day if a_day else clock.moment
        raise UnreadableError(
            f"is not written as {form}", "Correct it, or `clock` in the mapping."
        ) from None


def _choice(text: str, question: Question, mapping: Mapping) -> OtherText:
    """The answer to a choice or a yes-no that no caption matches."""
    if question.other:
        return OtherText(text)
    words = (*mapping.words.yes, *mapping.words.no) if question.kind == "yes-no" else ()
    raise UnreadableError("matches no caption", _near(text, (*question.captions, *words)))


def _choices(text: str, *, question: Question, known: Captions) -> list[Any]:
    values, unknown = known.sort(text)
    if unknown and not question.other:
        hint = _near(unknown[0], question.captions)
        raise UnreadableError("holds a choice that matches no caption", hint)
    return [value for value in values if value is not None] + list(map(OtherText, unknown))


def _notice(text: str, question: Question, _mapping: Mapping) -> str:
    """The notice agreed to, as the text names it."""
    for caption, value in question.meanings.items():
        pattern = notice_pattern(caption) if value is True and NOTICE in caption else None
        if pattern and (match := pattern.fullmatch(plain(text))):
            return match["notice"]
    raise UnreadableError(
        "does not say which privacy notice was agreed to",
        "Have the form's caption name the notice, or say under `accepts` in the mapping "
        "which one this answer agreed to.",
    )


def notice_pattern(caption: str) -> re.Pattern[str]:
    """The pattern of a normalised text that names a notice."""
    return re.compile(re.escape(plain(caption)).replace(re.escape(NOTICE), r"(?P<notice>\S+?)"))


def _near(text: str, captions: Iterable[str]) -> str:
    """The caption that was probably meant; the answer itself is not quoted."""
    captions = tuple(captions)
    holding = [caption for caption in captions if plain(text) in plain(caption)]
    close = holding[0] if len(holding) == 1 else nearest(text, captions)
    if close:
        return _or_accepts(f"Probably “{close}”:")
    listed = ", ".join(f"“{caption}”" for caption in captions)
    return _or_accepts(f"Expected: {listed}." if 0 < len(captions) <= FEW else "")


def _or_accepts(before: str) -> str:
    also = "correct the answer, or add what it says to `accepts` in the mapping."
    if before.endswith(":"):
        return f"{before} {also}"
    return f"{before} {also[0].upper()}{also[1:]}".strip()


_KINDS: dict[str, Callable[[str, Question, Mapping], Any]] = {
    "line": _line,
    "email": _line,
    "code": _code,
    "zone": _zone,
    "text": _text,
    "lines": _lines,
    "people": _lines,
    "whole": _whole,
    "day": _time,
    "moment": _time,
    "yes-no": _choice,
    "choice": _choice,
    "notice": _notice,
}
