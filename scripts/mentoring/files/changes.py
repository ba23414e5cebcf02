"""Several files written as one unit of work that the next run can finish."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mentoring.files import atomic

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Status(StrEnum):
    """What a change does to its file."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One file: its path below the root, the bytes it shall hold (None: no file), what that is."""

    path: str
    data: bytes | None
    status: Status


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What a unit of work does to the files below `root`, in the order in which it does it."""

    root: Path
    files: tuple[Change, ...]

    def apply(self) -> bool:
        """Does it, file by file, each in one step; tells whether anything had to change.

        Everything is on the disk under temporary names before the first file is replaced: a full
        disk changes nothing. A run that was killed later is finished by planning and applying the
        same files again.
        """
        todo = [change for change in self.files if change.status is not Status.UNCHANGED]
        folders = sorted({(self.root / change.path).parent for change in todo})
        for folder in folders:
            atomic.remove_left_overs(folder)
        staged: dict[str, Path] = {}
        try:
            for change in todo:
                if change.data is not None:
                    staged[change.path] = atomic.stage(self.root / change.path, change.data)
            for change in todo:
                self._put(change, staged)
        finally:
            for path in staged.values():
                path.unlink(missing_ok=True)
        for folder in folders:
            atomic.sync_folder(folder)
        return bool(todo)

    def summary(self) -> list[str]:
        """A line for each file that has to change: what happens to it, and its path."""
        return [f"{c.status:7} {c.path}" for c in self.files if c.status is not Status.UNCHANGED]

    def _put(self, change: Change, staged: dict[str, Path]) -> None:
        path = self.root / change.path
        if change.data is None:
            with atomic.named(path):
                path.unlink(missing_ok=True)
        else:
            atomic.replace(staged[change.path], path)


def plan(root: Path, files: Mapping[str, bytes | None]) -> Changes:
    """The changes after which `files` hold these bytes (None: are gone); writes nothing.

    Paths are relative to `root`, with forward slashes; the order given is the order of writing.
    """
    return Changes(
        root=root,
        files=tuple(
            Change(path=path, data=data, status=_status(root / path, data))
            for path, data in files.items()
        ),
    )


def _status(path: Path, data: bytes | None) -> Status:
    if not atomic.differs(path, data):
        return Status.UNCHANGED
    if data is None:
        return Status.REMOVED
    return Status.CHANGED if path.exists() else Status.NEW
