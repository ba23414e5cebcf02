"""A long solve can be stopped: Ctrl-C takes effect between its steps."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

LONG = """
import signal
from matching.instances import made
from mentoring.matching.solve import solve
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where a job is in background
instance = made(1, 1500, 1500, cap=1500)
print("begun", flush=True)
while True:
    solve(instance)
"""


def test_ctrl_c_ends_a_solve() -> None:
    """A solve ends at once on Ctrl-C, and raises only the interrupt."""
    tests = Path(__file__).parents[1]
    search = os.pathsep.join([str(tests), str(tests.parent / "scripts")])
    with subprocess.Popen(
        [sys.executable, "-c", LONG],
        env=os.environ | {"PYTHONPATH": search},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"begun\n"
        started = monotonic()
        process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert said.strip().endswith(b"KeyboardInterrupt")
    assert monotonic() - started < 20
