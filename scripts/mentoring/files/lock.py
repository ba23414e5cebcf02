"""The repository's lock: only one command at a time reads and writes."""

import fcntl
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from mentoring.errors import MentoringError
from mentoring.files import atomic
from mentoring.files.text import said, shown

PATIENCE = 60.0  # seconds
_LONGEST = 200
_SWEPT = ("data", "docs", "outbox")
_held: set[Path] = set()


class Step(NamedTuple):
    """A file that is put in place (None: removed), with the digests before and after."""

    path: str
    staged: str | None
    before: str | None
    after: str | None


@contextmanager
def locked(root: Path, holder: str, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of the repository at `root`; does nothing if this process holds it.

    `holder` names the command to those that wait; `tell` is called with the reason for waiting. If
    the last holder was killed, its changes are completed, and its temporary files removed. Raises
    MentoringError if the lock is not free after `PATIENCE`.
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
            if (killed := _read(path)) and _clear_up(root):
                tell(f"Finished first what was interrupted: {killed}")
            path.write_text(holder, encoding="utf-8")
        yield
    finally:
        path.unlink(missing_ok=True)  # waiting processes notice, and make another
        _held.discard(path)
        lock.release()


@contextmanager
def remembered(root: Path, steps: Sequence[Step]) -> Iterator[None]:
    """Record steps that belong together, so that the next holder can finish them after a kill.

    Without the lock, or for one file, there is nothing to finish.
    """
    plan = _path(root, "plan")  # beside files that are staged, where there is no `.git`
    is_needed = _path(root) in _held and len(steps) > 1
    if is_needed:
        atomic.replace(atomic.stage(plan, json.dumps(steps).encode(), private=True), plan)
    try:
        yield
    finally:
        if is_needed:
            plan.unlink(missing_ok=True)


def unfinished(root: Path) -> tuple[str, list[str]]:
    """The killed command whose changes the next holder finishes, and their files, staged or not.

    Both are empty if there is nothing to finish, or if a command is at work now.
    """
    path, steps = _path(root), _left_to_do(root)
    done = all(atomic.digest(root / step.path) == step.after for step in steps)
    if done or path in _held or _is_locked(path):
        return "", []
    names = [name for step in steps for name in (step.path, step.staged) if name]
    return _read(path) or "a command", names


def _left_to_do(root: Path) -> list[Step]:
    """The steps of a killed holder; none if a file is neither as planned nor unchanged since."""
    noted = json.loads(atomic.content(_path(root, "plan")) or b"[]")
    steps = [Step(*step) for step in noted]
    for step in steps:
        now = atomic.digest(root / step.path)
        ready = step.staged is None or (root / step.staged).exists()
        if now != step.after and not (now == step.before and ready):
            return []
    return steps


def _is_locked(path: Path) -> bool:
    with suppress(FileNotFoundError), path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def put(root: Path, step: Step) -> None:
    """Put the file of a step in place, or remove it, with the folders that it leaves empty."""
    path = root / step.path
    if step.staged:
        atomic.replace(root / step.staged, path)
        return
    with atomic.named(path):
        path.unlink(missing_ok=True)
    with suppress(OSError):  # up to the first folder that is not empty
        for folder in takewhile(root.__ne__, path.parents):
            folder.rmdir()


def _clear_up(root: Path) -> bool:
    """Finish the changes of a killed holder, if any, and remove its temporary files."""
    plan, steps = _path(root, "plan"), _left_to_do(root)
    for step in steps:
        if step.staged is None or (root / step.staged).exists():
            put(root, step)
    plan.unlink(missing_ok=True)
    atomic.remove_left_overs(plan.parent)
    for folder in _SWEPT:
        atomic.remove_left_overs(root / folder, below=True)
    return bool(steps)


def _path(root: Path, name: str = "lock") -> Path:
    """The path inside `.git`, where nothing is committed, or in the root if there is no `.git`."""
    git = root.resolve() / ".git"
    return git / f"mentoring-{name}" if git.is_dir() else git.with_name(f".mentoring-{name}")


def _acquired(path: Path, tell: Callable[[str], None]) -> FileLock:
    lock = FileLock(path, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell(f"Waiting for another command in this repository: {_read(path)}")
        try:
            lock.acquire(timeout=PATIENCE)
        except Timeout:
            raise MentoringError(said("busy", holder=_read(path))) from None
    return lock


def _read(path: Path) -> str:
    """The current holder of the lock, or the one that was killed; empty if there is none."""
    return shown((atomic.content(path) or b"")[:_LONGEST].decode("utf-8", "replace"))
