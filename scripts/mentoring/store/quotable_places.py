"""Places in records, safe to print in messages: `*` replaces all but ids and programme words.

A file name or a key may contain a person's name. A path with a star still matches the file.
"""

import re
from functools import cache
from pathlib import PurePosixPath

from mentoring.aggregates.release import ReleaseStage
from mentoring.schemas import pattern
from mentoring.schemas.explanation import known_keys
from mentoring.store.record_kinds import DATA, KINDS, SEALED_SUFFIX

_OWN = {"README", "cohorts", "instance", "institutes", "mappings", "matches", "programme", "proof"}
_NAMED_BY_US = {"mappings", "templates"}
_SUFFIXES = frozenset(
    {"", ".csv", ".docx", ".eml", ".json", ".md", ".pdf", ".swp", ".txt", ".xlsx", ".yaml", ".yml"}
)


def quotable_path(path: str) -> str:
    """The path, with a star for each step below `data/` that is not a word of the programme."""
    first, *steps = path.split("/")
    if first != DATA or (steps and steps[0] in _NAMED_BY_US):
        return path
    return "/".join([first, *map(_step, steps)])


def quotable_pointer(path: str, pointer: str) -> str:
    """A pointer into a record, with a star for each key that no schema knows."""
    folder = path.removeprefix(f"{DATA}/").split("/")[0]
    if not path.startswith(f"{DATA}/") or folder in {*_NAMED_BY_US, "cohorts"}:
        return pointer
    return "/".join(
        step if not step or step.isdecimal() or step in known_keys() or _is_reference(step) else "*"
        for step in pointer.split("/")
    )


def _step(step: str) -> str:
    path = PurePosixPath(step.removesuffix(SEALED_SUFFIX))
    stem, suffix = path.stem, path.suffix if path.suffix in _SUFFIXES else ""
    is_ours = _is_reference(stem) or stem in _words() or re.fullmatch("[0-9]{1,4}", stem)
    if suffix == path.suffix and is_ours:
        return step
    _, hyphen, receiver = stem.rpartition("-")
    if hyphen and _is_reference(receiver):  # a ledger's entry of a letter
        return f"*-{receiver}{suffix}"
    return f"{'.' if step.startswith('.') else ''}*{suffix}"


def _is_reference(word: str) -> bool:
    return pattern("reference").match(word) is not None


@cache
def _words() -> frozenset[str]:
    parts = (part for kind in KINDS for part in kind.pattern.removesuffix(".yaml").split("/"))
    stages = {stage.value for stage in ReleaseStage}
    return frozenset(_OWN | stages | {part for part in parts if "{" not in part})
