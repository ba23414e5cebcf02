"""Kills a command while it writes, again and again: `python -m operations.kills FOLDER COMMAND…`.

A process of its own, so that no thread of a library lives when it forks. FOLDER holds `before`, a
programme; the command is run on copies of it.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from mentoring.cli.boundary import run

if TYPE_CHECKING:
    from collections.abc import Callable

CHANGING = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod"})
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
KILLS = 2


def main(folder: Path, command: list[str]) -> None:
    """Kill the command at some of its calls that change the disk, and have the next run finish."""
    sys.dont_write_bytecode = True  # or the first run would make calls that no later one makes
    work = folder / "work"
    run([command[0], "--help"])  # its module need not be read in every child
    old = _state(_fresh(folder))
    calls = _counted(work, command)
    new = _state(work)
    assert new != old, "the command writes nothing"
    for moment in random.Random(" ".join(command)).sample(range(1, calls + 1), min(KILLS, calls)):
        _fresh(folder)
        assert os.WIFSIGNALED(_child(lambda at=moment: _killed(work, command, at)))
        for path, data in _state(work).items():
            assert path.endswith(".tmp") or data in {old.get(path), new.get(path)}, path
        if _finished(work) != new:
            assert not _child(lambda: _quietly(work, command))
        assert _finished(work) == new, f"killed at {moment} of {calls}"
    sys.stdout.write(f"{calls}\n")


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder / "work", ignore_errors=True)
    return shutil.copytree(folder / "before", folder / "work")


def _state(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _finished(folder: Path) -> dict[str, bytes]:
    """The state without what a killed process staged, which a next one cleans up."""
    return {path: data for path, data in _state(folder).items() if not path.endswith(".tmp")}


def _child(function: Callable[[], object]) -> int:
    """The exit status of a child that runs the function."""
    child = os.fork()
    if not child:
        try:
            function()
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1]


def _quietly(work: Path, command: list[str]) -> NoReturn:
    """Run the command without a word; leave with 0 unless it was a fault of ours."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os._exit(run(["-C", str(work), *command]) == 3)


def _killed(work: Path, command: list[str], moment: int) -> None:
    """Run the command until it makes a call that changes the disk for the so manieth time."""
    _watch(lambda number: number == moment and os.kill(os.getpid(), signal.SIGKILL))
    _quietly(work, command)


def _counted(work: Path, command: list[str]) -> int:
    """How many such calls it makes, if nobody kills it."""
    read, write = os.pipe()

    def tell() -> None:
        _watch(lambda _: os.write(write, b"."))
        _quietly(work, command)

    with os.fdopen(read, "rb") as pipe:
        assert not _child(tell)
        os.close(write)
        return len(pipe.read())


def _watch(each: Callable[[int], object]) -> None:
    """Call `each` with the number of each call that changes the disk, before it is made."""
    numbers = count(1)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CHANGING or (event == "open" and arguments[2] & WRITING):
            each(next(numbers))

    sys.addaudithook(watch)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
