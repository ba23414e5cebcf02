"""The group of all commands. Each is loaded when it is called, so that `--help` is instant."""

from functools import partial
from pathlib import Path

import click

from mentoring import __version__
from mentoring.cli import commands, keyring
from mentoring.errors import MentoringError
from mentoring.keys import age
from mentoring.registry import load

COMMANDS = {
    "Every day": {"status": ("overview", "Show what is done, and what comes next.")},
    "Set up an edition": {
        "new": ("editions", "Start an edition: the first, or the next from an earlier one."),
        "schemas": ("editions", "Write this programme's schemas for editors."),
        "validate": ("validate", "Check every file, and name every problem at once."),
        "migrate": ("editions", "Bring a repository of an earlier version to the present layout."),
        "demo": ("editions", "Make a synthetic programme of any size from a seed."),
    },
    "Take applications": {
        "form": ("forms", "Write the questions to put on a form."),
        "import": ("forms", "Turn a form's export into records."),
        "correct": ("applications", "Correct an application."),
        "consent": ("applications", "Record a change of consent."),
        "resolve": ("applications", "Settle the names of people to keep apart."),
        "institutes": ("applications", "Make one institute of its many spellings."),
        "profiles": ("forms", "Write the anonymous mentor catalogue."),
        "review": ("review", "Assign reviewers, write packets, calibrate motivation."),
        "lottery": ("matching", "Draw lots in public, for everyone to check."),
    },
    "Match": {
        "scores": ("matching", "Show every pair's fit, or why it is not allowed."),
        "match": ("matching", "Choose the best pairs, and prove it."),
        "verify": ("matching", "Check the proof, without a solver."),
        "explain": ("matching", "Say why, why not, and what it would cost."),
        "robustness": ("matching", "Show how firm the pairs are, and who is on the edge."),
    },
    "While pairs meet": {
        "announce": ("letters", "Write the letters that announce the pairs."),
        "agreement": ("letters", "Write each pair's mentoring agreement."),
        "pair": ("pair", "Record what happens to a pair."),
        "progress": ("overview", "Show how each pair is doing, and what to do this week."),
        "remind": ("letters", "Write the reminders that are due."),
        "send": ("letters", "Send the letters in the outbox."),
        "replace": ("matching", "Find a new pair after a drop-out."),
        "withdraw": ("applications", "Withdraw an application."),
        "groups": ("groups", "Form the groups of a networking event."),
    },
    "Publish": {
        "release": ("publish", "Pass aggregates through the airlock into docs/."),
        "site": ("publish", "Write the generated parts of docs/."),
        "audit": ("publish", "Look for personal data in what is published."),
    },
    "Keep names from the host": {
        "keys": ("keys", "Encrypt names and free texts for the stewards."),
    },
    "Close": {
        "certificates": ("letters", "Write certificates of participation."),
        "renew": ("editions", "Carry willing mentors over to the next edition."),
        "retention": ("personal-data", "Show what is past its date, and remove it."),
        "erase": ("personal-data", "Remove a person, history included."),
        "export-person": ("personal-data", "Write out everything held about a person."),
    },
}
"""Every command by its time of year: the file of `commands/` that holds it, and its help."""
FILES = {name: file for section in COMMANDS.values() for name, (file, _) in section.items()}
ROOT = "Work in this programme's repository instead of here."
KEYS = "A private key, of age or SSH, for encrypted names; may be repeated."
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class LazyGroup(click.Group):
    """A group that knows its commands' names and one-line helps without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (Click's signature)
        """The commands, in the order of the programme's year."""
        return list(FILES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return the command; raises MentoringError if a dependency is missing."""
        if cmd_name not in FILES:
            return None
        try:
            members = vars(load(commands, FILES[cmd_name])).values()
        except ImportError as error:
            needs = f" without {error.name}" if error.name else ""
            raise MentoringError(
                f"The command {cmd_name} cannot be loaded{needs}. Install the programme's "
                "requirements again: remove .venv, then `make setup`."
            ) from error
        found = (member for member in members if isinstance(member, click.Command))
        return next(command for command in found if command.name == cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Like Click's, but suggests the nearest name for an unknown command."""
        if args and args[0] not in FILES and not args[0].startswith("-"):
            from mentoring.problems import nearest  # only for a wrong name

            close = nearest(args[0], FILES)
            hint = f" Did you mean {close}?" if close else " See mentoring --help."
            ctx.fail(f"There is no command {args[0]}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands grouped by the time of year in which they are used."""
        for title, section in COMMANDS.items():
            with formatter.section(title):
                rows = [(name, text) for name, (_, text) in section.items()]
                formatter.write_dl(rows, col_max=16)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mentoring")
@click.option("-C", "root", metavar="DIR", default=".", type=FOLDER, help=ROOT)
@click.option("--key", "keys", metavar="FILE", multiple=True, type=FILE, help=KEYS)
@click.pass_context
def mentoring(ctx: click.Context, root: Path, keys: tuple[Path, ...]) -> None:
    """Run a mentoring programme that lives in a Git repository."""
    ctx.obj = root
    age.use_keys(partial(keyring.private_keys, keys))
