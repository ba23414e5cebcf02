"""`mentoring lottery …`: commit to the ids and to a public round, then draw the seed."""

import secrets
from datetime import date
from pathlib import Path

import click

from mentoring.cli import output, writing
from mentoring.cli.options import dry_run_option, pass_edition, today_option
from mentoring.cli.values import DAY
from mentoring.operations import lottery
from mentoring.programme.rules import Lottery
from mentoring.store.edition import Edition


@click.group()
def command() -> None:
    """Draw lots in public: no person can rig the draw, and everyone can check it."""


@command.command(short_help="Commit to who takes part, and to a round to come.")
@pass_edition
@click.option("--beacon", metavar="NAME", required=True, help="The public randomness beacon.")
@click.option(
    "--day", metavar="DATE", type=DAY, required=True, help="When the round comes (YYYY-MM-DD)."
)
@click.option(
    "--round",
    "number",
    metavar="N",
    type=click.IntRange(1),
    help="Its number; without it that of noon, UTC, for a beacon that is known here.",
)
@today_option
@dry_run_option
def freeze(
    root: Path,
    edition: Edition,
    beacon: str,
    day: date,
    number: int | None,
    today: date,
    *,
    dry_run: bool,
) -> None:
    """Freeze the ids of all who applied for the edition C in time.

    Each person gets a nonce, which hides their id in a commitment of their own. The cohort file
    gets the commitment to all of these, and a future round of a public beacon.
    The beacon "drand quicknet" is known here.
    """
    number = number or lottery.round_on(beacon, day)
    wanted = Lottery(commitment="", beacon=beacon, round=number, day=day)
    frozen = lottery.freeze(edition, wanted, lambda: secrets.token_hex(16), today)
    writing.record(root, edition, *frozen, dry_run=dry_run)
    output.echo(f"Round {number} comes on {day}. Next: mentoring site, and merge before it.")


@command.command(short_help="Type in the value of the round: the seed.")
@pass_edition
@click.argument("value", metavar="VALUE")
@today_option
@dry_run_option
def draw(root: Path, edition: Edition, value: str, today: date, *, dry_run: bool) -> None:
    """Record the VALUE of the beacon's round as the seed of the edition C.

    Type it in as the beacon publishes it: every character counts.
    """
    drawn = lottery.draw(edition, value, today)
    writing.record(root, edition, drawn, dry_run=dry_run)
    output.echo(f"Next: mentoring site, then mentoring match {edition.name}.")
