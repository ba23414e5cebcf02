"""The repository's one lock: while a command reads and writes, no other does."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from mentoring.errors import MentoringError
from mentoring.files import atomic
from mentoring.files.text import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE = 60.0  # seconds
_LONGEST = 200
_SWEPT = ("data", "docs", "outbox")
_held: set[Path] = set()


@contextmanager
def locked(root: Path, holder: str, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of the repository at `root`; within a holder, nothing happens.

    `holder` says who holds it, for those who wait, and `tell` hears why they wait. A process that
    was killed leaves its name and no lock: then its temporary files are removed. Raises
    MentoringError when the lock is not free after `PATIENCE`.
    """
    path = _path(root)
    if path in _held:
        yield
        return
    with atomic.named(path):
        lock = _acquired(path, tell)
    try:
        _held.add(path)
        with atomic.named(path):
            if _read(path):
                atomic.sweep(root / folder for folder in _SWEPT)
            path.write_text(holder, encoding="utf-8")
        yield
    finally:
        path.unlink(missing_ok=True)  # those who wait notice, and make another
        _held.discard(path)
        lock.release()


def _path(root: Path) -> Path:
    """Inside of `.git`, where nothing is committed; in the root where there is no such folder."""
    git = root.resolve() / ".git"
    return git / "mentoring-lock" if git.is_dir() else git.with_name(".mentoring-lock")


def _acquired(path: Path, tell: Callable[[str], None]) -> FileLock:
    lock = FileLock(path, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell(f"Waiting for another command in this repository: {_read(path)}")
        try:
            lock.acquire(timeout=PATIENCE)
        except Timeout:
            raise MentoringError(
                f"Another command is at work in this repository: {_read(path)}. Give this one "
                "again when that has ended; nothing was changed."
            ) from None
    return lock


def _read(path: Path) -> str:
    """Who holds the lock, or held it when they were killed; empty where nobody did."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return ""
    with os.fdopen(descriptor, "rb") as file:
        return shown(file.read(_LONGEST).decode("utf-8", "replace"))
