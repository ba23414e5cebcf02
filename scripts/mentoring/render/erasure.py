"""The report on an erasure: what was done, what to check, what only the organiser can do.

It names people only by tombstones, and places by path and line.
"""

from collections import defaultdict
from pathlib import PurePosixPath
from typing import Any

from mentoring.operations.erasure.erase import Erasure
from mentoring.operations.erasure.scan import Hit
from mentoring.store.record_kinds import DATA

MOST, FEW = 20, 10
"""The most places or words, and the most files of a word, that are listed."""
_PROGRAMS = frozenset(
    {".cfg", ".css", ".in", ".ini", ".js", ".json", ".lock", ".mjs", ".py", ".svg", ".toml", ".ts"}
)
_FOLDERS = (".ci/", ".git", "requirements/", "scripts/", "tests/")


def values(erasure: Erasure) -> dict[str, Any]:
    """What the report says, with doubtful words by the number of files that they are in."""
    by_word: dict[str, list[Hit]] = defaultdict(list)
    own = [hit for hit in erasure.scan.doubtful if not _is_program(hit.where)]
    for hit in own:
        by_word[hit.word].append(hit)
    words = []
    for hits in by_word.values():
        firsts = {hit.where: hit for hit in sorted(hits, reverse=True)}  # the first in each file
        words.append((tuple(firsts.values())[::-1], len(hits)))
    words.sort(key=lambda word: (len(word[0]), word))  # rare words are more likely to be names
    return {
        "erasure": erasure,
        "scan": erasure.scan,
        "rewritten": None if erasure.resumed else erasure.plan,
        "tombstones": sorted(set(erasure.tombstones.values())),
        "words": words[:MOST],
        "commoner": words[MOST:],
        "programs": len(erasure.scan.doubtful) - len(own),
        "most": MOST,
        "few": FEW,
    }


def _is_program(path: str) -> bool:
    """Whether a file is code, configuration or a list of packages, so not about applicants."""
    if path.startswith(f"{DATA}/"):
        return False
    return path.startswith(_FOLDERS) or PurePosixPath(path).suffix.lower() in _PROGRAMS
