"""Reads one cell: its text becomes a value of the question's kind."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from mentoring.intake.forms.captions import Captions, plain
from mentoring.intake.forms.mapping import NOTICE, Mapping, Question, Value
from mentoring.intake.reading import zone_names
from mentoring.intake.reading.times import UnknownZoneError, day, moment
from mentoring.problems import nearest

Read = Callable[[str], Any]

FEW = 8  # captions that a message lists at most
NOON = 12
TICKS = "Correct it, or add what the tool writes there to `words` in the mapping."
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
    """A cell that does not answer its question; the message quotes no personal data."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message, self.hint = message, hint
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
    values, kind = question.meanings, question.kind
    if kind == "yes-no":
        words = dict.fromkeys(mapping.words.yes, True) | dict.fromkeys(mapping.words.no, False)
        values = {**words, **values}
    if kind == "notice":  # None is a box that was not ticked
        named = {text: value for text, value in values.items() if value is not True}
        values = {**dict.fromkeys(mapping.words.no), **named}
    separator = question.separator or mapping.source.separator
    counted = mapping.source.counted and kind in {"choice", "choices"}
    known = Captions(values=values, separator=separator, counted=counted)

    def read(text: str) -> Any:  # noqa: ANN401 (of the question's kind)
        if kind == "choices":
            found, unknown = known.sort(text)
            if unknown and not question.other:
                hint = _near(unknown[0], question.captions)
                raise UnreadableError("holds a choice that matches no caption", hint)
            return [*found, *map(OtherText, unknown)]
        return known[text] if values and text in known else _unlisted(text, question, mapping)

    return read


def _unlisted(text: str, question: Question, mapping: Mapping) -> Any:  # noqa: ANN401
    """The value of a text that the mapping does not list, by the question's kind."""
    value: Any
    match question.kind:
        case "line" | "email":
            value = " ".join(text.split())
        case "code":
            value = "".join(text.split()).casefold()
        case "text":
            value = _with_line_breaks(text, mapping)
        case "lines" | "people":  # without duplicates; several names may share a line
            between = r"[\n;]" if question.kind == "people" else r"\n"
            pieces = re.split(between, _with_line_breaks(text, mapping))
            value = list(dict.fromkeys(filter(None, (" ".join(part.split()) for part in pieces))))
        case "whole":
            value = whole(text, question.number)
        case "day" | "moment":
            value = _time(text, question, mapping)
        case "zone":
            value = zone_names.known(text)
        case "notice":
            value = _notice(text, question)
        case _:
            value = OtherText(text) if question.other else None
    if value is None:
        raise _unreadable(text, question, mapping)
    return value


def _with_line_breaks(text: str, mapping: Mapping) -> str:
    line_break = mapping.source.line_break
    return text if line_break is None else text.replace(line_break, "\n")


def _unreadable(text: str, question: Question, mapping: Mapping) -> UnreadableError:
    """Why a text answers no question of this kind, and what is probably meant."""
    words = mapping.words
    match question.kind:
        case "whole":
            _, message, hint = NUMBERS[question.number]
            return UnreadableError(message, _or_accepts(hint))
        case "zone":
            hint = zone_names.proposal(text, mapping.clock.languages)
            hint = hint or "Write it as region and city, such as Europe/Zurich."
            return UnreadableError("is not a time zone of the database", _or_accepts(hint))
        case "notice":
            return UnreadableError(
                "does not say which privacy notice was agreed to",
                "Have the form's caption name the notice, or say under `accepts` in the mapping "
                "which one this answer agreed to.",
            )
    answers = (*words.yes, *words.no) if question.kind == "yes-no" else ()
    return UnreadableError("matches no caption", _near(text, (*question.captions, *answers)))


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


def _notice(text: str, question: Question) -> str | None:
    """The notice agreed to, as the text names it."""
    captions = (text for text, value in question.meanings.items() if value is True)
    patterns = (notice_pattern(caption) for caption in captions if NOTICE in caption)
    found = (pattern.fullmatch(plain(text)) for pattern in patterns)
    return next((match["notice"] for match in found if match), None)


def notice_pattern(caption: str) -> re.Pattern[str]:
    """The pattern of a normalised text that names a notice."""
    return re.compile(re.escape(plain(caption)).replace(re.escape(NOTICE), r"(?P<notice>\S+?)"))


def tick_reader(value: Value, question: Question, mapping: Mapping) -> Read:
    """The reader of the column of the choice with this value: 1 or its rank if chosen, else 0.

    The cell says yes or no in the tool's words, or repeats the caption.
    """
    captions = (text for text, meaning in question.meanings.items() if meaning == value)
    known = dict.fromkeys(map(plain, mapping.words.yes), 1)
    known |= dict.fromkeys(map(plain, mapping.words.no), 0) | dict.fromkeys(map(plain, captions), 1)

    def read(text: str) -> int:
        if question.ranked and text.isdigit():
            return int(text)
        if plain(text) not in known:
            raise UnreadableError("has a choice that is neither chosen nor left out", TICKS)
        return known[plain(text)]

    return read


def read_agreement(text: str, notice: str, mapping: Mapping) -> str | None:
    """The notice that heads the column, if the cell agrees to it; None for no tick."""
    if plain(text) in map(plain, mapping.words.no):
        return None
    if plain(text) in map(plain, mapping.words.yes) or notice in text:
        return notice
    raise UnreadableError("is neither agreed to nor left out", TICKS)


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
