"""Reads one cell: its text becomes a value of the question's kind."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple, NoReturn

from mentoring.intake.forms.captions import Captions, Value, plain
from mentoring.intake.forms.mapping import NOTICE, FormMapping, Question, Words
from mentoring.intake.reading import UnreadableError
from mentoring.intake.reading.times import NOON, known_zone, stated_time, zone_hint
from mentoring.problems import nearest

Read = Callable[[str], Any]

FEW = 8  # captions that a message lists at most
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


class OtherText(str):
    """Text written under “Other” instead of a choice."""

    __slots__ = ()


class Ranked(NamedTuple):
    """A choice and its place among the chosen ones."""

    rank: int
    value: Value


def cleaned(cell: str) -> str:
    """A cell's text: composed, with line feeds as line ends, stripped."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    text = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))
    if _CONTROL.search(text):
        raise UnreadableError("control")
    return text.replace("\ufeff", "").strip()


def read_cell(text: str, question: Question, mapping: FormMapping) -> Any:  # noqa: ANN401
    """The value of a text as the mapping lists it, or by its kind; raises UnreadableError."""
    words, values, kind = mapping.words, question.meanings, question.kind
    if kind == "yes-no":
        values = {**dict.fromkeys(words.yes, True), **dict.fromkeys(words.no, False), **values}
    if kind == "notice":  # None is a box that was not ticked
        named = {text: value for text, value in values.items() if value is not True}
        values = {**dict.fromkeys(words.no), **named}
    separator = question.separator or mapping.source.separator
    counted = mapping.source.counted and kind in {"choice", "choices"}
    known = Captions(values=values, separator=separator, counted=counted)
    if kind == "choices":
        found, unknown = known.sort(text)
        if unknown and not question.other:
            _refuse(unknown[0], question.captions, "choice")
        return [*found, *map(OtherText, unknown)]
    if values and (listed := known.find(text)):
        return listed[0]
    if kind in READERS:
        return READERS[kind](text, question, mapping)
    if question.other:
        return OtherText(text)
    answers = (*question.captions, *words.yes, *words.no)
    return _refuse(text, answers if kind == "yes-no" else question.captions)


READERS: dict[str, Callable[[str, Question, FormMapping], Any]] = {
    "line": lambda text, *_: _line(text),
    "email": lambda text, *_: _line(text),
    "code": lambda text, *_: "".join(text.split()).casefold(),
    "text": lambda text, _, mapping: _text(text, mapping),
    "lines": lambda text, _, mapping: _entries(text, r"\n", mapping),
    "people": lambda text, _, mapping: _entries(text, r"[\n;]", mapping),  # may share lines
    "whole": lambda text, question, _: whole(text, question.number),
    "day": lambda text, _, mapping: stated_time(text, "day", mapping.clock),
    "moment": lambda text, _, mapping: stated_time(text, "moment", mapping.clock),
    "zone": lambda text, _, mapping: _zone(text, mapping.clock.languages),
    "notice": lambda text, question, _: _notice(text, question.meanings),
}
"""What reads a text that the mapping does not list, by the question's kind; others are choices."""


def _line(text: str) -> str:
    return " ".join(text.split())


def _text(text: str, mapping: FormMapping) -> str:
    return text.replace(mapping.source.line_break or "\n", "\n")


def _entries(text: str, between: str, mapping: FormMapping) -> list[str]:
    pieces = map(_line, re.split(between, _text(text, mapping)))
    return list(dict.fromkeys(filter(None, pieces)))


def _zone(text: str, languages: tuple[str, ...]) -> str:
    zone = known_zone(text)
    if zone is None:
        raise UnreadableError("zone", hint=zone_hint(text, languages))
    return zone


def _refuse(text: str, captions: Collection[str], code: str = "caption") -> NoReturn:
    """Name the caption that was probably meant; the answer is not quoted."""
    holding = [caption for caption in captions if plain(text) in plain(caption)]
    if close := holding[0] if len(holding) == 1 else nearest(text, captions):
        raise UnreadableError(f"{code}-near", close=close)
    if 0 < len(captions) <= FEW:
        listed = ", ".join(f"“{caption}”" for caption in captions)
        raise UnreadableError(f"{code}-few", captions=listed)
    raise UnreadableError(code)


def whole(text: str, kind: str) -> int:
    """The whole number in a text written in one of the ways of `Question.number`."""
    found = re.fullmatch(_NUMBERS[kind], text.casefold())
    half = found[2] if found and kind == "hour" else None
    if not found or (half and not 1 <= int(found[1]) <= NOON):
        raise UnreadableError(kind)
    return int(found[1]) % NOON + NOON * (half == "p") if half else int(found[1])


def _notice(text: str, meanings: Mapping[str, Value]) -> str:
    captions = [text for text, value in meanings.items() if value is True and NOTICE in text]
    if notice := notice_named(plain(text), map(plain, captions)):
        return notice
    raise UnreadableError("notice")


def notice_named(text: str, captions: Iterable[str]) -> str | None:
    """The notice that a text names, worded as a caption with {notice}; all are normalised."""
    for caption in captions:
        pattern = re.escape(caption).replace(re.escape(NOTICE), r"(?P<notice>\S+?)")
        if found := re.fullmatch(pattern, text):
            return found["notice"]
    return None


def read_tick(text: str, value: Value, question: Question, words: Words) -> Ranked | None:
    """The choice of a column, if it says yes, its caption or a rank; None if it was left out."""
    captions = [text for text, meaning in question.meanings.items() if meaning == value]
    ranks = dict.fromkeys(map(plain, words.yes), 1) | dict.fromkeys(map(plain, words.no), 0)
    rank = (ranks | dict.fromkeys(map(plain, captions), 1)).get(plain(text))
    if question.ranked and text.isdecimal():
        rank = int(text)
    if rank is None:
        raise UnreadableError("tick")
    return Ranked(rank, value) if rank else None


def read_agreement(text: str, notice: str, words: Words) -> str | None:
    """The notice that heads the column, if the cell agrees to it; None for no tick."""
    if plain(text) in map(plain, words.no):
        return None
    if plain(text) in map(plain, words.yes) or notice in text:
        return notice
    raise UnreadableError("agreement")
