"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("nightly", settings.get_profile("ci"), max_examples=2000)
TESTS = Path(__file__).parent

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


FIRST = (
    "browser",
    "clone",
    "operations/test_kills.py",
    "template/test_programmes.py",
    "operations/test_nine_months.py",
    "install/test_locks.py",
    "install/test_wheel.py",
)
"""The groups that take longest, the longest first, so that no worker waits at the end."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--bless` writes what commands say now as what is expected."""
    parser.addoption("--bless", action="store_true", help="renew the expected outputs")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one worker, so that what they share is built once a run."""
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            browser = item.path.parent.name == "browser"
            group = "browser" if browser else item.path.relative_to(TESTS).as_posix()
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """The place of the test's group in the order of the run."""
    marker = item.get_closest_marker("xdist_group")
    group = marker.args[0] if marker else ""
    return FIRST.index(group) if group in FIRST else len(FIRST)
