"""Reads the releases in the repository."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from mentoring import schemas
from mentoring.aggregates.document import from_document
from mentoring.aggregates.release import Release
from mentoring.disclosure.history import History
from mentoring.errors import DataError
from mentoring.files.tree import Tree
from mentoring.files.yaml.parse import parse
from mentoring.problems import Problem, pointer
from mentoring.programme.config import Vocabulary

FOLDER = "docs/statistics"


def file_of(cohort: str, stage: str) -> str:
    """The path of a release from the repository's root."""
    return f"{FOLDER}/{cohort}-{stage}.json"


def read(root: Path, paths: Iterable[str], words: Vocabulary) -> History:
    """The releases in these files, oldest first, validated with the vocabulary `words`.

    Raises:
        DataError: if a file is missing or not a release.
    """
    releases = [_release(Tree(root), path, words) for path in paths]
    return History(releases=tuple(sorted(releases, key=lambda release: release.order)))


def read_all(root: Path, words: Vocabulary) -> History:
    """Every release in the folder of published figures."""
    files = Tree(root).list(FOLDER).files
    return read(root, [path for path in files if path.endswith(".json")], words)


def _release(tree: Tree, path: str, words: Vocabulary) -> Release:
    value = parse(tree.read(path), path).value
    violations = schemas.validate("release", value, words)
    if violations:
        raise DataError(
            [
                Problem(
                    path=path,
                    pointer=pointer(*violation.steps),
                    code=violation.code,
                    message=violation.message,
                    hint=violation.hint,
                )
                for violation in violations
            ]
        )
    return from_document(cast("dict[str, Any]", value))
