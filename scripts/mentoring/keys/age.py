"""Encryption with age (https://age-encryption.org): X25519 keys, and the SSH keys that it takes."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from functools import cache

import pyrage
from pyrage import ssh, x25519

from mentoring.errors import UsageError

Identity = object
"""A private key, as the library holds it."""
ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_ARMOURED = re.compile(
    rb"-----BEGIN AGE ENCRYPTED FILE-----\r?\n(?:[A-Za-z0-9+/=]{1,64}\r?\n)+"
    rb"-----END AGE ENCRYPTED FILE-----\s*"
)
_SECRET = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]+")
_LABEL = "OPENSSH PRIVATE KEY"
_SSH = re.compile(rf"-----BEGIN {_LABEL}-----.*?-----END {_LABEL}-----\n?", re.DOTALL)
_AT_HAND: ContextVar[Callable[[], tuple[Identity, ...]]] = ContextVar("at_hand", default=tuple)


def use_keys(loader: Callable[[], tuple[Identity, ...]]) -> None:
    """Take private keys from `loader`, which is called when the first is needed."""
    _AT_HAND.set(cache(loader))


def keys_at_hand() -> tuple[Identity, ...]:
    """The private keys that this process may use; none without a command line."""
    return _AT_HAND.get()()


def new_key() -> str:
    """A new private key, as one line of text."""
    return str(x25519.Identity.generate())


def public(secret: str) -> str:
    """The public key, the recipient, of a private age key; empty for a damaged one."""
    try:
        return str(x25519.Identity.from_str(secret).to_public())
    except pyrage.IdentityError:
        return ""


def secrets(text: str) -> list[str]:
    """The private age keys in the text of a key file, as text."""
    return _SECRET.findall(text)


def holds_a_key(text: str) -> bool:
    """Whether there is a private age or SSH key in a text, even a damaged one."""
    return bool(_SECRET.search(text)) or f"BEGIN {_LABEL}" in text


def private_keys(text: str) -> list[Identity]:
    """The private keys in a key file; raises UsageError for one that cannot be used."""
    said = "A private key is damaged: bring back your copy of it."
    try:
        keys: list[Identity] = [x25519.Identity.from_str(line) for line in secrets(text)]
        said = "An SSH key cannot be used: age takes Ed25519 and RSA keys without a passphrase."
        return keys + [ssh.Identity.from_buffer(block.encode()) for block in _SSH.findall(text)]
    except pyrage.IdentityError as error:
        raise UsageError(said) from error


def recipient(text: str) -> str:
    """A public key as it is stored, without comment; raises UsageError if it is none."""
    plain = " ".join(text.split()[: 2 if is_ssh(text) else None])
    _recipients([plain])
    return plain


def is_ssh(key: str) -> bool:
    """Whether a public key is an SSH key, which serves for more than this edition."""
    return key.startswith("ssh-")


def is_armoured(data: bytes) -> bool:
    """Whether the bytes have the form of an armoured file, and nothing else beside it."""
    return _ARMOURED.fullmatch(data) is not None


def encrypt(text: str, keys: Iterable[str], *, armoured: bool = True) -> bytes:
    """The text for the holders of these public keys."""
    data: bytes = pyrage.encrypt(text.encode(), _recipients(keys), armored=armoured)
    return data


def decrypt(data: bytes, keys: Sequence[Identity]) -> str | None:
    """The text, if one of the private keys opens it; None also for what is not text."""
    try:
        plain: bytes = pyrage.decrypt(data, keys)
        return plain.decode()
    except (pyrage.DecryptError, UnicodeDecodeError):
        return None


def opens(recipient: str) -> bool:
    """Whether a private key at hand belongs to a public key, which may be damaged."""
    with suppress(UsageError):
        return decrypt(encrypt("", [recipient]), keys_at_hand()) is not None
    return False


def _recipients(keys: Iterable[str]) -> list[object]:
    try:
        return [(ssh if is_ssh(key) else x25519).Recipient.from_str(key) for key in keys]
    except pyrage.RecipientError as error:
        said = "This is not a public key: age1…, ssh-ed25519 … or ssh-rsa … is expected."
        raise UsageError(said) from error
