"""What every benchmark measures with: medians in turns, whole processes, growth, versions."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from math import log, nan
from pathlib import Path
from statistics import linear_regression, median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).parents[1]
BIN = ROOT / ".venv" / "bin"
RUNS = 5

Command = Sequence[str | Path]
"""A program and its arguments."""


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median of so many runs."""
    return turns([work], runs)[0]


def turns(works: Sequence[Callable[[], object]], runs: int = RUNS) -> list[float]:
    """The median of so many runs of each, taking turns: what disturbs one disturbs all."""
    taken = [[once(work) for work in works] for _ in range(runs)]
    return [median(times) for times in zip(*taken, strict=True)]


def once(work: Callable[[], object]) -> float:
    """The seconds of one run."""
    start = perf_counter()
    work()
    return perf_counter() - start


@dataclass(frozen=True, kw_only=True, slots=True)
class Spent:
    """What a whole process took: seconds on the clock and of CPU, and megabytes at its peak.

    A peak below that of the benchmark itself, some 20 MB, is not seen.
    """

    seconds: float
    megabytes: float
    cpu: float


def process(command: Command, folder: Path = ROOT) -> Spent:
    """Run one process to its end, without a word. Raises CalledProcessError where it fails."""
    start = perf_counter()
    quiet = subprocess.DEVNULL
    started = subprocess.Popen(command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet)
    _, status, usage = os.wait4(started.pid, 0)
    taken = perf_counter() - start
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise subprocess.CalledProcessError(started.returncode, command)
    return Spent(
        seconds=taken,
        megabytes=usage.ru_maxrss / 1024,
        cpu=usage.ru_utime + usage.ru_stime,
    )


def processes(commands: Sequence[Command], folder: Path = ROOT, runs: int = RUNS) -> list[Spent]:
    """The medians of so many runs of each command, taking turns, after one that warms the disk."""
    taken = [[process(command, folder) for command in commands] for _ in range(runs + 1)][1:]
    return [
        Spent(
            seconds=median(one.seconds for one in spent),
            megabytes=median(one.megabytes for one in spent),
            cpu=median(one.cpu for one in spent),
        )
        for spent in zip(*taken, strict=True)
    ]


def exponent(values: Mapping[int, float]) -> float:
    """The power of the size with which a value grows: a line's slope through the logarithms.

    Of one size nothing can be said.
    """
    if len(values) < 2:
        return nan
    sizes = [log(size) for size in values]
    return linear_regression(sizes, [log(value) for value in values.values()]).slope


def versions(*packages: str) -> str:
    """Python's version and those of packages."""
    return ", ".join([f"Python {platform.python_version()}", *map(_version, packages)])


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def machine() -> str:
    """The class of the machine: its processor, cores and memory."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    models = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    name = models[0] if models else platform.machine()
    return f"{os.cpu_count()} cores ({name}), {memory:.0f} GB of memory"


def milliseconds(taken: float) -> str:
    """Seconds as a reader likes them: three digits, in milliseconds below one."""
    return f"{taken:.3g} s" if taken >= 1 else f"{taken * 1e3:.3g} ms"
