"""Files written as one unit of work that the next run can finish.

At any time, readers of a file find either its old bytes or the new ones.
"""

import hashlib
import os
import signal
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import accumulate
from operator import truediv
from pathlib import Path

from mentoring.errors import MentoringError
from mentoring.files import atomic, lock
from mentoring.files.text import said, shown
from mentoring.files.tree import leads_out

_MANY = 20  # from this number of files, one sync of everything is faster than one for each file
_LISTED = 50  # more files than this with the same change in one folder are listed as one


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
    def status(self) -> str:
        """Unchanged, removed, new or changed."""
        if self.before == self.after:
            return "unchanged"
        if self.data is None:
            return "removed"
        return "new" if self.before is None else "changed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """The changes of a unit of work to the files below `root`, in order."""

    root: Path
    files: tuple[Change, ...]

    def summary(self) -> list[str]:
        """A line for each file that has to change, or for very many alike in one folder."""
        alike: dict[tuple[str, str], list[str]] = defaultdict(list)
        for change in self._due():
            alike[change.status, change.path.rpartition("/")[0]].append(change.path)
        return [
            f"{status:7} {path}"
            for (status, folder), paths in alike.items()
            for path in ([f"{folder}/ ({len(paths)} files)"] if len(paths) > _LISTED else paths)
        ]

    def apply(self, advance: Callable[[int], None] = lambda _steps: None) -> bool:
        """Apply the changes, each file atomically; return whether anything changed.

        `advance` is called for each file whose new bytes are written. All are on the disk, under
        temporary names, before the first file is replaced, so a full disk changes nothing. If a run
        is killed later, planning and applying the same files again completes it. Raises
        MentoringError if the system refuses, and if a file has changed since planning.
        """
        due = self._due()
        for change in due:
            if atomic.digest(self.root / change.path) != change.before:
                raise MentoringError(said("changed-meanwhile", path=change.path))
        folders = sorted({(self.root / change.path).parent for change in due})
        for folder in folders:
            atomic.remove_left_overs(folder)
        many = len(due) >= _MANY
        steps: list[lock.Step] = []
        with ExitStack() as at_the_end:
            for change in due:
                path, data, staged = self.root / change.path, change.data, None
                if data is not None:
                    file = atomic.stage(path, data, private=change.private, sync=not many)
                    at_the_end.callback(file.unlink, missing_ok=True)
                    staged = file.relative_to(self.root).as_posix()
                steps.append(lock.Step(change.path, staged, change.before, change.after))
                advance(1)
            if many:
                os.sync()
            with _undisturbed(), lock.remembered(self.root, steps):
                for step in steps:
                    lock.put(self.root, step)
        for folder in folders:
            if folder.is_dir():
                atomic.sync_folder(folder)
        return bool(due)

    def _due(self) -> list[Change]:
        return [change for change in self.files if change.before != change.after]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Delay termination signals until the files are in place."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def plan(root: Path, files: Mapping[str, bytes | None], *, private: bool = False) -> Changes:
    """Plan the changes that give `files` these bytes (None: remove); writes nothing.

    Paths are relative to `root`, with forward slashes; the order given is the order of writing.
    Raises MentoringError for a path that leads out of `root`, also by a symbolic link.
    """
    changes = []
    for path, data in files.items():
        if leads_out(path):
            raise MentoringError(said("leads-out", path=shown(path)))
        for folder in accumulate(path.split("/")[:-1], truediv, initial=root):
            if folder != root and folder.is_symlink():
                raise MentoringError(said("link-in-path", folder=folder))
        before = atomic.digest(root / path)
        after = None if data is None else hashlib.sha256(data).hexdigest()
        changes.append(Change(path=path, data=data, before=before, after=after, private=private))
    return Changes(root=root, files=tuple(changes))


def write(path: Path, data: bytes, *, private: bool = False) -> bool:
    """Write one file atomically; return whether anything changed.

    An existing file keeps its mode, unless it is to be private. Raises MentoringError if the system
    refuses; the old file is then unchanged.
    """
    return plan(path.parent, {path.name: data}, private=private).apply()
