"""Where a command works: the root of a programme, which a folder below it is not."""

from __future__ import annotations

import os
from pathlib import Path

from mentoring.errors import UsageError

DATA = "data"


def programme_root(folder: Path) -> Path:
    """The folder, if a programme is there; a UsageError that says where to be otherwise."""
    if (folder / DATA).is_dir():
        return folder
    for above in folder.resolve().parents:
        if (above / DATA / "cohorts").is_dir():
            raise UsageError(f"There is no programme here: {_way_to(os.path.relpath(above))}")
    raise UsageError(
        f"There is no programme here, for there is no folder {DATA}/. Go to the top of its "
        "repository, or name it: `mentoring -C DIR …`."
    )


def _way_to(root: str) -> str:
    """How to get there from where the command was given, which `-C` may have led away from."""
    if root == os.curdir:
        return "the root is the folder that you are in. Leave -C out."
    return (
        f"this folder is inside of one. Go to its root, `cd {root}`, or name it: "
        f"`mentoring -C {root} …`."
    )
