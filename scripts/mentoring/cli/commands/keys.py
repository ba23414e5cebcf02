"""`mentoring keys …`: encrypt an edition's identities, and say who may read them."""

import shlex
import sys
from datetime import date
from pathlib import Path

import click

from mentoring.cli import keyring, output, writing
from mentoring.cli.options import (
    cohort_argument,
    dry_run_option,
    format_option,
    pass_folder,
    pass_root,
    today_option,
)
from mentoring.errors import UsageError
from mentoring.files.changes import plan
from mentoring.keys import age
from mentoring.operations import encryption, key_drivers
from mentoring.people.edition_keys import EditionKeys
from mentoring.render import keys as render
from mentoring.store.reader import load
from mentoring.store.vault import no_key_file

steward_option = click.option("--steward", metavar="ID", help="The steward, by id.")


@click.group("keys")
def command() -> None:
    """Encrypt an edition's identities, so that the Git host holds no names.

    Without a key you can still validate, match, verify and publish. Private keys are never in the
    repository: they are in ~/.config/mentoring/keys, in the file of `mentoring --key FILE`, or in
    the environment variable MENTORING_KEY.
    """


@command.command()
@cohort_argument
@steward_option
@click.option("--recipient", metavar="KEY", help="Your public key, if you have one: age or SSH.")
@today_option
@dry_run_option
@pass_root
def init(
    root: Path,
    cohort: str,
    steward: str | None,
    recipient: str | None,
    today: date,
    *,
    dry_run: bool,
) -> None:
    """Encrypt the identities of C, with a new key for you.

    Names, addresses, institutes and free texts go into files that only stewards with a key can
    read. Given again, it encrypts what came in plain text. What earlier commits hold in plain text
    stays there: begin before the first application, or in a new repository.
    """
    programme = load(root)
    edition = programme.edition(cohort)
    if edition.keys is None and steward is None:
        raise UsageError("Say who you are: --steward ID, as in the roster.")
    secret = "" if edition.keys or recipient else age.new_key()
    public = age.public(secret) if secret else recipient and age.recipient(recipient)
    if public and not secret:
        encryption.require_pair(public)
    changes = encryption.encrypt(programme, cohort, steward or "", public or "", today)
    if secret and not dry_run:
        _kept(root, cohort, secret)
    writing.apply(changes, dry_run=dry_run)
    if edition.keys is None and not dry_run:
        output.echo(render.BEGUN.format(cohort=cohort))


@command.command(short_help="Make a key for yourself, and print what to send.")
@cohort_argument
@pass_root
def request(root: Path, cohort: str) -> None:
    """Make a key for yourself, and print what another steward needs to add you to C."""
    load(root).edition(cohort)
    secret = age.new_key()
    _kept(root, cohort, secret)
    output.echo(age.public(secret))


@command.command(short_help="Let the steward ID read the identities of C.")
@cohort_argument
@click.argument("steward", metavar="ID")
@click.argument("recipient", metavar="KEY")
@today_option
@dry_run_option
@pass_root
def add(
    root: Path, cohort: str, steward: str, recipient: str, today: date, *, dry_run: bool
) -> None:
    """Let the steward ID read the identities of C, with their public KEY (age or SSH)."""
    public = age.recipient(recipient)
    writing.apply(encryption.add(load(root), cohort, steward, public, today), dry_run=dry_run)
    if age.is_ssh(public) and not dry_run:
        output.echo(render.SSH.format(steward=steward, cohort=cohort))


@command.command(short_help="Encrypt C anew, with a key that ID does not get.")
@cohort_argument
@click.argument("steward", metavar="ID")
@today_option
@dry_run_option
@pass_root
def remove(root: Path, cohort: str, steward: str, today: date, *, dry_run: bool) -> None:
    """Give C a new key that the steward ID does not get, and encrypt everything with it."""
    writing.apply(encryption.remove(load(root), cohort, steward, today), dry_run=dry_run)
    if not dry_run:
        output.echo(render.REMOVED.format(steward=steward, cohort=cohort))


@command.command("open")
@cohort_argument
@dry_run_option
@pass_root
def open_(root: Path, cohort: str, *, dry_run: bool) -> None:
    """Store the identities of C in plain text again."""
    writing.apply(encryption.open_up(load(root), cohort), dry_run=dry_run)
    if not dry_run:
        output.echo(render.OPENED.format(cohort=cohort))


