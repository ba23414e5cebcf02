"""What an edition's key opens, and what is wrong with files that it should open."""

from collections.abc import Collection, Iterator

from mentoring.errors import DataError
from mentoring.files.text import Position
from mentoring.keys.age import is_armoured
from mentoring.problems import Problem
from mentoring.store.record_kinds import fields_of
from mentoring.store.vault import FOLDER, REGISTER, Vault

_FROM_THE_HISTORY = "Bring it back from the history."
_AGAIN = "Run `mentoring keys init {cohort}`: it encrypts this again."
_PROBLEMS = {
    "identity-closed": ("the edition's key does not open this identity", _FROM_THE_HISTORY),
    "identity-conflict": (
        "two branches changed this identity differently, and both versions are in it",
        "`mentoring keys show PATH` prints both. Take one: `mentoring keys take ours PATH`.",
    ),
    "identity-old-key": (
        "this identity is encrypted with an earlier key of the edition, which a former steward has",
        _AGAIN,
    ),
    "identity-plain": (
        "this identity is in plain text, and the edition's are encrypted",
        "Run `mentoring keys init {cohort}`: it encrypts what is not.",
    ),
    "identity-twice": (
        "this identity exists twice: encrypted, and in plain text",
        "Compare the two (`mentoring keys show PATH`), and delete one.",
    ),
    "keys-differ": (
        "this names other public keys than those that the edition's key was encrypted for",
        _FROM_THE_HISTORY,
    ),
    "keys-missing": (
        "the edition's identities are encrypted, and the file of its keys is missing",
        "Bring it back from the history: without it no steward can read a name.",
    ),
    "not-encrypted": ("this file was not encrypted by age", _FROM_THE_HISTORY),
    "register-plain": (
        "the register of institutes is in plain text, and names are encrypted",
        "Run `mentoring keys init` for the latest edition: it encrypts the register.",
    ),
    "sealed-differs": ("what is readable of the identity does not agree with it", _AGAIN),
    "sealed-missing": (
        "`sealed` is missing, which says what the encrypted identity leaves readable",
        "A steward with a key runs `mentoring keys init {cohort}`.",
    ),
    "text-closed": ("the edition's key does not open a text in this record", _FROM_THE_HISTORY),
    "text-old-key": (
        "a text in this record is not encrypted with the edition's present key",
        _AGAIN,
    ),
    "text-plain": (
        "a text in this record is not encrypted, and the edition's texts are",
        _AGAIN,
    ),
}
"""By code: what is wrong, and the cure."""


def key_problem(code: str, path: str, place: Position = Position(0, 0)) -> Problem:  # noqa: B008
    """A problem of a file with encryption, from the table."""
    message, cure = _PROBLEMS[code]
    hint = cure.format(cohort=fields_of(path).get("cohort"))
    return Problem(
        path=path, line=place.line, column=place.column, code=code, message=message, hint=hint
    )


def open_identity(data: bytes, path: str, vault: Vault) -> tuple[str | None, list[Problem]]:
    """The text of an encrypted identity and what is wrong with it; no text if no key opens it.

    Raises DataError if it holds a conflict of two branches.
    """
    secret = vault.secret(fields_of(path)["cohort"])
    text = secret.open(data) if secret else None
    if text is None:
        if not is_armoured(data):
            return None, [key_problem("not-encrypted", path)]
        return None, [key_problem("identity-closed", path)] if secret else []
    if text.startswith("<<<<<<< ") or "\n<<<<<<< " in text:
        raise DataError([key_problem("identity-conflict", path)])
    is_present = secret is not None and secret.is_present(data)
    return text, [] if is_present else [key_problem("identity-old-key", path)]


def in_key_files(vault: Vault, files: Collection[str]) -> Iterator[Problem]:
    """Key files that are missing or were changed by hand, and a register in plain text."""
    for cohort, keys in vault.editions.items():
        secret = vault.secret(cohort)
        if secret and not secret.is_of(keys):
            yield key_problem("keys-differ", f"{FOLDER}/{cohort}.yaml")
    for cohort in vault.without_keys:
        if (path := f"{FOLDER}/{cohort}.yaml") not in files:
            yield key_problem("keys-missing", path)
    if vault.recipients and REGISTER in files:
        yield key_problem("register-plain", REGISTER)
