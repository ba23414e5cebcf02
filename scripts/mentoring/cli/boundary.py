"""Turns every error into a message and an exit status."""

import os

import click

from mentoring.cli import INTERRUPTED
from mentoring.cli.group import mentoring
from mentoring.cli.output import echo_err
from mentoring.errors import DataError, MentoringError, UsageError
from mentoring.problems import capped

DATA_PROBLEM, WRONG_USAGE, INTERNAL_ERROR = 1, 2, 3


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit status; never shows a traceback."""
    for number, argument in enumerate(arguments, start=1):
        if not _is_text(argument):
            return _say(f"Error: argument {number} is not UTF-8. Write it again.", WRONG_USAGE)
    try:
        return int(mentoring.main(arguments, prog_name="mentoring", standalone_mode=False) or 0)
    except SystemExit:  # raised by Click when the reader of our output has gone, as with `head`
        return 0
    except Exception as error:  # noqa: BLE001 (the boundary: no error may pass)
        return _status(error)


def _is_text(argument: str) -> bool:
    """Whether the argument was valid text; Python decodes invalid bytes to surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in argument)


def _status(error: Exception) -> int:
    """Print what the error means; return its exit status."""
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
        case OSError() | UnicodeError() | MemoryError() | RecursionError() | OverflowError():
            return _say(f"Error: {_world(error)}", DATA_PROBLEM)
    return _unknown(error)


def _known(error: MentoringError) -> int:
    if isinstance(error, DataError):
        from mentoring.render.problems import as_text  # only for bad data

        echo_err(as_text(capped(error.problems)))
    status = WRONG_USAGE if isinstance(error, UsageError) else DATA_PROBLEM
    return _say(f"Error: {error}", status)


def _world(error: Exception) -> str:
    """The message for an error of the system, or for data that need too much of it."""
    match error:
        case OSError():
            from mentoring.files.atomic import cure

            return ": ".join([*filter(None, [error.filename]), cure(error)])
        case UnicodeError():
            return "a file is not UTF-8. `mentoring validate` says which."
        case OverflowError():
            return "a number or a date is too large."
    return "this needs more memory than there is: take large or deeply nested values out."


def _unknown(error: Exception) -> int:
    """The message for an unknown error: type and place, as its text may quote personal data."""
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
