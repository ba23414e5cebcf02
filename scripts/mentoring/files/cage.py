"""Processes untrusted files in a child process, where they can do no harm.

The child works in an empty folder, without our environment (so without passwords), without a
network, and with limits on CPU time and memory. It answers in MessagePack, which is only data.
"""

from __future__ import annotations

import atexit
import os
import pickle
import resource
import select
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from math import ceil
from typing import IO, Any, TypeVar, cast

import msgspec

from mentoring.errors import MentoringError

T = TypeVar("T")

MEMORY = 1 << 30
CPU_SECONDS = 5
PATIENCE = 60  # seconds of wall time, for a child that is stuck
_LENGTH = struct.Struct("!Q")
_NOWHERE = "http://127.0.0.1:1"  # a proxy that refuses, so that Typst fetches no packages
_ENVIRONMENT = {
    "PATH": os.defpath,
    "LC_ALL": "C.UTF-8",
    "MALLOC_ARENA_MAX": "1",  # arenas and stacks of threads count against the limit on memory
    "RAYON_NUM_THREADS": "1",
    **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy"), _NOWHERE),
}


class CagedError(MentoringError):
    """The call exceeded a limit; the message names it."""


def run_caged(function: Callable[..., T], *arguments: object, seconds: int = 0) -> T:
    """Call a function of the package in the child, and return its result.

    The function is defined at module level and returns plain data, bytes included. Raises
    CagedError if it needs more than `seconds` (0: `CPU_SECONDS`) or `MEMORY`, or ends the child.
    """
    name = f"{function.__module__}:{function.__qualname__}"
    return cast("T", _worker().call(pickle.dumps((name, arguments, seconds or CPU_SECONDS))))


@cache
def _worker() -> _Worker:
    worker = _Worker()
    atexit.register(worker.close)
    return worker


class _Worker:
    """The child process. If a call ends it, the next call starts another."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def call(self, request: bytes) -> Any:  # noqa: ANN401 (plain data)
        """The answer to one request."""
        if self._process is None:
            self._folder = tempfile.TemporaryDirectory(prefix="mentoring-")
            self._process = _start(self._folder.name)
        try:
            answer = _ask(self._process, request)
        except BaseException:
            self.close()
            raise
        if answer is None:
            raise CagedError(_reason(self.close()))
        return msgspec.msgpack.decode(answer)

    def close(self) -> int:
        """End the child; its exit status, negative for a signal."""
        if self._process is None or self._folder is None:
            return 0
        self._process.kill()
        self._process.communicate()
        self._folder.cleanup()
        status, self._process = self._process.returncode, None
        return status


def _start(folder: str) -> subprocess.Popen[bytes]:
    code = f"import sys; sys.path[:] = {sys.path!r}; from mentoring.files.cage import main; main()"
    return subprocess.Popen(  # noqa: S603 (our own interpreter and code)
        [sys.executable, "-I", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_ENVIRONMENT,
    )


def _ask(process: subprocess.Popen[bytes], request: bytes) -> bytes | None:
    """The child's answer; None if it has ended or does not answer in time."""
    requests, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    try:
        _write_frame(requests, request)
    except BrokenPipeError:
        return None
    return _read_frame(answers) if select.select([answers], [], [], PATIENCE)[0] else None


def _reason(status: int) -> str:
    if status in {-signal.SIGXCPU, -signal.SIGKILL}:
        return "it takes too long"
    if status == 1:  # an exception that the function did not expect
        return "it ends with an error"
    return f"it needs more than {MEMORY >> 30} GB of memory"


def main() -> None:
    """In the child: answer every request on standard input, within limits."""
    _set(resource.RLIMIT_AS, MEMORY)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_FSIZE, 0)  # no file can be written
    with suppress(MemoryError):
        while request := _read_frame(sys.stdin.buffer):
            name, arguments, seconds = pickle.loads(request)  # noqa: S301 (our parent's)
            module, _, function = name.partition(":")
            call = getattr(import_module(module), function)
            used = resource.getrusage(resource.RUSAGE_SELF)
            _set(resource.RLIMIT_CPU, ceil(used.ru_utime + used.ru_stime) + seconds)
            _write_frame(sys.stdout.buffer, msgspec.msgpack.encode(call(*arguments)))


@contextmanager
def without_files() -> Iterator[None]:
    """In the child: forbid opening files and connections, as no descriptor is within the limit."""
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    _set(resource.RLIMIT_NOFILE, 0)
    try:
        yield
    finally:
        _set(resource.RLIMIT_NOFILE, allowed)


def _set(limit: int, value: int) -> None:
    """Set the soft limit, which can be raised again."""
    resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))


def _read_frame(pipe: IO[bytes]) -> bytes | None:
    """The bytes that `_write_frame` wrote at the other end; None if that end is closed."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    data = pipe.read(size)
    return data if len(data) == size else None


def _write_frame(pipe: IO[bytes], data: bytes) -> None:
    """Write the length of the bytes, then the bytes."""
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()
