"""Git commands in one repository, with its errors as ours."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mentoring.errors import MentoringError
from mentoring.files.decodings import plain

# What an interrupted merge, a hook or a pager brings along must not lead a command elsewhere.
_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")


SUCCESS, ANSWERS = frozenset({0}), frozenset({0, 1})


class GitError(MentoringError):
    """Git refused or failed: its own words, and the command."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A Git repository: a work tree with its `.git`, or a bare one."""

    folder: Path

    def run(
        self,
        *arguments: str,
        data: bytes = b"",
        settings: Mapping[str, str] | None = None,
        allowed: frozenset[int] = SUCCESS,
    ) -> bytes:
        """What the command prints; `settings` go into its environment.

        Raises GitError with Git's own words when it ends with a status that is not `allowed`.
        """
        return self._done(arguments, data, settings, allowed).stdout

    def _done(
        self,
        arguments: Sequence[str],
        data: bytes = b"",
        settings: Mapping[str, str] | None = None,
        allowed: frozenset[int] = SUCCESS,
    ) -> subprocess.CompletedProcess[bytes]:
        with found():
            done = subprocess.run(  # noqa: S603 (Git alone, and no shell)
                ["git", "-C", str(self.folder), *arguments],  # noqa: S607 (the user's own Git)
                input=data,
                capture_output=True,
                check=False,
                env=environment(settings),
            )
        if done.returncode not in allowed:
            raise GitError(f"git {arguments[0]}: {words_of(done.stderr)}")
        return done

    def text(self, *arguments: str) -> str:
        """What the command prints, as text without the space around it."""
        return plain(self.run(*arguments)).strip()

    def lines(self, *arguments: str) -> Sequence[str]:
        """What the command prints, line by line."""
        return [line for line in plain(self.run(*arguments)).split("\n") if line]

    def succeeds(self, *arguments: str) -> bool:
        """Whether the command says yes (0) or no (1); raises GitError when it can say neither."""
        return not self._done(arguments, allowed=ANSWERS).returncode

    @property
    def inside(self) -> bool:
        """Whether the folder belongs to a repository.

        Raises GitError where there is one that Git refuses: that is not the same as none.
        """
        folder = self.folder.resolve()
        if not any((above / ".git").exists() for above in (folder, *folder.parents)):
            return (folder / "objects").is_dir() and (folder / "HEAD").exists()
        self.run("rev-parse", "--git-dir")
        return True

    @property
    def there(self) -> bool:
        """Whether the folder is the top of a repository; raises GitError as `inside`."""
        return self.inside and not self.text("rev-parse", "--show-prefix")

    @property
    def directory(self) -> Path:
        """Where the repository itself is: its `.git`, wherever the work goes on from here."""
        return (self.folder / self.text("rev-parse", "--git-dir")).resolve()

    def commits_with(self, path: str) -> Sequence[str]:
        """The commits, on any branch, that have added the file, newest first; none without Git."""
        try:
            return self.lines("log", "--all", "--diff-filter=A", "--format=%h", "--", path)
        except MentoringError:
            return ()

    def refs(self) -> dict[str, str]:
        """What each branch, tag, note, stash and remote-tracking branch points at, by full name."""
        lines = self.lines("for-each-ref", "--format=%(refname) %(objectname) %(symref)")
        parts = (line.split(" ", 2) for line in lines)
        return {name: oid for name, oid, target in parts if not target}


@contextmanager
def found() -> Iterator[None]:
    """Turns what the system says when Git cannot be started into an error."""
    try:
        yield
    except FileNotFoundError as error:
        raise GitError("Git is not installed here, or this folder is gone.") from error
    except OSError as error:
        raise GitError(f"Git cannot be started: {os.strerror(error.errno or 0)}.") from error


def words_of(output: bytes) -> str:
    """Why Git failed, in its own words: the first line that says so, else the last."""
    lines = plain(output).strip().splitlines() or ["no reason given"]
    told = (line for line in lines if line.startswith(("fatal: ", "error: ")))
    return next(told, lines[-1])


def environment(settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a Git command: ours, without what points at another repository."""
    ours = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return {**ours, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **(settings or {})}
