"""Keyed draws that place the ranges: random to outsiders, but the same at every run.

Each edition has its own random key. No record goes into a draw, so late applications, erasures and
corrections cannot move the ranges: two different releases of one table would reveal more than one.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyedDraws:
    """A keyed draw for each category of one table."""

    key: bytes
    table: str

    def draw(self, category: int, choices: int) -> int:
        """A number from 0 to `choices` - 1."""
        message = f"{self.table}/{category}".encode()
        digest = hmac.digest(self.key, message, "sha256")
        return int.from_bytes(digest, "big") % choices
