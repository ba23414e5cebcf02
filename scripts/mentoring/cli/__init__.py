"""The command `mentoring`: parse, call, render, exit. Only here are Click, the clock, printing."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""The status that shells know for Control-C: 128 and the signal's number."""


def main() -> None:
    """Run the command line; Control-C is as quiet while it is still being loaded as later."""
    try:
        from mentoring.cli.boundary import run  # it takes the first tenths of a second

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(INTERRUPTED)
