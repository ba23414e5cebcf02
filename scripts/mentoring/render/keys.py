"""Who may read an edition's identities, in words and as JSON."""

from collections.abc import Sequence
from typing import Any

from mentoring.keys import age
from mentoring.people.edition_keys import EditionKeys, KeyHolder
from mentoring.store.edition import Edition
from mentoring.store.record_kinds import is_sealed

BEGUN = """\
From now on, names, addresses, institutes and free texts of {cohort} are encrypted.
Earlier commits may hold them in plain text: begin in a new repository, if there are any.
Commit data/ and .gitattributes. In each clone of a steward: mentoring keys setup
Next: let a second steward run `mentoring keys request {cohort}`, and add their key."""
SSH = """\
An SSH key is kept for years: the identities of {cohort} stay readable as long as the key of
{steward} exists. A key from `mentoring keys request` can be destroyed with the edition."""
REMOVED = """\
{steward} cannot read what is written from now on, nor the present files.
They can still read every earlier commit of {cohort} in clones that they have, with the key that
they had then. Names that they have seen stay known to them."""
NOT_HERE = """\
No private key of {steward} was in {folder}.
Delete it where it is: as long as it exists, copies can be read."""
ERASED = """\
The identities of {cohort} are encrypted. Copies of the old history stay readable for stewards
until the edition's key is destroyed; for everyone else they are not."""
OPENED = """\
The identities of {cohort} are in plain text. As soon as you push, the host holds them."""


def destroyed(keys: EditionKeys, steward: str) -> str:
    """What holds now that one steward has deleted their key."""
    said = [
        f"It is recorded that {steward} has destroyed their key of {keys.cohort}.",
        "Delete every copy of it, too.",
    ]
    left = [holder for holder in keys.stewards if holder.destroyed is None]
    if left:
        names = ", ".join(dict.fromkeys(holder.steward for holder in left))
        said.append(f"Copies can still be read with the keys of: {names}.")
    else:
        said.append(
            "No steward has a key any more. If no copy of a key is left, what is encrypted "
            "cannot be read again, in any copy."
        )
    said += [
        f"{holder.steward} used an SSH key, which must be destroyed as well for this to be true."
        for holder in keys.stewards
        if age.is_ssh(holder.recipient)
    ]
    return "\n".join(said)


def as_text(edition: Edition) -> str:
    """One line for each steward, and whether a key at hand opens the edition."""
    if edition.keys is None:
        return (
            f"The identities of {edition.name} are in plain text. Everyone with a clone reads them."
        )
    keys = edition.keys.record
    lines = [_line(holder) for holder in keys.stewards]
    if keys.wrapped is None:
        lines.append(f"The key of {edition.name} is destroyed.")
    elif edition.is_open:
        lines.append(f"A key at hand opens the identities of {edition.name}.")
    else:
        lines.append(
            f"No key at hand opens the identities of {edition.name}. To get one: `mentoring keys "
            f"request {edition.name}`, then a steward with a key adds you."
        )
    return "\n".join(lines)


def as_json(edition: Edition) -> dict[str, Any]:
    """The same for programs."""
    keys = edition.keys.record if edition.keys else None
    return {
        "cohort": edition.name,
        "encrypted": keys is not None,
        "destroyed": keys is not None and keys.wrapped is None,
        "open": edition.is_open,
        "stewards": [
            {
                "steward": holder.steward,
                "recipient": holder.recipient,
                "since": holder.since.isoformat(),
                "removed": holder.removed and holder.removed.isoformat(),
                "destroyed": holder.destroyed and holder.destroyed.isoformat(),
            }
            for holder in (keys.stewards if keys else ())
        ],
    }


def conflict(path: str, fields: Sequence[str]) -> str:
    """What to do about fields that two branches changed differently."""
    what = f"{path}: both branches changed {', '.join(fields)}."
    if is_sealed(path):
        return (
            f"{what} The file holds both versions, which `mentoring keys show {path}` prints. Take "
            f"one: `mentoring keys take ours {path}`, or theirs; then git add."
        )
    return (
        f"{what} Take one side, `git checkout --ours {path}` or --theirs, and give the other "
        "side's commands of keys again."
    )


def _line(holder: KeyHolder) -> str:
    kind = "an SSH key" if age.is_ssh(holder.recipient) else "an age key"
    said = f"{holder.steward}  {kind}, since {holder.since}"
    if holder.removed:
        said += f"; removed on {holder.removed}: reads earlier commits with it"
    if holder.destroyed:
        said += f"; destroyed on {holder.destroyed}"
    return said
