"""The register of institutes as a file: in plain text, or encrypted if any edition is."""

from pathlib import Path

from mentoring.errors import NeedsKeyError
from mentoring.files.atomic import content
from mentoring.store.record_kinds import SEALED_SUFFIX
from mentoring.store.vault import REGISTER, Vault, vault_of

PATH, SEALED_PATH = REGISTER, f"{REGISTER}{SEALED_SUFFIX}"


def read(root: Path, vault: Vault | None = None) -> bytes | None:
    """The register's YAML; None if there is none.

    Raises NeedsKeyError if it is encrypted and no key at hand opens it.
    """
    sealed = content(root / SEALED_PATH)
    if sealed is None:
        return content(root / PATH)
    text = (vault or vault_of(root)).open_any(sealed)
    if text is None:
        raise NeedsKeyError
    return text.encode()


def files(root: Path, text: bytes) -> dict[str, bytes | None]:
    """The register's files with this text; what is encrypted changes only with its text."""
    vault = vault_of(root)
    sealed = content(root / SEALED_PATH)
    if vault.recipients and sealed and vault.open_any(sealed) == text.decode():
        return {PATH: None, SEALED_PATH: sealed}
    return _stored(text, vault)


def in_vault(root: Path, before: Vault, now: Vault) -> dict[str, bytes | None]:
    """The register's files as other keys ask for; empty if there is no register."""
    text = read(root, before)
    return {} if text is None else _stored(text, now)


def _stored(text: bytes, vault: Vault) -> dict[str, bytes | None]:
    if not vault.recipients:
        return {PATH: text, SEALED_PATH: None}
    return {PATH: None, SEALED_PATH: vault.seal_for_all(text.decode())}
