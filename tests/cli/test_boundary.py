"""Whatever happens, the command ends with a status and a sentence, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from mentoring.cli import group, main
from mentoring.cli.boundary import run

BASE = Path(__file__).parents[1] / "checks" / "base"


def _raising(error: BaseException) -> click.Command:
    @click.command()
    def command() -> None:
        raise error

    return command


def test_help_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    """Help lists every command by the time of the year."""
    assert run(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for section in group.COMMANDS.values() for name in section)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["mtach", "2031"], "Did you mean match?"),
        (["frobnicate"], "See mentoring --help"),
        (["match"], "Missing argument"),
        (["-C", "/nowhere", "validate"], "does not exist"),
        (["validate", "--today", "23.2.2032"], "'23.2.2032' is not a day: write YYYY-MM-DD."),
        (["validate", "data/aplications"], "There is no data/aplications"),
        (["verify", "2013"], "Did you mean 2031?"),
    ],
)
def test_wrong_usage_is_2_and_says_what_to_do(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong word gets the nearest right one."""
    at = [] if "-C" in arguments else ["-C", str(BASE)]
    assert run([*at, *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_fault_of_ours_is_3_and_quotes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unexpected error might quote personal data, so only its kind and place are shown."""
    command = _raising(ValueError("somebody@example.org"))
    monkeypatch.setattr(group.LazyGroup, "get_command", lambda *_: command)
    assert run(["validate"]) == 3
    said = capsys.readouterr().err
    assert "ValueError at test_boundary.py" in said
    assert "example.org" not in said
    assert "Traceback" not in said


def test_the_traceback_is_there_for_who_asks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A maintainer sets a variable to see all of it."""
    monkeypatch.setenv("MENTORING_TRACEBACK", "1")
    monkeypatch.setattr(group.LazyGroup, "get_command", lambda *_: _raising(ValueError("inner")))
    assert run(["validate"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_a_command_that_cannot_be_loaded_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is missing is a library, not the data; the message says which, and what to do."""
    lost = "mentoring.operations.erasure.erase"
    monkeypatch.delitem(sys.modules, "mentoring.cli.commands.personal_data", raising=False)
    monkeypatch.setitem(sys.modules, lost, None)
    assert run(["erase", "bbcdfg"]) == 1
    said = capsys.readouterr().err
    assert f"The command erase cannot be loaded without {lost}" in said
    assert "make setup" in said


def test_stopping_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who answers “no” gets status 1 and a word."""
    monkeypatch.setattr(group.LazyGroup, "get_command", lambda *_: _raising(click.Abort()))
    assert run(["validate"]) == 1
    assert capsys.readouterr().err == "Stopped.\n"


@pytest.mark.parametrize("where", ["mentoring.cli.group", "mentoring.store.reader"])
def test_control_c_is_quiet_from_the_first_moment(
    where: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """While the command line is still being loaded as much as at work: a word, and 130."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {where!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Finder())\n"
    )
    command = [sys.executable, "-m", "mentoring", "-C", str(BASE), "validate"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=False)
    assert done.returncode == 130
    assert capfd.readouterr().err.strip() == "Stopped."


def test_every_command_in_the_table_is_there() -> None:
    """The table's one-line helps are the commands' own, so that --help need import none."""
    context = click.Context(group.mentoring)
    for section in group.COMMANDS.values():
        for name, (_, line) in section.items():
            command = group.mentoring.get_command(context, name)
            assert command is not None, name
            assert command.short_help in (None, line), name


def test_a_closed_pipe_is_no_error() -> None:
    """`mentoring … | head` ends quietly."""
    code = "import sys; from mentoring.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "-C", str(BASE), "validate", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_main_leaves_with_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry point is `run` with the process's arguments."""
    monkeypatch.setattr(sys, "argv", ["mentoring", "nothing-such"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2


def test_help_loads_nothing_heavy() -> None:
    """`--help` answers at once: no numpy, no schema library, no MkDocs on the way."""
    code = (
        "import sys; from mentoring.cli.boundary import run; run(['--help']);"
        "heavy = {'numpy', 'jsonschema', 'jsonschema_rs', 'msgspec', 'yaml', 'jinja2'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
