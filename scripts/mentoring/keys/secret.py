"""An edition's secret: it opens and seals texts, and gives institutes a tag."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from mentoring.keys import age
from mentoring.people.ids import ALPHABET, in_letters
from mentoring.people.institute import comparable
from mentoring.people.organisers import EditionKeys

_TAG = 10  # letters
_FILE_STEP, _TEXT_STEP = 512, 64  # bytes
_HOLDER = "# for "
_PAD = "\0"  # no YAML holds it
HIDDEN = "(encrypted)"
"""The placeholder for a text that no key at hand opens."""
SEALED = re.compile(rf"age:(?P<tag>[{ALPHABET}]*):(?P<data>[A-Za-z0-9+/=]+)")
"""A text that is encrypted within a record, with the tag of an institute before it."""


def decoded(data: str | bytes) -> bytes:
    """The bytes of an encrypted text within a record; none if it is not Base64."""
    with suppress(ValueError):
        return base64.b64decode(data)
    return b""


def sealed_file(text: str, recipients: Iterable[str]) -> bytes:
    """The text as an armoured file for these public keys, with a length that says little."""
    return age.encrypt(_padded(text, _FILE_STEP), recipients)


def _padded(text: str, step: int) -> str:
    return text + _PAD * (-len(text.encode()) % step)


@dataclass(frozen=True)
class Secret:
    """The private keys of an edition as text, the present one first; its `repr` hides them.

    It has no slots, so that keys are parsed once. `holders` are the public keys for which it was
    wrapped: no one without the secret can change them.
    """

    keys: tuple[str, ...] = field(repr=False)
    holders: tuple[str, ...] = ()

    def __getstate__(self) -> dict[str, object]:
        """What another process needs: it parses the keys itself."""
        return {"keys": self.keys, "holders": self.holders}

    def is_of(self, keys: EditionKeys) -> bool:
        """Whether the key file names the public keys that this secret was wrapped for."""
        readers = sorted(holder.recipient for holder in keys.readers)
        return keys.recipient == self.recipient and readers == sorted(self.holders)

    def open(self, data: bytes) -> str | None:
        """The text of an encrypted file; None if it is encrypted for another key."""
        text = age.decrypt(data, self._identities)
        return None if text is None else text.rstrip(_PAD)

    def is_present(self, data: bytes) -> bool:
        """Whether the present key opens an encrypted file, and not only one before it."""
        return len(self.keys) == 1 or age.decrypt(data, self._identities[:1]) is not None

    def seal(self, text: str) -> bytes:
        """The text as an armoured file for this edition."""
        return sealed_file(text, [self.recipient])

    def seal_text(self, text: str, *, tag: bool = False) -> str:
        """The text as it is encrypted within a record, with an institute's tag if asked for."""
        data = age.encrypt(_padded(text, _TEXT_STEP), [self.recipient], armoured=False)
        return f"age:{self.tag(text) if tag else ''}:{base64.b64encode(data).decode()}"

    def tag(self, institute: str) -> str:
        """The same letters for all spellings of an institute; only the secret tells which."""
        key = hashlib.sha256(b"institute tags\0" + self.keys[0].encode()).digest()
        return in_letters(hmac.digest(key, comparable(institute).encode(), "sha256")[:_TAG])

    @cached_property
    def recipient(self) -> str:
        """The public key that belongs to the present private key."""
        return age.public(self.keys[0])

    @cached_property
    def _identities(self) -> list[age.Identity]:
        return age.private_keys("\n".join(self.keys))


def new_secret(before: Secret | None = None) -> Secret:
    """A new secret, which also opens what the one `before` it opened."""
    return Secret((age.new_key(), *(before.keys if before else ())))


def wrapped(keys: EditionKeys, secret: Secret) -> EditionKeys:
    """The keys with this secret, encrypted, with their public keys, for stewards who may read."""
    holders = sorted(holder.recipient for holder in keys.readers)
    lines = [*secret.keys, *(f"{_HOLDER}{holder}" for holder in holders)]
    data = age.encrypt("\n".join(lines), holders).decode()
    return replace(keys, recipient=secret.recipient, wrapped=data)


def unwrap(keys: EditionKeys) -> Secret | None:
    """The edition's secret, if a private key at hand opens it."""
    text = age.decrypt(keys.wrapped.encode(), age.keys_at_hand()) if keys.wrapped else None
    if text is None:
        return None
    lines = text.split("\n")
    secrets = tuple(line for line in lines if not line.startswith(_HOLDER))
    return Secret(secrets, tuple(line.removeprefix(_HOLDER) for line in lines[len(secrets) :]))
