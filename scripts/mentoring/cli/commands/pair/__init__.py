"""`mentoring pair …`: record what happens to a pair, without an editor."""

from __future__ import annotations

import click

from mentoring.cli.commands.pair.end import end
from mentoring.cli.commands.pair.log import log
from mentoring.cli.commands.pair.sign import amend, sign
from mentoring.cli.commands.pair.steps import accept, decline, pause, resume


@click.group()
def command() -> None:
    """Record what happens to a pair, named by its mentee's id. Doing it twice changes nothing."""


for step in (accept, decline, sign, amend, log, pause, resume, end):
    command.add_command(step)
