"""The one place where an error becomes a message and an exit status."""

from __future__ import annotations

import os

import click

from mentoring.cli import INTERRUPTED
from mentoring.cli.group import mentoring
from mentoring.cli.output import echo_err
from mentoring.errors import DataError, MentoringError, UsageError

DATA_PROBLEM, WRONG_USAGE, INTERNAL_ERROR = 1, 2, 3


def run(arguments: list[str]) -> int:
    """Run the command line: its status, and never a traceback, whatever happens."""
    try:
        return int(mentoring.main(arguments, prog_name="mentoring", standalone_mode=False) or 0)
    except SystemExit:  # Click's way out when the reader of our output went away, as `head` does
        return 0
    except Exception as error:  # noqa: BLE001 (the boundary: nothing passes it)
        return _status(error)


def _status(error: Exception) -> int:
    """Say what the error means to a person; its exit status."""
    match error:
        case click.exceptions.Exit():
            return error.exit_code
        case click.ClickException():
            error.show()
            return WRONG_USAGE
        case click.Abort():
            by_key = isinstance(error.__context__, KeyboardInterrupt)
            return _say("Stopped.", INTERRUPTED if by_key else DATA_PROBLEM)
        case MentoringError():
            return _known(error)
    return _unknown(error)


def _known(error: MentoringError) -> int:
    if isinstance(error, DataError):
        from mentoring.render.problems import as_text  # only for bad data

        echo_err(as_text(error.problems))
    status = WRONG_USAGE if isinstance(error, UsageError) else DATA_PROBLEM
    return _say(f"Error: {error}", status)


def _unknown(error: Exception) -> int:
    """Name the kind and the place; the error's own words might quote somebody's data."""
    import traceback  # it costs `--help` a sixth of its time

    if os.environ.get("MENTORING_TRACEBACK"):
        traceback.print_exc()
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(place.filename)}:{place.lineno}"  # noqa: PTH119 (text alone)
    return _say(
        f"Internal error: {type(error).__name__} at {where}. This is a fault of the command, not "
        "of your data; nothing half-written is left. Set MENTORING_TRACEBACK=1 to see all of it.",
        INTERNAL_ERROR,
    )


def _say(message: str, status: int) -> int:
    echo_err(message)
    return status
