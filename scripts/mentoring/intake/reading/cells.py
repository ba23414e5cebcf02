"""Reads one cell: its text becomes a value of the question's kind."""

import re
import unicodedata
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from mentoring.intake.forms.captions import Captions, plain
from mentoring.intake.forms.mapping import NOTICE, Mapping, Question, Value, Words
from mentoring.intake.reading import zone_names
from mentoring.intake.reading.times import UnknownZoneError, day, moment
from mentoring.problems import nearest

Read = Callable[[str], Any]

FEW = 8  # captions that a message lists at most
NOON = 12
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DECIMALS = r"(?:[.,]\d+)?"
# How a whole number may be written.
_NUMBERS = {
    # digits, also as spreadsheets export them: 2024.0
    "whole": r"([-+]?\d{1,9})(?:[.,]0*)?",
    # a full hour: 9, 9:00, 09:00:00, 9 am, 17h
    "hour": r"(\d{1,2})(?:[.:h](?:00)?(?::00)?)?\s*(?:([ap])\.?\s*m\.?|h|uhr|o'clock)?",
    # the lower number in the text: 2 for 2-3, 2,5 and “2 to 3 hours”
    "lower": (
        rf"[^\d+-]*([-+]?\d{{1,9}}){_DECIMALS}(?:\s*(?:-|–|or|to|bis|à|a)\s*\d+{_DECIMALS})?\D*"
    ),
}


class UnreadableError(Exception):
    """A cell that does not answer its question: a message's code and facts, none personal."""

    def __init__(self, code: str, /, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


class OtherText(str):
    """Text written under “Other” instead of a choice."""

    __slots__ = ()


def cleaned(cell: str) -> str:
    """A cell's text: composed, with line feeds as line ends, stripped."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    text = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))
    if _CONTROL.search(text):
        raise UnreadableError("control")
    return text.replace("\ufeff", "").strip()


def reader(question: Question, mapping: Mapping) -> Read:
    """The function that reads the question's cells; it raises UnreadableError.

    A text that the mapping lists has the value stated there, whatever the kind.
    """
    words, values, kind = mapping.words, question.meanings, question.kind
    if kind == "yes-no":
        values = {**dict.fromkeys(words.yes, True), **dict.fromkeys(words.no, False), **values}
    if kind == "notice":  # None is a box that was not ticked
        named = {text: value for text, value in values.items() if value is not True}
        values = {**dict.fromkeys(words.no), **named}
    separator = question.separator or mapping.source.separator
    counted = mapping.source.counted and kind in {"choice", "choices"}
    known = Captions(values=values, separator=separator, counted=counted)

    def read(text: str) -> Any:  # noqa: ANN401 (of the question's kind)
        if kind == "choices":
            found, unknown = known.sort(text)
            if unknown and not question.other:
                raise _near("choice", unknown[0], question.captions)
            return [*found, *map(OtherText, unknown)]
        listed = known.find(text) if values else ()
        return listed[0] if listed else _unlisted(text, question, mapping)

    return read


def _unlisted(text: str, question: Question, mapping: Mapping) -> Any:  # noqa: ANN401
    """The value of a text that the mapping does not list, by the question's kind."""
    value: Any = None
    match question.kind:
        case "line" | "email":
            value = " ".join(text.split())
        case "code":
            value = "".join(text.split()).casefold()
        case "text" | "lines" | "people":
            value = _text(text, question, mapping)
        case "whole":
            value = whole(text, question.number)
        case "day" | "moment":
            value = _time(text, question, mapping)
        case "zone":
            value = zone_names.known(text)
        case "notice":
            value = _notice(text, question)
        case _ if question.other:
            value = OtherText(text)
    if value is None:
        raise _unreadable(text, question, mapping)
    return value


def _text(text: str, question: Question, mapping: Mapping) -> str | list[str]:
    """A text of several lines, or the list of them without duplicates."""
    if line_break := mapping.source.line_break:
        text = text.replace(line_break, "\n")
    if question.kind == "text":
        return text
    between = r"[\n;]" if question.kind == "people" else r"\n"  # several names may share a line
    pieces = (" ".join(part.split()) for part in re.split(between, text))
    return list(dict.fromkeys(filter(None, pieces)))


def _unreadable(text: str, question: Question, mapping: Mapping) -> UnreadableError:
    match question.kind:
        case "whole":
            return UnreadableError(question.number)
        case "zone":
            return UnreadableError("zone", hint=zone_names.proposal(text, mapping.clock.languages))
        case "notice":
            return UnreadableError("notice")
    answers = (*mapping.words.yes, *mapping.words.no) if question.kind == "yes-no" else ()
    return _near("caption", text, (*question.captions, *answers))


def _near(code: str, text: str, captions: Collection[str]) -> UnreadableError:
    """The error that names the caption that was probably meant; the answer is not quoted."""
    holding = [caption for caption in captions if plain(text) in plain(caption)]
    if close := holding[0] if len(holding) == 1 else nearest(text, captions):
        return UnreadableError(f"{code}-near", close=close)
    if 0 < len(captions) <= FEW:
        listed = ", ".join(f"“{caption}”" for caption in captions)
        return UnreadableError(f"{code}-few", captions=listed)
    return UnreadableError(code)


def whole(text: str, kind: str) -> int | None:
    """The whole number in a text written in one of the ways of `Question.number`, or None."""
    found = re.fullmatch(_NUMBERS[kind], text.casefold())
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
        raise UnreadableError("undeclared", zone=str(error)) from None
    except (ValueError, OverflowError):
        raise UnreadableError("time", form=clock.day if a_day else clock.moment) from None


def _notice(text: str, question: Question) -> str | None:
    """The notice agreed to, as the text names it."""
    captions = (text for text, value in question.meanings.items() if value is True)
    patterns = (notice_pattern(caption) for caption in captions if NOTICE in caption)
    found = (pattern.fullmatch(plain(text)) for pattern in patterns)
    return next((match["notice"] for match in found if match), None)


def notice_pattern(caption: str) -> re.Pattern[str]:
    """The pattern of a normalised text that names a notice."""
    return re.compile(re.escape(plain(caption)).replace(re.escape(NOTICE), r"(?P<notice>\S+?)"))


class Ranked(NamedTuple):
    """A choice and its place among the chosen ones."""

    rank: int
    value: Value


def tick_reader(value: Value, question: Question, mapping: Mapping) -> Read:
    """The reader of the column of the choice with this value; None if it was left out.

    The cell says yes or no in the tool's words, or repeats the caption, or holds a rank.
    """
    captions = (text for text, meaning in question.meanings.items() if meaning == value)
    ranks = dict.fromkeys(map(plain, mapping.words.yes), 1)
    ranks |= dict.fromkeys(map(plain, mapping.words.no), 0) | dict.fromkeys(map(plain, captions), 1)

    def read(text: str) -> Ranked | None:
        is_rank = question.ranked and text.isdecimal()
        rank = int(text) if is_rank else ranks.get(plain(text))
        if rank is None:
            raise UnreadableError("tick")
        return Ranked(rank, value) if rank else None

    return read


def read_agreement(text: str, notice: str, words: Words) -> str | None:
    """The notice that heads the column, if the cell agrees to it; None for no tick."""
    if plain(text) in map(plain, words.no):
        return None
    if plain(text) in map(plain, words.yes) or notice in text:
        return notice
    raise UnreadableError("agreement")
