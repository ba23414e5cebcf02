"""The child process of `cage`: handles calls within limits until its parent ends."""

from __future__ import annotations

import pickle
import resource
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from math import ceil
from typing import IO

MEMORY = 1 << 30
_LENGTH = struct.Struct("!Q")


def main() -> None:
    """Answer every request on standard input."""
    _set(resource.RLIMIT_AS, MEMORY)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_FSIZE, 0)  # no file can be written
    with suppress(MemoryError):
        _answer_all()


def _answer_all() -> None:
    while request := read_frame(sys.stdin.buffer):
        name, arguments, seconds = pickle.loads(request)  # noqa: S301 (our parent's)
        module, _, function = name.partition(":")
        call = getattr(import_module(module), function)
        used = resource.getrusage(resource.RUSAGE_SELF)
        _set(resource.RLIMIT_CPU, ceil(used.ru_utime + used.ru_stime) + seconds)
        write_frame(sys.stdout.buffer, _encode(call(*arguments)))


def _encode(answer: object) -> bytes:
    import msgspec

    return msgspec.msgpack.encode(answer)


@contextmanager
def without_files() -> Iterator[None]:
    """Forbid opening files and connections: no file descriptor is within the limit."""
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    _set(resource.RLIMIT_NOFILE, 0)
    try:
        yield
    finally:
        _set(resource.RLIMIT_NOFILE, allowed)


def _set(limit: int, value: int) -> None:
    """Set the soft limit, which can be raised again."""
    resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))


def read_frame(pipe: IO[bytes]) -> bytes | None:
    """The bytes that `write_frame` wrote at the other end; None if that end is closed."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    data = pipe.read(size)
    return data if len(data) == size else None


def write_frame(pipe: IO[bytes], data: bytes) -> None:
    """Write the length of the bytes, then the bytes."""
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()
