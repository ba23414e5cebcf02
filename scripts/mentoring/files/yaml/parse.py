"""Reads YAML strictly: libyaml's events become plain data.

It accepts a small subset of YAML on which all readers agree: one document of mappings with text
keys, lists and scalars, resolved by the core schema of YAML 1.2 (see `scalars.resolve`).
Anchors, aliases, tags, merge keys, directives, duplicate keys and tabs are refused.

The loop below only decides whether a text is valid; `refusals` says what is wrong and where.
"""

from __future__ import annotations

from typing import Any

from yaml import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from mentoring.errors import DataError
from mentoring.files.document import Document, Plain
from mentoring.files.limits import LIMITS, Limits
from mentoring.files.text import decode, is_clean
from mentoring.files.yaml.libyaml import Event, open_parser
from mentoring.files.yaml.refusals import refusals
from mentoring.files.yaml.scalars import SPECIAL_FIRST, ConfusingNumberError, resolve

_ITEM = object()  # in place of a key: the open collection is a list


class _OddError(Exception):
    """The text contains something that is refused."""


def parse(data: bytes, path: str, limits: Limits = LIMITS) -> Document:
    """The document in `data`; raises DataError with every problem found in it.

    `path` only names the file in problems.
    """
    text = decode(data, path, limits.size)
    try:
        return Document(path=path, text=text, value=_value(text, limits))
    except (_OddError, ConfusingNumberError, YAMLError):
        raise DataError(refusals(text, path, limits)) from None


def _value(text: str, limits: Limits) -> Plain:  # noqa: C901, PLR0912 - calls would be slower
    """The text as plain data, in one loop: function calls would take longer than the work."""
    if not is_clean(text):
        raise _OddError
    next_event = open_parser(text).get_event
    root: list[Plain] = []
    around: list[tuple[Any, Any]] = []  # the collections outside the innermost open one, `here`
    here: Any = root
    key: Any = _ITEM  # None if a mapping's next key is expected
    for _ in range(limits.events):
        event: Event = next_event()
        kind = event.__class__
        if kind is ScalarEvent:
            value = event.value
            if event.tag is not None or event.anchor is not None:
                raise _OddError
            if not event.style and (not value or value[0] in SPECIAL_FIRST):
                value = resolve(value)
            if key is _ITEM:
                here.append(value)
            elif key is not None:
                here[key] = value
                key = None
            elif value.__class__ is str and value not in here and (value != "<<" or event.style):
                key = value
            else:
                raise _OddError
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            here, key = around.pop()
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if key is None or event.tag is not None or event.anchor is not None:
                raise _OddError
            if len(around) == limits.depth:
                raise _OddError
            inner: Any = {} if kind is MappingStartEvent else []
            if key is _ITEM:
                here.append(inner)
                around.append((here, _ITEM))
            else:
                here[key] = inner
                around.append((here, None))
            here = inner
            key = None if kind is MappingStartEvent else _ITEM
        elif kind is StreamEndEvent and root:
            return root[0]
        elif kind is DocumentStartEvent:
            if root or event.version or event.tags:
                raise _OddError
        elif kind is AliasEvent or kind is StreamEndEvent:
            raise _OddError
    raise _OddError
