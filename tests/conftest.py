"""What all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("nightly", settings.get_profile("ci"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


FIRST = ("clone", "browser")
"""The groups that take longest, so that nobody waits for them at the end."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--bless` writes what commands say now as what is expected."""
    parser.addoption("--bless", action="store_true", help="renew the expected outputs")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one worker, so that what they share is built once a run."""
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            group = "browser" if item.path.parent.name == "browser" else str(item.path)
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: _group(item) not in FIRST)


def _group(item: pytest.Item) -> str:
    marker = item.get_closest_marker("xdist_group")
    return str(marker.args[0]) if marker else ""
