"""Words that may be somebody's and may be anybody's: gathered, so that a person can judge them."""

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
    """One word, which is not said, and a place of it in each file, the first one.

    `count` is how often it stands there, in every version of each file.
    """

    places: tuple[Hit, ...]
    count: int


def doubts(hits: Iterable[Hit]) -> tuple[Doubt, ...]:
    """The words, the rarest first: the fewer files have one, the likelier it is a name there."""
    by_word: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_word[hit.word].append(hit)
    found = [
        Doubt(places=tuple(_firsts(group).values()), count=len(group)) for group in by_word.values()
    ]
    return tuple(sorted(found, key=lambda one: (len(one.places), one.places)))


def is_program(path: str) -> bool:
    """Whether a file is code, configuration or a list of packages, whose words are its authors'."""
    if path.startswith(f"{DATA}/"):
        return False
    return path.startswith(_FOLDERS) or PurePosixPath(path).suffix.lower() in _PROGRAMS


def _firsts(hits: Iterable[Hit]) -> Mapping[str, Hit]:
    """The first place in each file."""
    firsts: dict[str, Hit] = {}
    for hit in sorted(hits):
        firsts.setdefault(hit.where, hit)
    return firsts
