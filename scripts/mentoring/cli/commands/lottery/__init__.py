"""`mentoring lottery …`: freeze the ids, draw the seed, open the commitment."""

from __future__ import annotations

import click

from mentoring.cli.commands.lottery.draw import draw
from mentoring.cli.commands.lottery.freeze import freeze
from mentoring.cli.commands.lottery.reveal import reveal


@click.group()
def command() -> None:
    """Draw lots in public: nobody can rig it, and anybody can check it."""


for step in (freeze, draw, reveal):
    command.add_command(step)
