"""What Git tracks by mistake, the history of files and of public pages, the data of a commit."""

import io
import tarfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from mentoring.files.decodings import plain
from mentoring.files.messages import described
from mentoring.operations.git.repository import GitError, Repository
from mentoring.problems import Problem


def has_history(repository: Repository) -> bool:
    """Whether the whole history is available: a repository with a commit, and not shallow."""
    if not repository.there or not repository.has("HEAD"):
        return False
    return repository.text("rev-parse", "--is-shallow-repository") == "false"


def touched(repository: Repository, path: str) -> list[tuple[str, str]]:
    """The commits that changed a file, oldest first, each with its status: A, M, D or T."""
    log = ("log", "--full-history", "--no-renames", "--name-status", "--format=%H", "--", path)
    changes: list[tuple[str, str]] = []
    commit = ""
    for line in repository.lines(*log):
        status, tab, _ = line.partition("\t")
        if tab:
            changes.append((commit, status))
        else:
            commit = line
    return changes[::-1]


def parents(repository: Repository, commit: str) -> list[str]:
    """The parents of a commit; the first commit has none."""
    return repository.text("log", "-1", "--format=%P", commit).split()


def changed(repository: Repository, base: str, under: str) -> Iterator[tuple[str, str]]:
    """The files below a folder that HEAD changed or removed since the merge base with `base`."""
    diff = ("diff", "--no-renames", "--name-status", "--diff-filter=a", f"{base}...HEAD", "--")
    for line in repository.lines(*diff, under):
        status, _, path = line.partition("\t")
        yield status, path


def unpack(repository: Repository, commit: str, into: Path) -> None:
    """Write a commit's `data/` into the folder `into`."""
    packed = repository.run("archive", "--format=tar", commit, "data")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(into, filter="data")


def pages_before(repository: Repository, day: date) -> str:
    """The text of all pages at the last commit before a day; empty without a history.

    A shallow clone, or a folder that is not a repository, has no history. Raises GitError if
    there is a history that Git cannot read.
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
        if error.status == 1:  # there are no pages
            return ""
        raise


def tracked_files(repository: Repository) -> Iterator[Problem]:
    """A problem for each tracked or staged file that `.gitignore` excludes; none without Git."""
    if repository.inside:
        listed = repository.run("ls-files", "--cached", "--ignored", "--exclude-standard", "-z")
        for path in filter(None, plain(listed).split("\0")):
            file = PurePosixPath(path)  # its name may contain a person's
            place = file.with_name(f"*{file.suffix}").as_posix()
            yield Problem(path=place, **described(__package__, "tracked-file"))
