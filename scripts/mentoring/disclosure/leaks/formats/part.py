"""A piece of a file that is read on its own."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """The piece's bytes, and what it is in the words of its format."""

    name: str
    data: bytes
