"""Encrypting an edition's identities for its stewards, and what changes when stewards do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from mentoring.errors import UsageError
from mentoring.files.changes import Changes
from mentoring.files.tree import Tree
from mentoring.keys import age
from mentoring.keys.secret import Secret, new_secret, wrap
from mentoring.people.organisers import EditionKeys, KeyHolder
from mentoring.store.programme import Edition, Programme
from mentoring.store.record_kinds import path_of
from mentoring.store.vault import Vault, read_register, register_files, vault_of
from mentoring.store.writer import changes

ATTRIBUTES = ".gitattributes"
DRIVER = "mentoring"
_LINES = (
    f"/data/identities/**/*.age diff={DRIVER} merge={DRIVER}",
    f"/data/institutes.yaml.age diff={DRIVER} merge={DRIVER}",
    f"/data/keys/*.yaml merge={DRIVER}",
)


def encrypt(
    programme: Programme, cohort: str, steward: str, recipient: str, today: date
) -> Changes:
    """Encrypt an edition for its first steward; of an encrypted edition, what is in plain text.

    Raises UsageError if the id is not a steward's, NeedsKeyError if the edition is encrypted and no
    key at hand opens it.
    """
    keys = vault_of(programme.root).editions.get(programme.edition(cohort).name)
    if keys:
        return _stored(programme, programme.edition(cohort), keys, None)
    edition = programme.sound(cohort)
    _require_steward(edition, steward)
    secret = new_secret()
    holder = KeyHolder(steward=steward, recipient=recipient, since=today)
    keys = EditionKeys(cohort=edition.name, recipient=secret.recipient, stewards=(holder,))
    return _stored(programme, edition, _wrapped(keys, secret, keys.stewards), secret)


def add(programme: Programme, cohort: str, steward: str, recipient: str, today: date) -> Changes:
    """Wrap the edition's key for one more steward; no identity changes."""
    edition = programme.edition(cohort)
    keys, secret = _trusted(programme, edition)
    _require_steward(edition, steward)
    if any(holder.recipient == recipient and holder.reads for holder in keys.stewards):
        raise UsageError(f"This key reads the identities of {edition.name} already.")
    holder = KeyHolder(steward=steward, recipient=recipient, since=today)
    return changes(programme.root, [_wrapped(keys, secret, (*keys.stewards, holder))])


def remove(programme: Programme, cohort: str, steward: str, today: date) -> Changes:
    """Give the edition a new key that the steward does not get, and encrypt all with it."""
    edition = programme.edition(cohort)
    keys, before = _trusted(programme, edition)
    if not any(holder.steward == steward and holder.reads for holder in keys.stewards):
        raise UsageError(f"{steward} has no key of {edition.name}.")
    stewards = tuple(
        replace(holder, removed=today) if holder.steward == steward and holder.reads else holder
        for holder in keys.stewards
    )
    if not any(holder.reads for holder in stewards):
        raise UsageError(
            f"{steward} is the only steward with a key, and no other could read anything. Add "
            "another steward first, or run `mentoring keys open` or `mentoring keys destroy`."
        )
    secret = new_secret(before)
    return _stored(programme, edition, _wrapped(keys, secret, stewards), secret)


def open_up(programme: Programme, cohort: str) -> Changes:
    """Store an edition's identities in plain text again."""
    edition = programme.sound(cohort)
    keys = keys_of(edition)
    vault_of(programme.root).require(edition.name)
    return _stored(programme, edition, None, None, others={path_of(keys): None})


def destroy(programme: Programme, cohort: str, steward: str, today: date) -> Changes:
    """Record that a steward deletes their key; with the last one the edition's key is gone.

    The identities stay where they are, and are unreadable once no private key is left. Nothing
    changes if it was recorded before.
    """
    edition = programme.edition(cohort)
    keys = keys_of(edition)
    own = [holder for holder in keys.stewards if holder.steward == steward]
    if not own:
        raise UsageError(f"{steward} has no key of {edition.name}.")
    if all(holder.destroyed for holder in own):
        return changes(programme.root, [])
    stewards = tuple(
        replace(holder, destroyed=holder.destroyed or today) if holder in own else holder
        for holder in keys.stewards
    )
    if any(holder.reads for holder in stewards):
        return changes(programme.root, [_wrapped(*_trusted(programme, edition), stewards)])
    return changes(programme.root, [replace(keys, wrapped=None, stewards=stewards)])


