"""The command `mentoring`: parse, call, render, exit. Only here are Click, the clock, printing.

In come arguments and the environment; out go what `render` made, and an exit status (0 done,
1 the data have problems, 2 wrong usage). Open `group.py` first; a command is a file in `commands`.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

INTERRUPTED = 130
"""The status that shells know for Control-C: 128 and the signal's number."""


def heed_signals() -> None:
    """End on SIGTERM and SIGHUP as on Control-C: children end and temporary files go."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # not where `nohup` has it ignored
            signal.signal(number, signal.default_int_handler)


def open_streams() -> None:
    """Open what was closed, lest a file takes its number; print what cannot be as escapes."""
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
    """0 once all output is written; 1 where it cannot be, as on a full disk."""
    try:
        sys.stdout.flush()
    except OSError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left is dropped at the end
        return 1
    return 0


def main() -> None:
    """Run the command line; Control-C is as quiet while it is still being loaded as later."""
    try:
        heed_signals()
        open_streams()
        from mentoring.cli.boundary import run  # it takes the first tenths of a second

        sys.exit(run(sys.argv[1:]) or flushed())
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(INTERRUPTED)
