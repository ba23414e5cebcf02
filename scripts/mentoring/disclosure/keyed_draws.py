"""The draws that place the ranges: by chance to everybody outside, the same at every run inside.

Their key is random and the edition's own. No record goes into it, so that a late application, an
erasure or a correction cannot move the ranges: two releases of one table, laid together, would tell
more than either.
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
