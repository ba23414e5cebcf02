"""Several files written as one unit of work that the next run can finish."""

import hashlib
import os
import signal
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from mentoring.errors import MentoringError
from mentoring.files import atomic, lock
from mentoring.files.text import shown
from mentoring.files.tree import leads_out

_MANY = 20  # from this number of files, one sync of everything is faster than one for each file
_LISTED = 50  # more files than this with the same change in one folder are listed as one


class Status(StrEnum):
    """What a change does to its file."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One file: its path below the root, and its new bytes (None: no file).

    `before` is the digest of the bytes at planning time, `after` that of the new ones. A private
    file, and the folders made for it, are readable by the owner alone.
    """

    path: str
    data: bytes | None
    before: str | None
    after: str | None
    private: bool = False

    @property
    def status(self) -> Status:
        """What the change does to its file."""
        if self.before == self.after:
            return Status.UNCHANGED
        if self.data is None:
            return Status.REMOVED
        return Status.NEW if self.before is None else Status.CHANGED


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """The changes of a unit of work to the files below `root`, in order."""

    root: Path
    files: tuple[Change, ...]

    def summary(self) -> list[str]:
        """One line for each file that has to change: its status and path.

        If very many files in one folder have the same status, they share a line.
        """
        alike: dict[tuple[Status, str], list[str]] = defaultdict(list)
        for change in self._due():
            alike[change.status, change.path.rpartition("/")[0]].append(change.path)
        lines: list[str] = []
        for (status, folder), paths in alike.items():
            many = len(paths) > _LISTED
            shown_paths = [f"{folder}/ ({len(paths)} files)"] if many else paths
            lines += [f"{status:7} {path}" for path in shown_paths]
        return lines

    def apply(self, advance: Callable[[int], None] = lambda _steps: None) -> bool:
        """Apply the changes, each file atomically; return whether anything changed.

        `advance` is called for each file whose new bytes are written.

        All new bytes are on the disk, under temporary names, before the first file is replaced, so
        a full disk changes nothing. If a run is killed later, planning and applying the same files
        again completes it. Raises MentoringError like `atomic.write`, and if a file has changed
        since planning.
        """
        due = self._due()
        for change in due:
            if atomic.digest(self.root / change.path) != change.before:
                raise MentoringError(changed_meanwhile(change.path))
        folders = sorted({(self.root / change.path).parent for change in due})
        for folder in folders:
            atomic.remove_left_overs(folder)
        with ExitStack() as at_the_end:
            staged: list[Path | None] = []
            for change in due:
                file = self._stage(change, sync=len(due) < _MANY)
                if file is not None:
                    at_the_end.callback(file.unlink, missing_ok=True)
                staged.append(file)
                advance(1)
            if len(due) >= _MANY:
                os.sync()
            with _undisturbed(), self._remembered(due, staged):
                for change, file in zip(due, staged, strict=True):
                    self._put(change, file)
        for folder in folders:
            if folder.is_dir():
                atomic.sync_folder(folder)
        return bool(due)

    def _due(self) -> list[Change]:
        return [change for change in self.files if change.status is not Status.UNCHANGED]

    @contextmanager
    def _remembered(self, due: list[Change], staged: list[Path | None]) -> Iterator[None]:
        """Record files that belong together, so that the next process can finish a killed one."""
        if len(due) == 1 or not lock.is_held(self.root):
            yield
            return
        steps = [
            lock.Step(
                path=change.path,
                staged=None if file is None else file.relative_to(self.root).as_posix(),
                before=change.before,
                after=change.after,
            )
            for change, file in zip(due, staged, strict=True)
        ]
        note = lock.remember(self.root, steps)
        try:
            yield
        finally:
            note.unlink(missing_ok=True)

    def _stage(self, change: Change, *, sync: bool) -> Path | None:
        if change.data is None:
            return None
        path = self.root / change.path
        return atomic.stage(path, change.data, private=change.private, sync=sync)

    def _put(self, change: Change, staged: Path | None) -> None:
        """Put a file in place, or remove it with the folders that are empty then.

        Their names may be personal data.
        """
        path = self.root / change.path
        if staged:
            atomic.replace(staged, path)
            return
        with atomic.named(path):
            path.unlink(missing_ok=True)
        folder = path.parent
        while folder != self.root and _is_empty(folder):
            with atomic.named(folder):
                folder.rmdir()
            folder = folder.parent


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Delay termination signals until the files are in place, which takes a moment."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _is_empty(folder: Path) -> bool:
    """Whether the folder has no entry; it reads one at most, as there may be thousands."""
    with os.scandir(folder) as entries:
        return next(entries, None) is None


def plan(root: Path, files: Mapping[str, bytes | None], *, private: bool = False) -> Changes:
    """Plan the changes that give `files` these bytes (None: remove); writes nothing.

    Paths are relative to `root`, with forward slashes; the order given is the order of writing.
    Raises MentoringError for a path that leads out of `root`, also by a symbolic link.
    """
    return Changes(
        root=root,
        files=tuple(
            Change(
                path=path,
                data=data,
                before=atomic.digest(_place(root, path)),
                after=None if data is None else hashlib.sha256(data).hexdigest(),
                private=private,
            )
            for path, data in files.items()
        ),
    )


def changed_meanwhile(path: str) -> str:
    """The message for a file that another process has changed since it was read."""
    return f"{path} has changed since it was read. Nothing was written: run it again."


def _place(root: Path, path: str) -> Path:
    if leads_out(path):
        raise MentoringError(f"{shown(path)}: the path leads out of its folder")
    *folders, name = path.split("/")
    for folder in folders:
        root /= folder
        if root.is_symlink():
            raise MentoringError(f"{root}: a symbolic link is where a folder belongs; remove it")
    return root / name
