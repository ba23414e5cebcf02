"""Git commands in one repository, its objects and its history; Git's failures are our errors."""

import io
import os
import re
import subprocess
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import IO, cast

from mentoring.errors import MentoringError
from mentoring.files.decodings import plain
from mentoring.files.messages import described
from mentoring.problems import Problem

# Variables set by an interrupted merge, a hook or a pager must not redirect a command.
_FOREIGN = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")


class GitError(MentoringError):
    """Git refused or failed with an exit status; the message has Git's words and the command."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Repository:
    """A Git repository: a work tree with its `.git`, or a bare one."""

    folder: Path

    def run(
        self, *arguments: str, data: bytes = b"", settings: Mapping[str, str] | None = None
    ) -> bytes:
        """The command's output, with `settings` in its environment; raises GitError if it fails."""
        with _git_errors():
            done = subprocess.run(  # noqa: S603 (Git alone, and no shell)
                ["git", "-C", str(self.folder), *arguments],  # noqa: S607 (the user's own Git)
                input=data,
                capture_output=True,
                check=False,
                env=_environment() | dict(settings or {}),
            )
        if done.returncode:
            raise GitError(f"git {arguments[0]}: {_words_of(done.stderr)}", done.returncode)
        return done.stdout

    def text(self, *arguments: str) -> str:
        """The output of the command as text, stripped of surrounding white space."""
        return plain(self.run(*arguments)).strip()

    def lines(self, *arguments: str) -> Sequence[str]:
        """The output of the command, line by line."""
        return [line for line in plain(self.run(*arguments)).split("\n") if line]

    def succeeds(self, *arguments: str) -> bool:
        """Whether the command exits with 0 (and not 1); raises GitError for any other status."""
        try:
            self.run(*arguments)
        except GitError as error:
            if error.status != 1:
                raise
            return False
        return True

    def has(self, revision: str) -> bool:
        """Whether a revision, such as `HEAD` or `HEAD:path`, names an object."""
        return self.succeeds("rev-parse", "--verify", "--quiet", revision)

    @property
    def inside(self) -> bool:
        """Whether the folder belongs to a repository; raises GitError if Git refuses to use it."""
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
    def has_history(self) -> bool:
        """Whether the whole history is available: there is a commit, and it is not shallow."""
        shallow = ("rev-parse", "--is-shallow-repository")
        return self.there and self.has("HEAD") and self.text(*shallow) == "false"

    @property
    def directory(self) -> Path:
        """The repository's own directory, `.git`, as an absolute path."""
        return (self.folder / self.text("rev-parse", "--git-dir")).resolve()

    def refs(self) -> dict[str, str]:
        """The target of each branch, tag, note, stash and remote-tracking branch, by full name."""
        lines = self.lines("for-each-ref", "--format=%(refname) %(objectname) %(symref)")
        parts = (line.split(" ", 2) for line in lines)
        return {name: oid for name, oid, target in parts if not target}

    def reached(self, *revisions: str) -> dict[str, str]:
        """The objects that revisions reach, by name, each with a path or an empty text."""
        lines = self.lines("rev-list", "--objects", *revisions)
        return {oid: path for oid, _, path in (line.partition(" ") for line in lines)}

    def paths(self) -> dict[str, str]:
        """A path for every blob that a branch, tag, note or stash reaches, by the blob's name."""
        found = self.reached("--all", "--reflog", "--filter=object:type=blob")
        return {oid: path for oid, path in found.items() if path}

    def commits_with(self, path: str) -> Sequence[str]:
        """The commits on any branch that added the file, newest first; empty without Git."""
        try:
            return self.lines("log", "--all", "--diff-filter=A", "--format=%h", "--", path)
        except MentoringError:
            return ()

    def touched(self, path: str) -> list[tuple[str, str]]:
        """The commits that changed a file, oldest first, each with its status: A, M, D or T."""
        log = ("log", "--full-history", "--no-renames", "--name-status", "--format=%x01%H")
        entries = map(str.split, self.text(*log, "--", path).split("\1")[1:])
        return [(commit, change[0]) for commit, *change in entries if change][::-1]

    def unpack(self, commit: str, into: Path) -> None:
        """Write a commit's `data/` into the folder `into`."""
        packed = self.run("archive", "--format=tar", commit, "data")
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(into, filter="data")


@dataclass(frozen=True, slots=True)
class Object:
    """One object: its name (a hexadecimal hash), its kind (blob, tree, commit, tag), its bytes."""

    oid: str
    kind: str
    data: bytes

    @property
    def names(self) -> list[bytes]:
        """The file names in a tree: its entries are `mode name NUL` and a binary hash."""
        return re.findall(rb"(?s)[0-7]+ ([^\0]+)\0.{%d}" % (len(self.oid) // 2), self.data)


def objects(repository: Repository) -> Iterator[Object]:
    """All objects, reachable or not, in no order; raises GitError if Git cannot read one."""
    with _git_errors():
        process = subprocess.Popen(
            ["git", "cat-file", "--batch", "--batch-all-objects", "--unordered", "--buffer"],  # noqa: S607
            cwd=repository.folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    with process:
        output, errors = cast("IO[bytes]", process.stdout), cast("IO[bytes]", process.stderr)
        while len(head := output.readline().split()) == len(("name", "kind", "size")):
            yield Object(plain(head[0]), plain(head[1]), output.read(int(head[2])))
            output.read(1)
        words = errors.read()
    if process.returncode or head:
        raise GitError(f"git cat-file: {_words_of(words)}")


def pages_before(repository: Repository, day: date) -> str:
    """The text of all pages at the last commit before a day; empty without a history.

    A shallow clone, or a folder outside of a repository, has none. Raises GitError for a history
    that Git cannot read.
    """
    if not repository.inside or not repository.has("HEAD"):
        return ""
    before = f"--before={day.isoformat()}T00:00:00+0000"
    commit = repository.text("rev-list", "-1", "--first-parent", before, "HEAD")
    if not commit:
        return ""
    try:
        return plain(repository.run("grep", "-h", "-e", "", commit, "--", "docs/*.md"))
    except GitError as error:
        if error.status != 1:
            raise
        return ""  # there were no pages yet


def tracked_files(repository: Repository) -> Iterator[Problem]:
    """A problem for each tracked or staged file that `.gitignore` excludes; none without Git."""
    if repository.inside:
        listed = repository.run("ls-files", "--cached", "--ignored", "--exclude-standard", "-z")
        for path in filter(None, plain(listed).split("\0")):
            file = PurePosixPath(path)  # its name may contain a person's
            place = file.with_name(f"*{file.suffix}").as_posix()
            yield Problem(path=place, **described(__package__, "tracked-file"))


@contextmanager
def _git_errors() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise GitError("Git is not installed here, or this folder is gone.") from error
    except OSError as error:
        raise GitError(f"Git cannot be started: {os.strerror(error.errno or 0)}.") from error


def _words_of(output: bytes) -> str:
    """Git's own words on a failure: the first line with an error, or else the last line."""
    lines = plain(output).strip().splitlines() or ["no reason given"]
    told = (line for line in lines if line.startswith(("fatal: ", "error: ")))
    return next(told, lines[-1])


def _environment() -> dict[str, str]:
    """The environment of a Git command, without variables that point at another repository."""
    ours = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return ours | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
