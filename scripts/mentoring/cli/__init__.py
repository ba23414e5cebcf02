"""The command `mentoring`: parse, call, render, exit. Only here are Click, the clock, printing.

In come arguments and the environment; out go what `render` made, and an exit status (0 done,
1 the data have problems, 2 wrong usage). Open `group.py` first; a command is a file in `commands`.
"""

from __future__ import annotations

import signal
import sys

INTERRUPTED = 130
"""The status that shells know for Control-C: 128 and the signal's number."""


def heed_signals() -> None:
    """End on SIGTERM and SIGHUP as on Control-C: children end and temporary files go."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # not where `nohup` has it ignored
            signal.signal(number, signal.default_int_handler)


def main() -> None:
    """Run the command line; Control-C is as quiet while it is still being loaded as later."""
    try:
        heed_signals()
        from mentoring.cli.boundary import run  # it takes the first tenths of a second

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(INTERRUPTED)
