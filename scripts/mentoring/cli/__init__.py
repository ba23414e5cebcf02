"""The command `mentoring`. Only this package uses Click, reads the clock and prints.

It takes arguments and the environment, prints what `render` returns, and exits with 0 (done), 1
(problems in the data) or 2 (wrong usage). Open `command.py` first: it makes commands of the
functions in `commands`, which `group.py` lists.
"""

import os
import signal
import sys
from contextlib import suppress

INTERRUPTED = 130
"""The exit status of shells for Control-C: 128 plus the signal's number."""


def heed_signals() -> None:
    """Handle SIGTERM and SIGHUP like Control-C: end children and remove temporary files."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # unless `nohup` ignores it
            signal.signal(number, signal.default_int_handler)


def open_streams() -> None:
    """Reopen closed standard streams; escape characters that a stream cannot encode."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it gets the lowest number that is free
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, closefd=False))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def flushed() -> int:
    """Flush all output; return 0, or 1 if that fails, for example on a full disk."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # discards the rest at exit
        return 1
    return 0


def main() -> None:
    """Run the command line; Control-C prints no traceback, even while modules are imported."""
    try:
        heed_signals()
        open_streams()
        from mentoring.cli.boundary import run  # slow: some tenths of a second

        sys.exit(run(sys.argv[1:]) or flushed())
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(INTERRUPTED)
