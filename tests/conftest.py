"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import pytest

settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("nightly", settings.get_profile("ci"), max_examples=2000)
TESTS = Path(__file__).parent

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


FIRST = (
    "this_programme/browser/test_every_page.py",
    "operations/test_kills.py",
    "template/test_programmes.py",
    "this_programme/workflows/test_steps.py",
    "this_programme/browser/test_fresh_clone.py",
    "operations/erasure/test_interrupted.py",
    "operations/test_nine_months.py",
    "install/test_locks.py",
    "install/test_wheel.py",
)
"""The files that take longest, the longest first, so that no worker waits at the end."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--bless` writes what commands say now as what is expected."""
    parser.addoption("--bless", action="store_true", help="renew the expected outputs")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files; a file is one worker's, where its tests share what they use."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """The place of the test's file in the order of the run."""
    file = item.path.relative_to(TESTS).as_posix()
    return FIRST.index(file) if file in FIRST else len(FIRST)
