"""Writes records: canonical text for a new file, a minimal edit to an existing one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from mentoring.errors import DataError, MentoringError, UsageError
from mentoring.files.atomic import content
from mentoring.files.changes import Changes, changed_meanwhile, plan
from mentoring.files.document import Document
from mentoring.files.text import LIMITS, decode
from mentoring.files.yaml.edit import edit
from mentoring.files.yaml.emit import dump
from mentoring.files.yaml.parse import parse
from mentoring.people.application import Application
from mentoring.schemas import validate
from mentoring.store.identities import Plain, has_identity, split, stand_ins
from mentoring.store.programme import Edition
from mentoring.store.record_kinds import (
    SEALED_SUFFIX,
    Record,
    fields_of,
    identity_path,
    is_sealed,
    kind_for,
    kind_of,
    path_of,
)
from mentoring.store.sealed_texts import TEXTS, seal_texts
from mentoring.store.serialize import to_plain
from mentoring.store.vault import Vault, vault_of

SCHEMAS = ".schemas"  # in data/, where `mentoring schemas` writes them


def changes(
    root: Path,
    records: Iterable[Record],
    *,
    edition: Edition | None = None,
    cohort: str | None = None,
    others: Mapping[str, bytes | None] = MappingProxyType({}),
    vault: Vault | None = None,
) -> Changes:
    """Plan the changes that store these records in the repository; writes nothing.

    `edition` is what they were made from: a file that has changed since is not touched. Reviews do
    not name their edition, so `cohort` must. `others` are further files of the same change that
    are not records; None removes a file. What `vault` says is encrypted is stored so; without it,
    the repository's own keys count. Encrypted bytes change only with their text or their key.

    Raises:
        MentoringError: if a file has changed since the edition was read.
        DataError: if a schema refuses a record.
        NeedsKeyError: if a text has to be encrypted, and no key at hand opens the edition's.
        UsageError: if identities are to be encrypted, and the edition has no key yet.
    """
    entries = edition.entries if edition else ()
    read = {document.path: document for entry in entries for document in entry.documents}
    present = vault_of(root)
    files: dict[str, bytes | None] = {}
    for record in records:
        name = getattr(record, "cohort", cohort) or ""
        stored = _Stored(
            root=root,
            cohort=name,
            before=present,
            now=vault or present,
            read=read if edition else None,
        )
        files |= stored.files(record)
    return plan(root, {**others, **dict(sorted(files.items()))})


def texts_of(record: Record, *, cohort: str | None = None) -> dict[str, str]:
    """The canonical text of each of a new record's files, by path, without encryption.

    The first line names the file's schema for editors.
    """
    path, plain = path_of(record, cohort=cohort), to_plain(record)
    parts = {path: plain}
    if isinstance(record, Application):
        parts = dict(zip((path, identity_path(record)), split(plain), strict=True))
    return {path: _modeline(path) + dump(part) for path, part in parts.items()}


def in_two_files(path: str, data: bytes) -> dict[str, bytes]:
    """The files, by path, that an application's file becomes if it holds the identity, too.

    Raises DataError if the file is no YAML.
    """
    value = parse(data, path).value
    if not isinstance(value, dict) or not has_identity(value):
        return {path: data}
    readable, identity = split(value)
    beside = path.replace("/applications/", "/identities/", 1)
    text = edit(decode(data, path, LIMITS.size), readable)
    return {path: text.encode(), beside: (_modeline(beside) + dump(identity)).encode()}


def sealed_again(path: str, data: bytes, vault: Vault) -> bytes:
    """The bytes of an encrypted record's file whose text has become `data`."""
    kind, cohort = kind_of(path), fields_of(path).get("cohort", "")
    if is_sealed(path):
        text = data.decode()
        return vault.require(cohort).seal(text) if cohort else vault.seal_for_all(text)
    if kind is None:
        return data
    text = decode(data, path, LIMITS.size)
    value = parse(data, path).value
    return edit(text, seal_texts(value, kind.name, lambda: vault.require(cohort))).encode()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stored:
    """How the records of one edition are stored: the keys `before` and `now`, and what was read."""

    root: Path
    cohort: str
    before: Vault
    now: Vault
    read: Mapping[str, Document] | None

    def files(self, record: Record) -> dict[str, bytes | None]:
        """The bytes of the record's files by path; None for one that it no longer has."""
        if isinstance(record, Application):
            return self._application(record)
        path, plain = path_of(record, cohort=self.cohort), to_plain(record)
        _require_valid(record, plain, path)
        kind = kind_for(record).name
        text = self._present(path)
        if kind in TEXTS and self.now.is_encrypted(self.cohort):
            before = parse(text.encode(), path).value if text and self._same_key else None
            plain = seal_texts(plain, kind, lambda: self.now.require(self.cohort), before)
        return {path: _edited(path, text, plain).encode()}

    def _application(self, record: Application) -> dict[str, bytes | None]:
        encrypted = self.now.is_encrypted(self.cohort)
        if self.now.is_promised and not encrypted:
            raise UsageError(
                f"This programme encrypts identities, and {self.cohort} has no key yet: "
                f"`mentoring keys init {self.cohort} --steward ID` comes first."
            )
        secret = self.now.require(self.cohort) if encrypted else None
        plain = to_plain(replace(record, sealed=stand_ins(record, secret) if secret else None))
        path, open_path = path_of(record), identity_path(record)
        closed_path = f"{open_path}{SEALED_SUFFIX}"
        _require_valid(record, plain, path)
        readable, identity = split(plain)
        in_plain, in_cipher = self._present(open_path), self._present(closed_path)
        text = _edited(open_path, in_cipher if in_plain is None else in_plain, identity)
        files: dict[str, bytes | None] = {
            path: _edited(path, self._present(path), readable).encode(),
            **{gone: None for gone in (open_path, closed_path) if (self.root / gone).exists()},
        }
        if secret is None:
            return {**files, open_path: text.encode()}
        there = content(self.root / closed_path) if text == in_cipher else None
        kept = there is not None and self._same_key and secret.is_present(there)
        return {**files, closed_path: there if kept else secret.seal(text)}

    @property
    def _same_key(self) -> bool:
        """Whether what is encrypted stays encrypted with the same key."""
        before, now = (vault.secret(self.cohort) for vault in (self.before, self.now))
        return before is not None and now is not None and before.keys[0] == now.keys[0]

    def _present(self, path: str) -> str | None:
        """The text of a file that is there, decrypted; raises if it has changed since reading."""
        data = content(self.root / path)
        if data is None:
            text = None
        elif is_sealed(path):
            text = self.before.require(self.cohort).open(data)
        else:
            text = decode(data, path, LIMITS.size)
        if self.read is not None and text != (self.read[path].text if path in self.read else None):
            raise MentoringError(changed_meanwhile(path))
        return text


def _edited(path: str, text: str | None, plain: Plain) -> str:
    return _modeline(path) + dump(plain) if text is None else edit(text, plain)


def _modeline(path: str) -> str:
    kind = kind_of(path)
    if kind is None:
        raise ValueError(path)
    up = "../" * (path.count("/") - 1)
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{kind.schema}.json\n"


def _require_valid(record: Record, plain: Plain, path: str) -> None:
    """Raise DataError if a schema refuses the record."""
    if violations := validate(kind_for(record).schema, plain):
        problems = [violation.problem(path) for violation in violations]
        raise DataError(problems, "Nothing was written, because the result would not be valid")
