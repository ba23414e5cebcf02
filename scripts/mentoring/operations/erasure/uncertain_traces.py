"""Words that may or may not refer to the subject, collected for a person to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from mentoring.operations.erasure.scan_objects import Hit
from mentoring.store.record_kinds import DATA

_PROGRAMS = frozenset(
    {".cfg", ".css", ".in", ".ini", ".js", ".json", ".lock", ".mjs", ".py", ".svg", ".toml", ".ts"}
)
_FOLDERS = (".ci/", ".git", "requirements/", "scripts/", "tests/")


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A doubtful word, without naming it: its first place in each file.

    `count` is the number of places in all versions of the files.
    """

    places: tuple[Hit, ...]
    count: int


def doubts(hits: Iterable[Hit]) -> tuple[Doubt, ...]:
    """The doubtful words, the rarest first, because rare words are more likely to be names."""
    by_word: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_word[hit.word].append(hit)
    found = [
        Doubt(places=tuple(_firsts(group).values()), count=len(group)) for group in by_word.values()
    ]
    return tuple(sorted(found, key=lambda one: (len(one.places), one.places)))


def is_program(path: str) -> bool:
    """Whether a file is code, configuration or a list of packages, so not about applicants."""
    if path.startswith(f"{DATA}/"):
        return False
    return path.startswith(_FOLDERS) or PurePosixPath(path).suffix.lower() in _PROGRAMS


def _firsts(hits: Iterable[Hit]) -> Mapping[str, Hit]:
    """The first place in each file."""
    firsts: dict[str, Hit] = {}
    for hit in sorted(hits):
        firsts.setdefault(hit.where, hit)
    return firsts
