"""An erased id cannot be recovered by trying all 19⁶ possible ids."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

import pytest

from mentoring.operations.erasure.erase import erase
from mentoring.operations.git import Repository
from mentoring.people.ledger import commitment, personal
from mentoring.store.reader import load
from operations import history
from operations.history import MENTEE, TODAY

if TYPE_CHECKING:
    from pathlib import Path

SHORTEST = 4
"""The bytes of a digest that are compared; fewer could not distinguish all ids."""
SOME = 3
"""The least number of digests with the id: those of tickets, instance and lottery."""


class Listening:
    """A hash that records its text and reports it when its digest is computed."""

    def __init__(self, made: Any, told: list[tuple[bytes, bytes]], text: bytes) -> None:
        self.made, self.told, self.text = made, told, text

    def update(self, data: bytes) -> None:
        """Add text."""
        self.made.update(data)
        self.text += bytes(data)

    def copy(self) -> Listening:
        """A copy that continues from here."""
        return Listening(self.made.copy(), self.told, self.text)

    def digest(self) -> bytes:
        """The digest, which is recorded."""
        found: bytes = self.made.digest()
        self.told.append((self.text, found))
        return found

    def hexdigest(self) -> str:
        """The same in hexadecimal."""
        return self.digest().hex()


@pytest.fixture
def digests(monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, bytes]]:
    """Every (text, digest) that the package makes while a test runs."""
    told: list[tuple[bytes, bytes]] = []
    sha256, keyed = hashlib.sha256, hmac.digest

    def digest(key: bytes, text: bytes, name: str) -> bytes:
        found = keyed(key, text, name)
        told.append((key + text, found))
        return found

    monkeypatch.setattr(hashlib, "sha256", lambda text=b"": Listening(sha256(text), told, text))
    monkeypatch.setattr(hmac, "digest", digest)
    return told


def test_no_digest_of_an_erased_id_is_left(
    digests: list[tuple[bytes, bytes]], tmp_path: Path
) -> None:
    """No digest of a text with the id is left, but the lottery's, whose nonce is deleted."""
    root = history.programme(tmp_path / "programme")
    nonce = load(root).editions["2026"].people[MENTEE].nonce
    assert nonce
    erase(Repository(root), MENTEE, TODAY)
    left = history.raw(root)
    with_id: set[bytes] = set()
    for text, found in digests:
        if MENTEE.encode() in text or any(inner in text for inner in with_id):
            with_id.add(found)
    assert len(with_id) >= SOME
    kept = {
        found
        for found in with_id
        if any(part in left for part in (found.hex()[: 2 * SHORTEST].encode(), _number(found)))
    }
    assert kept == {bytes.fromhex(personal(nonce, MENTEE))}
    assert nonce.encode() not in left


def _number(digest: bytes) -> bytes:
    """The number as a ticket has it."""
    return str(int.from_bytes(digest[:6], "big")).encode()


def test_the_commitment_still_opens(root: Path) -> None:
    """Other people can still find their own entry, and the list still opens the commitment."""
    erase(Repository(root), MENTEE, TODAY)
    edition = load(root).editions["2026"]
    lottery, frozen = edition.cohort.record.matching.lottery, edition.frozen
    assert lottery
    assert frozen
    assert commitment(frozen.record.people) == lottery.commitment
    own = {personal(person.nonce or "", person.id) for person in edition.people.values()}
    assert own < set(frozen.record.people)
