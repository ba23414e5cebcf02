"""Reads a file that is named on the command line, wherever it is."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from mentoring.errors import MentoringError
from mentoring.files.atomic import named

LARGEST = 64 * 1024 * 1024
LARGE = 4 * 1024 * 1024 * 1024  # if every byte has to be scanned, whatever the file


def read_input(path: Path, *, size: int = LARGEST) -> bytes:
    """The bytes of a plain file; a link to one is followed.

    Raises MentoringError for a pipe or a device, which might never end, for a file of more than
    `size` bytes, and where the system refuses.
    """
    with named(path), os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise MentoringError(
                f"{path.name} is no plain file. Save the export to the disk first."
            )
        data = file.read(size + 1)
    if len(data) > size:
        raise MentoringError(f"{path.name} has more than {size} bytes, the most that are read.")
    return data
