"""Edits the values of a YAML text; comments and layout stay unchanged."""

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
    """Change the YAML text `text` so that its value is `new`.

    Only lines that must change do. A removed entry loses its lines, but not the comment above it; a
    new one goes after the entry that it follows in `new`. The order of keys is kept. A text in
    canonical form stays in canonical form.

    Raises DataError if `text` is not valid, MentoringError if `new` cannot be written.
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
    """Candidate texts that should have the value `new`; the first is usually right."""
    # Nothing can be added below a last line that has no line end.
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
