"""The lottery: a ticket for every pair, which anyone can compute and no person can choose."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mentoring.matching.instance.instance import Pair
from mentoring.people.ids import is_tombstone

BITS = 48
LARGEST = (1 << BITS) - 1
BLOCK = 64


def tickets(seed: str | None, pairs: Iterable[Pair], drawn: Iterable[Pair] = ()) -> Iterator[int]:
    """The ticket of each (mentee, mentor): 48 bits of an HMAC, or 0 without a seed.

    A ticket is the first six bytes, big-endian, of the HMAC-SHA-256 (RFC 2104) of the text
    `mentee:mentor`, with the seed in UTF-8 as the key. The two halves of the key are hashed once.

    Tickets of erased people are not kept: with only 19⁶ possible ids they would reveal the id.
    Such a pair has the highest ticket if it is in `drawn`, and 0 otherwise. So the outcome stays
    optimal, and the draw of the others is proven given what the erased people got.
    """
    won = frozenset(pair for pair in drawn if any(map(is_tombstone, pair)))
    for pair in pairs:
        yield 0 if seed is None else LARGEST if pair in won else _ticket(seed, *pair)


@lru_cache(maxsize=1 << 14)
def _ticket(seed: str, mentee: str, mentor: str) -> int:
    """One ticket, cached because an edition's pairs are weighed repeatedly."""
    if is_tombstone(mentee) or is_tombstone(mentor):
        return 0
    inner, outer = _halves(seed)
    within, around = inner.copy(), outer.copy()
    within.update(f"{mentee}:{mentor}".encode())
    around.update(within.digest())
    return int.from_bytes(around.digest()[:6], "big")


@lru_cache(maxsize=8)
def _halves(seed: str) -> tuple[hashlib._Hash, hashlib._Hash]:
    """The inner and outer hash of RFC 2104, each with the key already in it."""
    key = seed.encode()
    key = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in key)) for pad in (0x36, 0x5C))
    return inner, outer
