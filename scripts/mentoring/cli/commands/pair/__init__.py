"""`mentoring pair …`: record what happens to a pair, without an editor."""

import click

from mentoring.cli.commands.pair import steps
from mentoring.cli.commands.pair.agreement import amend, sign
from mentoring.cli.commands.pair.log import log


@click.group()
def command() -> None:
    """Record what happens to a pair, named by its mentee's id. Doing it twice changes nothing."""


for step in (steps.accept, steps.decline, sign, amend, log, steps.pause, steps.resume):
    command.add_command(step)
for step in (steps.keep, steps.join, steps.leave, steps.end, steps.undo):
    command.add_command(step)
