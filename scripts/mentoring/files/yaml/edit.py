"""Changing what a YAML text says and nothing else: comments and layout stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from mentoring.errors import DataError
from mentoring.files.document import Plain
from mentoring.files.yaml.editing.arrangement import arrange, rearranged, same
from mentoring.files.yaml.editing.block import change_collection
from mentoring.files.yaml.editing.splices import Splices
from mentoring.files.yaml.emit import OneLine, dump
from mentoring.files.yaml.layout import layout
from mentoring.files.yaml.parse import parse


def edit(text: str, new: object) -> str:
    """The YAML text `text`, changed so that it says `new`.

    Only lines that must change do. An entry that goes takes its lines along, but not the comment
    above it; one that comes stands behind the entry that it follows in `new`. The order of keys is
    left alone. A text in canonical form stays in canonical form.

    Raises DataError when `text` is not read, MentoringError when `new` cannot be written.
    """
    old, value = _value(text), _value(dump(new))
    if same(old, value):
        return text
    if 0 < text.count("\r\n") == text.count("\n"):
        return _changed(text.replace("\r\n", "\n"), old, value).replace("\n", "\r\n")
    return _changed(text, old, value)


def _changed(text: str, old: Plain, new: Plain) -> str:
    opening = _opening(text)
    if text == opening + dump(old):
        return opening + dump(rearranged(old, new))
    for changed in _attempts(text, new):
        if _says(changed, new):
            return changed
    # All is new, or in a layout that is not understood, such as `? key`.
    return opening + dump(rearranged(old, new))


def _attempts(text: str, new: Plain) -> Iterator[str]:
    """The text with the changes that should make it say `new`, most often the first time."""
    # Nothing can be added below a last line without an end.
    for whole in (text,) if text.endswith("\n") else (text, text + "\n"):
        old = _value(whole)
        for value in (new, _on_one_line(new)):  # a block of text takes in an indented comment
            if slots := arrange(old, value):
                splices = Splices(whole)
                change_collection(splices, layout(whole), old, slots)
                yield splices.result()


def _on_one_line(value: Plain) -> Plain:
    if isinstance(value, dict):
        return {key: _on_one_line(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_on_one_line(item) for item in value]
    return OneLine(value) if isinstance(value, str) else value


def _opening(text: str) -> str:
    """The comments and blank lines at the beginning."""
    return "".join(takewhile(_is_no_data, text.splitlines(keepends=True)))


def _is_no_data(line: str) -> bool:
    return line.lstrip(" ").startswith(("#", "\n"))


def _says(text: str, value: Plain) -> bool:
    try:
        return same(_value(text), value)
    except DataError:
        return False


def _value(text: str) -> Plain:
    return parse(text.encode(), "").value
