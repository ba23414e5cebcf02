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
        if any("\ud800" <= character <= "\udfff" for character in argument):  # invalid bytes
            echo_err(f"Error: argument {number} is not UTF-8. Write it again.")
            return WRONG_USAGE
    try:
        return int(mentoring.main(arguments, prog_name="mentoring", standalone_mode=False) or 0)
    except SystemExit:  # raised by Click when the reader of our output has gone, as with `head`
        return 0
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except Exception as error:  # noqa: BLE001 (the boundary: no error may pass)
        message, status = _meaning(error)
        echo_err(message)
        return status


def _meaning(error: Exception) -> tuple[str, int]:
    """What an error means, and its exit status; the problems of wrong data are printed."""
    match error:
        case click.Abort():
            by_key = isinstance(error.__context__, KeyboardInterrupt)
            return "Stopped.", INTERRUPTED if by_key else DATA_PROBLEM
        case MentoringError():
            if isinstance(error, DataError):
                from mentoring.render.problems import as_text  # only for bad data

                echo_err(as_text(capped(error.problems)))
            return f"Error: {error}", WRONG_USAGE if isinstance(error, UsageError) else DATA_PROBLEM
        case OSError():
            from mentoring.files.atomic import cure

            words = ": ".join([*filter(None, [error.filename]), cure(error)])
        case UnicodeError():
            words = "a file is not UTF-8. `mentoring validate` says which."
        case OverflowError():
            words = "a number or a date is too large."
        case MemoryError() | RecursionError():
            words = "this needs more memory than there is: take large or deeply nested values out."
        case _:
            return _fault(error), INTERNAL_ERROR
    return f"Error: {words}", DATA_PROBLEM


def _fault(error: Exception) -> str:
    """The message for an unknown error: type and place, as its text may quote personal data."""
    import traceback  # it costs `--help` a sixth of its time

    if os.environ.get("MENTORING_TRACEBACK"):
        traceback.print_exc()
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119 (text alone)
    return (
        f"Internal error: {type(error).__name__} at {where}. This is a fault of the command, not "
        "of your data; nothing half-written is left. Set MENTORING_TRACEBACK=1 to see all of it."
    )
