"""On a terminal of 80 columns nothing breaks inside a word, and nothing is lost."""

from __future__ import annotations

import fcntl
import os
import pty
import shlex
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring.render.text import wrapped

PROGRAMME = Path(__file__).parents[1] / "programme"
COMMAND = [sys.executable, "-m", "mentoring", "-C", str(PROGRAMME)]
WIDTH = 80


def on_a_terminal(words: str) -> str:
    """What a command prints on a terminal of 80 columns, without colour."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, WIDTH, 0, 0))
    environment = {**os.environ, "NO_COLOR": "1"}
    environment.pop("COLUMNS", None)
    with subprocess.Popen(
        [*COMMAND, *shlex.split(words)], stdout=theirs, stderr=subprocess.DEVNULL, env=environment
    ):
        os.close(theirs)
        printed = b""
        try:
            while part := os.read(ours, 65536):
                printed += part
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    return printed.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    "words",
    [
        "explain 2031 bprtwc",
        "verify 2031",
        "match 2031",
        "scores 2031",
        "progress 2031 --today 2032-02-23",
        "review summary 2031",
        "validate --today 2034-01-01",
    ],
)
def test_every_line_fits_and_every_word_is_whole(words: str) -> None:
    """The words are those that a pipe gets, in their order; no line is longer than the terminal."""
    seen = on_a_terminal(words)
    piped = subprocess.run(
        [*COMMAND, *shlex.split(words)], check=False, capture_output=True, text=True
    ).stdout
    assert seen.split() == piped.split()
    assert max(map(len, seen.splitlines())) <= WIDTH


@given(st.lists(st.text("ab,. ", max_size=30), max_size=12).map("\n".join), st.integers(20, 60))
def test_lines_break_between_words_alone(text: str, width: int) -> None:
    """No word is lost, none is parted, and a line is too long only where a single word is."""
    broken = wrapped(text, width)
    assert broken.split() == text.split()
    for line in broken.split("\n"):
        assert len(line.rstrip()) <= width or len(line.split()) == 1


def test_what_goes_on_stands_under_its_column() -> None:
    """The sentence behind a table's cells is a column of its own."""
    line = "  topics      190/348  The mentor offers two of five topics that were asked for."
    assert wrapped(line, 60).split("\n") == [
        "  topics      190/348  The mentor offers two of five topics",
        "                       that were asked for.",
    ]
