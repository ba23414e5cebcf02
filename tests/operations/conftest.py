"""Repositories with a past, made once and copied for each test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from operations import history

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def _past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return history.programme(tmp_path_factory.mktemp("past") / "programme")


@pytest.fixture(scope="session")
def _decorated(tmp_path_factory: pytest.TempPathFactory, _past: Path) -> Path:
    copy = tmp_path_factory.mktemp("decorated") / "programme"
    shutil.copytree(_past, copy)
    return history.decorated(copy)


@pytest.fixture
def root(_past: Path, tmp_path: Path) -> Path:
    """A repository whose four commits know the canary."""
    return shutil.copytree(_past, tmp_path / "programme")


@pytest.fixture
def decorated(_decorated: Path, tmp_path: Path) -> Path:
    """The same, with branches, tags, notes, stashes and a dangling object."""
    return shutil.copytree(_decorated, tmp_path / "programme")
