"""Writes records: canonical text for a new file, a minimal edit to an existing one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from mentoring.errors import DataError, MentoringError, NeedsKeyError, UsageError
from mentoring.files.atomic import content
from mentoring.files.changes import Changes, plan
from mentoring.files.messages import message
from mentoring.files.text import decode, said
from mentoring.files.yaml.edit import edit
from mentoring.files.yaml.emit import dump
from mentoring.files.yaml.parse import parse
from mentoring.people.application import Application
from mentoring.schemas import validate
from mentoring.store.entry import to_plain
from mentoring.store.joining import Plain, identity_fields, split, stand_ins
from mentoring.store.programme import Edition
from mentoring.store.record_kinds import Record, fields_of, is_sealed, kind_for, kind_of, path_of
from mentoring.store.vault import TEXTS, Files, Vault, seal_texts, vault_of


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

    `edition` is what they were made from: a file that has changed since is a MentoringError.
    Reviews do not name their edition, so `cohort` must. `others` are further files of the same
    change; None removes a file. What `vault` says is encrypted is stored so; without it, the
    repository's own keys count. Encrypted bytes change only with their text or their key.

    Raises DataError if a schema refuses a record, NeedsKeyError if no key at hand opens the
    edition's, and UsageError if identities are to be encrypted and the edition has no key yet.
    """
    entries = edition.entries if edition else ()
    read = {document.path: document.text for entry in entries for document in entry.documents}
    before = vault_of(root)
    store = _Store(root=root, before=before, now=vault or before, read=read if edition else None)
    files: Files = {}
    for record in records:
        files |= store.files(record, getattr(record, "cohort", cohort) or "")
    return plan(root, {**others, **dict(sorted(files.items()))})


def texts_of(record: Record, *, cohort: str | None = None) -> dict[str, str]:
    """The canonical text of each of a new record's files, by path, without encryption."""
    path, plain = path_of(record, cohort=cohort), to_plain(record)
    parts = {path: plain}
    if isinstance(record, Application):
        parts[path], parts[path_of(record, "identity")] = split(plain)
    return {path: _edited(path, None, part) for path, part in parts.items()}


def in_two_files(path: str, data: bytes) -> dict[str, bytes]:
    """The files, by path, that an application's file becomes if it holds the identity, too."""
    value = parse(data, path).value
    if not isinstance(value, dict) or not identity_fields(value):
        return {path: data}
    readable, identity = split(value)
    beside = path.replace("/applications/", "/identities/", 1)
    texts = {path: edit(decode(data, path), readable), beside: _edited(beside, None, identity)}
    return {path: text.encode() for path, text in texts.items()}


def sealed_again(path: str, data: bytes, vault: Vault) -> bytes:
    """The bytes of an encrypted record's file whose text has become `data`."""
    kind, cohort = kind_of(path), fields_of(path).get("cohort", "")
    if is_sealed(path):
        text = data.decode()
        return vault.require(cohort).seal(text) if cohort else vault.seal_for_all(text)
    if kind is None:
        return data
    value = seal_texts(parse(data, path).value, kind.name, vault, cohort)
    return edit(decode(data, path), value).encode()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Store:
    """How records are stored: the keys `before` and `now`, and the text of each file read."""

    root: Path
    before: Vault
    now: Vault
    read: Mapping[str, str] | None

    def files(self, record: Record, cohort: str) -> Files:
        """The bytes of the record's files by path; None for one that it no longer has."""
        if isinstance(record, Application):
            return self._application(record)
        path, kind = path_of(record, cohort=cohort), kind_for(record)
        plain = _valid(record, path)
        text = self._present(path, cohort)
        if kind.name in TEXTS and self.now.is_encrypted(cohort):
            before = parse(text.encode(), path).value if text and self._keeps_key(cohort) else None
            plain = seal_texts(plain, kind.name, self.now, cohort, before)
        return {path: _edited(path, text, plain).encode()}

    def _application(self, record: Application) -> Files:
        cohort = record.cohort
        if not record.is_open:
            raise NeedsKeyError(cohort)
        is_encrypted = self.now.is_encrypted(cohort)
        if self.now.is_promised and not is_encrypted:
            raise UsageError(message(__package__, "keys-first", cohort=cohort))
        secret = self.now.require(cohort) if is_encrypted else None
        kinds = ("application", "identity", "sealed-identity")
        path, open_path, closed_path = (path_of(record, kind) for kind in kinds)
        sealed = stand_ins(record, secret) if secret else None
        readable, identity = split(_valid(replace(record, sealed=sealed), path))
        opened, closed = self._present(open_path, cohort), self._present(closed_path, cohort)
        text = _edited(open_path, closed if opened is None else opened, identity)
        files: Files = {
            path: _edited(path, self._present(path, cohort), readable).encode(),
            **{gone: None for gone in (open_path, closed_path) if (self.root / gone).exists()},
        }
        if secret is None:
            return {**files, open_path: text.encode()}
        there = content(self.root / closed_path) if text == closed else None
        kept = there is not None and self._keeps_key(cohort) and secret.is_present(there)
        return {**files, closed_path: there if kept else secret.seal(text)}

    def _keeps_key(self, cohort: str) -> bool:
        """Whether what is encrypted stays encrypted with the same key."""
        before, now = self.before.secret(cohort), self.now.secret(cohort)
        return before is not None and now is not None and before.keys[0] == now.keys[0]

    def _present(self, path: str, cohort: str) -> str | None:
        """The text of a file that is there, decrypted; raises if it has changed since reading."""
        data, text = content(self.root / path), None
        if data is not None and is_sealed(path):
            text = self.before.require(cohort).open(data)
        elif data is not None:
            text = decode(data, path)
        if self.read is not None and text != self.read.get(path):
            raise MentoringError(said("changed-meanwhile", path=path))
        return text


def _edited(path: str, text: str | None, plain: Plain) -> str:
    """The text with new values; a new text begins with the name of the schema for editors."""
    if text is not None:
        return edit(text, plain)
    kind = kind_of(path)
    if kind is None:
        raise ValueError(path)
    up = "../" * (path.count("/") - 1)
    return f"# yaml-language-server: $schema={up}.schemas/{kind.schema}.json\n{dump(plain)}"


def _valid(record: Record, path: str) -> Plain:
    """The record as plain data; raises DataError if its schema refuses it."""
    plain = to_plain(record)
    if violations := validate(kind_for(record).schema, plain):
        problems = [violation.problem(path) for violation in violations]
        raise DataError(problems, "Nothing was written, because the result would not be valid")
    return plain
