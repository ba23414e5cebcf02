"""Writing a whole new programme, either completely or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from mentoring.errors import UsageError
from mentoring.files.atomic import named, sync_folder
from mentoring.store.record_kinds import DATA

LEDGERS = "ledgers"


def write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Write these files to `data/` below `root`: each new folder, or file, in one atomic step.

    All files are flushed to disk together, because one by one would be slow for thousands of them.
    Existing files, such as an edition's own, are replaced.

    Raises:
        UsageError: if an edition's folder exists already.
    """
    units = sorted({_unit(root, Path(path)) for path in files})
    there = [unit for unit in units if (root / unit).is_dir()]
    if there:
        raise UsageError(f"{there[0]} exists already. Rehearse in a repository without people.")
    with named(root / DATA):
        (root / DATA).mkdir(exist_ok=True)
        staging = Path(mkdtemp(prefix=".demo.", dir=root))
        try:
            _write(staging, files)
            for unit in units:
                (staging / unit).replace(root / unit)
            sync_folder(root / DATA)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _unit(root: Path, path: Path) -> Path:
    """The highest missing folder of a path, or else its edition's folder, or the path itself.

    Entries are added to an existing ledger as single files.
    """
    kind, *below = [*path.parents][-3::-1]  # from the top, without "." and data/
    missing = (step for step in (kind, *below) if not (root / step).exists())
    filled = below and kind.name != LEDGERS
    return next(missing, below[0] if filled else path)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for parent in sorted({(folder / path).parent for path in files}):
        parent.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        (folder / path).write_bytes(data)
