"""What is encrypted in the files of an edition.

An identity is a file of its own, encrypted as a whole. In other records each short text, such as a
reviewer's note, is encrypted in its place.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any, TypeAlias

from mentoring.errors import DataError
from mentoring.files.document import Document
from mentoring.files.yaml.parse import parse
from mentoring.keys.age import is_armoured
from mentoring.keys.secret import HIDDEN, SEALED, Secret, decoded
from mentoring.problems import Problem
from mentoring.store.entry import file_problem
from mentoring.store.record_kinds import Kind, fields_of
from mentoring.store.vault import Vault

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
        if not is_armoured(data):
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
