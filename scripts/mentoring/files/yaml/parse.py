"""Reads YAML strictly: libyaml's events become plain data.

It accepts a small subset of YAML on which all readers agree: one document of mappings with text
keys, lists and scalars, resolved by the core schema of YAML 1.2 (see `resolve`).
Anchors, aliases, tags, merge keys, directives, duplicate keys and tabs are refused.
"""

import math
import re
from typing import Any

from yaml import YAMLError, events

from mentoring.errors import DataError
from mentoring.files.document import Document, Event, Plain, open_parser
from mentoring.files.messages import messages
from mentoring.files.text import MOST_EVENTS, MOST_LEVELS, decode, describe, position, screened
from mentoring.problems import MOST, Problem, pointer

_ITEM = object()  # in place of a key: the open collection is a list

_ENOUGH = {"empty", "documents", "too-deep", "too-many"}  # the search ends there
_AT_COLLECTION = {"key", "too-many"}  # at no entry of it

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
# First characters of plain scalars that may not be text (apart from the empty one).
_SPECIAL_FIRST = frozenset("~nNtTfF-+.0123456789")
_FIRST_OF_WORDS = frozenset("~nNtTfF")

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+][0-9]+)?")
_CORE_NUMBER = re.compile(
    r"[-+]?[0-9]+ | 0o[0-7]+ | 0x[0-9a-fA-F]+"
    r"| [-+]?(?:\.[0-9]+ | [0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"| [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)",
    re.VERBOSE,
)


class ConfusingNumberError(ValueError):
    """A plain scalar that readers take for different numbers, or some for text."""


class _StopError(Exception):
    """The rest of the text need not be read."""


def parse(data: bytes, path: str) -> Document:
    """The document in `data`; raises DataError with every problem found in it, at most a hundred.

    `path` only names the file in problems.
    """
    text = decode(data, path)
    legible, characters = screened(text, path)
    try:
        if not characters:
            return Document(path=path, text=text, value=_value(text))
    except (_StopError, YAMLError):
        pass
    problems: list[Problem] = []
    try:
        _value(legible, path, problems)
    except _StopError:
        pass
    except YAMLError as error:
        if not characters:  # otherwise one of them may be the cause
            problems.append(_syntax_problem(error, text, path))
    raise DataError(sorted(characters + problems)[:MOST])


def _value(  # noqa: C901, PLR0912, PLR0915 - calls would be slower
    text: str, path: str = "", problems: list[Problem] | None = None
) -> Plain:
    """The text as plain data; what is refused goes to `problems`, or without them is _StopError."""
    next_event = open_parser(text).get_event
    root: list[Plain] = []
    # The collections outside the innermost open one, `here`: each with the next key in it, and the
    # key or number under which the next collection lies.
    around: list[tuple[Any, Any, Any]] = []
    here: Any = root
    key: Any = _ITEM  # None if a mapping's next key is expected

    lines: dict[str, int] = {}  # of keys, by their pointers

    def place(*steps: Any) -> str:  # noqa: ANN401 (keys and numbers)
        return pointer(*(step for *_, step in around[1:]), *steps)

    def refuse(code: str, event: Event, fact: int = 0) -> None:
        if problems is None:
            raise _StopError
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        step = len(here) if key is _ITEM else key or ""
        at = place(step) if around and code not in _AT_COLLECTION else place()
        said = describe(code, fact=fact)
        problems.append(Problem(path=path, line=line, column=column, pointer=at, **said))
        if len(problems) == MOST or code in _ENOUGH:
            raise _StopError

    def refuse_properties(event: Event) -> None:
        for code in ("anchor", "tag"):
            if getattr(event, code) is not None:
                refuse(code, event)

    for _ in range(MOST_EVENTS):
        event: Event = next_event()
        kind = event.__class__
        if kind is events.ScalarEvent:
            value = event.value
            is_key = key is None
            if is_key:
                key = value
            if event.anchor is not None or event.tag is not None:
                refuse_properties(event)
            is_text = True
            if not event.style and (not value or value[0] in _SPECIAL_FIRST):
                try:
                    value = resolve(value)
                    is_text = value.__class__ is str
                except ConfusingNumberError:
                    is_text = False
                    if not is_key:
                        refuse("number", event)
            if is_key:
                if key in here:
                    refuse("duplicate-key", event, lines.get(place(key), 0))
                elif key == "<<" and not event.style:
                    refuse("merge-key", event)
                elif not is_text:
                    refuse("key/odd", event)
                if problems is not None and key not in here:
                    lines[place(key)] = event.start_mark.line + 1
            elif key is _ITEM:
                here.append(value)
            else:
                here[key] = value
                key = None
        elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
            here, key, _step = around.pop()
        elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
            is_key = key is None
            if is_key:
                refuse("key", event)
            if event.anchor is not None or event.tag is not None:
                refuse_properties(event)
            if len(around) == MOST_LEVELS:
                refuse("too-deep", event, MOST_LEVELS)
            inner: Any = {} if kind is events.MappingStartEvent else []
            if key is _ITEM:
                around.append((here, _ITEM, len(here)))
                here.append(inner)
            elif is_key:
                around.append((here, "", ""))
            else:
                here[key] = inner
                around.append((here, None, key))
            here = inner
            key = None if kind is events.MappingStartEvent else _ITEM
        elif kind is events.StreamEndEvent:
            if not root:
                refuse("empty", open_parser(text).get_event())
            return root[0]
        elif kind is events.DocumentStartEvent:
            if root:
                refuse("documents", event)
            if event.version or event.tags:
                refuse("directive", event)
        elif kind is events.AliasEvent:
            refuse("key" if key is None else "alias", event)
            if key is None:
                key = ""
            elif key is _ITEM:
                here.append(None)
            else:
                here[key] = None
                key = None
    refuse("too-many", next_event())
    return None


def resolve(plain: str) -> str | int | float | bool | None:
    """The value of a plain scalar by the core schema of YAML 1.2: `NO` and `12:30` are texts.

    One rule is stricter: a number that other readers take for text or for another number (0123,
    0o17, 0x1F, +1, 1e3, .5, .inf, more than 18 digits) raises ConfusingNumberError.
    """
    if plain in _WORDS:
        return _WORDS[plain]
    if plain[0] in _FIRST_OF_WORDS:
        return plain
    if _INTEGER.fullmatch(plain):
        return int(plain)
    if _FLOAT.fullmatch(plain) and math.isfinite(number := float(plain)):
        return number
    if _CORE_NUMBER.fullmatch(plain):
        raise ConfusingNumberError
    return plain


def _syntax_problem(error: YAMLError, text: str, path: str) -> Problem:
    """The problem that libyaml's error describes."""
    mark: Any = getattr(error, "problem_mark", None)
    context: Any = getattr(error, "context_mark", None)
    index: int = mark.index if mark else 0
    complaint = getattr(error, "problem", None) or "unreadable"
    table, closer = (messages("mentoring.files")[name] for name in ("syntax", "closer"))
    before, after = text[text.rfind("\n", 0, index) + 1 : index], text[index:]
    names = (
        name
        for line, rest, name in closer.get(complaint, [])
        if re.match(line, before) and re.match(rest, after)
    )
    said = table.get(next(names, complaint), table["other"])
    message, hint, *where = table[said] if isinstance(said, str) else said
    if where == ["line"]:
        index -= len(before.lstrip(" "))
    elif where == ["start"] and context:
        index = context.index
    line, column = position(text, index)
    message = message.format(complaint)
    return Problem(path=path, line=line, column=column, code="yaml", message=message, hint=hint)
