"""The lottery: a ticket for every pair, that anybody can compute and nobody can choose."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mentoring.matching.instance.instance import Pair
from mentoring.people.tombstone import is_tombstone

BITS = 48
LARGEST = (1 << BITS) - 1
BLOCK = 64


def tickets(seed: str | None, pairs: Iterable[Pair], drawn: Iterable[Pair] = ()) -> Iterator[int]:
    """The ticket of each (mentee, mentor): 48 bits of an HMAC, or 0 while there is no seed.

    The first six bytes, big-endian, of HMAC-SHA-256 (RFC 2104) under the seed in UTF-8, of the
    text `mentee:mentor`. The two halves of the key are hashed once, not once a pair.

    An erased person's tickets went with their id: kept, they would give it away, for only 19⁶ ids
    have to be tried. Such a pair has the highest ticket if it was `drawn`, and none otherwise. That
    leaves the outcome optimal, and proves the draw of everybody else given what the erased got.
    """
    won = frozenset(pair for pair in drawn if any(map(is_tombstone, pair)))
    for pair in pairs:
        yield 0 if seed is None else LARGEST if pair in won else _ticket(seed, *pair)


@lru_cache(maxsize=1 << 14)
def _ticket(seed: str, mentee: str, mentor: str) -> int:
    """One ticket. It is kept, for an edition's pairs are weighed again and again."""
    if is_tombstone(mentee) or is_tombstone(mentor):
        return 0
    inner, outer = _halves(seed)
    within, around = inner.copy(), outer.copy()
    within.update(f"{mentee}:{mentor}".encode())
    around.update(within.digest())
    return int.from_bytes(around.digest()[:6], "big")


@lru_cache(maxsize=8)
def _halves(seed: str) -> tuple[hashlib._Hash, hashlib._Hash]:
    """The two hashes of RFC 2104 with the key in them."""
    key = seed.encode()
    key = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in key)) for pad in (0x36, 0x5C))
    return inner, outer
