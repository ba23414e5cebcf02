"""What is encrypted in a programme, and the keys at hand that open it.

An identity is a file of its own, encrypted as a whole. In other records each short text, such as a
reviewer's note, is encrypted in its place.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

from mentoring.errors import DataError, NeedsKeyError, UsageError
from mentoring.files.atomic import content
from mentoring.files.document import Document
from mentoring.files.lock import unfinished
from mentoring.files.messages import message
from mentoring.files.tree import Tree
from mentoring.files.yaml.parse import parse
from mentoring.keys import age
from mentoring.keys.secret import HIDDEN, SEALED, Secret, decoded, sealed_file, unwrap
from mentoring.people.organisers import EditionKeys
from mentoring.problems import Problem
from mentoring.store.entry import file_problem, read_record
from mentoring.store.record_kinds import SEALED_SUFFIX, Kind, fields_of, kind_of

FOLDER, IDENTITIES = "data/keys", "data/identities"
CONFIG = "data/programme.yaml"
REGISTER, SEALED_REGISTER = "data/institutes.yaml", f"data/institutes.yaml{SEALED_SUFFIX}"
Files = dict[str, bytes | None]  # new contents by path; None for a file that goes
_SEALED = re.compile(SEALED.pattern.encode())
Plain: TypeAlias = Any  # plain data of any shape
TEXTS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "roster": (("members", "*", "institute"),),
    "review": (("note",),),
    "pair": (
        ("mentorships", "*", "matched", "reason"),
        ("mentorships", "*", "goals", "*", "goal"),
        ("mentorships", "*", "history", "*", "reason"),
    ),
    "decisions": tuple(
        (list_, "*", "reason") for list_ in ("pins", "forbids", "caps", "judgements")
    ),
}
"""The places of encrypted texts in records, by kind; a star is any item of a list."""


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


def open_document(
    data: bytes, path: str, kind: Kind, vault: Vault
) -> tuple[Document | None, list[Problem]]:
    """A record's file with all of it decrypted, and what is wrong with how it is encrypted.

    There is no document of an identity that no key opens; a text that none opens is a placeholder,
    the tag of an institute or `HIDDEN`. Raises DataError if the file is not YAML, or a conflict.
    """
    cohort = fields_of(path)["cohort"]
    keys, secret = vault.editions.get(cohort), vault.secret(cohort)
    if kind.name == "sealed-identity":
        text, problems = _open_identity(data, path, secret)
        return None if text is None else parse(text.encode(), path), problems
    document = parse(data, path)
    if kind.name not in TEXTS or (keys is None and "age:" not in document.text):
        return document, []
    value, faults = deepcopy(document.value), set()
    for block, key in _places(value, kind.name):
        block[key], fault = _opened(block[key], kind.name, secret)
        faults |= {fault} if fault and keys and keys.wrapped else set()
    return replace(document, value=value), [file_problem(path, fault) for fault in sorted(faults)]


def _open_identity(
    data: bytes, path: str, secret: Secret | None
) -> tuple[str | None, list[Problem]]:
    """The text of an encrypted identity, if a key opens it, and what is wrong with it."""
    text = secret.open(data) if secret else None
    if secret is None or text is None:
        if not age.is_armoured(data):
            return None, [file_problem(path, "not-encrypted")]
        return None, [file_problem(path, "identity-closed")] if secret else []
    if text.startswith("<<<<<<< ") or "\n<<<<<<< " in text:
        raise DataError([file_problem(path, "identity-conflict")])
    return text, [] if secret.is_present(data) else [file_problem(path, "identity-old-key")]


def seal_texts(value: Plain, kind: str, vault: Vault, cohort: str, before: Plain = None) -> Plain:
    """The record with its texts encrypted; a text that `before` holds already keeps its bytes.

    Raises NeedsKeyError if there is a text, and no key at hand opens the edition's.
    """
    known: dict[str, list[str]] = defaultdict(list)
    for block, key in _places(before, kind):
        if SEALED.fullmatch(block[key]):
            plain, fault = _opened(block[key], kind, vault.require(cohort))
            known[plain] += [block[key]] if fault is None else []
    copy = deepcopy(value)
    for block, key in _places(copy, kind):
        secret, there = vault.require(cohort), known[block[key]]
        block[key] = there.pop(0) if there else secret.seal_text(block[key], tag=kind == "roster")
    return copy


def _opened(text: str, kind: str, secret: Secret | None) -> tuple[str, str | None]:
    """The text as far as the secret opens it, and the code of what is wrong with it."""
    found = SEALED.fullmatch(text)
    if found is None:
        return text, "text-plain"
    data, hidden = decoded(found["data"]), found["tag"] or HIDDEN
    plain = secret.open(data) if secret else None
    if secret is None or plain is None:
        return hidden, "text-closed" if secret else None
    tag = secret.tag(plain) if kind == "roster" else ""
    is_present = found["tag"] == tag and secret.is_present(data)
    return plain, None if is_present else "text-old-key"


def _places(value: Plain, kind: str) -> Iterator[tuple[dict[str, Plain], str]]:
    """Each text's block and key, as far as the record has the shape of its kind."""
    for *steps, key in TEXTS.get(kind, ()):
        parts = [value]
        for step in steps:
            if step == "*":
                parts = [item for part in parts if isinstance(part, list) for item in part]
            else:
                parts = [part[step] for part in parts if isinstance(part, dict) and step in part]
        blocks = (part for part in parts if isinstance(part, dict))
        yield from ((block, key) for block in blocks if isinstance(block.get(key), str))


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
