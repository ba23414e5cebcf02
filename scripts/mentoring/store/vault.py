"""The encrypted editions of a programme, and the secrets of those that a key at hand opens."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from mentoring import schemas
from mentoring.errors import DataError, NeedsKeyError, UsageError
from mentoring.files.tree import Tree
from mentoring.files.yaml.parse import parse
from mentoring.keys import age
from mentoring.keys.secret import SEALED, Secret, decoded, sealed_file, unwrap
from mentoring.people.edition_keys import EditionKeys
from mentoring.store.record_kinds import SEALED_SUFFIX, fields_of, kind_of
from mentoring.store.serialize import from_plain

FOLDER, IDENTITIES = "data/keys", "data/identities"
CONFIG, REGISTER = "data/programme.yaml", "data/institutes.yaml"
_SEALED = re.compile(SEALED.pattern.encode())


class Vault:
    """The keys of each encrypted edition; their secrets are opened when first asked for."""

    def __init__(
        self,
        editions: Mapping[str, EditionKeys],
        secrets: Mapping[str, Secret] | None = None,
        *,
        without_keys: Collection[str] = (),
        is_promised: bool = False,
    ) -> None:
        self.editions = editions
        self.without_keys = without_keys
        """Encrypted editions whose key file is missing or not valid."""
        self.is_promised = is_promised
        """Whether the programme says that names are stored encrypted."""
        self._secrets: dict[str, Secret | None] = dict(secrets or {})

    def is_encrypted(self, cohort: str) -> bool:
        """Whether the edition's identities are to be encrypted."""
        return cohort in self.editions or cohort in self.without_keys

    def secret(self, cohort: str) -> Secret | None:
        """The edition's secret; None if it is not encrypted, or no key at hand opens it."""
        if cohort not in self._secrets:
            keys = self.editions.get(cohort)
            self._secrets[cohort] = unwrap(keys) if keys else None
        return self._secrets[cohort]

    def require(self, cohort: str) -> Secret:
        """The secret of an encrypted edition; raises NeedsKeyError if no key at hand opens it.

        Raises UsageError if the edition's key file is missing or not valid.
        """
        if cohort in self.without_keys:
            raise UsageError(no_key_file(cohort))
        secret = self.secret(cohort)
        if secret is None:
            raise NeedsKeyError(cohort)
        return secret

    @property
    def recipients(self) -> list[str]:
        """The public keys of the editions whose key is not destroyed."""
        return [keys.recipient for keys in self.editions.values() if keys.wrapped]

    def opened(self, data: bytes) -> bytes:
        """A file's bytes with everything decrypted that a key at hand opens."""
        if data.startswith(age.ARMOUR):
            text = self.open_any(data)
            return data if text is None else text.encode()
        if b"age:" not in data:
            return data
        return _SEALED.sub(self._opened_text, data)

    def _opened_text(self, found: re.Match[bytes]) -> bytes:
        text = self.open_any(decoded(found["data"]))
        return found[0] if text is None else text.encode()

    def seal_for_all(self, text: str) -> bytes:
        """The text, encrypted for every edition at hand: what belongs to the programme as a whole.

        Raises NeedsKeyError if no key at hand opens an edition.
        """
        return sealed_file(text, self._own_recipients())

    def _own_recipients(self) -> list[str]:
        """The public keys of the editions that a key at hand opens; a key file may be forged."""
        names = (name for name, keys in self.editions.items() if keys.wrapped)
        own = [secret.recipient for name in names if (secret := self.secret(name))]
        if not own:
            raise NeedsKeyError
        return own

    def open_any(self, data: bytes) -> str | None:
        """The text of a file that is encrypted for any of the editions."""
        secrets = filter(None, map(self.secret, self.editions))
        return next((text for secret in secrets if (text := secret.open(data)) is not None), None)


def vault_of(root: Path) -> Vault:
    """The vault of the programme at `root`. Files that are not valid are left to `validate`."""
    tree = Tree(root)
    named = {path: fields_of(path)["cohort"] for path in tree.list(FOLDER).files if kind_of(path)}
    found = {cohort: keys for path, cohort in named.items() if (keys := _keys_in(tree, path))}
    sealed = {path.parent.name for path in (root / IDENTITIES).glob(f"*/*{SEALED_SUFFIX}")}
    return Vault(
        found,
        without_keys=(sealed | {*named.values()}) - found.keys(),
        is_promised=_is_promised(tree),
    )


def no_key_file(cohort: str) -> str:
    """What is wrong with an encrypted edition without a valid key file, and its cure."""
    return (
        f"The identities of {cohort} are encrypted, and {FOLDER}/{cohort}.yaml is missing or not "
        "valid. Bring it back from the history; or, if two branches changed it: `mentoring keys "
        f"setup`, then `git checkout --merge {FOLDER}/{cohort}.yaml`."
    )


def _keys_in(tree: Tree, path: str) -> EditionKeys | None:
    try:
        value = parse(tree.read(path), path).value
    except DataError:
        return None
    if schemas.validate("keys", value):
        return None
    keys = from_plain(value, EditionKeys)
    return keys if keys.cohort == fields_of(path)["cohort"] else None


def _is_promised(tree: Tree) -> bool:
    try:
        value = parse(tree.read(CONFIG), CONFIG).value
    except DataError:
        return False
    return isinstance(value, dict) and value.get("encrypted") is True
