"""`mentoring lottery …`: freeze the ids, draw the seed."""

from __future__ import annotations

import click

from mentoring.cli.commands.lottery.draw import draw
from mentoring.cli.commands.lottery.freeze import freeze


@click.group()
def command() -> None:
    """Draw lots in public: nobody can rig it, and anybody can check it."""


for step in (freeze, draw):
    command.add_command(step)
