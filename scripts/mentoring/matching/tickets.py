"""The lottery: a ticket for every pair, that anybody can compute and nobody can choose."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mentoring.matching.instance import Pair

BITS = 48
BLOCK = 64


def tickets(seed: str | None, pairs: Iterable[Pair]) -> Iterator[int]:
    """The ticket of each (mentee, mentor): 48 bits of an HMAC, or 0 while there is no seed.

    The first six bytes, big-endian, of HMAC-SHA-256 (RFC 2104) under the seed in UTF-8, of the
    text `mentee:mentor`. The two halves of the key are hashed once, not once a pair.
    """
    if seed is None:
        yield from (0 for _ in pairs)
        return
    key = seed.encode()
    key = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in key)) for pad in (0x36, 0x5C))
    for mentee, mentor in pairs:
        within, around = inner.copy(), outer.copy()
        within.update(f"{mentee}:{mentor}".encode())
        around.update(within.digest())
        yield int.from_bytes(around.digest()[:6], "big")
