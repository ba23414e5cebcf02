"""The encrypted editions of a programme, and the secrets of those that a key at hand opens."""

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from mentoring.errors import DataError, NeedsKeyError, UsageError
from mentoring.files.atomic import content
from mentoring.files.lock import unfinished
from mentoring.files.messages import message
from mentoring.files.tree import Tree
from mentoring.files.yaml.parse import parse
from mentoring.keys import age
from mentoring.keys.secret import SEALED, Secret, decoded, sealed_file, unwrap
from mentoring.people.organisers import EditionKeys
from mentoring.store.entry import read_record
from mentoring.store.record_kinds import SEALED_SUFFIX, fields_of, kind_of

FOLDER, IDENTITIES = "data/keys", "data/identities"
CONFIG = "data/programme.yaml"
REGISTER, SEALED_REGISTER = "data/institutes.yaml", f"data/institutes.yaml{SEALED_SUFFIX}"
Files = dict[str, bytes | None]
"""New contents by path; None for a file that goes."""
_SEALED = re.compile(SEALED.pattern.encode())


@dataclass
class Vault:
    """The keys of each encrypted edition; their secrets are opened when first asked for.

    `without_keys` are encrypted editions whose key file is missing or not valid; `interrupted` is
    the killed command that may have left them so. `is_promised` says whether the programme's own
    file demands that names are encrypted.
    """

    editions: Mapping[str, EditionKeys]
    secrets: dict[str, Secret | None] = field(default_factory=dict)
    without_keys: Collection[str] = ()
    interrupted: str = ""
    is_promised: bool = False

    def is_encrypted(self, cohort: str) -> bool:
        """Whether the edition's identities are to be encrypted."""
        return cohort in self.editions or cohort in self.without_keys

    def secret(self, cohort: str) -> Secret | None:
        """The edition's secret; None if it is not encrypted, or no key at hand opens it."""
        if cohort not in self.secrets:
            keys = self.editions.get(cohort)
            self.secrets[cohort] = unwrap(keys) if keys else None
        return self.secrets[cohort]

    def require(self, cohort: str) -> Secret:
        """The secret of an encrypted edition; raises NeedsKeyError if no key at hand opens it.

        Raises UsageError if the edition's key file is missing or not valid.
        """
        if cohort in self.without_keys:
            why = "keys-interrupted" if self.interrupted else "keys-unreadable"
            facts = {"file": f"{FOLDER}/{cohort}.yaml", "command": self.interrupted}
            raise UsageError(message(__package__, why, cohort=cohort, **facts))
        secret = self.secret(cohort)
        if secret is None:
            raise NeedsKeyError(cohort)
        return secret

    def secret_for_storing(self, cohort: str) -> Secret | None:
        """The secret to store identities with, as required; None if they are in plain text."""
        if self.is_encrypted(cohort):
            return self.require(cohort)
        if self.is_promised:
            raise UsageError(message(__package__, "keys-first", cohort=cohort))
        return None

    @property
    def encrypted(self) -> list[str]:
        """The encrypted editions whose key is not destroyed."""
        return [name for name, keys in self.editions.items() if keys.wrapped]

    def opened(self, data: bytes) -> bytes:
        """A file's bytes with everything decrypted that a key at hand opens."""

        def text(found: re.Match[bytes]) -> bytes:
            plain = self.open_any(decoded(found["data"]))
            return found[0] if plain is None else plain.encode()

        if data.startswith(age.ARMOUR):
            whole = self.open_any(data)
            return data if whole is None else whole.encode()
        return _SEALED.sub(text, data) if b"age:" in data else data

    def seal_for_all(self, text: str) -> bytes:
        """The text, encrypted for every edition that a key at hand opens; NeedsKeyError if none."""
        # Public keys in the files are not trusted: a key file may be forged.
        own = [secret.recipient for secret in map(self.secret, self.encrypted) if secret]
        if not own:
            raise NeedsKeyError
        return sealed_file(text, own)

    def open_any(self, data: bytes) -> str | None:
        """The text of a file that is encrypted for any of the editions."""
        secrets = filter(None, map(self.secret, self.editions))
        return next((text for secret in secrets if (text := secret.open(data)) is not None), None)


def vault_of(root: Path) -> Vault:
    """The vault of the programme at `root`. Files that are not valid are left to `validate`."""
    tree, config = Tree(root), None
    editions: dict[str, EditionKeys] = {}
    paths = {fields_of(path)["cohort"]: path for path in tree.list(FOLDER).files if kind_of(path)}
    for cohort, path in paths.items():
        with suppress(DataError):
            keys = read_keys(tree.read(path), path)
            editions |= {cohort: keys} if keys.cohort == cohort else {}
    with suppress(DataError):
        config = parse(tree.read(CONFIG), CONFIG).value
    sealed = {path.parent.name for path in (root / IDENTITIES).glob(f"*/*{SEALED_SUFFIX}")}
    return Vault(
        editions,
        without_keys=(sealed | paths.keys()) - editions.keys(),
        interrupted=unfinished(root)[0],
        is_promised=isinstance(config, dict) and config.get("encrypted") is True,
    )


def read_keys(data: bytes, path: str) -> EditionKeys:
    """The keys in a key file; raises DataError if they are not valid."""
    return read_record(parse(data, path), "keys", EditionKeys)


def read_register(root: Path, vault: Vault) -> bytes | None:
    """The YAML of the register of institutes, if any; NeedsKeyError if no key at hand opens it."""
    sealed = content(root / SEALED_REGISTER)
    if sealed is None:
        return content(root / REGISTER)
    text = vault.open_any(sealed)
    if text is None:
        raise NeedsKeyError
    return text.encode()


def register_files(text: bytes, vault: Vault, there: bytes | None = None) -> Files:
    """The register's files with this text, encrypted if any edition is.

    The encrypted bytes that are `there` stay if they have the same text.
    """
    if not vault.encrypted:
        return {REGISTER: text, SEALED_REGISTER: None}
    if there is None or vault.open_any(there) != text.decode():
        there = vault.seal_for_all(text.decode())
    return {REGISTER: None, SEALED_REGISTER: there}
