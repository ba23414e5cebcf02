"""Encrypting an edition's identities for its stewards, and what changes when stewards do."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from mentoring.errors import UsageError
from mentoring.files.atomic import content
from mentoring.files.changes import Changes
from mentoring.files.messages import message
from mentoring.keys import age
from mentoring.keys.secret import Secret, new_secret, wrapped
from mentoring.people.organisers import EditionKeys, KeyHolder
from mentoring.store.programme import Edition, Programme
from mentoring.store.record_kinds import path_of
from mentoring.store.vault import Files, Vault, read_register, register_files, vault_of
from mentoring.store.writer import changes

ATTRIBUTES = ".gitattributes"
DRIVER = "mentoring"
_LINES = (
    f"/data/identities/**/*.age diff={DRIVER} merge={DRIVER}",
    f"/data/institutes.yaml.age diff={DRIVER} merge={DRIVER}",
    f"/data/keys/*.yaml merge={DRIVER}",
)
_said = partial(message, "mentoring.operations")


def encrypt(
    programme: Programme, cohort: str, steward: str, recipient: str, today: date
) -> Changes:
    """Encrypt an edition for its first steward; of an encrypted edition, what is in plain text.

    Raises UsageError if the id is not a steward's, and NeedsKeyError without the edition's key.
    """
    edition = programme.edition(cohort)
    if keys := vault_of(programme.root).editions.get(edition.name):
        return _stored(programme, edition, keys)
    edition = programme.sound(cohort)
    secret, holder = new_secret(), _holder(edition, steward, recipient, today)
    keys = EditionKeys(cohort=edition.name, recipient=secret.recipient, stewards=(holder,))
    return _stored(programme, edition, wrapped(keys, secret), secret)


def add(programme: Programme, cohort: str, steward: str, recipient: str, today: date) -> Changes:
    """Wrap the edition's key for one more steward; no identity changes."""
    edition = programme.edition(cohort)
    keys, secret = _trusted(programme, edition)
    holder = _holder(edition, steward, recipient, today)
    if any(reader.recipient == recipient for reader in keys.readers):
        raise UsageError(_said("key-known", edition=edition.name))
    with_holder = replace(keys, stewards=(*keys.stewards, holder))
    return changes(programme.root, [wrapped(with_holder, secret)])


def remove(programme: Programme, cohort: str, steward: str, today: date) -> Changes:
    """Give the edition a new key that the steward does not get, and encrypt all with it."""
    edition = programme.edition(cohort)
    keys, before = _trusted(programme, edition)
    gone = [reader for reader in keys.readers if reader.steward == steward]
    if not gone:
        raise UsageError(_said("no-key", steward=steward, edition=edition.name))
    if len(gone) == len(keys.readers):
        raise UsageError(_said("only-key", steward=steward))
    left = tuple(
        replace(holder, removed=today) if holder in gone else holder for holder in keys.stewards
    )
    secret = new_secret(before)
    return _stored(programme, edition, wrapped(replace(keys, stewards=left), secret), secret)


def open_up(programme: Programme, cohort: str) -> Changes:
    """Store an edition's identities in plain text again."""
    edition = programme.sound(cohort)
    keys_of(edition)
    vault_of(programme.root).require(edition.name)
    return _stored(programme, edition, None)


def destroy(programme: Programme, cohort: str, steward: str, today: date) -> Changes:
    """Record that a steward deletes their key; with the last one the edition's key is gone."""
    edition = programme.edition(cohort)
    keys = keys_of(edition)
    own = [holder for holder in keys.stewards if holder.steward == steward]
    if not own:
        raise UsageError(_said("no-key", steward=steward, edition=edition.name))
    ending = [holder for holder in own if not holder.destroyed]
    if not ending:
        return changes(programme.root, [])
    left = tuple(
        replace(holder, destroyed=today) if holder in ending else holder for holder in keys.stewards
    )
    now = replace(keys, stewards=left, wrapped=None)
    if now.readers:
        now = wrapped(now, _trusted(programme, edition)[1])
    return changes(programme.root, [now])


def steward_of(keys: EditionKeys, given: str | None) -> str:
    """The steward who is meant: the one given, or the only one whose private key is at hand."""
    if given:
        return given
    mine = {holder.steward for holder in keys.stewards if age.opens(holder.recipient)}
    if len(mine) != 1:
        raise UsageError("Say whose key it is: --steward ID.")
    return mine.pop()


def attributes(root: Path) -> Files:
    """`.gitattributes` with the lines that name the drivers; nothing outside of a repository."""
    if not (root / ".git").exists():
        return {}
    text = (content(root / ATTRIBUTES) or b"").decode()
    missing = [f"{line}\n" for line in _LINES if line not in text.splitlines()]
    return {ATTRIBUTES: "".join([text, *missing]).encode()}


def keys_of(edition: Edition) -> EditionKeys:
    """The edition's keys; raises UsageError if it is not encrypted."""
    if edition.keys is None:
        raise UsageError(f"The identities of {edition.name} are not encrypted.")
    return edition.keys.record


def _trusted(programme: Programme, edition: Edition) -> tuple[EditionKeys, Secret]:
    """The edition's keys and secret; raises UsageError if a public key was added by hand."""
    keys, secret = keys_of(edition), vault_of(programme.root).require(edition.name)
    if not secret.is_of(keys):
        raise UsageError(_said("key-file-changed", edition=edition.name))
    return keys, secret


def _holder(edition: Edition, steward: str, recipient: str, today: date) -> KeyHolder:
    stewards = [member.id for member in edition.members if "steward" in member.duties]
    if steward not in stewards:
        known = ", ".join(stewards) or "there is none yet"
        raise UsageError(_said("no-steward", steward=steward, edition=edition.name, known=known))
    return KeyHolder(steward=steward, recipient=recipient, since=today)


def _stored(
    programme: Programme, edition: Edition, keys: EditionKeys | None, secret: Secret | None = None
) -> Changes:
    """The edition's records stored with these keys, or in plain text; a `secret` is a new one."""
    root, name = programme.root, edition.name
    before = vault_of(root)
    now = Vault({cohort: held for cohort, held in before.editions.items() if cohort != name})
    if keys:
        now = Vault({**now.editions, name: keys}, {name: secret or before.require(name)})
    text = read_register(root, before)
    register = {} if text is None else register_files(text, now)
    with_texts = (
        edition.roster, *edition.applications, *edition.reviews, edition.decisions, *edition.pairs,
    )  # fmt: skip
    return changes(
        root,
        [*(entry.record for entry in with_texts if entry), *([keys] if keys else [])],
        cohort=name,
        edition=edition,
        vault=now,
        others=register | (attributes(root) if keys else {path_of(keys_of(edition)): None}),
    )
