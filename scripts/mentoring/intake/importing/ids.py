"""New ids and profile codes for people who apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mentoring.store.identity import new_id

if TYPE_CHECKING:
    from collections.abc import Container
    from random import Random


class Ids:
    """New ids and codes, none of them taken."""

    def __init__(self, random: Random, taken: Container[str]) -> None:
        self._random = random
        self._taken = taken
        self._given: set[str] = set()

    def new(self) -> str:
        """An id that nobody has."""
        while True:
            fresh = new_id(self._random, self._given)
            if fresh not in self._taken:
                self._given.add(fresh)
                return fresh
