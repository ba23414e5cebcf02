"""Short texts within records of an encrypted edition, such as a reviewer's note.

Each is encrypted in its place. An identity is a file of its own, encrypted as a whole.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from mentoring.files.document import Document
from mentoring.keys.secret import HIDDEN, SEALED, Secret, decoded
from mentoring.store.vault import Vault

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


def open_texts(
    document: Document, kind: str, vault: Vault, cohort: str
) -> tuple[Document, set[str]]:
    """The document with its encrypted texts opened, and the codes of what is wrong with them.

    Without a key they are placeholders: the tag of an institute, else `HIDDEN`.
    """
    keys, secret = vault.editions.get(cohort), vault.secret(cohort)
    if keys is None and "age:" not in document.text:
        return document, set()
    value, faults = deepcopy(document.value), set()
    for block, key in _places(value, kind):
        block[key], fault = _opened(block[key], kind, secret)
        faults |= {fault} if fault and keys and keys.wrapped else set()
    return replace(document, value=value), faults


def seal_texts(
    value: Any,  # noqa: ANN401 (plain data)
    kind: str,
    secret: Callable[[], Secret],
    before: Any = None,  # noqa: ANN401 (plain data)
) -> Any:  # noqa: ANN401 (plain data)
    """The record with its texts encrypted; a text that `before` holds already keeps its bytes."""
    known: dict[str, list[str]] = defaultdict(list)
    for block, key in _places(before, kind):
        if SEALED.fullmatch(block[key]):
            plain, fault = _opened(block[key], kind, secret())
            known[plain] += [block[key]] if fault is None else []
    copy = deepcopy(value)
    for block, key in _places(copy, kind):
        there = known[block[key]]
        block[key] = there.pop(0) if there else secret().seal_text(block[key], tag=kind == "roster")
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


def _places(value: Any, kind: str) -> Iterator[tuple[dict[str, Any], str]]:  # noqa: ANN401
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