@command.command()
@cohort_argument
@steward_option
@today_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@dry_run_option
@pass_root
def destroy(
    root: Path, cohort: str, steward: str | None, today: date, *, yes: bool, dry_run: bool
) -> None:
    """Delete your private key of C: retention's last step.

    Once every steward who ever had a key has done so, copies of the key included, no copy of the
    identities can be read again: not in a clone, not in a backup, not on the host.
    """
    programme = load(root)
    keys = _keys_of(programme.edition(cohort).keys)
    who = encryption.steward_of(keys, steward)
    changes = encryption.destroy(programme, cohort, who, today)
    if sys.stdin.isatty() and not yes and not dry_run:
        click.confirm(
            "You will not be able to read any name of this edition. Continue?", abort=True
        )
    writing.apply(changes, dry_run=dry_run)
    if dry_run:
        return
    own = [holder.recipient for holder in keys.stewards if holder.steward == who]
    deleted = [path for recipient in own for path in keyring.delete(recipient)]
    for path in deleted:
        output.echo(f"deleted {path}")
    if not deleted:
        output.echo(render.NOT_HERE.format(steward=who, folder=keyring.folder()))
    output.echo(render.destroyed(_keys_of(load(root).edition(cohort).keys), who))


@command.command(short_help="Show who may read the identities of C.")
@cohort_argument
@format_option("text", "json")
@pass_root
def status(root: Path, cohort: str, form: str) -> None:
    """Show who may read the identities of C, who could before, and whether you can."""
    edition = load(root).edition(cohort)
    if edition.keys is None and not edition.is_open:
        raise UsageError(no_key_file(cohort))
    if form == "json":
        output.echo_json(render.as_json(edition))
    else:
        output.echo(render.as_text(edition))


@command.command(short_help="Teach Git here to show and merge encrypted files.")
@pass_root
def setup(root: Path) -> None:
    """Teach Git, in this clone, to show and merge encrypted files as text."""
    key_drivers.set_up(root, f"{shlex.quote(sys.executable)} -P -m mentoring")
    writing.apply(plan(root, encryption.attributes(root)), dry_run=False)
    output.echo("In this clone, git diff shows words, and git merge merges them.")


@command.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--in-any-case", is_flag=True, help="What no key opens is printed as it is.")
@pass_folder
def show(root: Path, path: Path, *, in_any_case: bool) -> None:
    """Print the encrypted file PATH as text; Git's diff asks for this."""
    output.echo(key_drivers.shown(root, path, in_any_case=in_any_case))


@command.command(short_help="Settle a conflict in the encrypted file PATH.")
@click.argument("side", type=click.Choice(["ours", "theirs"]))
@click.argument("path")
@dry_run_option
@pass_root
def take(root: Path, side: key_drivers.Side, path: str, *, dry_run: bool) -> None:
    """Settle a conflict in the encrypted file PATH: one side's value of each field in conflict.

    What only one branch changed stays merged. Then: git add PATH, and git commit.
    """
    writing.apply(key_drivers.taken(root, path, side), dry_run=dry_run)


@command.command(hidden=True)
@click.argument("paths", nargs=3, type=click.Path(dir_okay=False, path_type=Path))
@click.argument("name")
@pass_folder
def merge(root: Path, paths: tuple[Path, Path, Path], name: str) -> None:
    """Merge three versions of the encrypted file or key file NAME; Git's merge asks for this."""
    conflicts = key_drivers.merged(root, *paths, name)
    if conflicts:
        output.echo_err(render.conflict(name, conflicts))
    output.exit_with(failed=bool(conflicts))


def _keys_of(entry: object) -> EditionKeys:
    if entry is None:
        raise UsageError("The identities of this edition are not encrypted.")
    keys: EditionKeys = entry.record  # type: ignore[attr-defined]
    return keys


def _kept(root: Path, cohort: str, secret: str) -> None:
    """Keep a new private key, and say where it is."""
    public = age.public(secret)
    path = keyring.keep(secret, f"{cohort}-{public[-8:]}", root)
    output.echo_err(f"Your private key is {path}. Keep a copy where no one else reads it.")
