"""`mentoring review …`: assign reviewers, write packets, calibrate motivation."""

from __future__ import annotations

import click

from mentoring.cli.commands.review.assign import assign
from mentoring.cli.commands.review.packets import packets
from mentoring.cli.commands.review.summary import summary


@click.group()
def command() -> None:
    """Assign reviewers, write their packets, and calibrate their marks."""


for step in (assign, packets, summary):
    command.add_command(step)
