"""The keys of an encrypted edition: its own, wrapped for the stewards who may read it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyHolder:
    """A steward, by id, and their public key for this edition.

    Until `removed`, the edition's key is wrapped for them. `destroyed` is the day on which they
    deleted their private key.
    """

    steward: str
    recipient: str
    since: date
    removed: date | None = None
    destroyed: date | None = None

    @property
    def reads(self) -> bool:
        """Whether the present key is wrapped for them."""
        return self.removed is None and self.destroyed is None


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionKeys:
    """One edition's keys: its public key, its private keys encrypted for the stewards, and who.

    `wrapped` holds the present private key and those before it, which open earlier commits. It is
    absent once the edition's key was destroyed.
    """

    cohort: str
    recipient: str
    wrapped: str | None = None
    stewards: tuple[KeyHolder, ...]
