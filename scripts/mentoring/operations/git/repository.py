"""Git commands in one repository, with Git's failures as the tool's errors."""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mentoring.errors import MentoringError
from mentoring.files.decodings import plain

# Variables set by an interrupted merge, a hook or a pager must not redirect a command.
_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")


SUCCESS, ANSWERS = frozenset({0}), frozenset({0, 1})


class GitError(MentoringError):
    """Git refused or failed; the message has Git's words and the command."""


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
        """The output of the command; `settings` are added to its environment.

        Raises GitError with Git's own words if the exit status is not in `allowed`.
        """
        return self._done(arguments, data, settings, allowed).stdout

    def _done(
        self,
        arguments: Sequence[str],
        data: bytes = b"",
        settings: Mapping[str, str] | None = None,
        allowed: frozenset[int] = SUCCESS,
    ) -> subprocess.CompletedProcess[bytes]:
        with git_errors():
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
        """The output of the command as text, stripped of surrounding white space."""
        return plain(self.run(*arguments)).strip()

    def lines(self, *arguments: str) -> Sequence[str]:
        """The output of the command, line by line."""
        return [line for line in plain(self.run(*arguments)).split("\n") if line]

    def succeeds(self, *arguments: str) -> bool:
        """Whether the command exits with 0 (and not 1); raises GitError for any other status."""
        return not self._done(arguments, allowed=ANSWERS).returncode

    @property
    def inside(self) -> bool:
        """Whether the folder belongs to a repository.

        Raises GitError if there is a repository that Git refuses to use.
        """
        folder = self.folder.resolve()
        if not any((above / ".git").exists() for above in (folder, *folder.parents)):
            return (folder / "objects").is_dir() and (folder / "HEAD").exists()
        self.run("rev-parse", "--git-dir")
        return True

    @property
    def there(self) -> bool:
        """Whether the folder is the top of a repository; raises GitError like `inside`."""
        return self.inside and not self.text("rev-parse", "--show-prefix")

    @property
    def directory(self) -> Path:
        """The repository's own directory, `.git`, as an absolute path."""
        return (self.folder / self.text("rev-parse", "--git-dir")).resolve()

    def commits_with(self, path: str) -> Sequence[str]:
        """The commits on any branch that added the file, newest first; empty without Git."""
        try:
            return self.lines("log", "--all", "--diff-filter=A", "--format=%h", "--", path)
        except MentoringError:
            return ()

    def refs(self) -> dict[str, str]:
        """The target of each branch, tag, note, stash and remote-tracking branch, by full name."""
        lines = self.lines("for-each-ref", "--format=%(refname) %(objectname) %(symref)")
        parts = (line.split(" ", 2) for line in lines)
        return {name: oid for name, oid, target in parts if not target}


@contextmanager
def git_errors() -> Iterator[None]:
    """Turn the system's error into a GitError if Git cannot be started."""
    try:
        yield
    except FileNotFoundError as error:
        raise GitError("Git is not installed here, or this folder is gone.") from error
    except OSError as error:
        raise GitError(f"Git cannot be started: {os.strerror(error.errno or 0)}.") from error


def words_of(output: bytes) -> str:
    """Git's own words on a failure: the first line with an error, or else the last line."""
    lines = plain(output).strip().splitlines() or ["no reason given"]
    told = (line for line in lines if line.startswith(("fatal: ", "error: ")))
    return next(told, lines[-1])


def environment(settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a Git command, without variables that point at another repository."""
    ours = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return {**ours, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **(settings or {})}
