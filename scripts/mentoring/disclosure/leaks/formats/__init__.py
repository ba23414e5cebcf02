"""File formats in which text is not directly visible: JSON, images, documents."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A separately read part of a file: its bytes, and its name in the format."""

    name: str
    data: bytes
