"""Functions run in a child process, to be killed or to have little room; or with fewer rights."""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOBODY = 65534
SYSTEM = {"posix", "_io", "io", "fcntl"}


def told(function: Callable[[], object]) -> str:
    """What the function returns, or the error it raises, as text, from a child process."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        try:
            text = repr(function())
        except Exception as error:  # noqa: BLE001 - the parent judges it
            text = f"{type(error).__name__}: {error}"
        os.write(write, text.encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        text = pipe.read().decode()
    os.waitpid(child, 0)
    return text


@contextmanager
def without_rights() -> Iterator[None]:
    """Takes from this process, for a while, what only the superuser may."""
    if os.geteuid():
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def with_little_room(size: int) -> None:
    """Lets this process write no file of more than `size` bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def killed(function: Callable[[], object], calls: int) -> bool:
    """Runs the function in a child, killed (SIGKILL) at its call number `calls` of the system.

    Those are the calls of the modules that reach a disk; between two of them nothing that a next
    run could see changes. False: it ended before.
    """
    child = os.fork()
    if not child:
        _run_until_killed(function, calls)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) or _require_success(status)


def _require_success(status: int) -> bool:
    assert os.WEXITSTATUS(status) == 0, "the child failed"
    return False


def _run_until_killed(function: Callable[[], object], calls: int) -> NoReturn:
    left = calls

    def count(_frame: object, event: str, called: Any) -> None:
        nonlocal left
        owner = getattr(called, "__self__", None)
        module = owner.__name__ if isinstance(owner, ModuleType) else type(owner).__module__
        if event == "c_call" and module in SYSTEM:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    try:
        function()
    except BaseException:  # noqa: BLE001 - no exception may run the parent's tests twice
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
