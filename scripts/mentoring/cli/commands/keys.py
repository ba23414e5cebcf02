"""`mentoring keys …`: encrypt an edition's identities, and say who may read them."""

import shlex
import sys
from itertools import chain
from pathlib import Path
from typing import Annotated

import click

from mentoring.cli import keyring, output
from mentoring.cli.command import Cohort, Folder, Format, Person, Root, Today, Yes, command, option
from mentoring.cli.group import FILE
from mentoring.cli.writing import Writer
from mentoring.errors import UsageError
from mentoring.files.changes import plan
from mentoring.keys import age
from mentoring.operations import encryption, key_drivers
from mentoring.store.programme import Programme
from mentoring.store.reader import load
from mentoring.store.record_kinds import is_sealed
from mentoring.store.vault import vault_of

Steward = Annotated[str | None, option("The steward, by id.", "ID")]
PublicKey = Annotated[str | None, option("Your public key, if you have one: age or SSH.", "KEY")]


@command()
def init(
    *,
    programme: Programme,
    cohort: Cohort,
    steward: Steward,
    recipient: PublicKey,
    today: Today,
    write: Writer,
) -> None:
    """Encrypt the identities of C, with a new key for you.

    Names, addresses, institutes and free texts go into files that only stewards with a key can
    read. Given again, it encrypts what came in plain text. What earlier commits hold in plain text
    stays there: begin before the first application, or in a new repository.
    """
    begun = programme.edition(cohort).keys is not None
    if not begun and steward is None:
        raise UsageError("Say who you are: --steward ID, as in the roster.")
    secret = "" if begun or recipient else age.new_key()
    public = age.public(secret) if secret else recipient and age.recipient(recipient)
    if public and not (secret or age.opens(public)):
        raise UsageError(output.said("not-your-key"))
    changes = encryption.encrypt(programme, cohort, steward or "", public or "", today)
    if secret and not write.dry_run:
        keyring.keep(secret, cohort, write.root)
    write.apply(changes, "" if begun else "keys/begun.txt.j2", cohort=cohort)


@command(short_help="Make a key for yourself, and print what to send.")
def request(*, programme: Programme, cohort: Cohort) -> None:
    """Make a key for yourself, and print what another steward needs to add you to C."""
    programme.edition(cohort)
    secret = age.new_key()
    keyring.keep(secret, cohort, programme.root)
    output.echo(age.public(secret))


@command(short_help="Let the steward ID read the identities of C.")
def add(
    *, programme: Programme, cohort: Cohort, steward: Person, key: str, today: Today, write: Writer
) -> None:
    """Let the steward ID read the identities of C, with their public KEY (age or SSH)."""
    public = age.recipient(key)
    notice = "keys/ssh.txt.j2" if age.is_ssh(public) else ""
    added = encryption.add(programme, cohort, steward, public, today)
    write.apply(added, notice, steward=steward, cohort=cohort)


@command(short_help="Encrypt C anew, with a key that ID does not get.")
def remove(
    *, programme: Programme, cohort: Cohort, steward: Person, today: Today, write: Writer
) -> None:
    """Give C a new key that the steward ID does not get, and encrypt everything with it."""
    removed = encryption.remove(programme, cohort, steward, today)
    write.apply(removed, "keys/removed.txt.j2", steward=steward, cohort=cohort)


@command()
def open_(*, programme: Programme, cohort: Cohort, write: Writer) -> None:
    """Store the identities of C in plain text again."""
    write.apply(encryption.open_up(programme, cohort), "keys/opened.txt.j2", cohort=cohort)


@command()
def destroy(
    *, programme: Programme, cohort: Cohort, steward: Steward, today: Today, yes: Yes, write: Writer
) -> None:
    """Delete your private key of C: retention's last step.

    Once every steward who ever had a key has done so, copies of the key included, no copy of the
    identities can be read again: not in a clone, not in a backup, not on the host.
    """
    held = encryption.keys_of(programme.edition(cohort))
    who = encryption.steward_of(held, steward)
    changes = encryption.destroy(programme, cohort, who, today)
    output.confirm(output.said("last-question"), skip=yes or write.dry_run)
    write.apply(changes)
    if write.dry_run:
        return
    own = (holder.recipient for holder in held.stewards if holder.steward == who)
    deleted = False
    for path in chain.from_iterable(map(keyring.delete, own)):
        deleted = True
        output.echo(f"deleted {path}")
    left, folder = encryption.keys_of(load(write.root).edition(cohort)), keyring.folder()
    output.say("keys/destroyed.txt.j2", keys=left, steward=who, deleted=deleted, folder=folder)


@command(short_help="Show who may read the identities of C.")
def status(*, programme: Programme, cohort: Cohort, form: Format) -> None:
    """Show who may read the identities of C, who could before, and whether you can."""
    edition = programme.edition(cohort)
    if edition.keys is None and not edition.is_open:
        vault_of(programme.root).require(edition.name)
    keys = edition.keys.record if edition.keys else None
    document = {
        "cohort": edition.name,
        "encrypted": keys is not None,
        "destroyed": keys is not None and keys.wrapped is None,
        "open": edition.is_open,
        "stewards": keys.stewards if keys else (),
    }
    output.report(form, "keys/status.txt.j2", document, edition=edition)


@command(short_help="Teach Git here to show and merge encrypted files.")
def setup(*, root: Root) -> None:
    """Teach Git, in this clone, to show and merge encrypted files as text."""
    key_drivers.set_up(root, f"{shlex.quote(sys.executable)} -P -m mentoring")
    Writer(root).apply(plan(root, encryption.attributes(root)))
    output.echo("In this clone, git diff shows words, and git merge merges them.")


@command()
def show(
    *,
    folder: Folder,
    path: Annotated[Path, FILE],
    in_any_case: Annotated[bool, option("What no key opens is printed as it is.")],
) -> None:
    """Print the encrypted file PATH as text; Git's diff asks for this."""
    output.echo(key_drivers.shown(folder, path, in_any_case=in_any_case))


@command(short_help="Settle a conflict in the encrypted file PATH.")
def take(*, side: key_drivers.Side, path: str, write: Writer) -> None:
    """Settle a conflict in the encrypted file PATH: one side's value of each field in conflict.

    What only one branch changed stays merged. Then: git add PATH, and git commit.
    """
    write.apply(key_drivers.taken(write.root, path, side))


@command(hidden=True)
def merge(*, folder: Folder, base: Path, ours: Path, theirs: Path, name: str) -> None:
    """Merge three versions of the encrypted file or key file NAME; Git's merge asks for this."""
    conflicts = key_drivers.merged(folder, base, ours, theirs, name)
    if conflicts:
        sealed = is_sealed(name)
        output.say_err("keys/conflict.txt.j2", path=name, fields=conflicts, sealed=sealed)
    output.exit_with(failed=bool(conflicts))


keys = click.Group(
    "keys",
    commands=[init, request, add, remove, open_, destroy, status, setup, show, take, merge],
    help="""Encrypt an edition's identities, so that the Git host holds no names.

    Without a key you can still validate, match, verify and publish. Private keys are never in the
    repository: they are in ~/.config/mentoring/keys, in the file of `mentoring --key FILE`, or in
    the environment variable MENTORING_KEY.
    """,
)
