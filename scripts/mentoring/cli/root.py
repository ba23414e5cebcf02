"""Where a command works: the root of a programme, which a folder below it is not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mentoring.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

DATA = "data"


def programme_root(folder: Path) -> Path:
    """The folder, if a programme is there; a UsageError that says where to be otherwise."""
    if (folder / DATA).is_dir():
        return folder
    for above in folder.resolve().parents:
        if (above / DATA / "cohorts").is_dir():
            root = os.path.relpath(above)
            raise UsageError(
                "There is no programme here: this folder is inside of one. Go to its root, "
                f"`cd {root}`, or name it: `mentoring -C {root} …`."
            )
    raise UsageError(
        f"There is no programme here, for there is no folder {DATA}/. Go to the top of its "
        "repository, or name it: `mentoring -C DIR …`."
    )
