"""`mentoring lottery freeze`: commits to the participants and to a future beacon round."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

import click

from mentoring.cli import output
from mentoring.cli.days import DAY
from mentoring.cli.options import cohort_argument, dry_run_option, pass_root, today_option


@click.command(short_help="Commit to who takes part, and to a round to come.")
@cohort_argument
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
@pass_root
def freeze(
    root: Path,
    cohort: str,
    beacon: str,
    day: date,
    number: int | None,
    today: date,
    *,
    dry_run: bool,
) -> None:
    """Freeze the ids of all who applied for the edition C in time.

    Each person gets a nonce, which hides their id in a commitment of their own. The cohort file
    gets the commitment to all of these, and a round of a public beacon that nobody can know yet.
    Known here is the beacon "drand quicknet".
    """
    from mentoring.operations import lottery
    from mentoring.programme.rules import Lottery
    from mentoring.store.reader import load
    from mentoring.store.writer import changes

    number = number or lottery.round_on(beacon, day)
    wanted = Lottery(commitment="", beacon=beacon, round=number, day=day)
    edition = load(root).sound(cohort)
    frozen = lottery.freeze(edition, wanted, lambda: secrets.token_hex(16), today)
    output.apply(changes(root, frozen, edition=edition), dry_run=dry_run)
    output.echo(f"Round {number} comes on {day}. Next: mentoring site, and merge before it.")
