"""Checks that file names are valid and distinct on every system."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from mentoring.files.text import VISIBLE, shown
from mentoring.problems import Problem

_BAD = re.compile(rf'[\\<>:"|?*]|[^{VISIBLE}]|[. ]\Z')


def problems(folder: str, names: Iterable[str]) -> Iterator[Problem]:
    """A problem for each name in a folder that some system rejects or confuses with another."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[unicodedata.normalize("NFC", name).casefold()].append(name)
        if _BAD.search(name):
            message = "the name holds a character that not every system can hold"
            hint = "Rename it; letters, digits, hyphens and dots are safe."
            yield _problem(folder, name, "file-name", message, hint)
    for _, *others in alike.values():
        for name in others:
            message = "on some systems this is the same file as another of the folder"
            yield _problem(folder, name, "same-name", message, "Rename one of the two.")


def leads_out(path: str) -> bool:
    """Whether a path, relative and with forward slashes, could lead out of its folder."""
    return "\0" in path or not {"", ".", ".."}.isdisjoint(path.split("/"))


def _problem(folder: str, name: str, code: str, message: str, hint: str) -> Problem:
    path = shown(f"{folder}/{name}".lstrip("/"))
    return Problem(path=path, code=code, message=message, hint=hint)
