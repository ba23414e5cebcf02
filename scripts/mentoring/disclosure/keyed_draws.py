"""The coins that place the ranges: fair to everybody outside, the same at every run inside."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mentoring.people.application import Application


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


def key_of(applications: Iterable[Application]) -> bytes:
    """A key that only the private records hold, and that is gone when they are.

    It covers ids, addresses and instants of everybody, so that a participant, who knows one
    person's, cannot guess it; and no field that a release counts.
    """
    secrets = sorted(
        f"{one.id} {one.person.email} {one.submitted.isoformat()}" for one in applications
    )
    return hashlib.sha256("\n".join(secrets).encode()).digest()
