"""Files that Git tracks although they must not be in the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from mentoring.files.decodings import plain
from mentoring.operations.git.repository import Repository
from mentoring.problems import Problem


def problems(repository: Repository) -> Iterator[Problem]:
    """A problem for each tracked or staged file that `.gitignore` excludes.

    A folder without Git has no problems.
    """
    if not repository.inside:
        return
    listed = repository.run("ls-files", "--cached", "--ignored", "--exclude-standard", "-z")
    for path in filter(None, plain(listed).split("\0")):
        yield Problem(
            path=_quotable(path),
            code="tracked-file",
            message="Git keeps this file, which .gitignore names as private",
            hint="Take it out: `git rm --cached`. If it was committed, erase it from the history.",
        )


def _quotable(path: str) -> str:
    """The path without the file's name, which may contain a person's name."""
    file = PurePosixPath(path)
    return file.with_name(f"*{file.suffix}").as_posix()
