"""The kinds of file in which text does not lie open: JSON, images, documents."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """A piece of a file that is read on its own: its bytes, and what its format calls it."""

    name: str
    data: bytes
