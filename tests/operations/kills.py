"""Ends a command before each of its steps: `python -m operations.kills FOLDER COMMAND…`.

A process of its own, so that no thread of a library lives when it forks. FOLDER holds `before`, a
programme; the command is run on copies of it. A step is a call that changes the disk.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from mentoring.cli import heed_signals
from mentoring.cli.boundary import run
from mentoring.files import cage
from tools import NIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGING = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod"})
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
SIGNALS = (signal.SIGKILL, signal.SIGTERM)
MANY = 8
ID = re.compile(rb'\b[bcdfghjkmnpqrstvwxz]{6}\b|"?\b[0-9a-f]{32,64}\b"?')  # secrets, too


def main(folder: Path, command: list[str]) -> None:
    """End the command before each of its steps, and have the next run finish.

    Where there are many, as of many letters, before some of them; at night before each. By SIGKILL,
    and by SIGTERM before every third; at night by both.
    """
    sys.dont_write_bytecode = True  # or the first run would make calls that no later one makes
    work = folder / "work"
    _fresh(folder)
    _silently(lambda: run(["-C", str(work), *command]))  # what it imports is in every child then
    cage.worker.close()  # each child gets its own
    old = _state(_fresh(folder))
    steps = _counted(work, command)
    new = _state(work)
    assert new != old, "the command writes nothing"
    for step in range(1, steps + 1, 1 if NIGHT else max(1, steps // MANY)):
        for number in SIGNALS if NIGHT or step % 3 == 0 else SIGNALS[:1]:
            _fresh(folder)
            _child(lambda at=step, by=number: _ended(work, command, at, by))
            half = _state(work)
            whole = {path: data for path, data in half.items() if not _is_passing(path)}
            assert set(_apart(whole, old)) <= {*_apart(old, old), *_apart(new, old)}
            if half != new:
                assert not _child(lambda: _quietly(work, command)), f"{number!r} at {step}"
            assert _apart(_state(work), old) == _apart(new, old), f"{number!r} at {step} of {steps}"
    sys.stdout.write(f"{steps}\n")


def _is_passing(path: str) -> bool:
    """Whether a file may be left by a command that was killed, until the next."""
    return path.endswith((".tmp", "mentoring-lock", "mentoring-plan"))


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder / "work", ignore_errors=True)
    return shutil.copytree(folder / "before", folder / "work")


def _state(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _apart(state: dict[str, bytes], before: dict[str, bytes]) -> list[tuple[str, bytes]]:
    """A state with what it drew (ids, secrets), which no two runs draw alike, as `new`."""
    known = set(ID.findall(repr(before).encode()))

    def told(found: re.Match[bytes]) -> bytes:
        return found[0] if found[0] in known else b"new"

    return sorted((str(ID.sub(told, path.encode())), ID.sub(told, state[path])) for path in state)


def _child(function: Callable[[], object]) -> int:
    """The exit status of a child that runs the function."""
    child = os.fork()
    if not child:
        try:
            function()
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1]


def _silently(function: Callable[[], int]) -> int:
    nowhere, kept = os.open(os.devnull, os.O_WRONLY), (os.dup(1), os.dup(2))
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    try:
        return function()
    finally:
        for stream in (1, 2):
            os.dup2(kept[stream - 1], stream)


def _quietly(work: Path, command: list[str]) -> NoReturn:
    """Run the command without a word; leave with 0 unless it was a fault of ours."""
    heed_signals()
    os._exit(_silently(lambda: run(["-C", str(work), *command])) == 3)


def _ended(work: Path, command: list[str], step: int, by: signal.Signals) -> None:
    """Run the command up to a step, and send it a signal."""
    _watch(lambda number: number == step and os.kill(os.getpid(), by))
    _quietly(work, command)


def _counted(work: Path, command: list[str]) -> int:
    """How many steps it takes, if nobody ends it."""
    read, write = os.pipe()

    def tell() -> None:
        _watch(lambda _: os.write(write, b"."))
        _quietly(work, command)

    with os.fdopen(read, "rb") as pipe:
        assert not _child(tell)
        os.close(write)
        return len(pipe.read())


def _watch(each: Callable[[int], object]) -> None:
    """Call `each` with the number of each step, before it is taken."""
    numbers = count(1)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CHANGING or (event == "open" and arguments[2] & WRITING):
            each(next(numbers))

    sys.addaudithook(watch)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
