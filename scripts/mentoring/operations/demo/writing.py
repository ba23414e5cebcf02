"""Writing a whole programme where there is none yet: all of it, or nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from mentoring.errors import UsageError
from mentoring.files.atomic import named, sync_folder
from mentoring.store.kinds import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Make `data/` below `root` with these files, in one step.

    Ten thousand files are brought down to the disk together rather than one by one.

    Raises:
        UsageError: if there is a `data/` already.
    """
    target = root / DATA
    if target.exists():
        raise UsageError(f"{target} is there already. Name an empty folder: mentoring -C DIR demo.")
    with named(target):
        staging = Path(mkdtemp(prefix=".demo.", dir=root))
        try:
            _write(staging, files)
            (staging / DATA).rename(target)
            sync_folder(root)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for parent in sorted({(folder / path).parent for path in files}):
        parent.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        (folder / path).write_bytes(data)
