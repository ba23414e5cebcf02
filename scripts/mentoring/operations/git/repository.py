"""Git commands in one repository, with its errors as ours."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.errors import MentoringError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# What an interrupted merge, a hook or a pager brings along must not lead a command elsewhere.
_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")


@dataclass(frozen=True, slots=True)
class Repository:
    """A Git repository: a work tree with its `.git`, or a bare one."""

    folder: Path

    def run(
        self, *arguments: str, data: bytes = b"", settings: Mapping[str, str] | None = None
    ) -> bytes:
        """What the command prints; `settings` go into its environment.

        Raises MentoringError with Git's own words when it fails.
        """
        done = subprocess.run(  # noqa: S603 (Git alone, and no shell)
            ["git", "-C", str(self.folder), *arguments],  # noqa: S607 (the user's own Git)
            input=data,
            capture_output=True,
            check=False,
            env=environment(settings),
        )
        if done.returncode:
            words = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
            raise MentoringError(f"git {arguments[0]}: {words[-1]}")
        return done.stdout

    def text(self, *arguments: str) -> str:
        """What the command prints, as text without the space around it."""
        return _decoded(self.run(*arguments)).strip()

    def lines(self, *arguments: str) -> Sequence[str]:
        """What the command prints, line by line."""
        return [line for line in _decoded(self.run(*arguments)).split("\n") if line]

    def succeeds(self, *arguments: str) -> bool:
        """Whether the command ends well."""
        try:
            self.run(*arguments)
        except MentoringError:
            return False
        return True

    @property
    def there(self) -> bool:
        """Whether the folder is the top of a repository."""
        return self.succeeds("rev-parse", "--git-dir") and not self.text(
            "rev-parse", "--show-prefix"
        )

    @property
    def directory(self) -> Path:
        """Where the repository itself is: its `.git`, wherever the work goes on from here."""
        return (self.folder / self.text("rev-parse", "--git-dir")).resolve()

    def refs(self) -> dict[str, str]:
        """What each branch, tag, note, stash and remote-tracking branch points at, by full name."""
        lines = self.lines("for-each-ref", "--format=%(refname) %(objectname) %(symref)")
        parts = (line.split(" ", 2) for line in lines)
        return {name: oid for name, oid, target in parts if not target}


def _decoded(output: bytes) -> str:
    return output.decode("utf-8", "surrogateescape")


def environment(settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a Git command: ours, without what points at another repository."""
    ours = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return {**ours, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **(settings or {})}
