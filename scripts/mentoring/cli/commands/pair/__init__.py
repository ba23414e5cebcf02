"""`mentoring pair …`: record what happens to a pair, without an editor."""

from __future__ import annotations

import click

from mentoring.cli.commands.pair.answer import accept, decline
from mentoring.cli.commands.pair.end import end
from mentoring.cli.commands.pair.log import log
from mentoring.cli.commands.pair.pause import pause, resume
from mentoring.cli.commands.pair.sign import amend, sign


@click.group()
def command() -> None:
    """Record what happens to a pair, named by its mentee's id. Doing it twice changes nothing."""


for step in (accept, decline, sign, amend, log, pause, resume, end):
    command.add_command(step)
