"""The register of institutes as a file: in plain text, or encrypted if any edition is."""

from pathlib import Path

from mentoring.errors import NeedsKeyError
from mentoring.files.atomic import content
from mentoring.store.vault import Vault, vault_of

PATH = "data/institutes.yaml"
SEALED_PATH = f"{PATH}.age"


def read(root: Path) -> bytes | None:
    """The register's YAML; None if there is none.

    Raises NeedsKeyError if it is encrypted and no key at hand opens it.
    """
    return _read(root, vault_of(root))


def files(root: Path, text: bytes) -> dict[str, bytes | None]:
    """The register's files with this text; what is encrypted changes only with its text."""
    vault = vault_of(root)
    if not any(vault.recipients):
        return {PATH: text}
    sealed = content(root / SEALED_PATH)
    if sealed is None or vault.open_any(sealed) != text.decode():
        sealed = vault.seal_for_all(text.decode())
    return {PATH: None, SEALED_PATH: sealed}


def in_vault(root: Path, before: Vault, now: Vault) -> dict[str, bytes | None]:
    """The register's files as other keys ask for; empty if there is no register."""
    text = _read(root, before)
    if text is None:
        return {}
    if not any(now.recipients):
        return {PATH: text, SEALED_PATH: None}
    return {PATH: None, SEALED_PATH: now.seal_for_all(text.decode())}


def _read(root: Path, vault: Vault) -> bytes | None:
    sealed = content(root / SEALED_PATH)
    if sealed is None:
        return content(root / PATH)
    text = vault.open_any(sealed)
    if text is None:
        raise NeedsKeyError
    return text.encode()