def steward_of(keys: EditionKeys, given: str | None) -> str:
    """The steward who is meant: the one given, or the only one whose private key is at hand.

    SSH keys do not say whose they are.
    """
    if given:
        return given
    public = set(map(age.public_of, age.keys_at_hand()))
    mine = {holder.steward for holder in keys.stewards if holder.recipient in public}
    if len(mine) != 1:
        raise UsageError("Say whose key it is: --steward ID.")
    return mine.pop()


def require_pair(recipient: str) -> None:
    """Raise UsageError if no private key at hand belongs to a public key."""
    if age.decrypt(age.encrypt("", [recipient]), age.keys_at_hand()) is None:
        raise UsageError(
            "No private key at hand belongs to this public key, so you could not read the names "
            "yourself. Give it: mentoring --key FILE keys init …"
        )


def attributes(root: Path) -> dict[str, bytes | None]:
    """`.gitattributes` with the lines that name the drivers; nothing outside of a repository."""
    if not (root / ".git").exists():
        return {}
    there = (root / ATTRIBUTES).is_file()
    text = Tree(root).read(ATTRIBUTES).decode() if there else ""
    missing = [line for line in _LINES if line not in text.splitlines()]
    return {ATTRIBUTES: "".join([text, *(f"{line}\n" for line in missing)]).encode()}


def keys_of(edition: Edition) -> EditionKeys:
    """The edition's keys; raises UsageError if it is not encrypted."""
    if edition.keys is None:
        raise UsageError(f"The identities of {edition.name} are not encrypted.")
    return edition.keys.record


def _trusted(programme: Programme, edition: Edition) -> tuple[EditionKeys, Secret]:
    """The edition's keys and secret.

    Raises UsageError if a public key was put into the key file by hand: it would get the secret.
    """
    keys, secret = keys_of(edition), vault_of(programme.root).require(edition.name)
    if not secret.is_of(keys):
        raise UsageError(
            f"data/keys/{edition.name}.yaml names other public keys than those that the edition's "
            "key was encrypted for. Bring the file back from the history."
        )
    return keys, secret


def _require_steward(edition: Edition, steward: str) -> None:
    members = edition.roster.record.members if edition.roster else ()
    stewards = [member.id for member in members if "steward" in member.duties]
    if steward not in stewards:
        known = ", ".join(stewards) or "there is none yet"
        raise UsageError(f"{steward} is not a steward in data/roster/{edition.name}.yaml: {known}.")


def _wrapped(keys: EditionKeys, secret: Secret, stewards: tuple[KeyHolder, ...]) -> EditionKeys:
    wrapped = wrap(secret, [holder.recipient for holder in stewards if holder.reads])
    return replace(keys, recipient=secret.recipient, wrapped=wrapped, stewards=stewards)


def _stored(
    programme: Programme,
    edition: Edition,
    keys: EditionKeys | None,
    secret: Secret | None,
    others: Mapping[str, bytes | None] = MappingProxyType({}),
) -> Changes:
    """The changes that store the edition's records with these keys; without, in plain text."""
    root, name = programme.root, edition.name
    before = vault_of(root)
    editions = {cohort: held for cohort, held in before.editions.items() if cohort != name}
    secrets = {cohort: found for cohort in editions if (found := before.secret(cohort))}
    if keys:
        editions[name] = keys
        secrets[name] = secret or before.require(name)
    now = Vault(editions, secrets)
    text = read_register(root, before)
    register = {} if text is None else register_files(text, now)
    holding_texts = (
        edition.roster, *edition.applications, *edition.reviews, edition.decisions, *edition.pairs,
    )  # fmt: skip
    return changes(
        root,
        [*(entry.record for entry in holding_texts if entry), *([keys] if keys else [])],
        cohort=name,
        edition=edition,
        vault=now,
        others={**others, **register, **(attributes(root) if keys else {})},
    )
