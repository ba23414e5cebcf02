"""What an edition's key opens, and what is wrong with files that it should open."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from mentoring.errors import DataError
from mentoring.files.document import Document
from mentoring.keys.age import is_armoured
from mentoring.problems import Problem
from mentoring.store.entry import file_problem
from mentoring.store.record_kinds import fields_of
from mentoring.store.sealed import faults, opened
from mentoring.store.vault import FOLDER, REGISTER, Vault


def open_identity(data: bytes, path: str, vault: Vault) -> tuple[str | None, list[Problem]]:
    """The text of an encrypted identity and what is wrong with it; no text if no key opens it.

    Raises DataError if it holds a conflict of two branches.
    """
    secret = vault.secret(fields_of(path)["cohort"])
    text = secret.open(data) if secret else None
    if text is None:
        if not is_armoured(data):
            return None, [file_problem(path, "not-encrypted")]
        return None, [file_problem(path, "identity-closed")] if secret else []
    if text.startswith("<<<<<<< ") or "\n<<<<<<< " in text:
        raise DataError([file_problem(path, "identity-conflict")])
    is_present = secret is not None and secret.is_present(data)
    return text, [] if is_present else [file_problem(path, "identity-old-key")]


def open_texts(document: Document, kind: str, vault: Vault) -> tuple[Document, list[Problem]]:
    """The document with its encrypted texts opened, and what is wrong with them.

    Without a key, they are placeholders.
    """
    cohort = fields_of(document.path)["cohort"]
    keys, secret = vault.editions.get(cohort), vault.secret(cohort)
    wrong = faults(document.value, kind, secret) if keys and keys.wrapped else ()
    if "age:" in document.text:
        document = replace(document, value=opened(document.value, kind, secret))
    return document, [file_problem(document.path, fault) for fault in sorted(wrong)]


def in_key_files(vault: Vault, files: Collection[str]) -> Iterator[Problem]:
    """Key files that are missing or were changed by hand, and a register in plain text."""
    for cohort, keys in vault.editions.items():
        secret = vault.secret(cohort)
        if secret and not secret.is_of(keys):
            yield file_problem(f"{FOLDER}/{cohort}.yaml", "keys-differ")
    for cohort in vault.without_keys:
        if (path := f"{FOLDER}/{cohort}.yaml") not in files:
            yield file_problem(path, "keys-missing")
    if vault.recipients and REGISTER in files:
        yield file_problem(REGISTER, "register-plain")
