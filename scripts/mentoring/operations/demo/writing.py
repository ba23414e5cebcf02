"""Writing a whole programme where there is none yet: all of it, or nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from mentoring.errors import UsageError
from mentoring.files.atomic import named, sync_folder
from mentoring.store.record_kinds import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Make the folders of these files in `data/` below `root`, each in one step.

    Ten thousand files are brought down to the disk together rather than one by one.

    Raises:
        UsageError: if one of the folders is there already.
    """
    folders = sorted({Path(path).parts[1] for path in files})
    there = [folder for folder in folders if (root / DATA / folder).exists()]
    if there:
        raise UsageError(
            f"There is a {DATA}/{there[0]} already. Name an empty folder: mentoring -C DIR demo."
        )
    with named(root / DATA):
        (root / DATA).mkdir(exist_ok=True)
        staging = Path(mkdtemp(prefix=".demo.", dir=root))
        try:
            _write(staging, files)
            for folder in folders:
                (staging / DATA / folder).rename(root / DATA / folder)
            sync_folder(root / DATA)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for parent in sorted({(folder / path).parent for path in files}):
        parent.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        (folder / path).write_bytes(data)
