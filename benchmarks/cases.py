"""Matching problems of any size from a seed, and what every benchmark needs to time them."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from mentoring.matching.instance.instance import Instance, Mentee, Mentor
from mentoring.programme.rules import Balance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from mentoring.programme.rules import Bound

HOMES = tuple(f"experiment {k}" for k in range(9))
BANDS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """Fits of as many mentees as mentors, of nine homes each, which `low` and `high` bound."""

    fit: NDArray[np.int16]
    cap: int
    low: int = 0
    high: int | None = None

    def instance(self, objective: Sequence[str] = ("fit",)) -> Instance:
        """The case as the sealed instance that matching reads."""
        size = len(self.fit)
        homes = [HOMES[k * len(HOMES) // size] for k in range(size)]
        bound: Bound = (self.low, self.high)
        bounds = dict.fromkeys(HOMES, bound) if self.high is not None else {}
        return Instance(
            cohort="2026",
            cap=self.cap,
            objective=tuple(objective),
            mentees=tuple(
                Mentee(id=f"e{k:05d}", band=k % BANDS, home=home) for k, home in enumerate(homes)
            ),
            mentors=tuple(Mentor(id=f"r{k:05d}", home=home) for k, home in enumerate(homes)),
            fit=self.fit,
            balance=Balance(mentees=bounds, mentors=bounds),
            lottery="a seed",
        )


def case(size: int, cap: int, *, bounded: bool, seed: int = 1) -> Case:
    """Fits such as criteria make them: partly of the pair, partly of how sought the mentor is."""
    rng = np.random.default_rng(seed)
    fit = rng.integers(0, 701, (size, size), dtype=np.int16)
    fit += rng.integers(0, 301, size, dtype=np.int16)
    fit[rng.random((size, size), dtype=np.float32) < 1 / 9] = -1
    return Case(fit=fit, cap=cap, low=int(bounded), high=4 if bounded else None)


def seconds(work: Callable[[], object], runs: int) -> float:
    """The median of so many runs."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def versions(*packages: str) -> str:
    """Python's version and those of packages, for the head of a table."""
    found = [f"Python {platform.python_version()}"]
    for package in packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"no {package}")
    return ", ".join(found)
