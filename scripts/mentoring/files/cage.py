"""Processes untrusted files in a child process, where they can do no harm.

The child works in an empty folder, without our environment (so without passwords), without a
network, and with limits on CPU time and memory. It answers in MessagePack, which is only data.
"""

import atexit
import os
import pickle
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import ceil
from multiprocessing.connection import Connection, Pipe
from typing import Any, TypeVar, cast

import msgspec

from mentoring.errors import MentoringError

T = TypeVar("T")

MEMORY = 1 << 30
CPU_SECONDS = 5
PATIENCE = 60  # seconds of wall time, for a child that is stuck
_NOWHERE = "http://127.0.0.1:1"  # a proxy that refuses, so that Typst fetches no packages
_LIMITS = {
    -signal.SIGXCPU: "it takes too long",
    -signal.SIGKILL: "it takes too long",
    1: "it ends with an error",  # an exception that the function did not expect
}
"""What a child's exit status says."""
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
    """What a function of the package returns in the child: plain data, bytes included.

    Raises CagedError if it needs more than `seconds` (0: `CPU_SECONDS`) or `MEMORY`.
    """
    return cast("T", worker.call(pickle.dumps((function, arguments, seconds or CPU_SECONDS))))


class Worker:
    """The child process. If a call ends it, the next call starts another."""

    _process: subprocess.Popen[bytes] | None = None

    def call(self, request: bytes) -> Any:  # noqa: ANN401 (plain data)
        """The answer to one request."""
        if self._process is None:
            self._start()
        answer = None
        try:
            with suppress(BrokenPipeError, ConnectionResetError, EOFError):  # the child has ended
                self._pipe.send_bytes(request)
                answer = self._pipe.recv_bytes() if self._pipe.poll(PATIENCE) else None
        finally:
            status = self.close() if answer is None else 0
        if answer is None:
            raise CagedError(_LIMITS.get(status, f"it needs more than {MEMORY >> 30} GB of memory"))
        return msgspec.msgpack.decode(answer)

    def _start(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="mentoring-")
        self._pipe, theirs = Pipe()
        child = f"from mentoring.files.cage import main; main({theirs.fileno()})"
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and code)
            [sys.executable, "-I", "-c", f"import sys; sys.path[:] = {sys.path!r}; {child}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            cwd=self._folder.name,
            env=_ENVIRONMENT,
        )
        theirs.close()

    def close(self) -> int:
        """End the child; its exit status, negative for a signal."""
        if self._process is None:
            return 0
        self._process.kill()
        status, self._process = self._process.wait(), None
        self._pipe.close()
        self._folder.cleanup()
        return status


worker = Worker()
atexit.register(worker.close)


def main(descriptor: int) -> None:
    """In the child: answer every request on the pipe, within limits."""
    pipe = Connection(descriptor)
    _set(resource.RLIMIT_AS, MEMORY)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_FSIZE, 0)  # no file can be written
    with suppress(MemoryError, EOFError):
        while True:
            call, arguments, seconds = pickle.loads(pipe.recv_bytes())  # noqa: S301 (our parent's)
            used = resource.getrusage(resource.RUSAGE_SELF)
            _set(resource.RLIMIT_CPU, ceil(used.ru_utime + used.ru_stime) + seconds)
            pipe.send_bytes(msgspec.msgpack.encode(call(*arguments)))


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
